#include "stats/saved_bounds.h"

bool
saved_bounds_has_room(const struct windows_sums *sums)
{
	const money_int128 most = (money_int128)SAVED_BOUNDS_COUNT << 63;

	return sums->windows <= SAVED_BOUNDS_COUNT &&
	    sums->batches <= SAVED_BOUNDS_COUNT &&
	    sums->proven <= SAVED_BOUNDS_COUNT &&
	    sums->records <= SAVED_BOUNDS_COUNT && sums->lower_bound >= 0 &&
	    sums->lower_bound <= SAVED_BOUNDS_COUNT &&
	    sums->absolute.minor >= 0 && sums->absolute.minor <= most &&
	    (!sums->has_least || (sums->least >= 0 && sums->least <= most));
}

static bool
same_sizes(const struct histogram *a, const struct histogram *b)
{
	uint64_t count_a = 0, count_b = 0;
	unsigned at_a = 0, at_b = 0;

	do {
		at_a = histogram_next(a, at_a, &count_a);
		at_b = histogram_next(b, at_b, &count_b);
		if (at_a == HISTOGRAM_LEN || at_b == HISTOGRAM_LEN)
			return at_a == at_b;
	} while (at_a++ == at_b++ && count_a == count_b);
	return false;
}

bool
saved_bounds_equal(const struct figures *a, const struct figures *b)
{
	return a->credits == b->credits && a->debits == b->debits &&
	    a->credit_sum.minor == b->credit_sum.minor &&
	    a->debit_sum.minor == b->debit_sum.minor &&
	    a->least == b->least && a->most == b->most &&
	    a->has_time == b->has_time &&
	    a->first.micros == b->first.micros &&
	    a->last.micros == b->last.micros &&
	    same_sizes(&a->sizes, &b->sizes);
}

static bool
same_sums(const struct windows_sums *a, const struct windows_sums *b)
{
	return a->windows == b->windows && a->batches == b->batches &&
	    a->proven == b->proven && a->records == b->records &&
	    a->absolute.minor == b->absolute.minor &&
	    a->lower_bound == b->lower_bound &&
	    a->has_least == b->has_least && a->least == b->least;
}

bool
saved_bounds_same_windows(const struct summary_windows *a,
    const struct summary_windows *b)
{
	return same_sums(&a->listed, &b->listed) &&
	    same_sums(&a->reported, &b->reported);
}

/* Each has room: so there is more in a number than both can come to. */
bool
saved_bounds_may_add(const struct figures *a, const struct figures *b)
{
	return figures_records(a) + figures_records(b) <= SAVED_BOUNDS_COUNT;
}

static bool
may_add_sums(const struct windows_sums *a, const struct windows_sums *b)
{
	struct windows_sums sums = *a;

	windows_sums_add(&sums, b);
	return saved_bounds_has_room(&sums);
}

bool
saved_bounds_may_add_windows(const struct summary_windows *a,
    const struct summary_windows *b)
{
	return may_add_sums(&a->listed, &b->listed) &&
	    may_add_sums(&a->reported, &b->reported);
}

bool
saved_bounds_may_add_fates(const struct summary_fates *a,
    const struct summary_fates *b)
{
	return a->refused + b->refused <= SAVED_BOUNDS_COUNT &&
	    a->duplicates + b->duplicates <= SAVED_BOUNDS_COUNT &&
	    a->known + b->known <= SAVED_BOUNDS_COUNT &&
	    a->submitted + b->submitted <= SAVED_BOUNDS_COUNT;
}
