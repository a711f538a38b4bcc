#include <stdlib.h>

#include "base/grow.h"
#include "pack/sizes.h"

int
sizes_make(struct sizes *s, const struct window *w, const struct order *order)
{
	if (GROW(s->size, s->size_cap, w->count) == -1)
		return -1;
	s->cap = w->cap;
	s->total = 0;
	s->count = 0;
	while (s->count < w->count && order->entry[s->count].amount > 0) {
		s->size[s->count] = order->entry[s->count].amount;
		s->total += s->size[s->count++];
	}
	return 0;
}

void
sizes_free(struct sizes *s)
{
	free(s->size);
	*s = (struct sizes){ 0 };
}
