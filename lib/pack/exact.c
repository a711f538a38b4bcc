#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/branch.h"
#include "pack/coarse.h"
#include "pack/dive.h"
#include "pack/exact.h"

enum {
	VALUE_MAX = 1 << 24,	/* in a proof */
};

/* Start with the patterns of the packing that there is. */
static int
put_packing(struct search *s)
{
	struct kinds *k = &s->kinds;
	const struct plan *plan = &s->plan;
	size_t count = s->sizes->count;
	uint32_t *next = NULL, *part = NULL, kind = 0;
	size_t next_cap = 0, part_cap = 0;
	int status = -1;

	next = grow_array(NULL, &next_cap, plan->batches + 1, sizeof(*next));
	part = grow_array(NULL, &part_cap, count, sizeof(*part));
	if (next == NULL || part == NULL)
		goto out;
	memset(next, 0, (plan->batches + 1) * sizeof(*next));
	for (size_t i = 0; i < count; i++)
		next[plan->batch[i] + 1]++;
	for (uint32_t b = 0; b < plan->batches; b++)
		next[b + 1] += next[b];
	for (size_t i = 0; i < count; i++) {
		while (kind + 1 < k->singles && k->kind[kind + 1].second <= i)
			kind++;
		part[next[plan->batch[i]]++] = kind;
	}
	for (uint32_t b = 0, at = 0; b < plan->batches; at = next[b++]) {
		uint64_t total = 0;

		for (uint32_t i = at; i < next[b]; i++)
			total += k->kind[part[i]].size;
		if (patterns_put(&s->master.patterns, part + at, next[b] - at,
		    total) == -1)
			goto out;
	}
	status = 0;
out:
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
	int64_t *value;

	if (m->bound <= bound->batches)
		return 0;
	value = grow_array(x->value, &x->value_cap, s->sizes->count,
	    sizeof(*value));
	if (value == NULL)
		return -1;
	x->value = value;
	for (uint32_t i = 0, kind = 0; i < s->sizes->count; i++) {
		while (kind + 1 < s->kinds.singles &&
		    s->kinds.kind[kind + 1].second <= i)
			kind++;
		value[i] = m->value[kind];
		provable = provable && value[i] <= VALUE_MAX;
	}
	*bound = (struct bound){ .batches = m->bound, .name = "CG",
	    .value = value };
	if (bound->batches > s->plan.batches)
		bound->batches = s->plan.batches;
	if (!provable)
		*bound = (struct bound){ bound->batches, .name = "search" };
	return 0;
}

/*
 * Raise the bound until the master has nothing against it, then dive for a
 * packing that meets it.
 */
static int
begin(struct exact *x, struct bound *bound)
{
	struct search *s = &x->search;

	while (bound->batches < s->plan.batches) {
		s->kinds.batches = (uint32_t)bound->batches;
		switch (master_run(&s->master, &s->kinds)) {
		case MASTER_FAILED:
			return -1;
		case MASTER_SPENT:
			return take_bound(x, bound);
		case MASTER_CLOSED:
			if (take_bound(x, bound) == -1)
				return -1;
			break;
		case MASTER_OPEN:
			return dive_run(s) == SEARCH_FAILED ? -1 : 0;
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
	while (bound->batches < s->plan.batches &&
	    s->master.steps < s->master.allowed) {
		s->kinds.batches = s->plan.batches - 1;
		switch (branch_run(s)) {
		case SEARCH_FAILED:
			return -1;
		case SEARCH_NONE:
			*bound = (struct bound){ .batches = s->plan.batches,
			    .name = "search" };
			break;
		case SEARCH_SPENT:
			return 0;
		case SEARCH_FOUND:
			break;
		}
	}
	return 0;
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
	patterns_clear(&search->master.patterns);
	/* Nor may what was basic in another window's programs be a hint. */
	if (search->master.basic != NULL)
		memset(search->master.basic, 0, search->master.basic_cap);
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
