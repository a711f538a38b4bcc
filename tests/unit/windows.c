/* The bound is one that holds, and nothing out of order is counted. */
#include <errno.h>

#include "check.h"
#include "stats/windows.h"

static int
add(struct windows *w, uint64_t window, uint64_t batch, int64_t amount)
{
	return windows_add(w, window, batch, (struct money){ amount });
}

static void
check_sums(const struct windows *w, uint64_t windows, uint64_t batches,
    int64_t lower_bound, uint64_t proven)
{
	struct windows_sums sums = windows_sums(w);

	CHECK_INT(sums.windows, windows);
	CHECK_INT(sums.batches, batches);
	CHECK_INT(sums.lower_bound, lower_bound);
	CHECK_INT(sums.proven, proven);
}

static void
nothing_comes_to_nothing(void)
{
	struct windows w = { .cap = { 100 } };

	check_sums(&w, 0, 0, 0, 0);
}

static void
the_bound_is_rounded_up_for_each_window(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 1, 1, 60), 0);
	check_sums(&w, 1, 1, 1, 1);
	CHECK_INT(add(&w, 1, 1, -40), 0);
	check_sums(&w, 1, 1, 1, 1);
	CHECK_INT(add(&w, 1, 2, 1), 0);
	check_sums(&w, 1, 2, 2, 1);
	CHECK_INT(add(&w, 1, 3, 99), 0);
	check_sums(&w, 1, 3, 2, 0);
	CHECK_INT(add(&w, 2, 1, 1), 0);
	check_sums(&w, 2, 4, 3, 1);
	CHECK(windows_sums(&w).absolute.minor == 201);
}

static void
a_window_of_nothing_needs_one_batch(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 1, 1, 0), 0);
	CHECK_INT(add(&w, 2, 1, 0), 0);
	check_sums(&w, 2, 2, 2, 2);
}

static void
exactly_the_cap_is_allowed_and_more_is_told_once(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 1, 1, -100), 0);
	CHECK_INT(add(&w, 1, 1, 0), 0);
	CHECK_INT(add(&w, 1, 1, 1), 1);
	CHECK(windows_batch_total(&w).minor == 101);
	CHECK_INT(add(&w, 1, 1, 50), 0);
	CHECK_INT(add(&w, 1, 2, 100), 0);
	CHECK_INT(add(&w, 2, 2, 101), 1);
	/* Fewer batches than the bound prove nothing. */
	check_sums(&w, 2, 3, 5, 0);
}

static void
numbers_go_up_or_begin_again(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 3, 2, 1), 0);
	CHECK_INT(add(&w, 3, 5, 1), 0);
	CHECK_INT(add(&w, 7, 4, 1), 0);
	CHECK_INT(add(&w, 7, 4, 1), 0);
	CHECK_INT(add(&w, 1, 1, 1), 0);
	CHECK_INT(add(&w, 1, 2, 1), 0);
	CHECK_INT(add(&w, 1, 1, 1), 0);
	CHECK_INT(add(&w, UINT64_MAX, UINT64_MAX, 1), 0);
	check_sums(&w, 5, 7, 5, 3);
}

static void
what_is_out_of_order_changes_nothing(void)
{
	static const uint64_t bad[][2] = { { 4, 2 }, { 4, 1 }, { 3, 9 },
	    { 1, 2 }, { 2, 1 }, { 0, 1 }, { 0, 0 }, { 4, 0 }, { 5, 0 } };
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 4, 3, 70), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		errno = 0;
		CHECK_INT(add(&w, bad[i][0], bad[i][1], 9), -1);
		CHECK_INT(errno, EINVAL);
		check_sums(&w, 1, 1, 1, 1);
	}
	CHECK_INT(add(&w, 4, 3, 30), 0);
	CHECK(windows_sums(&w).absolute.minor == 100);
}

static void
a_window_may_hold_more_than_int64(void)
{
	struct windows w = { .cap = { 1 } };
	money_int128 wanted = 0;

	for (uint64_t i = 1; i <= 1000; i++) {
		CHECK_INT(add(&w, 1, i, INT64_MIN), 1);
		wanted += money_magnitude((struct money){ INT64_MIN });
	}
	CHECK(windows_sums(&w).lower_bound == wanted);
	CHECK(windows_sums(&w).absolute.minor == wanted);
}

static void
shares_are_rounded_once_half_up(void)
{
	CHECK_INT(windows_share(0, 7), 0);
	CHECK_INT(windows_share(7, 7), 10000);
	CHECK_INT(windows_share(1, 3), 3333);
	CHECK_INT(windows_share(2, 3), 6667);
	CHECK_INT(windows_share(1, 20000), 1);
	CHECK_INT(windows_share(1, 20001), 0);
	CHECK_INT(windows_share(19999, 20000), 10000);
	CHECK_INT(windows_share(19998, 20001), 9999);
	CHECK_INT(windows_share(22, 7), 31429);
	for (int64_t whole = 1; whole < 300; whole++)
		for (int64_t part = 0; part < 600; part++)
			CHECK_INT(windows_share(part, whole),
			    (2 * part * 10000 + whole) / (2 * whole));
}

static void
shares_of_large_numbers_are_exact(void)
{
	money_int128 large = (money_int128)1 << 111;

	CHECK_INT(windows_share(large, large), 10000);
	CHECK_INT(windows_share(large - 1, large), 10000);
	CHECK_INT(windows_share(large / 2, large), 5000);
	CHECK_INT(windows_share(large / 20000, large - large % 20000), 1);
	CHECK_INT(windows_share(large / 20000 - 1, large - large % 20000), 0);
}

static void
check_least(const struct windows *w, int64_t wanted)
{
	struct windows_sums sums = windows_sums(w);

	CHECK(sums.has_least && sums.least == wanted);
}

/* Also while the last one is not whole. */
static void
the_least_full_batch_is_known(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK(!windows_sums(&w).has_least);
	CHECK_INT(add(&w, 1, 1, -60), 0);
	check_least(&w, 60);
	CHECK_INT(add(&w, 1, 2, 70), 0);
	check_least(&w, 60);
	CHECK_INT(add(&w, 1, 3, 20), 0);
	check_least(&w, 20);
	CHECK_INT(add(&w, 1, 3, 50), 0);
	check_least(&w, 60);
	CHECK_INT(add(&w, 2, 1, 80), 0);
	check_least(&w, 60);
	CHECK_INT(add(&w, 2, 2, 0), 0);
	check_least(&w, 0);
	CHECK_INT(windows_sums(&w).records, 6);
	CHECK_INT(windows_current(&w).records, 2);
}

static void
another_stream_begins_with_any_window(void)
{
	struct windows w = { .cap = { 100 } };

	CHECK_INT(add(&w, 7, 2, 60), 0);
	windows_end(&w);
	check_sums(&w, 1, 1, 1, 1);
	CHECK_INT(windows_current(&w).windows, 0);
	windows_end(&w);
	CHECK_INT(add(&w, 7, 2, 60), 0);
	check_sums(&w, 2, 2, 2, 2);
}

static void
sums_are_added(void)
{
	struct windows_sums a = { .windows = 1, .batches = 2, .proven = 1,
	    .absolute = { 5 }, .lower_bound = 2, .records = 9 };
	struct windows_sums b = a;

	windows_sums_add(&a, &b);
	CHECK(a.windows == 2 && a.batches == 4 && a.proven == 2);
	CHECK(a.absolute.minor == 10 && a.lower_bound == 4);
	CHECK(a.records == 18 && !a.has_least);
	b.has_least = true;
	b.least = 7;
	windows_sums_add(&a, &b);
	CHECK(a.has_least && a.least == 7);
	b.least = 8;
	windows_sums_add(&a, &b);
	CHECK(a.least == 7);
}

int
main(void)
{
	RUN(nothing_comes_to_nothing);
	RUN(the_bound_is_rounded_up_for_each_window);
	RUN(a_window_of_nothing_needs_one_batch);
	RUN(exactly_the_cap_is_allowed_and_more_is_told_once);
	RUN(numbers_go_up_or_begin_again);
	RUN(what_is_out_of_order_changes_nothing);
	RUN(a_window_may_hold_more_than_int64);
	RUN(the_least_full_batch_is_known);
	RUN(another_stream_begins_with_any_window);
	RUN(sums_are_added);
	RUN(shares_are_rounded_once_half_up);
	RUN(shares_of_large_numbers_are_exact);
	return check_status();
}
