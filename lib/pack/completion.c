#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/completion.h"

enum {
	LAST = 3,	/* batches that get what was kept back */
};

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
	struct pool *p = &c->pool;
	const uint64_t *size = p->size;
	uint64_t room = c->room - set->sum;
	uint64_t most = best->sum > set->sum ? best->sum - set->sum : 0;
	uint32_t large = p->before[half], small = beside(p, set, half);
	uint32_t other = beside(p, set, p->next[small]);
	uint64_t steps = 2;
	uint64_t left = c->allowed > p->steps ? c->allowed - p->steps : 0;

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
	p->steps += steps;
}

/*
 * One of the largest that have room, with up to two others.  For batches with
 * nothing in them, the seeds are gone through once, some for each batch, and
 * not again before much more may be left: what failed would fail again, as what
 * there is to choose from has only become less.
 */
static void
try_seeds(struct completion *c, uint32_t first, unsigned seeds,
    struct completion_set *best)
{
	struct pool *p = &c->pool;
	bool is_empty = c->room == c->cap;
	uint64_t leave = c->room - c->enough;
	uint32_t at = first, rest, half;

	if (is_empty && c->seed == 0 && leave / 5 * 4 <= c->barren)
		seeds = 1;
	else if (is_empty && c->seed != 0)
		at = pool_left(p, c->seed);
	if (at == p->end || p->size[at] <= c->room / 3)
		at = first;
	rest = pool_from(p, c->room - p->size[at]);
	half = pool_from(p, (c->room - p->size[at]) / 2);
	for (;; at = p->next[at]) {
		struct completion_set set = { p->size[at], 1, { at } };
		uint64_t room = c->room - set.sum;
		uint32_t other;

		for (; p->size[p->before[rest]] <= room; p->steps++)
			rest = p->before[rest];
		for (; p->size[p->before[half]] <= room / 2; p->steps++)
			half = p->before[half];
		other = beside(p, &set, rest);
		if (set.sum + p->size[other] > best->sum)
			keep(c, &set, other, p->end, best);
		if (best->sum < c->enough)
			try_pairs(c, &set, half, best);
		if (best->sum >= c->enough || --seeds == 0 ||
		    p->size[p->next[at]] <= c->room / 3)
			break;
	}
	if (!is_empty)
		return;
	c->seed = at;
	if (p->size[p->next[at]] <= c->room / 3) {
		c->seed = 0;
		c->barren = leave;
	}
}

/* Three beside the largest, those of a size first, as the steps allow. */
static void
try_triples(struct completion *c, uint32_t first, struct completion_set *best)
{
	struct pool *p = &c->pool;
	uint64_t room = c->room - p->size[first];
	uint64_t end = p->steps + c->plan->triples;
	uint32_t small = pool_from(p, room / 3), large = p->before[small];

	if (end > c->allowed)
		end = c->allowed;
	while (best->sum < c->enough && p->steps < end &&
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

/* Any few of those that are left. */
static int
try_sums(struct completion *c, uint32_t first, struct completion_set *best)
{
	struct pool *p = &c->pool;
	uint64_t size[SUMS_FROM];
	uint32_t place[SUMS_FROM];
	struct fillings_chosen chosen;
	unsigned n = 0;

	for (uint32_t at = first; at != p->end && n < SUMS_FROM;
	    at = p->next[at]) {
		size[n] = p->size[at];
		place[n++] = at;
	}
	if (fillings_fill(&c->sums, size, n, c->plan->sums, c->room, c->enough,
	    &p->steps, &chosen) == -1)
		return -1;
	if (chosen.sum <= best->sum)
		return 0;
	best->sum = chosen.sum;
	best->count = chosen.count;
	for (unsigned i = 0; i < chosen.count; i++)
		best->place[i] = place[chosen.index[i]];
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
		/* One that leaves too little to choose is chosen, if at all. */
		if (at == p->end || (c->room < c->cap &&
		    8 * (window_uint128)(c->room - p->size[at]) * p->left <
		    c->plan->missing * p->total))
			break;
		put(c, at);
	}
}

/* What may be left of the room, but never all of it. */
static uint64_t
spare(const struct completion *c, window_uint128 most)
{
	return most < c->room ? (uint64_t)most : c->room - 1;
}

/* Find what fills the room; quick is for a packing that will not do. */
static int
choose(struct completion *c, uint32_t first, bool is_quick,
    struct completion_set *best)
{
	window_uint128 share = is_quick ? 0 : c->slack / c->left;
	uint64_t few = spare(c, share * c->plan->few / 8);
	uint64_t more = spare(c, share * c->plan->more / 8);

	*best = (struct completion_set){ 0 };
	c->enough = c->room - few;
	try_seeds(c, first, is_quick ? 1 : c->plan->seeds, best);
	if (is_quick || best->sum >= c->enough)
		return 0;
	c->enough = c->room - more;
	if (c->pool.left <= c->plan->tail)
		return try_sums(c, first, best);
	try_triples(c, first, best);
	return 0;
}

/* Fill a batch.  Where too much would be left, the smallest sizes help. */
static int
fill_batch(struct completion *c, bool is_quick)
{
	struct completion_set best;
	uint32_t first;

	begin_batch(c);
	first = pool_from(&c->pool, c->room);
	if (first == c->pool.end)
		return 0;
	if (choose(c, first, is_quick, &best) == -1)
		return -1;
	if (c->room - best.sum > c->slack && !is_quick) {
		pool_give_out(&c->pool);
		if (choose(c, first, is_quick, &best) == -1)
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

	for (c->batches = 0;; c->batches++) {
		c->left = target - c->batches;
		has_hope = has_hope && c->left > 0 && p->steps < c->allowed;
		if (!has_hope || c->left <= LAST || p->left == 0)
			pool_give_out(p);
		if (p->left == 0)
			return 0;
		if (p->total <= c->cap && p->end == p->sizes->count + 1) {
			while (p->left > 0)
				put(c, p->next[0]);
			continue;
		}
		if (fill_batch(c, !has_hope) == -1)
			return -1;
		has_hope = has_hope && c->room <= c->slack;
		c->slack -= has_hope ? c->room : 0;
	}
}

int
completion_pack(struct completion *c, const struct sizes *s, uint64_t target,
    const struct completion_plan *plan, uint64_t *steps, uint64_t allowed,
    uint32_t *batch, uint32_t *batches)
{
	int filled;

	if (GROW(c->batch, c->batch_cap, s->count) == -1 ||
	    pool_fill(&c->pool, s, plan->kept_back) == -1)
		return -1;
	c->plan = plan;
	c->cap = s->cap;
	c->slack = (window_uint128)target * s->cap - s->total;
	c->seed = 0;
	c->barren = 0;
	c->allowed = allowed;
	filled = fill_all(c, target);
	*steps += c->pool.steps;
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
	fillings_free(&c->sums);
	*c = (struct completion){ 0 };
}
