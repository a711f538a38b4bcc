#include <stdbool.h>
#include <string.h>

#include "base/grow.h"
#include "pack/methods.h"

/*
 * What an effort may cost a window of SIZES sizes, in steps of some
 * nanoseconds; smaller ones have less.
 */
struct effort {
	unsigned plans;		/* of completion, beside the first */
	unsigned starts;	/* of stairs */
	uint64_t fit;		/* of a window of up to FEW sizes */
	uint64_t completion;	/* by all plans */
	uint64_t exchanges;	/* of repack where sizes count */
	uint64_t trials;	/* and where steps of worth do */
	uint64_t search;	/* of exact */
};

static const struct effort efforts[] = {
	{ 0, 0, 0, 0, 0, 0, 0 },
	{ 0, 0, 20000, 200000, 0, 0, 0 },
	{ 0, 4, 50000, 2000000, 1000000, 300000, 0 },
	{ 2, 10, 200000, 8000000, 14000000, 1000000, 0 },
	{ 4, 100, 1000000, 30000000, 50000000, 10000000, 0 },
	{ 7, 200, 3000000, 100000000, 100000000, 40000000, 0 },
	{ 7, 400, 10000000, 200000000, 200000000, 100000000, 0 },
	{ 0, 0, 0, 0, 0, 0, 100000000 },
	{ 0, 0, 0, 0, 0, 0, 1000000000 },
	{ 0, 0, 0, 0, 0, 0, 6000000000 },
};

enum {
	SIZES = 1000,
	PER_SIZE = 1000,	/* steps of completion, beside the others */
	FEW = 60,
	EXACT_FIRST = 300,	/* up to so many, exact is soon done */
};

/* The first is for all windows, the others for those with hardly any slack. */
static const struct completion_plan plans[] = {
	{ 4, 4, 20, 64, 20000, 200, 8400, 0 },
	{ 16, 1, 22, 64, 20000, 256, 8400, 24 },
	{ 24, 1, 22, 64, 20000, 256, 8400, 24 },
	{ 16, 1, 22, 64, 200000, 256, 8400, 24 },
	{ 16, 4, 22, 64, 200000, 256, 40000, 24 },
	{ 24, 2, 22, 64, 200000, 256, 40000, 24 },
	{ 20, 2, 22, 1000, 200000, 256, 22000, 30 },
	{ 12, 2, 23, 64, 1000000, 256, 40000, 20 },
};

/* A window on its way through the stages. */
struct cascade {
	struct packing *p;
	const struct effort *effort;
	uint32_t batches;	/* of the best so far; place says which */
	uint64_t steps;
	struct bound bound;
	uint64_t l1;
	uint64_t completion;	/* steps left for it */
};

/* Is L1 still the highest bound? */
static bool
has_l1(const struct cascade *c)
{
	return c->bound.batches == c->l1;
}

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
	size_t i;

	if (lowest_start(lowest, s->cap, c->batches) == -1)
		return -1;
	for (i = 0; i < s->count && lowest_has_room(lowest, s->size[i]); i++)
		p->trial[i] = lowest_put(lowest, s->size[i]);
	c->steps += lowest->steps;
	if (i == s->count && lowest->batches < c->batches) {
		p->place = p->trial;
		p->trial = place;
		c->batches = lowest->batches;
	}
	return 0;
}

static int
by_quick_proof(struct cascade *c)
{
	return proof_quick(&c->p->proof, &c->p->sizes, c->batches, &c->steps,
	    &c->bound);
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
	return has_l1(c) ? complete(c, &plans[0]) : 0;
}

static int
by_restarts(struct cascade *c)
{
	for (unsigned i = 1; i <= c->effort->plans && has_l1(c) &&
	    c->batches > c->bound.batches; i++)
		if (complete(c, &plans[i]) == -1)
			return -1;
	return 0;
}

/* Steps for a window that may have fewer sizes than others. */
static uint64_t
in_proportion(const struct cascade *c, uint64_t steps)
{
	size_t count = c->p->sizes.count;

	return count < SIZES ? steps / SIZES * count : steps;
}

/* What fit_pack() found is the best so far. */
static void
take_fit(struct cascade *c)
{
	struct packing *p = c->p;

	memcpy(p->place, p->fit.batch, p->sizes.count * sizeof(*p->place));
	c->batches = p->fit.batches;
}

/* Of a few sizes all packings can be tried: one is found, or there is none. */
static int
by_fit(struct cascade *c)
{
	struct packing *p = c->p;
	const struct sizes *s = &p->sizes;
	const struct bound by_size = { .name = "L1" };
	struct worth worth;
	int got = 1;

	if (s->count > FEW)
		return 0;
	if (proof_worth(&p->proof, s, &by_size, &worth) == -1)
		return -1;
	while (got == 1 && worth.value != NULL && c->batches >
	    c->bound.batches) {
		struct fit_few few = { s->size, worth.value, s->count, s->cap,
		    worth.most };
		window_uint128 spare = (window_uint128)(c->batches - 1) *
		    s->cap - s->total;
		uint64_t steps = 0;

		got = fit_pack(&p->fit, &few, c->batches - 1, spare <
		    INT64_MAX ? (int64_t)spare : INT64_MAX, &steps,
		    c->effort->fit);
		c->steps += steps;
		if (got == 1)
			take_fit(c);
		else if (got == 0 && steps < c->effort->fit)
			c->bound = (struct bound){ .batches = c->batches,
			    .name = "search" };
	}
	return got == -1 ? -1 : 0;
}

/*
 * Straight down to the bound; if that is too far, to one batch more, two, four
 * and so on, for a quarter of the steps each.
 */
static int
by_repack(struct cascade *c)
{
	struct packing *p = c->p;
	struct worth worth;
	uint64_t allowed, more = 0;
	int got = 0;

	if (proof_worth(&p->proof, &p->sizes, &c->bound, &worth) == -1)
		return -1;
	if (worth.value == NULL)
		return 0;
	allowed = in_proportion(c, worth.value == p->proof.blend ?
	    c->effort->trials : c->effort->exchanges);
	if (p->effort >= METHODS_EFFORT_SEARCH &&
	    p->sizes.count <= EXACT_FIRST)
		allowed /= 10;
	/* Where that ran out of steps there is hardly any slack to exchange. */
	if (c->completion == 0)
		allowed /= 4;
	while (got == 0 && c->bound.batches + more < c->batches) {
		got = repack_improve(&p->repack, &p->sizes, &worth,
		    c->bound.batches + more, &c->steps, more == 0 ? allowed :
		    allowed / 4, p->place, &c->batches);
		more = more == 0 ? 1 : 2 * more;
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
 * By the work they are.  An effort begins with all lower ones, so that it never
 * comes to more batches than they do; each stage is run again at every effort
 * from its first to its last.  What brings batches down gives the packing its
 * name.
 */
static const struct stage {
	const char *name;
	int first, last;
	int (*run)(struct cascade *);
} stages[] = {
	{ "bfd", 1, 1, by_bfd },
	{ "bound", 1, 1, by_quick_proof },
	{ "search", 1, 6, by_fit },
	{ "ffd", 1, 1, by_ffd },
	{ "completion", 1, 6, by_completion },
	{ "bound", 2, 6, by_thorough_proof },
	{ "restart", 3, 6, by_restarts },
	{ "repack", 2, 6, by_repack },
	{ "search", METHODS_EFFORT_SEARCH, METHODS_EFFORT_MOST, by_search },
};

/* Run the stages of one effort, until batches and bound meet. */
static int
try_effort(struct cascade *c, int effort, const char **method)
{
	c->effort = &efforts[effort];
	c->completion = in_proportion(c, c->effort->completion);
	if (effort == 1)
		c->completion += PER_SIZE * c->p->sizes.count;
	for (size_t i = 0; i < sizeof(stages) / sizeof(*stages) &&
	    c->batches > c->bound.batches; i++) {
		uint32_t before = c->batches;

		if (effort < stages[i].first || effort > stages[i].last)
			continue;
		if (stages[i].run(c) == -1)
			return -1;
		if (c->batches < before)
			*method = stages[i].name;
	}
	return 0;
}

/* Sort the sizes out and make room for two packings of them. */
static int
begin(struct packing *p, const struct window *w)
{
	if (packing_reserve(p, w->count) == -1 ||
	    order_sort(&p->order, w->amount, w->count) == -1 ||
	    sizes_make(&p->sizes, w, &p->order) == -1 ||
	    fullest_start(&p->fullest, w->cap, bounds_most(w)) == -1 ||
	    GROW(p->place, p->place_cap, w->count) == -1 ||
	    GROW(p->trial, p->trial_cap, w->count) == -1)
		return -1;
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
	struct cascade c = { .p = p, .batches = UINT32_MAX };
	const char *method = stages[0].name;

	if (begin(p, w) == -1)
		return -1;
	c.bound = bounds_l1(w);
	c.l1 = c.bound.batches;
	if (p->sizes.count == 0)
		c.batches = w->count > 0;
	for (int effort = 1; effort == 1 || (effort <= p->effort &&
	    effort <= METHODS_EFFORT_MOST); effort++)
		if (try_effort(&c, effort, &method) == -1)
			return -1;
	write_draft(p, w->count);
	return packing_finish(p, w, method, c.batches, c.steps, c.bound);
}
