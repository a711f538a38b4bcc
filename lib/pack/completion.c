#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/completion.h"

/* Keep a set, and up to two sizes beside it, as the best. */
static void
keep(struct completion *c, const struct completion_set *set, uint32_t a,
    uint32_t b, struct completion_set *best)
{
	const struct pool *p = &c->pool;

	*best = *set;
	best->sum += p->size[a] + p->size[b];
	if (a != p->end)
		best->place[best->count++] = a;
	if (b != p->end)
		best->place[best->count++] = b;
}

/* The first from at on that is not in a set of one or two. */
static uint32_t
beside(const struct pool *p, const struct completion_set *set, uint32_t at)
{
	while (at == set->place[0] || (set->count > 1 && at == set->place[1]))
		at = p->next[at];
	return at;
}

/*
 * Find the two sizes that fill the room beside a set best.  Half is the place
 * of the largest that is at most half of it: from there on, one finger goes to
 * larger sizes and the other to smaller ones, so that two of a size are found
 * first and the smallest are spared.
 */
static void
try_pairs(struct completion *c, const struct completion_set *set,
    uint32_t half, struct completion_set *best)
{
	const struct pool *p = &c->pool;
	const uint64_t *size = p->size;
	uint64_t room = c->room - set->sum;
	uint64_t most = best->sum > set->sum ? best->sum - set->sum : 0;
	uint32_t large = p->before[half], small = beside(p, set, half);
	uint32_t other = beside(p, set, p->next[small]);
	uint64_t steps = 2;
	uint64_t left = c->allowed > c->steps ? c->allowed - c->steps : 0;

	if (small != p->end && size[small] + size[other] > most) {
		keep(c, set, small, other, best);
		most = size[small] + size[other];
	}
	for (; size[large] < room && best->sum < c->enough && steps < left;
	    large = p->before[large]) {
		uint64_t rest = room - size[large];

		for (; size[small] > rest; steps++)
			small = p->next[small];
		steps++;
		if (small == p->end)
			break;
		if (size[large] + size[small] <= most)
			continue;
		other = beside(p, set, small);
		if (large == set->place[0] ||
		    (set->count > 1 && large == set->place[1]) ||
		    size[large] + size[other] <= most)
			continue;
		keep(c, set, large, other, best);
		most = size[large] + size[other];
	}
	c->steps += steps;
}

/* One of the largest that have room, with up to two others. */
static void
try_seeds(struct completion *c, uint32_t first, unsigned seeds,
    struct completion_set *best)
{
	struct pool *p = &c->pool;
	uint32_t rest = pool_from(p, c->room - p->size[first]);
	uint32_t half = pool_from(p, (c->room - p->size[first]) / 2);

	for (uint32_t at = first; at != p->end && seeds > 0 &&
	    best->sum < c->enough; at = p->next[at], seeds--) {
		struct completion_set set = { p->size[at], 1, { at } };
		uint64_t room = c->room - set.sum;
		uint32_t other;

		for (; p->size[p->before[rest]] <= room; c->steps++)
			rest = p->before[rest];
		for (; p->size[p->before[half]] <= room / 2; c->steps++)
			half = p->before[half];
		other = beside(p, &set, rest);
		if (set.sum + p->size[other] > best->sum)
			keep(c, &set, other, p->end, best);
		if (best->sum < c->enough && c->steps < c->allowed)
			try_pairs(c, &set, half, best);
	}
}

/* Three beside the largest, those of a size first, as the steps allow. */
static void
try_triples(struct completion *c, uint32_t first, struct completion_set *best)
{
	struct pool *p = &c->pool;
	uint64_t room = c->room - p->size[first];
	uint64_t end = c->steps + c->plan->triples < c->allowed ?
	    c->steps + c->plan->triples : c->allowed;
	uint32_t small = pool_from(p, room / 3), large = p->before[small];

	while (best->sum < c->enough && c->steps < end &&
	    (small != p->end || p->size[large] < room)) {
		struct completion_set set = { p->size[first], 1, { first } };
		uint32_t at = small;

		if (p->size[large] < room && (small == p->end ||
		    p->size[large] - room / 3 < room / 3 - p->size[small]))
			at = large;
		if (at == large)
			large = p->before[large];
		else
			small = p->next[small];
		if (at == first)
			continue;
		set.place[set.count++] = at;
		set.sum += p->size[at];
		try_pairs(c, &set, pool_from(p, (c->room - set.sum) / 2),
		    best);
	}
}

/* Any few of the largest that are left. */
static int
try_sums(struct completion *c, uint32_t first, struct completion_set *best)
{
	const struct pool *p = &c->pool;
	uint64_t size[SUMS_FROM] = { 0 }, chosen;
	uint32_t place[SUMS_FROM];
	struct completion_set set = { 0 };
	unsigned n = 0;

	for (uint32_t at = first; at != p->end && n < SUMS_FROM;
	    at = p->next[at]) {
		size[n] = p->size[at];
		place[n++] = at;
	}
	if (sums_fill(&c->sums, size, n, c->plan->depth, c->room, c->enough,
	    &c->steps, &chosen) == -1)
		return -1;
	for (unsigned i = 0; i < n; i++)
		if (chosen >> i & 1) {
			set.place[set.count++] = place[i];
			set.sum += size[i];
		}
	if (set.sum > best->sum)
		*best = set;
	return 0;
}

static void
put(struct completion *c, uint32_t at)
{
	c->room -= c->pool.size[at];
	c->batch[at - 1] = c->batches;
	pool_take(&c->pool, at);
}

/* Take the largest that have room until there is room for a few only. */
static void
begin_batch(struct completion *c)
{
	struct pool *p = &c->pool;
	uint32_t at;

	c->room = c->cap;
	while (p->left > 0 && 4 * (window_uint128)c->room * p->left >
	    c->plan->missing * p->total) {
		at = p->next[0];
		if (p->size[at] > c->room)
			at = pool_from(p, c->room);
		if (at == p->end)
			break;
		put(c, at);
	}
}

/* Fill a batch that may leave so much; without hope, it is done quickly. */
static int
fill_batch(struct completion *c, window_uint128 may_leave, bool has_hope)
{
	struct completion_set best = { 0 };
	uint32_t first;

	begin_batch(c);
	first = pool_from(&c->pool, c->room);
	if (first == c->pool.end || (c->room < c->cap &&
	    c->room <= may_leave))
		return 0;
	c->enough = c->room > may_leave ? c->room - (uint64_t)may_leave : 1;
	try_seeds(c, first, has_hope ? c->plan->seeds : 1, &best);
	if (has_hope && best.sum < c->enough) {
		if (c->pool.left > c->plan->tail)
			try_triples(c, first, &best);
		else if (try_sums(c, first, &best) == -1)
			return -1;
	}
	for (unsigned i = 0; i < best.count; i++)
		put(c, best.place[i]);
	return 0;
}

static int
fill_all(struct completion *c, uint64_t target)
{
	struct pool *p = &c->pool;
	bool has_hope = true;

	for (c->batches = 0; p->left > 0; c->batches++) {
		uint64_t left = target - c->batches;

		has_hope = has_hope && left > 0 && c->steps < c->allowed;
		if (p->total <= c->cap) {
			while (p->left > 0)
				put(c, p->next[0]);
			continue;
		}
		if (fill_batch(c, has_hope ? c->slack / left /
		    c->plan->share : 0, has_hope) == -1)
			return -1;
		has_hope = has_hope && c->room <= c->slack;
		c->slack -= has_hope ? c->room : 0;
	}
	return 0;
}

int
completion_pack(struct completion *c, const struct sizes *s, uint64_t target,
    const struct completion_plan *plan, uint64_t *steps, uint64_t allowed,
    uint32_t *batch, uint32_t *batches)
{
	uint32_t *grown = grow_array(c->batch, &c->batch_cap, s->count,
	    sizeof(*grown));
	int filled;

	if (grown == NULL)
		return -1;
	c->batch = grown;
	if (pool_fill(&c->pool, s) == -1)
		return -1;
	c->plan = plan;
	c->cap = s->cap;
	c->slack = (window_uint128)target * s->cap - s->total;
	c->steps = s->count;
	c->allowed = allowed;
	filled = fill_all(c, target);
	*steps += c->steps + c->pool.steps;
	if (filled == -1)
		return -1;
	if (c->batches < *batches) {
		memcpy(batch, c->batch, s->count * sizeof(*batch));
		*batches = c->batches;
	}
	return *batches <= target;
}

void
completion_free(struct completion *c)
{
	free(c->batch);
	pool_free(&c->pool);
	sums_free(&c->sums);
	*c = (struct completion){ 0 };
}
