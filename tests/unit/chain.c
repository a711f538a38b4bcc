/* Where balances began and ended, from records out of order. */
#include "check.h"
#include "stats/chain.h"

static void
add(struct chain *c, uint64_t run, int64_t balance, int64_t amount)
{
	chain_add(c, run, (struct money){ balance }, (struct money){ amount });
}

static void
order_within_a_run_does_not_matter(void)
{
	/* 10 +5 15 -30 -15 +1 -14, in each of its orders. */
	static const int64_t link[3][2] = { { 15, 5 }, { -15, -30 },
	    { -14, 1 } };
	static const int order[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
	    { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	for (int i = 0; i < 6; i++) {
		struct chain c = { 0 };

		for (int j = 0; j < 3; j++)
			add(&c, 4, link[order[i][j]][0], link[order[i][j]][1]);
		CHECK(chain_end(&c));
		CHECK_INT(c.opening.minor, 10);
		CHECK_INT(c.closing.minor, -14);
	}
}

static void
the_ends_of_int64_are_exact(void)
{
	struct chain c = { 0 };

	/* From the least balance there is to the greatest, by way of -1. */
	add(&c, 0, INT64_MAX, INT64_MAX);
	add(&c, 0, -1, INT64_MAX);
	add(&c, 0, 0, 1);
	CHECK(chain_end(&c));
	CHECK_INT(c.opening.minor, INT64_MIN);
	CHECK_INT(c.closing.minor, INT64_MAX);
}

static void
runs_that_end_where_they_began_are_passed_over(void)
{
	struct chain c = { 0 };

	add(&c, 1, 120, 20);
	add(&c, 1, 100, -20);
	CHECK(!chain_end(&c));
	add(&c, 2, 90, -10);
	add(&c, 3, 95, 5);
	add(&c, 3, 90, -5);
	CHECK(chain_end(&c));
	CHECK_INT(c.opening.minor, 100);
	CHECK_INT(c.closing.minor, 90);
}

static void
what_does_not_hang_together_has_no_answer(void)
{
	struct chain gap = { 0 }, circle = { 0 }, beyond = { 0 }, none = { 0 };

	/* A record is missing between the runs; */
	add(&gap, 1, 10, 10);
	add(&gap, 2, 31, 20);
	CHECK(!chain_end(&gap));
	/* or within one, so that nothing nets out but the sum. */
	add(&circle, 1, 10, 10);
	add(&circle, 1, 20, -10);
	CHECK(!chain_end(&circle));
	add(&circle, 2, 30, 10);
	CHECK(!chain_end(&circle));
	/* No balance was there before this one. */
	add(&beyond, 1, INT64_MAX, INT64_MIN);
	CHECK(!chain_end(&beyond));
	CHECK(!chain_end(&none));
}

int
main(void)
{
	RUN(order_within_a_run_does_not_matter);
	RUN(the_ends_of_int64_are_exact);
	RUN(runs_that_end_where_they_began_are_passed_over);
	RUN(what_does_not_hang_together_has_no_answer);
	return check_status();
}
