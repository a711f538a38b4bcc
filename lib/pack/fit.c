#include <stdbool.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/fit.h"

enum {
	NOWHERE = UINT32_MAX,	/* one less than the first batch */
};

/* How far a search has got: the batch that is filled now, and what it holds. */
struct place {
	uint32_t batches;	/* that may still be begun */
	uint32_t number;	/* of the one that is filled */
	uint64_t room;
	int64_t missing;	/* in it, of what it could be worth */
	int64_t spare;		/* what all may still miss */
	size_t seed;		/* its largest; those before it are placed */
	size_t at;		/* the first size to be tried */
};

static bool	fill(struct fit *f, struct place p);

/* Begin a batch with the largest size that is in none. */
static bool
begin(struct fit *f, struct place p)
{
	const struct fit_few *few = f->few;
	size_t i = p.seed;
	bool found;

	while (i < few->count && f->batch[i] != NOWHERE)
		i++;
	if (i == few->count) {
		f->batches = p.number + 1;
		return true;
	}
	if (p.batches == 0)
		return false;
	p.number++;
	p.batches--;
	p.room = few->cap - few->size[i];
	p.missing = few->most - few->value[i];
	p.seed = i;
	p.at = i + 1;
	f->batch[i] = p.number;
	found = fill(f, p);
	if (!found)
		f->batch[i] = NOWHERE;
	return found;
}

/* Try the batch with each size that may come next, then as it is. */
static bool
fill(struct fit *f, struct place p)
{
	const struct fit_few *few = f->few;
	uint64_t tried = 0;

	for (size_t i = p.at; i < few->count; i++) {
		struct place with = p;

		if (f->left == 0)
			return false;
		f->left--;
		if (f->batch[i] != NOWHERE || few->size[i] > p.room ||
		    few->size[i] == tried)
			continue;
		tried = few->size[i];
		with.room -= few->size[i];
		with.missing -= few->value[i];
		with.at = i + 1;
		f->batch[i] = p.number;
		if (fill(f, with))
			return true;
		f->batch[i] = NOWHERE;
	}
	if (p.missing > p.spare)
		return false;
	p.spare -= p.missing;
	return begin(f, p);
}

int
fit_pack(struct fit *f, const struct fit_few *few, uint32_t batches,
    int64_t spare, uint64_t *steps, uint64_t allowed)
{
	struct place start = { .batches = batches, .number = NOWHERE,
	    .spare = spare };
	bool found;

	if (GROW(f->batch, f->batch_cap, few->count) == -1)
		return -1;
	for (size_t i = 0; i < few->count; i++)
		f->batch[i] = NOWHERE;
	f->few = few;
	f->left = allowed;
	found = begin(f, start);
	f->few = NULL;
	*steps += allowed - f->left;
	return found;
}

void
fit_free(struct fit *f)
{
	free(f->batch);
	*f = (struct fit){ 0 };
}
