#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/pool.h"

static int
reserve(struct pool *p, size_t count)
{
	void *grown;

#define GROW(array) \
	if ((grown = grow_array(p->array, &p->array##_cap, count, \
	    sizeof(*p->array))) == NULL) \
		return -1; \
	p->array = grown
	GROW(size);
	GROW(next);
	GROW(before);
	GROW(gone);
#undef GROW
	return 0;
}

int
pool_fill(struct pool *p, const struct sizes *s)
{
	if (s->count >= UINT32_MAX - 1) {
		errno = ENOMEM;
		return -1;
	}
	if (reserve(p, s->count + 2) == -1)
		return -1;
	p->left = (uint32_t)s->count;
	p->end = p->left + 1;
	p->total = s->total;
	p->steps = 0;
	p->size[0] = UINT64_MAX;
	for (uint32_t at = 0; at <= p->end; at++) {
		if (at > 0 && at < p->end)
			p->size[at] = s->size[at - 1];
		p->next[at] = at + 1;
		p->before[at] = at - 1;
		p->gone[at] = false;
	}
	p->size[p->end] = 0;
	p->next[p->end] = p->end;
	p->before[0] = 0;
	return 0;
}

uint32_t
pool_from(struct pool *p, uint64_t room)
{
	uint32_t low = 1, high = p->end;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (p->size[middle] <= room)
			high = middle;
		else
			low = middle + 1;
		p->steps++;
	}
	/* What is gone points on to what is left; the way is made shorter. */
	while (p->gone[low]) {
		uint32_t next = p->next[low];

		if (p->gone[next])
			p->next[low] = p->next[next];
		low = next;
		p->steps++;
	}
	return low;
}

void
pool_take(struct pool *p, uint32_t at)
{
	uint32_t before = p->before[at], next = p->next[at];

	p->next[before] = next;
	p->before[next] = before;
	p->gone[at] = true;
	p->left--;
	p->total -= p->size[at];
}

void
pool_free(struct pool *p)
{
	free(p->size);
	free(p->next);
	free(p->before);
	free(p->gone);
	*p = (struct pool){ 0 };
}
