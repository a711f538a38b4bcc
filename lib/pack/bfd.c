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
		p->draft[entry[i].index] = fullest_put(fullest,
		    entry[i].amount);
	return packing_finish(p, w, "bfd", fullest->batches,
	    fullest->steps, (struct bound){ 0 });
}
