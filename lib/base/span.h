/*
 * span - some bytes that belong to somebody else.
 *
 * A span borrows: it never owns what it points at, and it is not terminated by
 * a NUL, which is a byte like any other.  How long the bytes stay is said by
 * whoever hands out the span.
 */
#ifndef BALSYS_SPAN_H
#define BALSYS_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/word.h"

struct span {
	const char *ptr;
	size_t len;
};

/* A string literal as a span. */
#define SPAN(literal) ((struct span){ literal, sizeof(literal) - 1 })

enum {
	SPAN_SHOWN_MAX = 48,	/* room for what span_show() writes */
};

/* A C string as a span that borrows it. */
static inline struct span
span_of(const char *string)
{
	return (struct span){ string, strlen(string) };
}

/* Are these the same bytes? */
static inline bool
span_equal(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	if (a.len >= 4 && a.len <= 16)		/* as most names */
		return word_same_ends(a.ptr, b.ptr, a.len);
	return a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0;
}

/*
 * Compare as qsort(3) does, byte by byte, without regard to the locale; a
 * span comes before every longer one that begins with it.
 */
int	span_compare(struct span a, struct span b);

/*
 * A 64-bit hash of the bytes for tables in memory; any of its bits are as good
 * as any others.  It differs from seed to seed, and is the same on every
 * machine.  Who knows the seed can choose bytes that have the same hash; who
 * does not cannot tell which have.
 *
 * It multiplies words and folds both halves of the product into one, as do
 * Vladimir Makarov, "MUM hash" (2016), and Wang Yi, "wyhash" (2019).
 */
uint64_t span_hash(struct span s, uint64_t seed);

/*
 * Write s into dst, fit for a message: in double quotes, cut to 40 bytes with
 * "..." behind, what is no text or a control character replaced by "?", byte
 * by byte.  dst has room for SPAN_SHOWN_MAX bytes; it is ended by a NUL and
 * returned.
 */
const char *span_show(struct span s, char *dst);

/*
 * Cut the part before the first sep off the front of *rest and return it; if
 * there is no sep, all of *rest is returned and *rest becomes empty with a
 * NULL pointer, so that "while (rest.ptr != NULL)" visits every part once.
 */
struct span span_cut(struct span *rest, char sep);

#endif
