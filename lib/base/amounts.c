/*
 * Logarithms are to base 2 and held in units of 2^-57, so that those of all
 * amounts fit 64 bits.  Shares, from 0 to just below 1, are in units of 2^-64.
 */
#include <errno.h>

#include "base/amounts.h"

__extension__ typedef unsigned __int128 wide;

enum {
	LOG_BITS = 57,		/* binary places of a logarithm */
	ALL_TERMS = 18,		/* of a series: as exact as 64 bits can be */
	FEW_TERMS = 6,
};

static const uint64_t log_one = UINT64_C(1) << LOG_BITS;

/* The product of a share and a number, rounded down. */
static uint64_t
share_of(uint64_t share, uint64_t number)
{
	return (uint64_t)((wide)share * number >> 64);
}

/*
 * 2 to the power of a share, in units of 2^-63: the Taylor series, whose
 * coefficients are ln(2)^k / k!, k from 18 down to 1, as shares.  Fewer terms
 * come to less, never to more; with FEW_TERMS to less by at most 2^48.
 */
static uint64_t
exp2_of_share(uint64_t share, int terms)
{
	static const uint64_t coefficients[ALL_TERMS] = {
		UINT64_C(0x3), UINT64_C(0x66),
		UINT64_C(0x9c7), UINT64_C(0xe1b7),
		UINT64_C(0x131496), UINT64_C(0x1816193),
		UINT64_C(0x1c3bd650), UINT64_C(0x1e8cac735),
		UINT64_C(0x1e4cf5158b), UINT64_C(0x1b5253d395e),
		UINT64_C(0x162c0223a5c8), UINT64_C(0xffe5fe2c4586),
		UINT64_C(0xa184897c363c3), UINT64_C(0x5761ff9e299cc4),
		UINT64_C(0x276556df749cee5), UINT64_C(0xe35846b82505fc5),
		UINT64_C(0x3d7f7bff058b1d50), UINT64_C(0xb17217f7d1cf79ab),
	};
	uint64_t sum = 0;

	for (int i = ALL_TERMS - terms; i < ALL_TERMS; i++)
		sum = share_of(share, sum) + coefficients[i];
	return (UINT64_C(1) << 63) + share_of(share, sum) / 2;
}

/* 2 to the power of -log as a share; log is not 0. */
static uint64_t
exp2_of_negative(uint64_t log, int terms)
{
	uint64_t halvings = (log - 1) >> LOG_BITS;
	uint64_t rest = (0 - log) << (64 - LOG_BITS);

	return halvings > 63 ? 0 : exp2_of_share(rest, terms) >> halvings;
}

/* Is share below that?  Few terms tell, but where the two are very close. */
static bool
is_below_exp2(uint64_t share, uint64_t log)
{
	uint64_t least = exp2_of_negative(log, FEW_TERMS);

	if (share < least || share - least > UINT64_C(1) << 48)
		return share < least;
	return share < exp2_of_negative(log, ALL_TERMS);
}

/*
 * The logarithm of mantissa, which is in units of 2^-63 and from 1 to below 2:
 * squaring it doubles its logarithm, whose next binary place is 1 if the
 * square is 2 or more.
 */
static uint64_t
log2_of_mantissa(uint64_t mantissa)
{
	uint64_t log = 0;

	for (int i = 0; i < LOG_BITS; i++) {
		uint64_t square = share_of(mantissa, mantissa);
		uint64_t bit = square >> 63;
		log = log << 1 | bit;
		mantissa = square << (1 - bit);
	}
	return log;
}

/* The logarithm of a number that is not 0. */
static uint64_t
log2_of(uint64_t number)
{
	int zeros = __builtin_clzll(number);

	return (uint64_t)(63 - zeros) * log_one +
	    log2_of_mantissa(number << zeros);
}

/* Find what draw_lognormal() and draw_pareto() need. */
static void
prepare_logarithms(struct amounts *a)
{
	uint64_t above_max;

	if (a->min == 0)
		a->min = 1;
	a->is_narrow = a->max - a->min <= a->min >> 20;
	if (a->is_narrow)
		return;
	a->log_min = log2_of(a->min);
	a->log_ratio = log2_of(a->max) - a->log_min;
	above_max = exp2_of_negative(a->log_ratio + a->log_ratio / 10,
	    ALL_TERMS);
	a->share = above_max == 0 ? UINT64_MAX : 0 - above_max;
}

int
amounts_prepare(struct amounts *a, enum amounts_kind kind, struct money min,
    struct money max)
{
	struct amounts new = { .kind = kind };

	if (min.minor < 0 || max.minor < min.minor) {
		errno = EINVAL;
		return -1;
	}
	new.min = (uint64_t)min.minor;
	new.max = (uint64_t)max.minor;
	if (new.min == new.max)
		new.kind = AMOUNTS_CONSTANT;
	if (new.kind == AMOUNTS_LOGNORMAL || new.kind == AMOUNTS_PARETO)
		prepare_logarithms(&new);
	*a = new;
	return 0;
}

/*
 * The amount whose logarithm lies log above that of the least one.  All is
 * rounded down on the way, so what comes out can be a little less than the
 * least amount, but never more than the most.
 */
static uint64_t
amount_above(const struct amounts *a, uint64_t log)
{
	uint64_t whole, half_units, amount;

	log += a->log_min;
	whole = log >> LOG_BITS;
	half_units = exp2_of_share(log << (64 - LOG_BITS), ALL_TERMS) >>
	    (62 - whole);
	amount = half_units / 2 + half_units % 2;
	return amount < a->min ? a->min : amount;
}

/* The amount that lies a share of the way from the least to the most. */
static uint64_t
amount_between(const struct amounts *a, uint64_t share)
{
	uint64_t half_units = share_of(share, (a->max - a->min) * 2);

	return a->min + half_units / 2 + half_units % 2;
}

/*
 * A normally distributed number from -3 to 3, as a share of the way from one
 * to the other.  A number is drawn evenly and kept as often as the height of
 * the curve above it says, exp(-x^2 / 2) and on average in 42 of 100 cases;
 * else the next one is: J. von Neumann, "Various Techniques Used in Connection
 * with Random Digits", 1951.
 */
static uint64_t
draw_normal(struct random *r)
{
	/* 9 / (2 ln(2)) in units of 2^-61, the logarithm at either end. */
	static const uint64_t end = UINT64_C(0xcfbf828e879aeed3);
	uint64_t share, distance, log;

	do {
		share = random_next(r);
		distance = (share >> 63 != 0 ? share : ~share) << 1;
		log = share_of(share_of(distance, distance), end);
		log = (log >> (61 - LOG_BITS)) + 1;	/* never 0 */
	} while (!is_below_exp2(random_next(r), log));
	return share;
}

static uint64_t
draw_lognormal(const struct amounts *a, struct random *r)
{
	uint64_t share = draw_normal(r);

	if (a->is_narrow)
		return amount_between(a, share);
	return amount_above(a, share_of(share, a->log_ratio));
}

/*
 * Without an end, the share of amounts above x is (a / x)^1.1.  That share is
 * drawn evenly, from 1 down to what it is at max, and x is found from it.
 */
static uint64_t
draw_pareto(const struct amounts *a, struct random *r)
{
	uint64_t share = random_next(r), above, log;
	int zeros;

	if (a->is_narrow)
		return amount_between(a, share);
	above = 0 - share_of(share, a->share);
	if (above == 0)
		return a->min;
	zeros = __builtin_clzll(above);
	log = (uint64_t)(zeros + 1) * log_one -
	    log2_of_mantissa(above << zeros);
	log -= log / 11;
	return amount_above(a, log < a->log_ratio ? log : a->log_ratio);
}

struct money
amounts_draw(const struct amounts *a, struct random *r)
{
	uint64_t amount = a->min + (a->max - a->min) / 2;

	if (a->kind == AMOUNTS_UNIFORM)
		amount = random_between(r, a->min, a->max);
	else if (a->kind == AMOUNTS_LOGNORMAL)
		amount = draw_lognormal(a, r);
	else if (a->kind == AMOUNTS_PARETO)
		amount = draw_pareto(a, r);
	return (struct money){ (int64_t)amount };
}
