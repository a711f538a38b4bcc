#include <stdbool.h>
#include <string.h>

#include "base/grow.h"
#include "pack/methods.h"

/* What an effort may cost; steps are some nanoseconds each. */
struct effort {
	unsigned plans;		/* of completion, beside the first */
	uint64_t completion;	/* steps of each */
	unsigned starts;	/* of stairs */
	uint64_t exchanges;	/* steps of repack where sizes count */
	uint64_t trials;	/* and where steps of worth do */
	uint64_t search;	/* steps of exact */
};

static const struct effort efforts[] = {
	{ 0, 0, 0, 0, 0, 0 },
	{ 0, 200000, 1, 0, 0, 0 },
	{ 0, 1000000, 4, 1000000, 300000, 0 },
	{ 2, 5000000, 10, 15000000, 1000000, 0 },
	{ 3, 20000000, 100, 100000000, 10000000, 0 },
	{ 5, 40000000, 200, 300000000, 40000000, 0 },
	{ 7, 80000000, 400, 800000000, 160000000, 0 },
	{ 3, 20000000, 100, 100000000, 10000000, 100000000 },
	{ 5, 40000000, 200, 300000000, 40000000, 1000000000 },
	{ 5, 40000000, 200, 300000000, 40000000, 6000000000 },
};

enum {
	EFFORTS = sizeof(efforts) / sizeof(*efforts),
	USUAL = 1000,		/* sizes that the steps of repack are for */
	FEW = 60,		/* sizes that may be tried in all ways, */
	FEW_EFFORT = 6,		/* up to this with 4 times as many steps each */
};

#define FEW_STEPS UINT64_C(5000)	/* with an effort of 0 */

/* The first is quick; the others try harder, and each in another way. */
static const struct completion_plan plans[] = {
	{ 2, 20, 16, 20000, 60, 3 },
	{ 2, 20, 64, 100000, 60, 3 },
	{ 3, 22, 64, 200000, 80, 3 },
	{ 1, 20, 128, 200000, 80, 4 },
	{ 2, 24, 128, 200000, 100, 4 },
	{ 4, 21, 256, 400000, 60, 4 },
	{ 2, 19, 256, 400000, 80, 4 },
	{ 3, 23, 256, 400000, 60, 4 },
};

/* A window on its way through the stages. */
struct cascade {
	struct packing *p;
	const struct effort *effort;
	uint32_t batches;	/* of the best so far; place says which */
	uint64_t steps;
	struct bound bound;
	bool has_l1;		/* L1 is still the highest bound */
};

static int
by_bfd(struct cascade *c)
{
	struct fullest *fullest = &c->p->fullest;
	const struct sizes *s = &c->p->sizes;

	for (size_t i = 0; i < s->count; i++)
		c->p->place[i] = fullest_put(fullest, s->size[i]);
	c->batches = fullest->batches;
	c->steps += fullest->steps;
	return 0;
}

static int
by_ffd(struct cascade *c)
{
	struct packing *p = c->p;
	struct lowest *lowest = &p->lowest;
	const struct sizes *s = &p->sizes;
	uint32_t *place = p->place;

	if (lowest_start(lowest, s->cap, c->batches) == -1)
		return -1;
	for (size_t i = 0; i < s->count; i++) {
		if (!lowest_has_room(lowest, s->size[i]))
			return 0;
		p->trial[i] = lowest_put(lowest, s->size[i]);
	}
	c->steps += lowest->steps;
	if (lowest->batches < c->batches) {
		p->place = p->trial;
		p->trial = place;
		c->batches = lowest->batches;
	}
	return 0;
}

static int
by_quick_proof(struct cascade *c)
{
	uint64_t l1 = c->bound.batches;

	if (proof_quick(&c->p->proof, &c->p->sizes, c->batches, &c->steps,
	    &c->bound) == -1)
		return -1;
	c->has_l1 = c->bound.batches == l1;
	return 0;
}

static int
by_thorough_proof(struct cascade *c)
{
	return proof_thorough(&c->p->proof, &c->p->sizes, c->batches,
	    c->effort->starts, &c->steps, &c->bound);
}

static int
complete(struct cascade *c, const struct completion_plan *plan)
{
	return completion_pack(&c->p->completion, &c->p->sizes,
	    c->bound.batches, plan, &c->steps, c->effort->completion,
	    c->p->place, &c->batches);
}

/* It rations room; that is to the point where the total is the bound. */
static int
by_completion(struct cascade *c)
{
	return c->has_l1 && complete(c, &plans[0]) == -1 ? -1 : 0;
}

static int
by_restarts(struct cascade *c)
{
	for (unsigned i = 1; i <= c->effort->plans && c->has_l1 &&
	    c->batches > c->bound.batches; i++)
		if (complete(c, &plans[i]) == -1)
			return -1;
	return 0;
}

/* What the bound counts in; where that is not by size, the sizes. */
static int
find_worth(struct cascade *c, struct worth *worth)
{
	const struct bound l1 = { .name = "L1" };
	struct packing *p = c->p;

	if (proof_worth(&p->proof, &p->sizes, &c->bound, worth) == -1)
		return -1;
	return worth->value != NULL ? 0 :
	    proof_worth(&p->proof, &p->sizes, &l1, worth);
}

/* What may be missing in so many batches; or false if it cannot be told. */
static bool
may_miss(const struct sizes *s, const struct worth *worth, uint32_t batches,
    int64_t *spare)
{
	if (worth->value == NULL || s->cap > INT64_MAX / 4 ||
	    worth->most > INT64_MAX / 4 / ((int64_t)s->count + 1))
		return false;
	*spare = worth->most * batches;
	for (size_t i = 0; i < s->count; i++)
		*spare -= worth->value[i];
	return true;
}

/*
 * Few sizes are tried in all ways: for one batch less, until there is none.
 * A search that was not cut short is a proof.
 */
static int
by_trying_all(struct cascade *c)
{
	struct packing *p = c->p;
	const struct sizes *s = &p->sizes;
	uint64_t left = FEW_STEPS << 2 * (p->effort < FEW_EFFORT ? p->effort :
	    FEW_EFFORT);
	struct worth worth;
	int64_t spare;

	if (s->count > FEW)
		return 0;
	if (find_worth(c, &worth) == -1)
		return -1;
	while (c->batches > c->bound.batches &&
	    may_miss(s, &worth, c->batches - 1, &spare)) {
		struct fit_few few = { s->size, worth.value, s->count, s->cap,
		    worth.most };
		uint64_t taken = 0;
		int found = fit_pack(&p->fit, &few, c->batches - 1, spare,
		    &taken, left);

		c->steps += taken;
		left -= taken;
		if (found == 1) {
			memcpy(p->place, p->fit.batch, s->count *
			    sizeof(*p->place));
			c->batches = fit_batches(&p->fit);
		} else if (found == 0 && left > 0) {
			c->bound = (struct bound){ .batches = c->batches,
			    .name = "search" };
		} else {
			return found;
		}
	}
	return 0;
}

/*
 * Straight down to the bound; if that is too far, with a batch more than that,
 * and so on.  Each gets as many steps as small windows need few.
 */
static int
by_repack(struct cascade *c)
{
	struct packing *p = c->p;
	size_t count = p->sizes.count < USUAL ? p->sizes.count : USUAL;
	struct worth worth;
	uint64_t allowed;
	int got = 0;

	if (proof_worth(&p->proof, &p->sizes, &c->bound, &worth) == -1)
		return -1;
	if (worth.value == NULL)
		return 0;
	allowed = (worth.value == p->proof.blend ? c->effort->trials :
	    c->effort->exchanges) / USUAL * count;
	for (uint64_t target = c->bound.batches; got == 0 &&
	    target < c->batches; target++) {
		got = repack_improve(&p->repack, &p->sizes, &worth, target,
		    &c->steps, allowed, p->place, &c->batches);
		if (target == c->bound.batches)
			allowed /= 4;
	}
	return got == -1 ? -1 : 0;
}

static int
by_search(struct cascade *c)
{
	struct packing *p = c->p;
	uint64_t steps;
	int status = exact_pack(&p->exact, &p->sizes, c->effort->search,
	    &steps, p->place, &c->batches, &c->bound);

	c->steps += steps;
	return status;
}

/*
 * By the work they are; each is skipped below an effort.  What brings batches
 * down gives the packing its name.
 */
static const struct stage {
	const char *name;
	int from;
	int (*run)(struct cascade *);
} stages[] = {
	{ "bfd", 1, by_bfd },
	{ "bound", 1, by_quick_proof },
	{ "ffd", 1, by_ffd },
	{ "search", 1, by_trying_all },
	{ "completion", 1, by_completion },
	{ "bound", 2, by_thorough_proof },
	{ "restart", 3, by_restarts },
	{ "repack", 2, by_repack },
	{ "search", 7, by_search },
};

/* Sort the sizes out and make room for two packings of them. */
static int
begin(struct packing *p, const struct window *w)
{
	uint32_t *grown;

	if (packing_reserve(p, w->count) == -1 ||
	    order_sort(&p->order, w->amount, w->count) == -1 ||
	    sizes_make(&p->sizes, w, &p->order) == -1 ||
	    fullest_start(&p->fullest, w->cap, bounds_most(w)) == -1)
		return -1;
	grown = grow_array(p->place, &p->place_cap, w->count, sizeof(*grown));
	if (grown == NULL)
		return -1;
	p->place = grown;
	grown = grow_array(p->trial, &p->trial_cap, w->count, sizeof(*grown));
	if (grown == NULL)
		return -1;
	p->trial = grown;
	return 0;
}

/* Amounts of 0 have room anywhere. */
static void
write_draft(struct packing *p, size_t count)
{
	const struct order_entry *entry = p->order.entry;

	for (size_t i = 0; i < count; i++)
		p->draft[entry[i].index] = i < p->sizes.count ? p->place[i] :
		    0;
}

int
best_pack(const struct window *w, struct packing *p)
{
	int effort = p->effort < 1 ? 1 : p->effort;
	struct cascade c = { .p = p, .batches = UINT32_MAX,
	    .effort = &efforts[effort < EFFORTS ? effort : EFFORTS - 1] };
	const char *method = stages[0].name;

	if (begin(p, w) == -1)
		return -1;
	c.bound = bounds_l1(w);
	for (size_t i = 0; i < sizeof(stages) / sizeof(*stages) &&
	    c.batches > c.bound.batches; i++) {
		uint32_t before = c.batches;

		if (effort < stages[i].from)
			continue;
		if (stages[i].run(&c) == -1)
			return -1;
		if (c.batches < before)
			method = stages[i].name;
		if (p->sizes.count == 0)
			c.batches = w->count > 0;
	}
	write_draft(p, w->count);
	return packing_finish(p, w, method, c.batches, c.steps, c.bound);
}
