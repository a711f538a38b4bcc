/*
 * amounts - amounts drawn by lot, with a given distribution.
 *
 *	struct random lot = random_seeded(1);
 *	struct amounts amounts;
 *
 *	if (amounts_prepare(&amounts, AMOUNTS_LOGNORMAL, min, max) == -1)
 *		return -1;
 *	for (;;)
 *		use(amounts_draw(&amounts, &lot));
 *
 * All arithmetic is on whole numbers, so that the same generator gives the
 * same amounts on every machine.  Every amount is from min to max, both among
 * them.
 */
#ifndef BALSYS_AMOUNTS_H
#define BALSYS_AMOUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "base/random.h"

/*
 * Let a be min, or one minor unit if min is 0, and b be max.
 *
 * Uniform: every amount from min to max is as likely as any other.
 *
 * Lognormal: the logarithm of an amount is normally distributed around
 * ln(sqrt(a * b)), which makes sqrt(a * b) the median, with a standard
 * deviation of ln(b / a) / 6; what lies outside a to b, 27 in 10000, is drawn
 * again.
 *
 * Pareto: the share of amounts above x falls as x to the power of -1.1,
 * truncated to a to b: it is ((a / x)^1.1 - (a / b)^1.1) /
 * (1 - (a / b)^1.1).
 *
 * Constant: always the middle, (min + max) / 2, rounded down.
 *
 * Lognormal and Pareto values are rounded to the nearest minor unit, and 0
 * comes only if max is 0.  Where b - a is at most a / 2^20, the logarithm is
 * taken as straight between them, which moves no amount by as much as a
 * millionth of b - a.  Where there are more amounts than the 64 random bits of
 * a draw can tell apart, above 2^50 and far out in a Pareto distribution, not
 * every one of them comes.
 */
enum amounts_kind {
	AMOUNTS_UNIFORM,
	AMOUNTS_LOGNORMAL,
	AMOUNTS_PARETO,
	AMOUNTS_CONSTANT,
};

struct amounts {		/* private */
	enum amounts_kind kind;
	bool is_narrow;
	uint64_t min;
	uint64_t max;
	uint64_t log_min;
	uint64_t log_ratio;		/* of max to min */
	uint64_t share;			/* of Pareto amounts up to max */
};

/*
 * Make ready to draw amounts of a kind from min to max.  Returns 0, or -1 with
 * errno EINVAL and *a unchanged if min is negative or above max.
 */
int	amounts_prepare(struct amounts *a, enum amounts_kind kind,
	    struct money min, struct money max)
	__attribute__((warn_unused_result));

/*
 * Draw an amount.  How many numbers that takes from r, none included, differs
 * from draw to draw.
 */
struct money amounts_draw(const struct amounts *a, struct random *r);

#endif
