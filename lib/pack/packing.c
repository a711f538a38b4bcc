#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/packing.h"

int
packing_reserve(struct packing *p, size_t count)
{
	void *grown;

	if (count > UINT32_MAX) {
		errno = ENOMEM;
		return -1;
	}
	grown = grow_array(p->batch, &p->batch_cap, count, sizeof(*p->batch));
	if (grown == NULL)
		return -1;
	p->batch = grown;
	return 0;
}

void
packing_free(struct packing *p)
{
	free(p->batch);
	order_free(&p->order);
	lowest_free(&p->lowest);
	fullest_free(&p->fullest);
	*p = (struct packing){ 0 };
}
