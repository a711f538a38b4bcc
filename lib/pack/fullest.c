#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

#include "pack/fullest.h"
#include "base/grow.h"

int
fullest_start(struct fullest *f, uint64_t cap, size_t most)
{
	if (GROW(f->ready, f->ready_cap, most) == -1 ||
	    GROW(f->waiting, f->waiting_cap, most) == -1)
		return -1;
	f->nready = 0;
	f->nwaiting = 0;
	f->cap = cap;
	f->batches = 0;
	f->steps = 0;
	return 0;
}

/* Does a leave the heap before b?  The last to leave will be on top. */
static bool
leaves_before(struct fullest_batch a, struct fullest_batch b)
{
	return a.room > b.room || (a.room == b.room && a.number > b.number);
}

static void
heap_push(struct fullest *f, struct fullest_batch b)
{
	size_t hole = f->nwaiting++;

	while (hole > 0) {
		size_t parent = (hole - 1) / 2;

		f->steps++;
		if (!leaves_before(b, f->waiting[parent]))
			break;
		f->waiting[hole] = f->waiting[parent];
		hole = parent;
	}
	f->waiting[hole] = b;
}

static struct fullest_batch
heap_pop(struct fullest *f)
{
	struct fullest_batch *heap = f->waiting, first = heap[0];
	struct fullest_batch last = heap[--f->nwaiting];
	size_t hole = 0, child;

	while ((child = 2 * hole + 1) < f->nwaiting) {
		f->steps += 2;
		child += child + 1 < f->nwaiting &&
		    leaves_before(heap[child + 1], heap[child]);
		if (!leaves_before(heap[child], last))
			break;
		heap[hole] = heap[child];
		hole = child;
	}
	heap[hole] = last;
	return first;
}

uint32_t
fullest_put(struct fullest *f, uint64_t amount)
{
	struct fullest_batch *top;

	assert(amount <= f->cap);
	for (; f->nwaiting > 0 && f->waiting[0].room >= amount; f->steps++)
		f->ready[f->nready++] = heap_pop(f);
	if (f->nready == 0)
		f->ready[f->nready++] = (struct fullest_batch){ f->cap,
		    f->batches++ };
	top = &f->ready[f->nready - 1];
	top->room -= amount;
	f->steps++;
	if (top->room < amount) {
		f->nready--;
		heap_push(f, *top);
	}
	return top->number;
}

void
fullest_free(struct fullest *f)
{
	free(f->ready);
	free(f->waiting);
	*f = (struct fullest){ 0 };
}
