/* More effort is never worse: not in batches, nor in what is proven. */
#include "check.h"
#include "base/random.h"
#include "pack/methods.h"

enum {
	COUNT = 200,
	CAP = 100000000,
};

/* Amounts a little around a few shares of the cap, which leave it no room. */
static void
draw(struct random *lot, uint64_t *amount, int kind)
{
	static const uint64_t around[][3] = { { 10, 10, 10 }, { 3, 3, 3 },
	    { 2, 3, 6 }, { 2, 4, 5 } };
	uint64_t off = kind == 0 ? 5000 : 500;

	for (int i = 0; i < COUNT; i++)
		amount[i] = CAP / around[kind][random_below(lot, 3)] - off +
		    random_below(lot, 2 * off);
}

static void
a_higher_effort_never_has_more_batches(void)
{
	static uint64_t amount[COUNT];
	struct window w = { amount, COUNT, CAP };
	struct random lot = random_seeded(15);
	struct packing p = { 0 };
	int fewer = 0;

	for (int i = 0; i < 12; i++) {
		uint64_t batches = COUNT, bound = 0;

		draw(&lot, amount, i % 4);
		for (p.effort = 1; p.effort < METHODS_EFFORT_SEARCH;
		    p.effort++) {
			CHECK_INT(best_pack(&w, &p), 0);
			CHECK(p.batches <= batches);
			CHECK(p.bound.batches >= bound);
			fewer += p.effort > 1 && p.batches < batches;
			batches = p.batches;
			bound = p.bound.batches;
		}
	}
	CHECK(fewer > 0);
	packing_free(&p);
}

static void
efforts_out_of_range_are_the_nearest(void)
{
	static uint64_t amount[COUNT];
	struct window w = { amount, COUNT, CAP };
	struct random lot = random_seeded(16);
	struct packing p = { .effort = 1 }, q = { .effort = -5 };

	draw(&lot, amount, 1);
	CHECK_INT(best_pack(&w, &p), 0);
	CHECK_INT(best_pack(&w, &q), 0);
	CHECK_INT(p.steps, q.steps);
	CHECK_INT(p.batches, q.batches);
	packing_free(&p);
	packing_free(&q);
}

int
main(void)
{
	RUN(a_higher_effort_never_has_more_batches);
	RUN(efforts_out_of_range_are_the_nearest);
	return check_status();
}
