#include "pack/reduction.h"

/* Fix every two that fill a batch exactly: two fingers find them all. */
static uint64_t
fix_exact_pairs(struct pool *p, uint64_t cap)
{
	uint32_t large = p->next[0], small = p->before[p->end];
	uint64_t fixed = 0;

	while (large < small) {
		uint64_t rest = cap - p->size[large];

		p->steps++;
		if (p->size[small] == rest) {
			pool_take(p, large);
			pool_take(p, small);
			fixed++;
		}
		if (p->size[small] >= rest)
			large = p->next[large];
		if (p->size[small] <= rest)
			small = p->before[small];
	}
	return fixed;
}

/* Fix the largest for as long as no two others have room beside it. */
static uint64_t
fix_largest(struct pool *p, uint64_t cap)
{
	uint64_t fixed = 0;

	for (; p->left > 0; fixed++) {
		uint32_t first = p->next[0], last = p->before[p->end];
		uint64_t room = cap - p->size[first];

		if (p->left > 2 && p->size[last] <= room &&
		    p->size[p->before[last]] <= room - p->size[last])
			break;
		pool_take(p, first);
		first = pool_from(p, room);
		if (first != p->end)
			pool_take(p, first);
	}
	return fixed;
}

/*
 * What is left needs at least so many batches: those over cap - p alone, and
 * the others from p on by their total, or those over half the cap.
 */
static uint64_t
l2(struct pool *p, uint64_t cap)
{
	window_uint128 middle = p->total;
	uint64_t best = 0, alone = 0;
	uint32_t large = p->next[0];

	for (uint32_t at = large; p->size[at] > cap / 2; at = p->next[at])
		best++;
	for (uint32_t at = p->before[p->end]; p->size[at] <= cap / 2;
	    at = p->before[at]) {
		for (; p->size[large] > cap - p->size[at];
		    large = p->next[large]) {
			middle -= p->size[large];
			alone++;
		}
		if (alone >= best ||
		    middle > (window_uint128)(best - alone) * cap)
			best = alone + (uint64_t)(middle / cap) +
			    (middle % cap != 0);
		middle -= p->size[at];
	}
	p->steps += p->left;
	return best;
}

int
reduction_raise(struct reduction *r, const struct sizes *s, uint64_t wanted,
    uint64_t *steps, uint64_t allowed, struct bound *bound)
{
	struct pool *p = &r->pool;
	uint64_t fixed, left_out = 0;
	bool is_news = true;

	if (pool_fill(p, s, 0) == -1)
		return -1;
	fixed = fix_exact_pairs(p, s->cap);
	while (p->left > 0 && bound->batches < wanted && p->steps < allowed) {
		uint64_t more = fix_largest(p, s->cap), batches;

		fixed += more;
		if (is_news || more > 0) {
			batches = fixed + l2(p, s->cap);
			if (batches > bound->batches)
				*bound = (struct bound){ .batches = batches,
				    .name = "L3", .parameter = left_out };
		}
		is_news = false;
		if (p->left > 0) {
			pool_take(p, p->before[p->end]);
			left_out++;
		}
	}
	*steps += p->steps;
	return 0;
}

void
reduction_free(struct reduction *r)
{
	pool_free(&r->pool);
}
