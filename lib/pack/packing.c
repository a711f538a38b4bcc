#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/packing.h"

enum {
	PROOF_STARTS = 10,
};

int
packing_reserve(struct packing *p, size_t count)
{
	if (count > UINT32_MAX) {
		errno = ENOMEM;
		return -1;
	}
	return GROW(p->draft, p->draft_cap, count);
}

/* Raise a bound until it is batches, by what takes little work at first. */
static int
prove(struct packing *p, const struct window *w, uint32_t batches,
    struct bound *bound)
{
	uint64_t steps = 0;

	*bound = bounds_l1(w);
	if (bound->batches >= batches)
		return 0;
	if (order_sort(&p->order, w->amount, w->count) == -1 ||
	    sizes_make(&p->sizes, w, &p->order) == -1 ||
	    proof_quick(&p->proof, &p->sizes, batches, &steps, bound) == -1)
		return -1;
	return proof_thorough(&p->proof, &p->sizes, batches, PROOF_STARTS,
	    &steps, bound);
}

int
packing_finish(struct packing *p, const struct window *w, const char *method,
    uint32_t batches, uint64_t steps, struct bound bound)
{
	uint32_t *batch = p->batch;
	size_t cap = p->batch_cap;

	if (bound.name == NULL && prove(p, w, batches, &bound) == -1)
		return -1;
	p->batch = p->draft;
	p->batch_cap = p->draft_cap;
	p->draft = batch;
	p->draft_cap = cap;
	p->batches = batches;
	p->steps = steps;
	p->method = method;
	p->bound = bound;
	return 0;
}

void
packing_free(struct packing *p)
{
	free(p->batch);
	free(p->draft);
	free(p->place);
	free(p->trial);
	order_free(&p->order);
	sizes_free(&p->sizes);
	lowest_free(&p->lowest);
	fullest_free(&p->fullest);
	proof_free(&p->proof);
	completion_free(&p->completion);
	fit_free(&p->fit);
	repack_free(&p->repack);
	exact_free(&p->exact);
	*p = (struct packing){ 0 };
}
