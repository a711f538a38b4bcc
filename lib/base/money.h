/*
 * money - exact amounts, counted in a currency's smallest unit.
 *
 * An amount is a whole number of minor units: pence, cents, yen.  It is a
 * struct so that the compiler refuses a + b, a < 0.5 and every other way for a
 * rounding error to get in.  How many decimal places a unit has ("scale": 2
 * for GBP, 0 for JPY) belongs to the stream, not to each amount; the caller
 * keeps it and passes it, 0 to MONEY_SCALE_MAX, where text is read or written.
 *
 * An amount has 64 bits and its sums are checked; a total has 128 and can hold
 * the sum of any number of amounts that a machine can count.
 *
 * Nothing here allocates, prints, or looks at the locale.
 */
#ifndef BALSYS_MONEY_H
#define BALSYS_MONEY_H

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct money {
	int64_t minor;
};

__extension__ typedef __int128 money_int128;

struct money_total {
	money_int128 minor;
};

enum {
	MONEY_SCALE_MAX = 6,	/* the most decimal places understood */
	MONEY_TEXT_MAX = 24,	/* room for any amount as text; no NUL */
	MONEY_TOTAL_TEXT_MAX = 44,	/* room for any total as text; no NUL */
};

/*
 * Read the whole of text as [-+]digits[.digits].  Fewer decimals than scale
 * are filled with zeros; more are refused unless they are zeros, never
 * rounded.
 *
 * Returns 0, or -1 with errno EINVAL (not an amount), EDOM (an amount with
 * more decimals than scale) or ERANGE (an amount, but too large to hold); *out
 * is then unchanged.
 */
int	money_parse(struct span text, int scale, struct money *out)
	__attribute__((warn_unused_result));

/*
 * Write amount with exactly scale decimals into dst, which has room for
 * MONEY_TEXT_MAX bytes, and return how many it takes; what is in the room
 * behind them is then undefined.  What this writes, money_parse() reads back to
 * the same amount.
 */
size_t	money_format(struct money amount, int scale, char *dst);

/*
 * Add amount to *sum.  Returns 0, or -1 with errno ERANGE and *sum unchanged
 * if the result cannot be held.
 */
__attribute__((warn_unused_result))
static inline int
money_add(struct money *sum, struct money amount)
{
	int64_t result;

	if (__builtin_add_overflow(sum->minor, amount.minor, &result)) {
		errno = ERANGE;
		return -1;
	}
	sum->minor = result;
	return 0;
}

/* How large an amount is whatever its sign; also of the least one there is. */
uint64_t money_magnitude(struct money amount);

/* Compare as qsort(3) does: negative, zero or positive. */
int	money_compare(struct money a, struct money b);

/* Add to a total; there is always room. */
void	money_total_add(struct money_total *total, struct money amount);
void	money_total_add_magnitude(struct money_total *total,
	    struct money amount);

/* a - b; there is always room. */
struct money_total money_total_difference(struct money_total a,
	    struct money_total b);

/* An amount as a total. */
struct money_total money_total_of(struct money amount);

/*
 * As money_format(), for a total; dst has room for MONEY_TOTAL_TEXT_MAX
 * bytes.
 */
size_t	money_total_format(struct money_total total, int scale, char *dst);

#endif
