/*
 * axis - the marks of an axis, and what they say.
 *
 *	struct axis axis = axis_of(low, high, 1, scale);
 *
 *	axis_put_range(&text, 'y', &axis, axis.low, axis.high);
 *	axis_put_value(&text, &axis, value);
 *
 * gnuplot computes with binary fractions, which do not hold every amount, and
 * sets marks by them.  So here marks are set in whole numbers, at multiples of
 * 1, 2 or 5 times a power of ten; and where amounts are too large for such a
 * fraction, what gnuplot gets is how far they are from the first mark.
 */
#ifndef BALSYS_AXIS_H
#define BALSYS_AXIS_H

#include "base/buf.h"
#include "base/money.h"

struct axis {
	money_int128 low, high;	/* marks; all values are between */
	money_int128 step;	/* from one mark to the next */
	money_int128 top;	/* where the line ends: high, or above it */
	money_int128 base;	/* gnuplot's zero */
	int scale;
	int thousands;		/* what marks say is by 1000 to this power */
	int decimals;		/* and has so many */
};

/*
 * An axis for values / 10^scale from low to high, with marks that are at least
 * least apart.  low < high after it, also where they are equal.
 */
struct axis axis_of(money_int128 low, money_int128 high, money_int128 least,
	    int scale);

/* "", "thousand", "million" and so on: what to say before the unit. */
const char *axis_multiple(const struct axis *axis);

/* How many characters the longest mark has. */
size_t	axis_width(const struct axis *axis);

/* Append a value, for gnuplot. */
void	axis_put_value(struct buf *out, const struct axis *axis,
	    money_int128 value);

/*
 * Append the commands that make it gnuplot's axis of this letter, from low to
 * high, with what marks there are between.
 */
void	axis_put_range(struct buf *out, char letter, const struct axis *axis,
	    money_int128 low, money_int128 high);

#endif
