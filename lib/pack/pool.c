#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/pool.h"

static int
reserve(struct pool *p, size_t count)
{
	return GROW(p->size, p->size_cap, count) == -1 ||
	    GROW(p->next, p->next_cap, count) == -1 ||
	    GROW(p->before, p->before_cap, count) == -1 ||
	    GROW(p->gone, p->gone_cap, count) == -1 ? -1 : 0;
}

/* Link the sizes behind what there is, up to end. */
static void
extend(struct pool *p, uint32_t end)
{
	for (uint32_t at = p->end; at < end; at++) {
		p->size[at] = p->sizes->size[at - 1];
		p->total += p->size[at];
		p->next[at] = at + 1;
		p->before[at + 1] = at;
		p->gone[at] = false;
		p->left++;
	}
	p->size[end] = 0;
	p->next[end] = end;
	p->gone[end] = false;
	p->end = end;
}

int
pool_fill(struct pool *p, const struct sizes *s, uint32_t kept_back)
{
	if (s->count >= UINT32_MAX - 1) {
		errno = ENOMEM;
		return -1;
	}
	if (reserve(p, s->count + 2) == -1)
		return -1;
	p->sizes = s;
	p->left = 0;
	p->total = 0;
	p->steps = 0;
	p->size[0] = UINT64_MAX;
	p->next[0] = 1;
	p->before[0] = 0;
	p->before[1] = 0;
	p->gone[0] = false;
	p->end = 1;
	extend(p, s->count > kept_back ? (uint32_t)s->count - kept_back + 1 :
	    1);
	return 0;
}

void
pool_give_out(struct pool *p)
{
	extend(p, (uint32_t)p->sizes->count + 1);
}

/* What is gone points on to what is left; the way is made shorter. */
uint32_t
pool_left(struct pool *p, uint32_t at)
{
	while (p->gone[at]) {
		uint32_t next = p->next[at];

		if (p->gone[next])
			p->next[at] = p->next[next];
		at = next;
		p->steps++;
	}
	return at;
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
	return pool_left(p, low);
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
