/*
 * axis_time - marks of an axis of time: at full hours, days, months.
 *
 *	struct axis_time axis = axis_time_of(first, last);
 *
 *	axis_time_put(&text, &axis);
 *	axis_time_put_moment(&text, &axis, txn.time.micros);
 *
 * All of it is in UTC.  gnuplot gets the seconds behind first, exactly; it does
 * not need to know of calendars.
 */
#ifndef BALSYS_AXIS_TIME_H
#define BALSYS_AXIS_TIME_H

#include "base/buf.h"
#include "base/timestamp.h"

struct axis_time {
	int64_t first, last;	/* microseconds since 1970 */
	int months;		/* from one mark to the next; 0: */
	int64_t micros;		/* in microseconds */
};

/* An axis from first to last, which is not before it. */
struct axis_time axis_time_of(struct timestamp first, struct timestamp last);

/* Append the commands that make it gnuplot's x axis, with what it is of. */
void	axis_time_put(struct buf *out, const struct axis_time *axis);

/* Append an instant, for gnuplot; one that is outside goes to the end. */
void	axis_time_put_moment(struct buf *out, const struct axis_time *axis,
	    int64_t micros);

#endif
