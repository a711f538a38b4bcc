#include <stdbool.h>

#include "base/grow.h"
#include "pack/methods.h"

/* What an effort may cost; steps are some nanoseconds each. */
struct effort {
	unsigned plans;		/* of completion, beside the first */
	uint64_t completion;	/* steps of all of them */
	unsigned starts;	/* of stairs */
	uint64_t exchanges;	/* steps of repack where sizes count */
	uint64_t trials;	/* and where steps of worth do */
};

static const struct effort efforts[] = {
	{ 0, 0, 0, 0, 0 },
	{ 0, 200000, 1, 0, 0 },
	{ 1, 2000000, 4, 1000000, 300000 },
	{ 2, 8000000, 10, 5000000, 1000000 },
	{ 4, 30000000, 100, 50000000, 10000000 },
	{ 7, 100000000, 200, 150000000, 40000000 },
	{ 7, 200000000, 400, 400000000, 100000000 },
};

enum {
	EFFORTS = sizeof(efforts) / sizeof(*efforts),
	PER_SIZE = 1000,	/* steps of completion, beside the others */
};

/* The first is for all windows, the others for those with hardly any slack. */
static const struct completion_plan plans[] = {
	{ 4, 4, 20, 64, 20000, 200, 8400, 0 },
	{ 16, 1, 22, 64, 20000, 256, 8400, 24 },
	{ 24, 1, 22, 64, 20000, 256, 8400, 24 },
	{ 12, 2, 20, 64, 40000, 256, 22000, 20 },
	{ 20, 1, 24, 64, 40000, 256, 40000, 28 },
	{ 24, 1, 20, 64, 40000, 256, 40000, 16 },
	{ 12, 1, 23, 256, 100000, 256, 40000, 32 },
	{ 28, 1, 22, 64, 100000, 256, 40000, 24 },
};

/* A window on its way through the stages. */
struct cascade {
	struct packing *p;
	const struct effort *effort;
	uint32_t batches;	/* of the best so far; place says which */
	uint64_t steps;
	struct bound bound;
	bool has_l1;		/* L1 is still the highest bound */
	uint64_t completion;	/* steps left for it */
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

/* All plans have their steps together. */
static int
complete(struct cascade *c, const struct completion_plan *plan)
{
	uint64_t before = c->steps;
	int got = completion_pack(&c->p->completion, &c->p->sizes,
	    c->bound.batches, plan, &c->steps, c->completion, c->p->place,
	    &c->batches);
	uint64_t taken = c->steps - before;

	c->completion -= taken < c->completion ? taken : c->completion;
	return got == -1 ? -1 : 0;
}

/* It rations room; that is to the point where the total is the bound. */
static int
by_completion(struct cascade *c)
{
	return c->has_l1 ? complete(c, &plans[0]) : 0;
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

/*
 * Straight down to the bound; if that is too far, one batch after the other,
 * with as many steps again for all of them.
 */
static int
by_repack(struct cascade *c)
{
	struct packing *p = c->p;
	struct worth worth;
	uint64_t allowed, end;
	int got;

	if (proof_worth(&p->proof, &p->sizes, &c->bound, &worth) == -1)
		return -1;
	if (worth.value == NULL)
		return 0;
	allowed = worth.value == p->proof.blend ? c->effort->trials :
	    c->effort->exchanges;
	got = repack_improve(&p->repack, &p->sizes, &worth, c->bound.batches,
	    &c->steps, allowed, p->place, &c->batches);
	end = c->steps + allowed;
	for (bool is_found = got == 0; is_found && c->steps < end &&
	    c->batches > c->bound.batches + 1; is_found = got == 1)
		got = repack_improve(&p->repack, &p->sizes, &worth,
		    c->batches - 1, &c->steps, end - c->steps, p->place,
		    &c->batches);
	return got == -1 ? -1 : 0;
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
	{ "completion", 1, by_completion },
	{ "bound", 2, by_thorough_proof },
	{ "restart", 3, by_restarts },
	{ "repack", 2, by_repack },
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
	c.completion = c.effort->completion + PER_SIZE * w->count;
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
