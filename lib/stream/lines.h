/*
 * lines - the lines of one input, each where it stands in the block.
 *
 * A line ends with a newline, which is not part of it; the last one may end
 * with the input.  A line longer than LINES_MAX is passed over in constant
 * memory and remembered by its first bytes, its length and its SHA-256.
 */
#ifndef BALSYS_LINES_H
#define BALSYS_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/span.h"
#include "stream/input.h"

enum {
	LINES_MAX = 1024 * 1024,
	LINES_KEPT = 64 * 1024,
	LINES_MORE = 1024,
	LINES_AHEAD = 64,
};

struct lines {
	struct input *input;	/* borrowed */
	char *block;		/* owned */
	size_t cap;
	size_t start, end;	/* of what is not yet given */
	bool at_end;		/* the input has no more */
	bool moved;		/* yours to clear: the block has other bytes */
	size_t more;		/* yours to set, before the first line: bytes
				   over LINES_MAX that are not too many yet, at
				   most LINES_MORE */

	/* Of the line given last: */
	bool ended;		/* it had its newline */
	unsigned long count;	/* lines it is made of */
	size_t given;		/* private: where it begins */
	size_t alone;		/* private: bytes of the first of its lines */
	uint64_t given_bytes;	/* private: of lines, given alone or first */
	uint64_t wasted;	/* private: bytes joined, and parted again */
	uint64_t len;		/* bytes, also of one too long, whose CRLF is
				   no part of it */
	struct digest hash;	/* of one too long, before digest_end() */
};

/* Begin an input; the block of an earlier one is used again. */
void	lines_start(struct lines *l, struct input *input);

/*
 * The next line.  Returns 1 and sets *line, borrowed until the next call; 2
 * for one that is too long, with *line its first LINES_KEPT bytes, and hash
 * set; 0 at the end; -1 as input_read().
 */
int	lines_next(struct lines *l, struct span *line)
	__attribute__((warn_unused_result));

/* What to say of one too long, once: a clause, borrowed as of buf_say(). */
const char *lines_say_long(struct lines *l, struct buf *text);

/*
 * Pass over lines, adding to *passed how many they were.  Returns 1, 0 if there
 * is no line at all, 2 if there are fewer than count, or -1 as input_read().
 */
int	lines_skip(struct lines *l, unsigned long count, unsigned long *passed)
	__attribute__((warn_unused_result));

/*
 * As lines_next(), where a quote that is open at the end of a line goes on in
 * the next one: lines are joined, with the newlines between them, until it is
 * closed.  A line whose quote never is, within LINES_MAX bytes or before the
 * end, is given alone; and so is every one once 64 times the input was joined
 * for nothing.
 */
int	lines_next_quoted(struct lines *l, char delimiter, char quote,
	    struct span *line)
	__attribute__((warn_unused_result));

/*
 * Take the lines that were joined apart again: the first of them is given back
 * alone, and the others are given anew.  Not after anything else was asked for.
 */
struct span lines_part(struct lines *l);

/*
 * What is in the block and not given yet: lines, and perhaps the beginning of
 * one.  Unless it is empty, LINES_AHEAD bytes behind it may be read, whatever
 * they are.  Borrowed until a line is asked for.
 */
static inline struct span
lines_there(const struct lines *l)
{
	/* There may be no block yet. */
	if (l->start == l->end)
		return SPAN("");
	return (struct span){ l->block + l->start, l->end - l->start };
}

/* Take len bytes of that as given: whole lines, with their newlines. */
static inline void
lines_pass(struct lines *l, size_t len)
{
	l->start += len;
	l->ended = true;
	l->count = 1;
}

/* Release the block.  Harmless twice. */
void	lines_free(struct lines *l);

#endif
