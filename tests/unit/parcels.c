/* Windows that are packed side by side, by methods that go wrong on purpose. */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "cli/parcels.h"

enum { WINDOW = 3, WINDOWS = 500 };

/* A batch for every amount; the first says how long it takes. */
static int
dawdle(const struct window *w, struct packing *p)
{
	struct timespec time = { .tv_nsec = (long)w->amount[0] * 1000 };

	if (packing_reserve(p, w->count) == -1)
		return -1;
	for (size_t i = 0; i < w->count; i++)
		p->draft[i] = (uint32_t)i;
	nanosleep(&time, NULL);
	return packing_finish(p, w, "dawdle", (uint32_t)w->count, 1,
	    bounds_l1(w));
}

static atomic_int failures;

/* The like, where memory runs out as often as failures says. */
static int
fail_at_times(const struct window *w, struct packing *p)
{
	if (w->amount[0] == 7 && atomic_fetch_sub(&failures, 1) > 0) {
		errno = ENOMEM;
		return -1;
	}
	return dawdle(w, p);
}

static const struct method dawdles = { "dawdle", dawdle };
static const struct method fails = { "fail", fail_at_times };

/* What came to put(): whether it was in order, and as it was given. */
struct seen {
	uint64_t windows;
	int wrong;
	int hooked;
	int fail_put;
	bool pointless;
};

static int
put(void *arg, const struct parcel *p)
{
	struct seen *seen = arg;
	char id[20];

	if (seen->fail_put > 0) {
		seen->fail_put--;
		errno = ENOMEM;
		return -1;
	}
	seen->windows++;
	seen->wrong += p->number != seen->windows || !p->packed ||
	    p->groups.count != p->held.count;
	for (size_t i = 0; i < p->held.count; i++) {
		snprintf(id, sizeof(id), "%d",
		    (int)(p->number - 1) * WINDOW + (int)i);
		seen->wrong += !span_equal(held_id(&p->held, i), span_of(id));
	}
	return 0;
}

static int
count_hook(void *arg)
{
	struct seen *seen = arg;

	seen->hooked++;
	return seen->pointless ? -1 : 0;
}

/* Parcels of so many jobs, whose put() and hook tell seen. */
static struct parcels
parcels_of(unsigned jobs, const struct method *method, struct seen *seen)
{
	return (struct parcels){ .jobs = jobs, .put = put, .arg = seen,
	    .like = { .method = method, .cap = 1000000 },
	    .hook = { .before = count_hook, .arg = seen } };
}

/* Put a window of records, and have it packed.  Returns 0 or -1. */
static int
put_window(struct parcels *ps, int number, uint64_t first_amount)
{
	char id[20];

	for (int i = 0; i < WINDOW; i++) {
		snprintf(id, sizeof(id), "%d", number * WINDOW + i);
		if (parcels_put(ps, SPAN("a line"), span_of(id),
		    i == 0 ? first_amount : 0) == -1)
			return -1;
	}
	return parcels_filled(ps) == WINDOW ? parcels_pack(ps) : -1;
}

static void
windows_come_out_in_order_whatever_the_jobs(void)
{
	for (unsigned jobs = 1; jobs <= 4; jobs++) {
		struct seen seen = { 0 };
		struct parcels ps = parcels_of(jobs, &dawdles, &seen);

		CHECK_INT(parcels_open(&ps), 0);
		for (int n = 0; n < WINDOWS; n++)
			CHECK_INT(put_window(&ps, n, n % 7 == 0 ? 500 : 0), 0);
		CHECK(ps.closed - ps.written <= jobs + PARCELS_MORE);
		CHECK_INT(parcels_put(&ps, SPAN("x"), SPAN("x"), 1), 0);
		CHECK_INT(parcels_filled(&ps), 1);
		CHECK_INT(parcels_finish(&ps), 0);
		CHECK_INT(seen.windows, WINDOWS);
		CHECK_INT(seen.wrong, 0);
		CHECK_INT(parcels_left(&ps), 1);
		parcels_close(&ps);
		parcels_close(&ps);
	}
}

static void
the_first_window_may_be_another_one(void)
{
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct seen seen = { .windows = 1234 };
		struct parcels ps = parcels_of(jobs, &dawdles, &seen);

		ps.closed = ps.written = 1234;
		CHECK_INT(parcels_open(&ps), 0);
		for (int n = 1234; n < 1300; n++)
			CHECK_INT(put_window(&ps, n, 0), 0);
		CHECK_INT(parcels_finish(&ps), 0);
		CHECK_INT(seen.windows, 1300);
		CHECK_INT(seen.wrong, 0);
		CHECK_INT(parcels_left(&ps), 0);
		parcels_close(&ps);
	}
}

/* Somebody else's descriptor wakes who waits for windows, or for records. */
static void
others_wake_a_sleeper_too(void)
{
	struct seen seen = { 0 };
	struct parcels ps = parcels_of(2, &dawdles, &seen);
	int fds[2];

	CHECK_INT(pipe(fds), 0);
	CHECK_INT(write(fds[1], "x", 1), 1);
	ps.hook.wakes = true;
	ps.hook.wake_fd = fds[0];
	CHECK_INT(parcels_open(&ps), 0);
	CHECK_INT(put_window(&ps, 0, 50000), 0);
	CHECK_INT(parcels_finish(&ps), 0);
	/* It did not sleep until the window was packed. */
	CHECK(seen.hooked > 2);
	CHECK(parcels_hook(&ps).wakes_too);
	CHECK_INT(parcels_hook(&ps).second_fd, fds[0]);
	parcels_close(&ps);
	close(fds[0]);
	close(fds[1]);
}

static int
a_moment(void *arg)
{
	(void)arg;
	return 1;
}

static void
a_sleeper_wakes_when_its_patience_ends(void)
{
	struct seen seen = { 0 };
	struct parcels ps = parcels_of(2, &dawdles, &seen);
	struct wait_hook hook;

	ps.hook.patience = a_moment;
	CHECK_INT(parcels_open(&ps), 0);
	hook = parcels_hook(&ps);
	CHECK_INT(hook.patience(hook.arg), 1);
	CHECK_INT(put_window(&ps, 0, 400000), 0);
	CHECK_INT(parcels_finish(&ps), 0);
	/* It was woken while the window was packed. */
	CHECK(seen.hooked > 2);
	ps.hook.patience = NULL;
	CHECK_INT(hook.patience(hook.arg), -1);
	parcels_close(&ps);
}

static void
what_is_packed_goes_on_before_a_wait(void)
{
	struct seen seen = { 0 };
	struct parcels ps = parcels_of(2, &dawdles, &seen);
	struct wait_hook hook;
	uint64_t got = 0;

	CHECK_INT(parcels_open(&ps), 0);
	hook = parcels_hook(&ps);
	CHECK(hook.wakes);
	CHECK_INT(put_window(&ps, 0, 20000), 0);
	CHECK_INT(put_window(&ps, 1, 0), 0);
	/* As a reader does whose input does not come. */
	for (int i = 0; i < 100 && got < 2; i++) {
		CHECK_INT(hook.before(hook.arg), 0);
		got = seen.windows;
		if (got < 2)
			CHECK_INT(wait_readable(hook.wake_fd,
			    &(struct wait_hook){ 0 }), 0);
	}
	CHECK_INT(got, 2);
	CHECK(seen.hooked <= 4);
	parcels_close(&ps);
}

static void
short_memory_makes_it_go_on_with_one(void)
{
	struct seen seen = { 0 };
	struct parcels ps = parcels_of(4, &fails, &seen);
	struct wait_hook hook;

	atomic_store(&failures, 1);
	CHECK_INT(parcels_open(&ps), 0);
	hook = parcels_hook(&ps);
	for (int n = 0; n < WINDOWS; n++)
		CHECK_INT(put_window(&ps, n, n == 99 ? 7 : 0), 0);
	CHECK_INT(parcels_finish(&ps), 0);
	CHECK_INT(seen.windows, WINDOWS);
	CHECK_INT(seen.wrong, 0);
	CHECK_INT(ps.jobs, 1);
	CHECK(!ps.failed);
	/* Nothing wakes a sleeper any more. */
	CHECK_INT(hook.before(hook.arg), 0);
	parcels_close(&ps);

	/* Memory may as well be short where a window is written. */
	seen = (struct seen){ .fail_put = 1 };
	ps = parcels_of(2, &dawdles, &seen);
	CHECK_INT(parcels_open(&ps), 0);
	for (int n = 0; n < WINDOWS; n++)
		CHECK_INT(put_window(&ps, n, 0), 0);
	CHECK_INT(parcels_finish(&ps), 0);
	CHECK_INT(seen.windows, WINDOWS);
	CHECK_INT(seen.wrong, 0);
	parcels_close(&ps);
}

static void
no_memory_at_all_ends_it_with_what_is_left_counted(void)
{
	for (unsigned jobs = 1; jobs <= 4; jobs++) {
		struct seen seen = { 0 };
		struct parcels ps = parcels_of(jobs, &fails, &seen);
		int n = 0;

		atomic_store(&failures, 1000);
		CHECK_INT(parcels_open(&ps), 0);
		while (n < WINDOWS &&
		    put_window(&ps, n, n == 9 ? 7 : 0) == 0)
			n++;
		errno = 0;
		CHECK_INT(parcels_finish(&ps), -1);
		CHECK_INT(errno, ENOMEM);
		CHECK(ps.failed);
		CHECK_INT(ps.written, 9);
		CHECK_INT(seen.windows, 9);
		CHECK_INT(seen.wrong, 0);
		/* The window at which it ended was put, too. */
		CHECK_INT(parcels_left(&ps), (n + 1 - 9) * WINDOW);
		CHECK_INT(parcels_put(&ps, SPAN("x"), SPAN("x"), 1), -1);
		parcels_close(&ps);
	}
}

static void
the_hook_ends_a_wait_that_is_pointless(void)
{
	struct seen seen = { .pointless = true };
	struct parcels ps = parcels_of(2, &dawdles, &seen);

	CHECK_INT(parcels_open(&ps), 0);
	CHECK_INT(put_window(&ps, 0, 20000), 0);
	errno = 0;
	CHECK_INT(parcels_finish(&ps), -1);
	CHECK_INT(errno, ECANCELED);
	CHECK(!ps.failed);
	parcels_close(&ps);

	/* One job runs it before each window, but only where these are slow. */
	seen = (struct seen){ 0 };
	ps = parcels_of(1, &dawdles, &seen);
	CHECK_INT(parcels_open(&ps), 0);
	CHECK_INT(put_window(&ps, 0, 0), 0);
	CHECK_INT(seen.hooked, 0);
	ps.slow = true;
	CHECK_INT(put_window(&ps, 1, 0), 0);
	CHECK_INT(seen.hooked, 1);
	parcels_close(&ps);
}

int
main(void)
{
	RUN(windows_come_out_in_order_whatever_the_jobs);
	RUN(the_first_window_may_be_another_one);
	RUN(others_wake_a_sleeper_too);
	RUN(a_sleeper_wakes_when_its_patience_ends);
	RUN(what_is_packed_goes_on_before_a_wait);
	RUN(short_memory_makes_it_go_on_with_one);
	RUN(no_memory_at_all_ends_it_with_what_is_left_counted);
	RUN(the_hook_ends_a_wait_that_is_pointless);
	return check_status();
}
