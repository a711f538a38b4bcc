/*
 * period - the minute, the hour or the day that an instant is in, by the clocks
 * of UTC or of a zone.
 *
 *	struct period period;
 *
 *	period_find(PERIOD_DAY, false, time, &period);
 *	if (period_has(&period, next))
 *		...
 *	len = period_format(PERIOD_DAY, false, period.key, text);
 *
 * A period has a key, which sorts as periods do.  An hour that clocks show
 * twice is two, which their offset from UTC tells apart, and a day is one,
 * however often it began.  Clocks that are ahead or behind show years before
 * 0001 or after 9999 at the ends of time: what is there is of the first and of
 * the last period that has a name.
 *
 * The zone is the process's, see ledger/foreign_time.
 */
#ifndef BALSYS_PERIOD_H
#define BALSYS_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"

enum period_unit {
	PERIOD_MINUTE,
	PERIOD_HOUR,
	PERIOD_DAY,
};

enum { PERIOD_TEXT_MAX = 32 };	/* room for one as text; no NUL */

struct period {
	int64_t key;
	int64_t from, until;	/* microseconds; all between are in it, but
				   there may be more */
};

/* The period of this unit that t is in; local: by the zone's clocks. */
void	period_find(enum period_unit unit, bool local, struct timestamp t,
	    struct period *p);

/* Is t in what is known of it? */
static inline bool
period_has(const struct period *p, struct timestamp t)
{
	return t.micros >= p->from && t.micros < p->until;
}

/*
 * Write it into dst, which has room for PERIOD_TEXT_MAX bytes: a day as
 * "2026-11-22", others by when they begin: "2026-11-22T06:50:00Z", or, local,
 * "2026-11-22T07:50:00+01:00".  Returns how many bytes.
 */
size_t	period_format(enum period_unit unit, bool local, int64_t key,
	    char *dst);

#endif
