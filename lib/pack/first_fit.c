#include "pack/bounds.h"
#include "pack/methods.h"

int
first_fit_pack(const struct window *w, struct packing *p)
{
	struct lowest *lowest = &p->lowest;

	if (packing_reserve(p, w->count) == -1 ||
	    lowest_start(lowest, w->cap, bounds_most(w)) == -1)
		return -1;
	for (size_t i = 0; i < w->count; i++)
		p->draft[i] = lowest_put(lowest, w->amount[i]);
	return packing_finish(p, w, "first-fit", lowest->batches,
	    lowest->steps, (struct bound){ 0 });
}
