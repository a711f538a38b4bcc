#include "pack/bounds.h"
#include "pack/methods.h"

int
ffd_pack(const struct window *w, struct packing *p)
{
	struct lowest *lowest = &p->lowest;
	const struct order_entry *entry;

	if (packing_reserve(p, w->count) == -1 ||
	    order_sort(&p->order, w->amount, w->count) == -1 ||
	    lowest_start(lowest, w->cap, bounds_most(w)) == -1)
		return -1;
	entry = p->order.entry;
	for (size_t i = 0; i < w->count; i++)
		p->draft[entry[i].index] = lowest_put(lowest, entry[i].amount);
	return packing_finish(p, w, "ffd", lowest->batches,
	    lowest->steps, (struct bound){ 0 });
}
