/* What is measured and judged by: it must see what is wrong. */
#include "base/random.h"
#include "bench/duals.h"
#include "bench/judge.h"
#include "bench/samples.h"
#include "bench/share.h"
#include "bench/times.h"
#include "check.h"

enum {
	FEW = 9,
};

__extension__ typedef __int128 wide;

static void
the_judge_names_each_fault(void)
{
	static const uint64_t amount[] = { 6, 5, 4, 0 };
	static const uint32_t good[] = { 0, 1, 0, 1 }, over[] = { 0, 0, 1, 1 };
	static const uint32_t empty[] = { 0, 2, 0, 2 }, none[] = { 0, 1, 2, 1 };

	CHECK(judge_packing(amount, 4, 10, good, 2, 2) == NULL);
	CHECK(judge_packing(amount, 4, 9, good, 2, 2) != NULL);
	CHECK(judge_packing(amount, 4, 10, good, 2, 3) != NULL);
	CHECK(judge_packing(amount, 4, 10, over, 2, 2) != NULL);
	CHECK(judge_packing(amount, 4, 10, empty, 3, 2) != NULL);
	CHECK(judge_packing(amount, 4, 10, none, 2, 2) != NULL);
	CHECK(judge_packing(amount, 1, 10, good, 2, 1) != NULL);
	CHECK(judge_packing(NULL, 0, 10, NULL, 0, 0) == NULL);
}

static void
the_judge_takes_the_better_of_two_greedy_ones(void)
{
	static const uint64_t both[] = { 50, 45, 45, 40, 10, 10 };
	static const uint64_t best_fit[] = { 400000, 400000, 350000, 250000,
	    250000, 150000, 100000, 100000 };
	static const uint64_t first_fit[] = { 74161884, 19913618, 4298729,
	    1625769, 91269548, 4424264, 4306188, 10643717, 89356283 };

	CHECK_INT(judge_greedy(both, 6, 100), 3);
	CHECK_INT(judge_greedy(best_fit, 8, 1000000), 2);
	CHECK_INT(judge_greedy(first_fit, 9, 100000000), 3);
	CHECK_INT(judge_greedy(NULL, 0, 5), 0);
}

/* Is no set of sizes, heavy enough and within the cap, worth a share of all? */
static int
proves(const uint64_t *size, const int64_t *value, size_t count, uint64_t cap,
    uint64_t shares)
{
	wide total = 0, worth = 0;

	for (size_t i = 0; i < count; i++) {
		total += size[i];
		worth += value[i];
	}
	if (total > (wide)shares * cap)
		return 1;
	for (unsigned set = 0; set < 1U << count; set++) {
		wide held = 0, of_set = 0;

		for (size_t i = 0; i < count; i++) {
			held += (set >> i & 1) * size[i];
			of_set += (int64_t)(set >> i & 1) * value[i];
		}
		if (held <= cap && held >= total - (wide)(shares - 1) * cap &&
		    of_set * shares >= worth)
			return 0;
	}
	return 1;
}

static void
duals_prove_what_all_sets_together_prove(void)
{
	struct random lot = random_seeded(5);
	uint64_t size[FEW];
	int64_t value[FEW];
	unsigned proven = 0;

	for (int i = 0; i < 50000; i++) {
		size_t count = (size_t)random_between(&lot, 1, FEW);
		uint64_t cap = random_below(&lot, 3) == 0 ? 100000000 :
		    random_between(&lot, 3, 40);
		uint64_t shares = random_between(&lot, 1, count), last = cap;
		int wanted;

		for (size_t k = 0; k < count; k++) {
			size[k] = last = random_between(&lot, 1 +
			    (last - 1) / 2, last);
			value[k] = (int64_t)random_below(&lot, 30) - 5;
			if (i % 2 == 0)
				value[k] = (int64_t)(size[k] * 10 / cap +
				    random_below(&lot, 3));
		}
		wanted = proves(size, value, count, cap, shares);
		CHECK_INT(duals_prove(size, count, cap, value, shares + 1),
		    wanted);
		proven += wanted == 1;
	}
	CHECK(proven > 5000 && proven < 45000);
}

static void
intervals_are_wilsons(void)
{
	double low, high;

	share_interval(9998, 10000, &low, &high);
	CHECK(low > 0.99927 && low < 0.99928);
	CHECK(high > 0.99994 && high < 0.99995);
	share_interval(0, 1, &low, &high);
	CHECK(low >= 0 && low < 1e-9 && high > 0.793 && high < 0.794);
	share_interval(1000, 1000, &low, &high);
	CHECK(low > 0.99617 && low < 0.99618 && high > 0.999999 && high <= 1);
}

static void
percentiles_are_of_the_times_in_order(void)
{
	uint64_t time[1000], odd[] = { 9, 1, 5 }, even[] = { 8, 2, 6, 4 };

	for (uint64_t i = 0; i < 1000; i++)
		time[i] = (i * 387 + 5) % 1000 + 1;	/* 1 to 1000 */
	CHECK_INT(times_percentile(time, 1000, 50), 500);
	CHECK_INT(times_percentile(time, 1000, 99), 990);
	CHECK_INT(times_percentile(time, 1000, 100), 1000);
	CHECK_INT(times_percentile(time, 1000, 1), 10);
	CHECK_INT(times_percentile(odd, 3, 50), 5);
	CHECK_INT(times_percentile(even, 4, 50), 4);
	CHECK_INT(times_percentile(even, 1, 1), 2);
}

/* Else figures of different machines are not of the same windows. */
static void
samples_are_the_same_on_every_machine(void)
{
	uint64_t amount[1000], hash = 0, most = 0;

	for (const struct sample *s = samples; s->name != NULL; s++) {
		CHECK_INT(sample_fill(s, 1, 7, amount, 1000), 0);
		for (size_t i = 0; i < 1000; i++) {
			hash = (hash ^ amount[i]) *
			    UINT64_C(0x9e3779b97f4a7c15);
			if (amount[i] > most)
				most = amount[i];
		}
		CHECK(sample_find(s->name) == s);
	}
	CHECK_INT(hash, INT64_C(-7743614307921053937));
	CHECK_INT(most, SAMPLE_CAP);
	CHECK(sample_find("none") == NULL);
}

int
main(void)
{
	RUN(the_judge_names_each_fault);
	RUN(the_judge_takes_the_better_of_two_greedy_ones);
	RUN(duals_prove_what_all_sets_together_prove);
	RUN(intervals_are_wilsons);
	RUN(percentiles_are_of_the_times_in_order);
	RUN(samples_are_the_same_on_every_machine);
	return check_status();
}
