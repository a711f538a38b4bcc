#include <assert.h>

#include "pack/bounds.h"
#include "pack/methods.h"

int
next_fit_pack(const struct window *w, struct packing *p)
{
	uint64_t room = 0;
	uint32_t batches = 0;

	if (packing_reserve(p, w->count) == -1)
		return -1;
	for (size_t i = 0; i < w->count; i++) {
		assert(w->amount[i] <= w->cap);
		if (batches == 0 || w->amount[i] > room) {
			room = w->cap;
			batches++;
		}
		room -= w->amount[i];
		p->draft[i] = batches - 1;
	}
	return packing_finish(p, w, "next-fit", batches,
	    w->count, (struct bound){ 0 });
}
