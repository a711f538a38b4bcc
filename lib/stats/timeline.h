/*
 * timeline - how many records came when: counts in buckets of time, of a width
 * that the whole length of time decides.
 *
 *	struct timeline t = { 0 };
 *
 *	if (timeline_add(&t, txn.time, 1) == -1)
 *		return -1;
 *	if (timeline_busiest(&t, 60, &minute, &count))
 *		use(minute, count);
 *	timeline_free(&t);
 *
 * The width is a second; where first and last are too far apart for so many
 * buckets a minute, then an hour, a day, or 128 days: the least with which they
 * fit, aligned to multiples of it since 1970 in UTC.  So it follows from the
 * first and the last time alone, and timelines can be added in any order, with
 * the same result.
 */
#ifndef BALSYS_TIMELINE_H
#define BALSYS_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"

enum { TIMELINE_LEN = 32768 };	/* buckets; 8 bytes each */

struct timeline {
	uint64_t count;		/* records in it */
	int width;		/* private, as is all: which of the widths */
	int64_t from;		/* number of the first bucket not empty */
	size_t used;		/* buckets up to the last one not empty */
	uint64_t *bucket;	/* owned; a ring: number n is in the place of
				   n modulo TIMELINE_LEN */
};

/*
 * Take all the memory it will ever need, so that no counting can fail.  Returns
 * 0, or -1 with errno ENOMEM and nothing changed.
 */
int	timeline_reserve(struct timeline *t)
	__attribute__((warn_unused_result));

/* Count in so many records of this time, behind timeline_reserve(). */
void	timeline_count(struct timeline *t, struct timestamp time,
	    uint64_t count);

/*
 * Count in so many records of this time; and all that is in another.  Return 0,
 * or -1 with errno ENOMEM, or ERANGE if there would be more than UINT64_MAX,
 * and nothing counted.
 */
int	timeline_add(struct timeline *t, struct timestamp time,
	    uint64_t count)
	__attribute__((warn_unused_result));
int	timeline_merge(struct timeline *t, const struct timeline *other)
	__attribute__((warn_unused_result));

/* How wide a bucket is, in seconds. */
int64_t	timeline_width(const struct timeline *t);

/*
 * The period of so many seconds, 1 or 60, aligned like buckets, in which most
 * records came, the first of several: when it begins, and how many.  Returns
 * whether that can be told: there are records, and buckets are no wider.  Where
 * not, neither is changed.
 */
bool	timeline_busiest(const struct timeline *t, int64_t seconds,
	    struct timestamp *when, uint64_t *count);

/*
 * The buckets that are not empty, in order: *at is 0 to begin with.  Returns
 * whether there was one more: when it begins, clipped to TIMESTAMP_FIRST, and
 * how many are in it.  Added to another timeline they are in the same buckets
 * there, once that one has the first and the last time, or is as wide.
 */
bool	timeline_next(const struct timeline *t, size_t *at,
	    struct timestamp *when, uint64_t *count);

/* Release everything and leave it empty.  Harmless twice. */
void	timeline_free(struct timeline *t);

#endif
