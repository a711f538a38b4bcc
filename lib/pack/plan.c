#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/plan.h"

#define NO_BATCH UINT32_MAX

int
plan_put(struct plan *p, const uint32_t *part, size_t count)
{
	size_t start = p->count == 0 ? 0 : p->end[p->count - 1];

	if (GROW(p->part, p->part_cap, start + count) == -1 ||
	    GROW(p->end, p->end_cap, p->count + 1) == -1)
		return -1;
	memcpy(p->part + start, part, count * sizeof(*part));
	p->end[p->count++] = start + count;
	return 0;
}

const uint32_t *
plan_part(const struct plan *p, size_t i, size_t *count)
{
	size_t start = i == 0 ? 0 : p->end[i - 1];

	*count = p->end[i] - start;
	return p->part + start;
}

void
plan_cut(struct plan *p, size_t count)
{
	p->count = count;
}

/* Put one size of a kind, and what it joins, into a batch. */
static void
place(struct plan *p, const struct kinds *k, size_t sizes, uint32_t kind,
    uint32_t batch)
{
	const struct kind *of = &k->kind[kind];
	uint32_t position;

	if (of->first != KINDS_NONE) {
		place(p, k, sizes, of->first, batch);
		place(p, k, sizes, of->second, batch);
		return;
	}
	position = of->second + p->used[kind];
	if (position < (kind + 1 < k->singles ? k->kind[kind + 1].second :
	    sizes)) {
		p->trial[position] = batch;
		p->used[kind]++;
	}
}

/* Number the batches that hold something in the order of the sizes. */
static uint32_t
renumber(struct plan *p, size_t sizes)
{
	uint32_t batches = 0;

	memset(p->used, 0xff, p->count * sizeof(*p->used));
	for (size_t i = 0; i < sizes; i++) {
		uint32_t *number = &p->used[p->trial[i]];

		if (*number == NO_BATCH)
			*number = batches++;
		p->trial[i] = *number;
	}
	return batches;
}

int
plan_complete(struct plan *p, const struct kinds *k, const struct sizes *s)
{
	uint32_t batches;

	if (GROW(p->trial, p->trial_cap, s->count) == -1 ||
	    GROW(p->used, p->used_cap, k->singles + p->count) == -1)
		return -1;
	memset(p->used, 0, k->singles * sizeof(*p->used));
	memset(p->trial, 0xff, s->count * sizeof(*p->trial));
	for (size_t b = 0; b < p->count; b++) {
		size_t count;
		const uint32_t *part = plan_part(p, b, &count);

		for (size_t i = 0; i < count; i++)
			place(p, k, s->count, part[i], (uint32_t)b);
	}
	for (size_t i = 0; i < s->count; i++)
		if (p->trial[i] == NO_BATCH)
			return 0;
	batches = renumber(p, s->count);
	if (batches < p->batches) {
		memcpy(p->batch, p->trial, s->count * sizeof(*p->batch));
		p->batches = batches;
	}
	return 0;
}

void
plan_free(struct plan *p)
{
	free(p->part);
	free(p->end);
	free(p->used);
	free(p->trial);
	*p = (struct plan){ 0 };
}
