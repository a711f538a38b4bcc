/*
 * pace - moments that are evenly spaced, and turns that are evenly shared.
 *
 *	struct pace pace = pace_from(start, 50 * 1000000);
 *
 *	do
 *		make_a_record(pace.now);
 *	while (pace_next(&pace) == 0);
 *
 * All is in whole numbers, and what does not come out even is carried on: no
 * errors add up, however long it goes on.
 */
#ifndef BALSYS_PACE_H
#define BALSYS_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/timestamp.h"

/* So many moments in a million seconds; rests are in parts of rate. */
struct pace {
	struct timestamp now;		/* rounded down to a microsecond */
	struct timestamp first;		/* the rest is private */
	uint64_t rate;
	uint64_t step, step_rest;	/* from one moment to the next */
	uint64_t rest;			/* of a microsecond, behind now */
};

/* A pace whose first moment is first; rate is 1 to 2^62. */
struct pace pace_from(struct timestamp first, uint64_t rate);

/*
 * Go on to the next moment.  Returns 0, or -1 with errno ERANGE and *p
 * unchanged if that is in the year 10000.
 */
int	pace_next(struct pace *p)
	__attribute__((warn_unused_result));

/* How long after the first this moment is, in microseconds, rounded up. */
int64_t	pace_elapsed(const struct pace *p);

/*
 * What has part of whole turns, as evenly as can be; part is at most whole, and
 * whole is 1 to 2^62.  carry says how soon: with whole - 1 it has the first
 * turn, where part is not 0; with 0 it waits the longest.
 */
struct pace_share {
	uint64_t part, whole, carry;
};

/* Is this turn its own?  The next call is about the next turn. */
bool	pace_share_turn(struct pace_share *s);

#endif
