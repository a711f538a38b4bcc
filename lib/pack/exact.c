#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/branch.h"
#include "pack/coarse.h"
#include "pack/dive.h"
#include "pack/exact.h"

enum {
	DIVE_FAST = 16,		/* batches, of which one is filled at once */
	DIVE_SLOW = 64,
	NODES = 100,		/* of the first tree */
	NODES_GROW = 3,		/* from one to the next */
	VALUE_MAX = 1 << 24,	/* in a proof */
};

/* The kind that each size is of, one after the other, from kind 0 on. */
static uint32_t
next_kind(const struct kinds *k, uint32_t kind, size_t position)
{
	bool same = kind + 1 == k->singles ||
	    k->kind[kind + 1].second > position;

	return same ? kind : kind + 1;
}

/* Put the patterns of the packing that there is; next and part are room. */
static int
put_batches(struct search *s, size_t *next, uint32_t *part)
{
	struct kinds *k = &s->kinds;
	const struct plan *plan = &s->plan;
	size_t count = s->sizes->count;

	memset(next, 0, (plan->batches + 1) * sizeof(*next));
	for (size_t i = 0; i < count; i++)
		next[plan->batch[i] + 1]++;
	for (uint32_t b = 0; b < plan->batches; b++)
		next[b + 1] += next[b];
	for (size_t i = 0, kind = 0; i < count; i++) {
		kind = next_kind(k, (uint32_t)kind, i);
		part[next[plan->batch[i]]++] = (uint32_t)kind;
	}
	for (size_t b = 0, at = 0; b < plan->batches; at = next[b++]) {
		uint64_t total = 0;

		for (size_t i = at; i < next[b]; i++)
			total += k->kind[part[i]].size;
		if (patterns_put(&s->master.patterns, part + at, next[b] - at,
		    total) == -1)
			return -1;
	}
	return 0;
}

/* Start with the patterns of the packing that there is. */
static int
put_packing(struct search *s)
{
	size_t *next = calloc(s->plan.batches + (size_t)1, sizeof(*next));
	uint32_t *part = calloc(s->sizes->count, sizeof(*part));
	int status = -1;

	if (next != NULL && part != NULL)
		status = put_batches(s, next, part);
	free(next);
	free(part);
	return status;
}

/*
 * Take over a bound that the master has proven, if it is better.  Where values
 * are too large to be checked by others, or where dividing the sizes has made
 * the cap a smaller one, it is by search.
 */
static int
take_bound(struct exact *x, struct bound *bound)
{
	const struct search *s = &x->search;
	const struct master *m = &s->master;
	bool provable = s->sizes->cap % s->kinds.unit == 0;

	if (m->bound <= bound->batches)
		return 0;
	if (GROW(x->value, x->value_cap, s->sizes->count) == -1)
		return -1;
	for (size_t i = 0, kind = 0; i < s->sizes->count; i++) {
		kind = next_kind(&s->kinds, (uint32_t)kind, i);
		x->value[i] = m->value[kind];
		provable = provable && x->value[i] <= VALUE_MAX;
	}
	*bound = (struct bound){ .batches = m->bound, .name = "CG",
	    .value = x->value };
	if (bound->batches > s->plan.batches)
		bound->batches = s->plan.batches;
	if (!provable)
		*bound = (struct bound){ bound->batches, .name = "search" };
	return 0;
}

/* Raise the bound until the master has nothing against it. */
static enum master_answer
raise_bound(struct exact *x, struct bound *bound)
{
	struct search *s = &x->search;
	enum master_answer answer = MASTER_CLOSED;

	while (answer == MASTER_CLOSED && bound->batches < s->plan.batches) {
		s->kinds.batches = (uint32_t)bound->batches;
		answer = master_run(&s->master, &s->kinds);
		if (answer != MASTER_FAILED && take_bound(x, bound) == -1)
			return MASTER_FAILED;
	}
	return answer;
}

/* Bring bound and packing together as far as linear programs can. */
static int
begin(struct exact *x, struct bound *bound)
{
	struct search *s = &x->search;

	for (uint32_t one_of = DIVE_FAST; one_of <= DIVE_SLOW; one_of *= 2) {
		enum master_answer answer = raise_bound(x, bound);

		if (answer == MASTER_FAILED)
			return -1;
		if (answer != MASTER_OPEN)
			return 0;
		if (dive_run(s, one_of) == SEARCH_FAILED)
			return -1;
	}
	return 0;
}

/*
 * Search trees, each by the other rule and larger than the one before: where
 * one gets lost, another may find a packing at once.
 */
static int
branch(struct exact *x, struct bound *bound)
{
	struct search *s = &x->search;
	uint64_t nodes = NODES;

	for (int tree = 0; bound->batches < s->plan.batches; tree++) {
		s->kinds.batches = s->plan.batches - 1;
		switch (branch_run(s, tree % 2 == 0 ? BRANCH_LARGEST :
		    BRANCH_HEAVIEST, nodes)) {
		case SEARCH_FAILED:
			return -1;
		case SEARCH_NONE:
			*bound = (struct bound){ .batches = s->plan.batches,
			    .name = "search" };
			break;
		case SEARCH_SPENT:
			/* By something else than the nodes: for good. */
			if (s->nodes > 0)
				return 0;
			nodes *= NODES_GROW;
			break;
		case SEARCH_FOUND:
			break;
		}
	}
	return 0;
}

static int
work(struct exact *x, struct bound *bound)
{
	struct search *s = &x->search;

	if (coarse_begin(s, (uint32_t)bound->batches) == -1 ||
	    put_packing(s) == -1 || begin(x, bound) == -1)
		return -1;
	return branch(x, bound);
}

/* Raise the bound to what the total needs: in pence, then in units. */
static void
take_totals(const struct sizes *s, const struct kinds *k, struct bound *bound)
{
	window_uint128 least = (s->total + s->cap - 1) / s->cap;
	window_uint128 units = (k->total + k->cap - 1) / k->cap;

	if (bound->batches < least)
		*bound = (struct bound){ (uint64_t)least, .name = "L1" };
	if (bound->batches < units)
		*bound = (struct bound){ (uint64_t)units, .name = "search" };
}

int
exact_pack(struct exact *x, const struct sizes *s, uint64_t steps_allowed,
    uint64_t *steps, uint32_t *batch, uint32_t *batches, struct bound *bound)
{
	struct search *search = &x->search;
	int status;

	*steps = 0;
	if (*batches <= bound->batches || s->count == 0 ||
	    s->count > EXACT_COUNT_MAX)
		return 0;
	if (kinds_make(&search->kinds, s, *batches) == -1)
		return -1;
	take_totals(s, &search->kinds, bound);
	if (*batches <= bound->batches ||
	    search->kinds.singles > EXACT_KINDS_MAX)
		return 0;
	search->sizes = s;
	search->plan.batch = batch;
	search->plan.batches = *batches;
	search->master.steps = 0;
	search->master.allowed = steps_allowed;
	master_clear(&search->master);
	status = work(x, bound);
	*batches = search->plan.batches;
	*steps = search->master.steps;
	return status;
}

void
exact_free(struct exact *x)
{
	search_free(&x->search);
	free(x->value);
	*x = (struct exact){ 0 };
}
