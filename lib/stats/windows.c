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

/* Add the window that we are in, if we are in any. */
static void
add_window(struct windows_sums *sums, const struct windows *w)
{
	money_int128 bound = (w->window_total.minor + w->cap.minor - 1) /
	    w->cap.minor;

	if (w->window == 0)
		return;
	if (bound < 1)
		bound = 1;
	sums->windows++;
	sums->batches += w->batches;
	sums->proven += w->batches == bound;
	sums->absolute.minor += w->window_total.minor;
	sums->lower_bound += bound;
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
		add_window(&w->done, w);
		w->window = window;
		w->batch = 0;
		w->batches = 0;
		w->window_total.minor = 0;
	}
	if (batch != w->batch) {
		w->batch = batch;
		w->batches++;
		w->batch_total.minor = 0;
	}
	before = w->batch_total.minor;
	money_total_add_magnitude(&w->batch_total, amount);
	money_total_add_magnitude(&w->window_total, amount);
	return before <= w->cap.minor &&
	    w->batch_total.minor > w->cap.minor;
}

struct money_total
windows_batch_total(const struct windows *w)
{
	return w->batch_total;
}

struct windows_sums
windows_sums(const struct windows *w)
{
	struct windows_sums sums = w->done;

	add_window(&sums, w);
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
