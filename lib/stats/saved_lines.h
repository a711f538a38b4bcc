/*
 * saved_lines - the lines of a saved summary (stats/saved), one after the
 * other, and what stands in them.
 *
 *	struct saved_lines in = { 0 };
 *	struct span value[2];
 *
 *	if (saved_lines_open(&in, path, &hook, &failure) == -1)
 *		return -1;
 *	while (saved_lines_begins(&in, "credits"))
 *		if (saved_lines_scan(&in, "credits # sum #", value) == -1 ||
 *		    saved_lines_next(&in) == -1)
 *			return -1;
 *	if (saved_lines_end(&in) == -1)
 *		return -1;
 *	saved_lines_close(&in);
 *
 * There always is a line that one stands at, and an end that comes too early is
 * a failure.  A value is taken only as saved_put() writes it.  All that can be
 * wrong is in failure, with file and line.
 */
#ifndef BALSYS_SAVED_LINES_H
#define BALSYS_SAVED_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/money.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "stream/failure.h"
#include "stream/input.h"
#include "stream/lines.h"


struct saved_lines {
	const char *name;	/* of the file, for messages; borrowed */
	struct failure *failure;	/* borrowed */
	struct span line;	/* where one stands; borrowed until the next */
	unsigned long number;	/* of it, from 1 */
	struct input input;	/* private, as is all that follows */
	struct lines lines;
	struct digest hash;
	struct buf again;
	struct timestamp_memo read, written;
};

/*
 * Open path ("-": standard input), and stand at its second line; the first says
 * what it is.  hook is run before every wait.  Returns 0, or -1 with failure
 * set; saved_lines_close() is due in either case.
 */
int	saved_lines_open(struct saved_lines *l, const char *path,
	    const struct wait_hook *hook, struct failure *failure)
	__attribute__((warn_unused_result));

/* Go on to the next line.  Returns 0, or -1 with failure set. */
int	saved_lines_next(struct saved_lines *l)
	__attribute__((warn_unused_result));

/* Is word the first one of this line? */
bool	saved_lines_begins(const struct saved_lines *l, const char *word);

/*
 * Take this line apart: it has to be pattern, in which each # stands for a
 * value, up to the next space, or, the last one, to the end.  Sets as many
 * values as there are, borrowed as the line is.  Returns 0, or -1 with failure
 * set.
 */
int	saved_lines_scan(struct saved_lines *l, const char *pattern,
	    struct span *value)
	__attribute__((warn_unused_result));

/*
 * Read a whole number up to most; a total of money; one that is an amount's
 * size; a time; a name, which is then in room.  Return 0, or -1 with failure
 * set.
 */
int	saved_lines_number(struct saved_lines *l, struct span text,
	    uint64_t most, uint64_t *number)
	__attribute__((warn_unused_result));
int	saved_lines_total(struct saved_lines *l, struct span text, int scale,
	    money_int128 *minor)
	__attribute__((warn_unused_result));
int	saved_lines_size(struct saved_lines *l, struct span text, int scale,
	    uint64_t *size)
	__attribute__((warn_unused_result));
int	saved_lines_time(struct saved_lines *l, struct span text,
	    struct timestamp *time)
	__attribute__((warn_unused_result));
int	saved_lines_name(struct saved_lines *l, struct span text,
	    struct buf *room)
	__attribute__((warn_unused_result));

/* Something is wrong with this line: a clause.  Returns -1. */
int	saved_lines_wrong(struct saved_lines *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * See that this line is the last, and the hash of those before.  Returns 0, or
 * -1 with failure set.
 */
int	saved_lines_end(struct saved_lines *l)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	saved_lines_close(struct saved_lines *l);

#endif
