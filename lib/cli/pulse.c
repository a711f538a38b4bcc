#include <assert.h>
#include <limits.h>
#include <stddef.h>
#include <time.h>

#include "cli/pulse.h"

int64_t
pulse_time(const struct pulse *p)
{
	struct timespec time;

	if (p->clock != NULL)
		return p->clock();
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void
find_next(struct pulse *p)
{
	p->next = INT64_MAX;
	for (int i = 0; i < p->count; i++)
		if (p->item[i].due < p->next)
			p->next = p->item[i].due;
}

void
pulse_every(struct pulse *p, unsigned milliseconds, pulse_work *work, void *arg)
{
	assert(p->count < PULSE_MAX && milliseconds > 0);
	p->item[p->count++] = (struct pulse_item){ .work = work, .arg = arg,
	    .every = milliseconds, .due = pulse_time(p) + milliseconds };
	find_next(p);
}

/*
 * Do one that is due.  Its turns stay evenly spaced, those that were missed
 * left out, but where it wants another.
 */
static void
run(struct pulse_item *item, int64_t time)
{
	unsigned wish = item->work(item->arg);

	if (wish > 0)
		item->due = time + wish;
	else
		item->due += ((time - item->due) / item->every + 1) *
		    item->every;
}

bool
pulse_do(struct pulse *p)
{
	int64_t time = p->count == 0 ? 0 : pulse_time(p);

	if (p->count == 0 || time < p->next)
		return false;
	for (int i = 0; i < p->count; i++)
		if (p->item[i].due <= time)
			run(&p->item[i], time);
	find_next(p);
	return true;
}

static int
run_inner(const struct pulse *p)
{
	return p->inner.before == NULL ? 0 : p->inner.before(p->inner.arg);
}

static int
before_wait(void *arg)
{
	struct pulse *p = arg;
	int got = run_inner(p);

	return got == 0 && pulse_do(p) ? run_inner(p) : got;
}

/* How many milliseconds are left until something is due; -1: nothing is. */
static int
time_left(const struct pulse *p)
{
	int64_t left;

	if (p->count == 0)
		return -1;
	left = p->next - pulse_time(p);
	if (left < 0)
		return 0;
	return left > INT_MAX ? INT_MAX : (int)left;
}

static int
patience(void *arg)
{
	const struct pulse *p = arg;
	int left = time_left(p), most = p->inner.patience == NULL ? -1 :
	    p->inner.patience(p->inner.arg);

	return left == -1 || (most >= 0 && most < left) ? most : left;
}

struct wait_hook
pulse_hook(struct pulse *p, struct wait_hook inner)
{
	struct wait_hook hook = inner;

	p->inner = inner;
	hook.before = before_wait;
	hook.arg = p;
	hook.patience = patience;
	return hook;
}

static int
before_wait_alone(void *arg)
{
	(void)pulse_do(arg);
	return 0;
}

static int
patience_alone(void *arg)
{
	return time_left(arg);
}

struct wait_hook
pulse_hook_alone(struct pulse *p)
{
	return (struct wait_hook){ .before = before_wait_alone, .arg = p,
	    .patience = patience_alone };
}
