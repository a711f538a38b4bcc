#include <errno.h>

#include "stats/windows.h"

/* May this batch follow the one before? */
static bool
may_follow(const struct windows *w, uint64_t window, uint64_t batch)
{
	if (window == 0 || batch == 0)
		return false;
	if (window == w->window && batch >= w->batch)
		return true;
	return window > w->window || (window == 1 && batch == 1);
}

void
windows_sums_add(struct windows_sums *sums, const struct windows_sums *more)
{
	if (more->has_least && (!sums->has_least || more->least < sums->least))
		sums->least = more->least;
	sums->has_least = sums->has_least || more->has_least;
	sums->windows += more->windows;
	sums->batches += more->batches;
	sums->proven += more->proven;
	sums->records += more->records;
	sums->absolute.minor += more->absolute.minor;
	sums->lower_bound += more->lower_bound;
}

struct windows_sums
windows_current(const struct windows *w)
{
	money_int128 bound = (w->window_total.minor + w->cap.minor - 1) /
	    w->cap.minor;
	struct windows_sums sums = { .windows = 1, .batches = w->batches,
	    .absolute = w->window_total, .lower_bound = bound < 1 ? 1 : bound,
	    .records = w->records, .has_least = true, .least = w->least };

	if (w->window == 0)
		return (struct windows_sums){ 0 };
	if (w->batches == 1 || w->batch_total.minor < sums.least)
		sums.least = w->batch_total.minor;
	sums.proven = w->batches == sums.lower_bound;
	return sums;
}

/* The window that we are in is whole. */
static void
end_window(struct windows *w)
{
	struct windows_sums sums = windows_current(w);

	windows_sums_add(&w->done, &sums);
	w->batch = 0;
	w->batches = 0;
	w->records = 0;
	w->window_total.minor = 0;
}

static void
begin_batch(struct windows *w, uint64_t batch)
{
	if (w->batches == 1 || (w->batches > 1 &&
	    w->batch_total.minor < w->least))
		w->least = w->batch_total.minor;
	w->batch = batch;
	w->batches++;
	w->batch_total.minor = 0;
}

int
windows_add(struct windows *w, uint64_t window, uint64_t batch,
    struct money amount)
{
	money_int128 before;

	if (!may_follow(w, window, batch)) {
		errno = EINVAL;
		return -1;
	}
	if (window != w->window || batch < w->batch) {
		end_window(w);
		w->window = window;
	}
	if (batch != w->batch)
		begin_batch(w, batch);
	w->records++;
	before = w->batch_total.minor;
	money_total_add_magnitude(&w->batch_total, amount);
	money_total_add_magnitude(&w->window_total, amount);
	return before <= w->cap.minor &&
	    w->batch_total.minor > w->cap.minor;
}

void
windows_end(struct windows *w)
{
	end_window(w);
	w->window = 0;
}

uint64_t
windows_before(const struct windows *w)
{
	return w->done.windows;
}

struct money_total
windows_batch_total(const struct windows *w)
{
	return w->batch_total;
}

struct windows_sums
windows_sums(const struct windows *w)
{
	struct windows_sums sums = w->done, current = windows_current(w);

	windows_sums_add(&sums, &current);
	return sums;
}

money_int128
windows_share(money_int128 part, money_int128 whole)
{
	enum { SHARES = 10000 };
	money_int128 rest = part % whole * SHARES;

	return part / whole * SHARES + rest / whole +
	    (rest % whole >= whole - rest % whole);
}
