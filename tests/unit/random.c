/*
 * The generator against published numbers, and that no number is likelier than
 * another.  What is pinned for seed 20261122 was computed with integers of
 * any length, from the definitions.
 */
#include "base/random.h"
#include "check.h"

enum {
	SEED = 20261122,
};

static void
check_sequence(struct random *r, const uint64_t *wanted, size_t n)
{
	for (size_t i = 0; i < n; i++)
		CHECK(random_next(r) == wanted[i]);
}

/* From the authors' splitmix64.c and xoshiro256starstar.c. */
static void
numbers_are_those_of_the_reference(void)
{
	static const uint64_t split[] = { UINT64_C(6457827717110365317),
	    UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
	    UINT64_C(4593380528125082431) };
	static const uint64_t one_to_four[] = { 11520, 0, 1509978240,
	    UINT64_C(1215971899390074240), UINT64_C(1216172134540287360),
	    UINT64_C(607988272756665600), UINT64_C(16172922978634559625),
	    UINT64_C(8476171486693032832), UINT64_C(10595114339597558777),
	    UINT64_C(2904607092377533576) };
	static const uint64_t of_seed_0[] = { UINT64_C(0x99ec5f36cb75f2b4),
	    UINT64_C(0xbf6e1f784956452a), UINT64_C(0x1a5f849d4933e6e0),
	    UINT64_C(0x6aa594f1262d2d2c), UINT64_C(0xbba5ad4a1f842e59) };
	static const uint64_t of_seed_1[] = { UINT64_C(0xb3f2af6d0fc710c5),
	    UINT64_C(0x853b559647364cea), UINT64_C(0x92f89756082a4514),
	    UINT64_C(0x642e1c7bc266a3a7), UINT64_C(0xb27a48e29a233673) };
	struct random r = random_seeded(1234567);

	CHECK(memcmp(r.state, split, sizeof(split)) == 0);
	r = (struct random){ { 1, 2, 3, 4 } };
	check_sequence(&r, one_to_four, 10);
	r = random_seeded(0);
	check_sequence(&r, of_seed_0, 5);
	r = random_seeded(1);
	check_sequence(&r, of_seed_1, 5);
}

static void
check_below(uint64_t n, uint64_t first, uint64_t second, uint64_t sum)
{
	struct random r = random_seeded(SEED);
	uint64_t got, total;

	got = random_below(&r, n);
	CHECK(got == first);
	total = got;
	got = random_below(&r, n);
	CHECK(got == second);
	total += got;
	for (int i = 2; i < 1000; i++) {
		got = random_below(&r, n);
		CHECK(got < n);
		total += got;
	}
	CHECK(total == sum);
}

static void
the_same_seed_gives_the_same_numbers_for_ever(void)
{
	struct random r = random_seeded(SEED);

	for (int i = 0; i < 999; i++)
		(void)random_next(&r);
	CHECK(random_next(&r) == UINT64_C(0xef5c52db2212d0ea));
	check_below(1, 0, 0, 0);
	check_below(2, 1, 0, 0x210);
	check_below(10, 8, 2, 0x1287);
	check_below(UINT64_C(3) << 62, UINT64_C(11144706841290079630),
	    UINT64_C(9605865718050376168), UINT64_C(0xcd0bdb7b99bb152e));
	check_below(UINT64_MAX, UINT64_C(14859609121720106173),
	    UINT64_C(5257153198722403323), UINT64_C(0xdc55c7cc78fe0e40));
}

/* Pearson's chi-square of n counts that ought to be the same, rounded down. */
static uint64_t
chi_square(const uint64_t *count, uint64_t n, uint64_t draws)
{
	uint64_t squares = 0;

	for (uint64_t i = 0; i < n; i++)
		squares += count[i] * count[i];
	return squares * n / draws - draws;
}

/* limit is exceeded by one even generator in a thousand. */
static void
check_even(uint64_t n, uint64_t limit)
{
	struct random r = random_seeded(SEED);
	uint64_t count[100] = { 0 };
	const uint64_t draws = 200000;

	for (uint64_t i = 0; i < draws; i++)
		count[random_below(&r, n)]++;
	CHECK(chi_square(count, n, draws) <= limit);
}

static void
small_numbers_are_even(void)
{
	check_even(2, 10);
	check_even(3, 13);
	check_even(7, 22);
	check_even(10, 27);
	check_even(64, 103);
	check_even(100, 148);
}

/* Without redrawing, half of these would be divisible by 3. */
static void
large_numbers_are_even(void)
{
	struct random r = random_seeded(SEED);
	uint64_t count[3] = { 0 };

	for (int i = 0; i < 200000; i++)
		count[random_below(&r, UINT64_C(3) << 62) % 3]++;
	CHECK(chi_square(count, 3, 200000) <= 13);
}

static void
between_has_both_ends(void)
{
	struct random r = random_seeded(SEED), same = r;
	bool seen[4] = { false };

	for (int i = 0; i < 100; i++) {
		uint64_t got = random_between(&r, 7, 10);
		CHECK(got >= 7 && got <= 10);
		if (got >= 7 && got <= 10)
			seen[got - 7] = true;
	}
	CHECK(seen[0] && seen[1] && seen[2] && seen[3]);
	CHECK(random_between(&r, 5, 5) == 5);
	CHECK(random_between(&r, UINT64_MAX, UINT64_MAX) == UINT64_MAX);
	CHECK(random_between(&r, UINT64_MAX - 1, UINT64_MAX) >= UINT64_MAX - 1);
	r = same;
	CHECK(random_between(&r, 0, UINT64_MAX) == random_next(&same));
}

int
main(void)
{
	RUN(numbers_are_those_of_the_reference);
	RUN(the_same_seed_gives_the_same_numbers_for_ever);
	RUN(small_numbers_are_even);
	RUN(large_numbers_are_even);
	RUN(between_has_both_ends);
	return check_status();
}
