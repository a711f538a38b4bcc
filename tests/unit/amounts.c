/*
 * Amounts against their distributions.  What is pinned, and the means and
 * quantiles, were computed from the definitions with 240 bits.
 */
#include <errno.h>

#include "base/amounts.h"
#include "check.h"

enum {
	SEED = 20261122,
	DRAWS = 1000000,
	NQUANTILES = 7,
};

static const enum amounts_kind kinds[] = { AMOUNTS_UNIFORM,
    AMOUNTS_LOGNORMAL, AMOUNTS_PARETO, AMOUNTS_CONSTANT };

static struct amounts
prepared(enum amounts_kind kind, int64_t min, int64_t max)
{
	struct amounts a = { 0 };

	CHECK_INT(amounts_prepare(&a, kind, (struct money){ min },
	    (struct money){ max }), 0);
	return a;
}

/* The first four of a thousand draws, and the sum of all. */
static void
check_pinned(enum amounts_kind kind, int64_t min, int64_t max,
    const int64_t *wanted, int64_t wanted_sum)
{
	struct amounts a = prepared(kind, min, max);
	struct random r = random_seeded(SEED);
	int64_t sum = 0;

	for (int i = 0; i < 1000; i++) {
		int64_t got = amounts_draw(&a, &r).minor;
		if (i < 4)
			CHECK_INT(got, wanted[i]);
		sum += got;
	}
	CHECK_INT(sum, wanted_sum);
}

#define T INT64_C(100000000000000)

static void
the_same_seed_gives_the_same_amounts_for_ever(void)
{
	static const struct {
		enum amounts_kind kind;
		int64_t min, max, wanted[4], sum;
	} pins[] = {
		{ AMOUNTS_UNIFORM, 20000, 50000000, { 40280941, 14263842,
		    34721782, 22291319 }, INT64_C(26302517002) },
		{ AMOUNTS_UNIFORM, 5, 9, { 9, 6, 8, 7 }, 7127 },
		{ AMOUNTS_LOGNORMAL, 20000, 50000000, { 4573673, 831292,
		    329513, 1365786 }, 2184738818 },
		{ AMOUNTS_LOGNORMAL, 1, INT64_C(1) << 48, { 10775543121,
		    7646801, 149456, 63157242 }, INT64_C(295153859698585) },
		{ AMOUNTS_LOGNORMAL, T, 2 * T, { INT64_C(161811412637812),
		    INT64_C(139125208670495), INT64_C(128174715021563),
		    INT64_C(145381389645674) }, INT64_C(142381129716010609) },
		{ AMOUNTS_LOGNORMAL, 0, 9, { 5, 3, 2, 3 }, 3215 },
		{ AMOUNTS_LOGNORMAL, 5, 9, { 8, 7, 6, 7 }, 6722 },
		{ AMOUNTS_PARETO, 20000, 50000000, { 88563, 27130, 58721,
		    34187 }, 128346560 },
		{ AMOUNTS_PARETO, 1, INT64_C(1) << 48, { 4, 1, 3, 2 }, 7733 },
		{ AMOUNTS_PARETO, 0, INT64_MAX, { 4, 1, 3, 2 }, 7733 },
		{ AMOUNTS_PARETO, T, 2 * T, { INT64_C(166630260181599),
		    INT64_C(116174906806569), INT64_C(152290005131706),
		    INT64_C(127988225680958) }, INT64_C(140305517139649907) },
		{ AMOUNTS_PARETO, 0, 9, { 3, 1, 2, 2 }, 2425 },
		{ AMOUNTS_PARETO, 5, 9, { 8, 6, 7, 6 }, 6677 },
	};

	for (size_t i = 0; i < sizeof(pins) / sizeof(*pins); i++)
		check_pinned(pins[i].kind, pins[i].min, pins[i].max,
		    pins[i].wanted, pins[i].sum);
}

/* Where one of a million took another number, all behind it would differ. */
static void
no_draw_takes_another_number_than_it_did(void)
{
	struct amounts a = prepared(AMOUNTS_LOGNORMAL, 20000, 50000000);
	struct random r = random_seeded(SEED);
	int64_t sum = 0;

	for (int i = 0; i < DRAWS; i++)
		sum += amounts_draw(&a, &r).minor;
	CHECK_INT(sum, INT64_C(2243109222112));
	CHECK(random_next(&r) == UINT64_C(0x90584421295929b7));
}

/*
 * Mean and quantiles of a million amounts from 20000 to 50000000, each within
 * five times its standard error, which is given for the mean.
 */
static void
check_shape(enum amounts_kind kind, int64_t mean, int64_t mean_error,
    const int64_t *quantile)
{
	static const int64_t percent[NQUANTILES] = { 1, 10, 25, 50, 75, 90,
	    99 };
	struct amounts a = prepared(kind, 20000, 50000000);
	struct random r = random_seeded(SEED);
	int64_t sum = 0, below[NQUANTILES] = { 0 };

	for (int i = 0; i < DRAWS; i++) {
		int64_t got = amounts_draw(&a, &r).minor;
		CHECK(got >= 20000 && got <= 50000000);
		sum += got;
		for (int q = 0; q < NQUANTILES; q++)
			below[q] += got <= quantile[q];
	}
	CHECK(sum / DRAWS >= mean - 5 * mean_error);
	CHECK(sum / DRAWS <= mean + 5 * mean_error);
	for (int q = 0; q < NQUANTILES; q++) {
		int64_t off = below[q] - DRAWS / 100 * percent[q];
		int64_t variance = DRAWS / 10000 * percent[q] *
		    (100 - percent[q]);
		CHECK(off * off <= 25 * variance);
	}
}

static void
mean_and_quantiles_are_those_of_the_distribution(void)
{
	check_shape(AMOUNTS_UNIFORM, 25010000, 14428, (int64_t[]){ 519800,
	    5018000, 12515000, 25010000, 37505000, 45002000, 49500200 });
	check_shape(AMOUNTS_LOGNORMAL, 2241012, 3821, (int64_t[]){ 51185,
	    189539, 416123, 999999, 2403130, 5275958, 19536805 });
	check_shape(AMOUNTS_PARETO, 119415, 738, (int64_t[]){ 20183, 22009,
	    25976, 37550, 70492, 161983, 1294571 });
}

static void
check_within(enum amounts_kind kind, int64_t min, int64_t max)
{
	struct amounts a = prepared(kind, min, max);
	struct random r = random_seeded(SEED);

	for (int i = 0; i < 2000; i++) {
		int64_t got = amounts_draw(&a, &r).minor;
		CHECK(got >= min && got <= max);
		if (max > 0 && (kind == AMOUNTS_LOGNORMAL ||
		    kind == AMOUNTS_PARETO))
			CHECK(got > 0);
	}
}

static void
amounts_are_never_outside(void)
{
	static const int64_t ranges[][2] = { { 0, 0 }, { 0, 1 }, { 0, 2 },
	    { 1, 1 }, { 1, 2 }, { 1, 3 }, { 0, INT64_MAX }, { 1, INT64_MAX },
	    { INT64_MAX, INT64_MAX }, { INT64_MAX - 1, INT64_MAX },
	    { INT64_MAX - 1000, INT64_MAX }, { INT64_MAX / 2, INT64_MAX },
	    { INT64_C(1) << 40, (INT64_C(1) << 40) + (INT64_C(1) << 20) },
	    { INT64_C(1) << 40, (INT64_C(1) << 40) + (INT64_C(1) << 20) + 1 },
	    { INT64_C(1) << 62, (INT64_C(1) << 62) + (INT64_C(1) << 43) },
	    { 99999999, 100000000 }, { 65535, 65537 } };

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
			check_within(kinds[k], ranges[i][0], ranges[i][1]);
}

/* A draw from a state whose next words are word and 0; no uniform one. */
static void
check_draw_of_word(struct random r, uint64_t word, enum amounts_kind kind,
    const int64_t *range, int64_t wanted)
{
	struct random same = r;
	struct amounts a = prepared(kind, range[0], range[1]);

	CHECK(random_next(&same) == word);
	CHECK(random_next(&same) == 0);
	CHECK_INT(amounts_draw(&a, &r).minor, wanted);
}

static void
the_least_and_the_greatest_word_give_both_ends(void)
{
	static const int64_t ranges[][2] = { { 1, 2 }, { 3, 1000000007 },
	    { 20000, 50000000 }, { 123456789, INT64_C(1) << 50 },
	    { INT64_MAX / 3, INT64_MAX / 2 }, { INT64_MAX / 7, INT64_MAX },
	    { INT64_MAX - 5, INT64_MAX } };
	const uint64_t word = UINT64_C(0x4fc71c71c71c71c7);
	const struct random least = { { 0, 0, 0, 1 } };
	const struct random greatest = { { 0, word, word, 1 } };

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		for (size_t k = 1; k < 3; k++)
			check_draw_of_word(least, 0, kinds[k], ranges[i],
			    ranges[i][0]);
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 1; k < 3; k++)
			check_draw_of_word(greatest, UINT64_MAX, kinds[k],
			    ranges[i], ranges[i][1]);
}

/*
 * A narrow range has hardly a curve: its lower and its upper half are drawn
 * equally often, and both ends are met.
 */
static void
check_halves(enum amounts_kind kind, int64_t min, int64_t max)
{
	struct amounts a = prepared(kind, min, max);
	struct random r = random_seeded(SEED);
	int64_t lower = 0, upper = 0, at_min = 0, at_max = 0;

	for (int i = 0; i < 100000; i++) {
		int64_t got = amounts_draw(&a, &r).minor;
		lower += got - min < max - got;
		upper += got - min > max - got;
		at_min += got == min;
		at_max += got == max;
	}
	CHECK(lower - upper < 1600 && upper - lower < 1600);
	CHECK(max - min > 10 || (at_min > 50 && at_max > 50));
}

static void
narrow_ranges_are_filled(void)
{
	for (size_t k = 0; k < 3; k++) {
		check_halves(kinds[k], INT64_MAX - 1, INT64_MAX);
		check_halves(kinds[k], INT64_MAX - 9, INT64_MAX);
		check_halves(kinds[k], 1000000000, 1000000001);
		check_halves(kinds[k], INT64_C(1) << 62,
		    (INT64_C(1) << 62) + (INT64_C(1) << 42));
		check_halves(kinds[k], INT64_C(1) << 40,
		    (INT64_C(1) << 40) + (INT64_C(1) << 21));
	}
}

static void
uniform_is_even(void)
{
	struct amounts a = prepared(AMOUNTS_UNIFORM, 0, 9);
	struct random r = random_seeded(SEED);
	int64_t count[10] = { 0 }, squares = 0;

	for (int i = 0; i < 200000; i++)
		count[amounts_draw(&a, &r).minor]++;
	for (int i = 0; i < 10; i++)
		squares += count[i] * count[i];
	/* Pearson's chi-square; one in a thousand is above 27. */
	CHECK(squares * 10 / 200000 - 200000 <= 27);
}

static void
constant_is_the_middle_rounded_down(void)
{
	static const int64_t cases[][3] = { { 5, 5, 5 }, { 5, 6, 5 },
	    { 5, 7, 6 }, { 0, 0, 0 }, { 0, INT64_MAX, INT64_MAX / 2 },
	    { INT64_MAX - 1, INT64_MAX, INT64_MAX - 1 } };
	struct random r = random_seeded(SEED), same = r;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct amounts a = prepared(AMOUNTS_CONSTANT, cases[i][0],
		    cases[i][1]);
		CHECK_INT(amounts_draw(&a, &r).minor, cases[i][2]);
	}
	CHECK(memcmp(&r, &same, sizeof(r)) == 0);
}

static void
a_range_that_is_none_is_refused(void)
{
	struct amounts a = prepared(AMOUNTS_CONSTANT, 3, 3);
	struct random r = random_seeded(SEED);

	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		errno = 0;
		CHECK_INT(amounts_prepare(&a, kinds[k], (struct money){ 2 },
		    (struct money){ 1 }), -1);
		CHECK_INT(errno, EINVAL);
		CHECK_INT(amounts_prepare(&a, kinds[k], (struct money){ -1 },
		    (struct money){ 1 }), -1);
	}
	CHECK_INT(amounts_draw(&a, &r).minor, 3);
}

int
main(void)
{
	RUN(the_same_seed_gives_the_same_amounts_for_ever);
	RUN(no_draw_takes_another_number_than_it_did);
	RUN(mean_and_quantiles_are_those_of_the_distribution);
	RUN(amounts_are_never_outside);
	RUN(the_least_and_the_greatest_word_give_both_ends);
	RUN(narrow_ranges_are_filled);
	RUN(uniform_is_even);
	RUN(constant_is_the_middle_rounded_down);
	RUN(a_range_that_is_none_is_refused);
	return check_status();
}
