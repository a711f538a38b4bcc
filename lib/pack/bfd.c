#include "pack/bounds.h"
#include "pack/methods.h"

int
bfd_pack(const struct window *w, struct packing *p)
{
	struct fullest *fullest = &p->fullest;
	const struct order_entry *entry;

	if (packing_reserve(p, w->count) == -1 ||
	    order_sort(&p->order, w->amount, w->count) == -1 ||
	    fullest_start(fullest, w->cap, bounds_most(w)) == -1)
		return -1;
	entry = p->order.entry;
	for (size_t i = 0; i < w->count; i++)
		p->batch[entry[i].index] = fullest_put(fullest,
		    entry[i].amount);
	p->batches = fullest->batches;
	p->steps = fullest->steps;
	p->method = "bfd";
	p->bound = bounds_best(w);
	return 0;
}
