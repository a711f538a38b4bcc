/* Linear programs: small ones with answers known, and what stays after them. */
#include <errno.h>

#include "check.h"
#include "pack/lp.h"

static int
put(struct lp *lp, int64_t cost, uint32_t a, uint32_t b)
{
	struct lp_entry entry[] = { { a, 1 }, { b, 1 } };

	return lp_put(lp, cost, entry, a == b ? 1 : 2);
}

/* Three rows, of which any column covers two: 3/2 is the least. */
static int
put_triangle(struct lp *lp)
{
	static const int64_t least[] = { 1, 1, 1 };

	if (lp_start(lp, least, 3) == -1 || put(lp, 1, 0, 1) == -1 ||
	    put(lp, 1, 1, 2) == -1)
		return -1;
	return put(lp, 1, 0, 2);
}

static void
the_least_is_found_either_way(void)
{
	static const enum lp_method methods[] = { LP_PRIMAL, LP_DUAL };
	struct lp lp = { 0 };

	for (int m = 0; m < 2; m++) {
		CHECK_INT(put_triangle(&lp), 0);
		CHECK_INT(lp.rows, 3);
		CHECK_INT(lp.columns, 3);
		CHECK_INT(lp_solve(&lp, methods[m]), 0);
		CHECK_INT(lp_total(&lp), 3 * LP_ONE / 2);
		for (size_t i = 0; i < 3; i++) {
			CHECK_INT(lp_dual(&lp, i), LP_ONE / 2);
			CHECK_INT(lp_value(&lp, i), LP_ONE / 2);
			CHECK(lp_column_is_basic(&lp, i));
			CHECK(!lp_row_is_basic(&lp, i));
		}
	}
	lp_free(&lp);
	lp_free(&lp);
}

static void
a_column_more_goes_on_from_there(void)
{
	static const struct lp_entry all[] = { { 0, 1 }, { 1, 1 }, { 2, 1 } };
	struct lp lp = { 0 };
	uint64_t before;

	CHECK_INT(put_triangle(&lp), 0);
	CHECK_INT(lp_solve(&lp, LP_DUAL), 0);
	before = lp.iterations;
	CHECK(before > 0);
	CHECK_INT(lp_put(&lp, 1, all, 3), 0);
	CHECK_INT(lp.columns, 4);
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), 0);
	CHECK_INT(lp_total(&lp), LP_ONE);
	CHECK_INT(lp_value(&lp, 3), LP_ONE);
	CHECK(lp.iterations > before);
	lp_free(&lp);
}

static void
hints_lead_there_at_once(void)
{
	struct lp lp = { 0 };
	uint64_t before;

	CHECK_INT(put_triangle(&lp), 0);
	CHECK_INT(lp_solve(&lp, LP_DUAL), 0);
	before = lp.iterations;
	CHECK_INT(put_triangle(&lp), 0);
	for (size_t i = 0; i < 3; i++)
		lp_hint_column(&lp, i);
	CHECK_INT(lp_solve(&lp, LP_DUAL), 0);
	CHECK_INT(lp_total(&lp), 3 * LP_ONE / 2);
	CHECK_INT(lp.iterations, before);
	/* Hints that are wrong do no harm. */
	CHECK_INT(put_triangle(&lp), 0);
	for (size_t i = 0; i < 3; i++) {
		lp_hint_row(&lp, i);
		lp_hint_column(&lp, i);
	}
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), 0);
	CHECK_INT(lp_total(&lp), 3 * LP_ONE / 2);
	lp_free(&lp);
}

static void
costs_times_and_wants_count(void)
{
	static const int64_t least[] = { 7, 3 };
	static const struct lp_entry twice[] = { { 0, 2 }, { 1, 1 } };
	struct lp lp = { 0 };

	CHECK_INT(lp_start(&lp, least, 2), 0);
	CHECK_INT(put(&lp, 9, 0, 0), 0);
	CHECK_INT(put(&lp, 1, 1, 1), 0);
	CHECK_INT(lp_put(&lp, 2, twice, 2), 0);
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), 0);
	CHECK_INT(lp_total(&lp), 7 * LP_ONE);
	CHECK_INT(lp_value(&lp, 2), 7 * LP_ONE / 2);
	CHECK(lp_row_is_basic(&lp, 1));
	CHECK_INT(lp_dual(&lp, 1), 0);
	lp_free(&lp);
}

static void
what_cannot_be_covered_has_no_least(void)
{
	static const int64_t least[] = { 1, 1 };
	struct lp lp = { 0 };

	CHECK_INT(lp_start(&lp, least, 2), 0);
	CHECK_INT(put(&lp, 1, 0, 0), 0);
	errno = 0;
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), -1);
	CHECK_INT(errno, EDOM);
	/* And the next program is none the worse. */
	CHECK_INT(put_triangle(&lp), 0);
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), 0);
	CHECK_INT(lp_total(&lp), 3 * LP_ONE / 2);
	lp_free(&lp);
}

/* More than an int64_t holds, in LP_ONEs, is no answer. */
static void
what_is_too_large_is_no_optimum(void)
{
	static const int64_t least[] = { 4 };
	struct lp lp = { 0 };

	CHECK_INT(lp_start(&lp, least, 1), 0);
	CHECK_INT(put(&lp, INT64_MAX / 2, 0, 0), 0);
	errno = 0;
	CHECK_INT(lp_solve(&lp, LP_PRIMAL), -1);
	CHECK_INT(errno, EDOM);
	lp_free(&lp);
}

int
main(void)
{
	if (!lp_available()) {
		static const int64_t least = 1;
		struct lp lp = { 0 };

		CHECK_INT(lp_start(&lp, &least, 1), -1);
		CHECK_INT(errno, ENOSYS);
		lp_free(&lp);
		printf("skip - lp: CLP is not there\n");
		return check_failures != 0;
	}
	RUN(the_least_is_found_either_way);
	RUN(a_column_more_goes_on_from_there);
	RUN(hints_lead_there_at_once);
	RUN(costs_times_and_wants_count);
	RUN(what_cannot_be_covered_has_no_least);
	RUN(what_is_too_large_is_no_optimum);
	return check_status();
}
