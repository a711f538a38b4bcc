#include <stdlib.h>
#include <time.h>

#include "base/grow.h"
#include "cli/parcel.h"

int
parcel_put(struct parcel *p, struct span line, struct span id, uint64_t amount)
{
	size_t count = p->held.count;
	uint64_t *grown = grow_array(p->amount, &p->amount_cap, count + 1,
	    sizeof(*grown));

	if (grown == NULL)
		return -1;
	p->amount = grown;
	p->amount[count] = amount;
	return held_put(&p->held, line, id);
}

struct window
parcel_window(const struct parcel *p)
{
	return (struct window){ p->amount, p->held.count, p->cap };
}

/* The processor time that this thread has had, in microseconds. */
static uint64_t
thread_micros(void)
{
	struct timespec had;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &had) == -1)
		return 0;
	return (uint64_t)had.tv_sec * 1000000 + (uint64_t)had.tv_nsec / 1000;
}

int
parcel_pack(struct parcel *p)
{
	struct window window = parcel_window(p);
	uint64_t start = p->timed ? thread_micros() : 0;

	if (p->method->pack(&window, &p->packing) == -1)
		return -1;
	p->micros = p->timed ? thread_micros() - start : 0;
	if (groups_make(&p->groups, &window, &p->packing) == -1)
		return -1;
	p->packed = true;
	return 0;
}

void
parcel_clear(struct parcel *p)
{
	held_clear(&p->held);
	p->packed = false;
}

void
parcel_free(struct parcel *p)
{
	int effort = p->packing.effort;

	held_free(&p->held);
	packing_free(&p->packing);
	groups_free(&p->groups);
	free(p->amount);
	p->amount = NULL;
	p->amount_cap = 0;
	p->packed = false;
	p->packing.effort = effort;
}
