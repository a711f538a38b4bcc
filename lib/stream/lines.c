#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "stream/lines.h"

enum { BLOCK = 128 * 1024 };

void
lines_start(struct lines *l, struct input *input)
{
	l->input = input;
	l->start = l->end = 0;
	l->at_end = false;
	l->moved = true;
	l->wasted = l->given_bytes = 0;
}

/* Make room behind what is in the block, for one byte or many. */
static int
make_room(struct lines *l)
{
	size_t cap;
	char *block;

	if (l->start > 0) {
		memmove(l->block, l->block + l->start, l->end - l->start);
		l->end -= l->start;
		l->start = 0;
	}
	if (l->end < l->cap)
		return 0;
	/* Never much over a line of the greatest length, with its CRLF. */
	cap = l->cap == 0 ? BLOCK : 2 * l->cap;
	if (cap > LINES_MAX + BLOCK)
		cap = LINES_MAX + BLOCK;
	block = realloc(l->block, cap + LINES_AHEAD);
	if (block == NULL) {
		errno = ENOMEM;
		return -1;
	}
	l->block = block;
	l->cap = cap;
	return 0;
}

/* Read behind what is there.  Returns 1, 0 at the end, or -1. */
static int
fill(struct lines *l)
{
	ssize_t got;

	if (l->at_end)
		return 0;
	l->moved = true;
	if ((l->start > 0 || l->end == l->cap) && make_room(l) == -1)
		return -1;
	got = input_read(l->input, l->block + l->end, l->cap - l->end);
	if (got == -1)
		return -1;
	l->end += (size_t)got;
	l->at_end = got == 0;
	return got > 0;
}

/*
 * Find the newline at or behind from, an offset from start.  Returns 1 and
 * its offset in *found, 0 if the input ends first, 2 if the line is too long,
 * or -1.
 */
static int
find_newline(struct lines *l, size_t from, size_t *found)
{
	size_t most = LINES_MAX + l->more;

	for (;;) {
		size_t there = l->end - l->start;
		const char *newline = there == from ? NULL :
		    memchr(l->block + l->start + from, '\n', there - from);
		if (newline != NULL) {
			*found = (size_t)(newline - l->block) - l->start;
			/* A carriage return before it is no part of it. */
			return *found > most + 1 ||
			    (*found > most && newline[-1] != '\r') ? 2 : 1;
		}
		*found = from = there;
		if (there > most + 1)
			return 2;
		int got = fill(l);
		if (got != 1)
			return got;
	}
}

/*
 * Hash a piece of a long line.  A carriage return at its end is held back: it
 * is part of the line only if more of the line comes.
 */
static void
hash_piece(struct lines *l, struct span piece, bool *held)
{
	if (piece.len == 0)
		return;
	if (*held)
		digest_put(&l->hash, SPAN("\r"));
	l->len += piece.len + *held;
	*held = piece.ptr[piece.len - 1] == '\r';
	piece.len -= *held;
	l->len -= *held;
	digest_put(&l->hash, piece);
}

/* Pass over the line at start, whose first bytes are in the block. */
static int
pass_over(struct lines *l, struct span *line)
{
	const char *newline;
	bool held = false;
	size_t kept;

	digest_start(&l->hash);
	l->count = 1;
	l->len = 0;
	for (kept = 0; ; kept = LINES_KEPT) {
		const char *from = l->block + l->start + kept;
		size_t there = l->end - l->start - kept;

		newline = there == 0 ? NULL : memchr(from, '\n', there);
		if (kept == 0) {
			from = l->block + l->start;
			there = l->end - l->start;
		}
		if (newline != NULL)
			there = (size_t)(newline - from);
		hash_piece(l, (struct span){ from, there }, &held);
		if (newline != NULL)
			break;
		/* The first bytes stay; what was hashed behind them goes. */
		l->end = l->start + LINES_KEPT;
		int got = fill(l);
		if (got == -1)
			return -1;
		if (got == 0)
			break;
	}
	*line = (struct span){ l->block + l->start, LINES_KEPT };
	l->ended = newline != NULL;
	l->start = newline == NULL ? l->end :
	    (size_t)(newline - l->block) + 1;
	return 2;
}

int
lines_next(struct lines *l, struct span *line)
{
	size_t len;
	int found = find_newline(l, 0, &len);

	if (found == -1)
		return -1;
	if (found == 0 && len == LINES_MAX + l->more + 1 &&
	    l->block[l->start + len - 1] != '\r')
		found = 2;
	if (found == 2)
		return pass_over(l, line);
	if (found == 0 && len == 0)
		return 0;
	l->given = l->start;
	*line = (struct span){ l->block + l->start, len };
	l->count = 1;
	l->len = len;
	l->ended = found == 1;
	l->start += len + l->ended;
	return 1;
}

int
lines_skip(struct lines *l, unsigned long count, unsigned long *passed)
{
	struct span line;

	for (unsigned long i = 0; i < count; i++) {
		int got = lines_next(l, &line);
		if (got == -1)
			return -1;
		if (got == 0)
			return i == 0 ? 0 : 2;
		++*passed;
	}
	return 1;
}

/*
 * Join the next line, and the newline between, to the one given last, *line,
 * which may move.  Returns 1; or 0 if there is none or both would be too long,
 * with *line the same bytes as before; or -1.
 */
static int
join(struct lines *l, struct span *line)
{
	size_t len;
	int found;

	if (!l->ended)
		return 0;
	l->start = (size_t)(line->ptr - l->block);
	found = find_newline(l, line->len + 1, &len);
	if (found == -1)
		return -1;
	line->ptr = l->block + l->start;
	if (found == 2 || (found == 0 && len == line->len + 1)) {
		l->start += line->len + 1;
		return 0;
	}
	line->len = l->len = len;
	l->ended = found == 1;
	l->start += len + l->ended;
	l->count++;
	return 1;
}

struct span
lines_part(struct lines *l)
{
	struct span first = { l->block + l->given, l->alone };

	l->wasted += l->len;
	l->len = first.len;
	l->ended = true;
	l->count = 1;
	l->start = l->given + first.len + 1;
	return first;
}

/*
 * Is a quote open behind s, if before it one is open or not?  Only a field's
 * first byte opens one: 12" is no beginning.
 */
static bool
is_open_behind(struct span s, bool open, char delimiter, char quote)
{
	const char *at = s.ptr, *end = s.ptr + s.len, *found;

	while (at < end && (found = memchr(at, quote, (size_t)(end - at))) !=
	    NULL) {
		at = found + 1;
		if (!open)
			open = found == s.ptr || found[-1] == delimiter;
		else if (at < end && *at == quote)
			at++;
		else
			open = false;
	}
	return open;
}

/*
 * A file of stray quotes could make every line be joined to a thousand others,
 * for nothing, and the next one again.  What was joined for nothing may be so
 * many times what was read; beyond that lines are given alone.
 */
static bool
may_join(const struct lines *l)
{
	enum { TIMES = 64 };

	return l->wasted / TIMES <= l->given_bytes + LINES_MAX;
}

int
lines_next_quoted(struct lines *l, char delimiter, char quote,
    struct span *line)
{
	int got = lines_next(l, line);
	bool open;

	if (got != 1)
		return got;
	l->given_bytes += line->len;
	l->alone = line->len;
	open = is_open_behind(*line, false, delimiter, quote);
	while (open && may_join(l)) {
		size_t seen = line->len;
		int joined = join(l, line);
		if (joined == -1)
			return -1;
		l->given = (size_t)(line->ptr - l->block);
		if (joined == 0) {
			if (l->count > 1)
				*line = lines_part(l);
			return 1;
		}
		open = is_open_behind((struct span){ line->ptr + seen,
		    line->len - seen }, true, delimiter, quote);
	}
	return 1;
}

const char *
lines_say_long(struct lines *l, struct buf *text)
{
	char hash[DIGEST_TEXT_LEN + 1];

	digest_end(&l->hash, hash);
	return buf_say(text, "%" PRIu64 " bytes, more than %d; sha256 %s",
	    l->len, LINES_MAX, hash);
}

void
lines_free(struct lines *l)
{
	free(l->block);
	l->block = NULL;
	l->cap = 0;
}
