/* Where balances began and ended, from records out of order. */
#include "check.h"
#include "stats/chain.h"

static void
add(struct chain *c, uint64_t run, int64_t time, int64_t balance,
    int64_t amount)
{
	struct txn txn = { .amount = { amount }, .has_time = time != 0,
	    .time = { time } };

	chain_add(c, run, (struct money){ balance }, &txn);
}

static void
order_within_a_run_does_not_matter(void)
{
	/* 10 +5 15 -30 -15 +1 -14, in each of its orders. */
	static const int64_t link[3][3] = { { 1, 15, 5 }, { 2, -15, -30 },
	    { 3, -14, 1 } };
	static const int order[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
	    { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	for (int i = 0; i < 6; i++) {
		struct chain c = { 0 };

		for (int j = 0; j < 3; j++) {
			const int64_t *l = link[order[i][j]];
			add(&c, 4, l[0], l[1], l[2]);
		}
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
	add(&c, 0, 3, INT64_MAX, INT64_MAX);
	add(&c, 0, 1, -1, INT64_MAX);
	add(&c, 0, 2, 0, 1);
	CHECK(chain_end(&c));
	CHECK_INT(c.opening.minor, INT64_MIN);
	CHECK_INT(c.closing.minor, INT64_MAX);
}

static void
runs_follow_each_other(void)
{
	struct chain c = { 0 };

	add(&c, 1, 2, 100, -20);
	add(&c, 1, 1, 120, 20);
	add(&c, 2, 3, 90, -10);
	add(&c, 3, 9, 90, -5);
	add(&c, 3, 8, 95, 5);
	CHECK(chain_end(&c));
	CHECK_INT(c.opening.minor, 100);
	CHECK_INT(c.closing.minor, 90);
}

static void
a_run_that_ends_where_it_began_is_known(void)
{
	struct chain c = { 0 };

	add(&c, 1, 2, 100, -20);
	add(&c, 1, 1, 120, 20);
	CHECK(chain_end(&c));
	CHECK_INT(c.opening.minor, 100);
	CHECK_INT(c.closing.minor, 100);
}

static void
what_does_not_hang_together_has_no_answer(void)
{
	struct chain gap = { 0 }, within = { 0 }, circle = { 0 };
	struct chain beyond = { 0 }, none = { 0 };

	/* A record is missing between the runs; */
	add(&gap, 1, 1, 10, 10);
	add(&gap, 2, 2, 31, 20);
	CHECK(!chain_end(&gap));
	/* or within one, 10 to 20; */
	add(&within, 1, 1, 10, 10);
	add(&within, 1, 3, 15, -5);
	CHECK(!chain_end(&within));
	/* or so that what is left could be another chain: 205 to 5. */
	add(&circle, 1, 1, 5, 5);
	add(&circle, 1, 3, 105, -100);
	add(&circle, 1, 4, 5, -100);
	add(&circle, 1, 5, 0, -5);
	CHECK(!chain_end(&circle));
	/* No balance was there before this one. */
	add(&beyond, 1, 1, INT64_MAX, INT64_MIN);
	CHECK(!chain_end(&beyond));
	CHECK(!chain_end(&none));
}

static void
times_must_tell_which_was_first_and_last(void)
{
	struct chain tied = { 0 }, between = { 0 }, timeless = { 0 };

	add(&tied, 1, 7, 10, 10);
	add(&tied, 1, 7, 15, 5);
	CHECK(!chain_end(&tied));
	add(&between, 1, 7, 10, 10);
	add(&between, 1, 8, 15, 5);
	add(&between, 1, 8, 25, 10);
	add(&between, 1, 9, 20, -5);
	CHECK(chain_end(&between));
	CHECK_INT(between.opening.minor, 0);
	CHECK_INT(between.closing.minor, 20);
	/* One record alone needs no time. */
	add(&timeless, 1, 0, 10, 10);
	add(&timeless, 2, 0, 15, 5);
	CHECK(chain_end(&timeless));
	CHECK_INT(timeless.opening.minor, 0);
	CHECK_INT(timeless.closing.minor, 15);
	add(&timeless, 3, 0, 25, 10);
	add(&timeless, 3, 5, 20, -5);
	CHECK(!chain_end(&timeless));
}

int
main(void)
{
	RUN(order_within_a_run_does_not_matter);
	RUN(the_ends_of_int64_are_exact);
	RUN(runs_follow_each_other);
	RUN(a_run_that_ends_where_it_began_is_known);
	RUN(what_does_not_hang_together_has_no_answer);
	RUN(times_must_tell_which_was_first_and_last);
	return check_status();
}
