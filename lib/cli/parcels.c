#include <errno.h>
#include <stdlib.h>

#include "cli/parcels.h"

/* What a worker does. */
static void
pack(void *piece)
{
	/* Where that fails, the parcel is not packed, which is seen later. */
	(void)!parcel_pack(piece);
}

static struct parcel *
parcel_of(const struct parcels *ps, uint64_t n)
{
	return &ps->parcel[n % ps->count];
}

int
parcels_open(struct parcels *ps)
{
	size_t count = ps->jobs == 1 ? 1 : ps->jobs + PARCELS_MORE;

	ps->parcel = calloc(count, sizeof(*ps->parcel));
	if (ps->parcel == NULL)
		return -1;
	ps->count = count;
	for (size_t i = 0; i < count; i++)
		ps->parcel[i] = ps->like;
	/* What lacks for several, be it descriptors, is not missed by one. */
	if (ps->jobs > 1 &&
	    workers_open(&ps->workers, ps->jobs, count - 1, pack) == -1) {
		ps->jobs = 1;
		ps->count = 1;
	}
	ps->filling = parcel_of(ps, ps->closed);
	return 0;
}

static int
fail(struct parcels *ps)
{
	ps->failed = true;
	errno = ENOMEM;
	return -1;
}

/* Pack the oldest of the full windows, if it is not yet, and hand it on. */
static int
pack_oldest(struct parcels *ps)
{
	struct parcel *p = parcel_of(ps, ps->written);

	if (!p->packed && parcel_pack(p) == -1)
		return fail(ps);
	if (ps->put(ps->arg, p) == -1)
		return fail(ps);
	ps->written++;
	parcel_clear(p);
	return 0;
}

/*
 * Memory is short: end the threads, and from now on have one parcel.  What is
 * full is packed and handed on first, and its memory given back.
 */
static int
go_on_alone(struct parcels *ps)
{
	struct parcel spare;

	workers_stop(&ps->workers);
	ps->jobs = 1;
	while (ps->written < ps->closed) {
		struct parcel *p = parcel_of(ps, ps->written);

		if (pack_oldest(ps) == -1)
			return -1;
		parcel_free(p);
	}
	spare = ps->parcel[0];
	ps->parcel[0] = *ps->filling;
	*ps->filling = spare;
	ps->filling = ps->parcel;
	for (size_t i = 1; i < ps->count; i++)
		parcel_free(&ps->parcel[i]);
	ps->count = 1;
	return 0;
}

/* Hand on what is packed, in order. */
static int
collect(struct parcels *ps)
{
	struct parcel *p;

	while ((p = workers_take(&ps->workers)) != NULL) {
		if (!p->packed || ps->put(ps->arg, p) == -1)
			return go_on_alone(ps);
		ps->written++;
		parcel_clear(p);
	}
	return 0;
}

static int
run_hook(const struct parcels *ps)
{
	if (ps->hook.before == NULL || ps->hook.before(ps->hook.arg) == 0)
		return 0;
	errno = ECANCELED;
	return -1;
}

static int
patience(void *arg)
{
	const struct parcels *ps = arg;

	return ps->hook.patience == NULL ? -1 :
	    ps->hook.patience(ps->hook.arg);
}

/* Hand on what is packed, and wait until only so many are left. */
static int
collect_until(struct parcels *ps, size_t left)
{
	for (;;) {
		if (collect(ps) == -1)
			return -1;
		if (ps->jobs == 1 || workers_out(&ps->workers) <= left)
			return 0;
		if (run_hook(ps) == -1)
			return -1;
		workers_wait_or(&ps->workers, ps->hook.wakes ?
		    ps->hook.wake_fd : -1, patience(ps));
	}
}

int
parcels_put(struct parcels *ps, struct span line, struct span id,
    uint64_t amount)
{
	if (ps->failed)
		return fail(ps);
	if (parcel_put(ps->filling, line, id, amount) == 0)
		return 0;
	if (ps->jobs > 1 && go_on_alone(ps) == 0 &&
	    parcel_put(ps->filling, line, id, amount) == 0)
		return 0;
	return fail(ps);
}

size_t
parcels_filled(const struct parcels *ps)
{
	return ps->filling->held.count;
}

int
parcels_pack(struct parcels *ps)
{
	struct parcel *p = ps->filling;

	if (ps->failed)
		return fail(ps);
	p->number = ++ps->closed;
	ps->filling = parcel_of(ps, ps->closed);
	if (ps->jobs > 1) {
		workers_give(&ps->workers, p);
		return collect_until(ps, ps->count - 2);
	}
	if (ps->slow && run_hook(ps) == -1)
		return -1;
	return pack_oldest(ps);
}

int
parcels_finish(struct parcels *ps)
{
	if (ps->failed)
		return fail(ps);
	return ps->jobs == 1 ? 0 : collect_until(ps, 0);
}

/* What is packed while records are waited for does not wait with them. */
static int
before_wait(void *arg)
{
	struct parcels *ps = arg;

	if (ps->jobs > 1 && collect(ps) == -1)
		return -1;
	workers_wake_me(&ps->workers);
	return run_hook(ps);
}

struct wait_hook
parcels_hook(struct parcels *ps)
{
	struct wait_hook hook = { .before = before_wait, .arg = ps,
	    .patience = patience };

	hook.wakes = ps->jobs > 1;
	if (hook.wakes)
		hook.wake_fd = workers_fd(&ps->workers);
	hook.wakes_too = ps->hook.wakes;
	hook.second_fd = ps->hook.wake_fd;
	return hook;
}

uint64_t
parcels_left(const struct parcels *ps)
{
	uint64_t left = 0;

	/* A single parcel is that of the window closed last and the next. */
	for (uint64_t n = ps->written; n <= ps->closed &&
	    n - ps->written < ps->count; n++)
		left += parcel_of(ps, n)->held.count;
	return left;
}

void
parcels_close(struct parcels *ps)
{
	workers_close(&ps->workers);
	for (size_t i = 0; i < ps->count; i++)
		parcel_free(&ps->parcel[i]);
	free(ps->parcel);
	ps->parcel = NULL;
	ps->count = 0;
}
