#include <stdlib.h>

#include "base/grow.h"
#include "pack/sizes.h"

int
sizes_make(struct sizes *s, const struct window *w, const struct order *order)
{
	uint64_t *size = grow_array(s->size, &s->size_cap, w->count,
	    sizeof(*size));

	if (size == NULL)
		return -1;
	s->size = size;
	s->cap = w->cap;
	s->total = 0;
	s->count = 0;
	while (s->count < w->count && order->entry[s->count].amount > 0) {
		size[s->count] = order->entry[s->count].amount;
		s->total += size[s->count++];
	}
	return 0;
}

void
sizes_free(struct sizes *s)
{
	free(s->size);
	*s = (struct sizes){ 0 };
}
