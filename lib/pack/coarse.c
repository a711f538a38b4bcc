#include <stdlib.h>

#include "pack/coarse.h"

enum {
	FACTOR = 4,		/* from one level to the next */
	KINDS_FEW = 150,	/* for which it is not worth it */
};

/* What goes from one level to the next: patterns as positions of sizes. */
struct level {
	struct kinds kinds;
	struct plan patterns;
};

/* Round the sizes up, so many neighbours at a time. */
static void
round_up(const struct sizes *from, struct sizes *to, size_t factor)
{
	to->total = 0;
	for (size_t i = 0; i < from->count; i++) {
		to->size[i] = from->size[i - i % factor];
		to->total += to->size[i];
	}
}

/* The kind that has the size at this position. */
static uint32_t
kind_at(const struct kinds *k, uint32_t position)
{
	uint32_t low = 0, high = (uint32_t)k->singles - 1;

	while (low < high) {
		uint32_t middle = low + (high - low + 1) / 2;

		if (k->kind[middle].second <= position)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static int
rising(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/*
 * One of the patterns that a pattern of the level before stands for: the
 * turn-th size of each of its kinds.  Returns 0 or -1.
 */
static int
put_turn(struct search *s, const struct level *before, const uint32_t *part,
    size_t count, uint32_t turn, uint32_t *made)
{
	uint64_t total = 0;
	int put;

	for (size_t i = 0, times = 0; i < count; i++) {
		const struct kind *kind = &before->kinds.kind[part[i]];

		times = i > 0 && part[i] == part[i - 1] ? times + 1 : 0;
		made[i] = kind_at(&s->kinds, kind->second +
		    (turn + (uint32_t)times) % kind->demand);
		total += s->kinds.kind[made[i]].size;
	}
	qsort(made, count, sizeof(*made), rising);
	put = patterns_put(&s->master.patterns, made, count, total);
	if (put == 1)
		s->master.patterns.pattern[s->master.patterns.count - 1]
		    .basic = true;
	return put == -1 ? -1 : 0;
}

/* All patterns of the level before, for the kinds of this. */
static int
refine(struct search *s, const struct level *before)
{
	uint32_t *made = malloc(s->sizes->count * sizeof(*made));
	int status = 0;

	if (made == NULL)
		return -1;
	master_clear(&s->master);
	for (size_t i = 0; i < before->patterns.count && status == 0; i++) {
		size_t count;
		const uint32_t *part = plan_part(&before->patterns, i, &count);
		uint32_t turns = 0;

		for (size_t at = 0; at < count; at++)
			if (before->kinds.kind[part[at]].demand > turns)
				turns = before->kinds.kind[part[at]].demand;
		for (uint32_t turn = 0; turn < turns && status == 0; turn++)
			status = put_turn(s, before, part, count, turn, made);
	}
	free(made);
	return status;
}

/* Keep what was basic in the solution, and the kinds it is of. */
static int
keep(struct search *s, struct level *level)
{
	const struct patterns *p = &s->master.patterns;
	struct kinds kinds = level->kinds;

	plan_cut(&level->patterns, 0);
	for (size_t i = 0; i < p->count; i++)
		if (p->pattern[i].basic && plan_put(&level->patterns,
		    patterns_part(p, i), p->pattern[i].count) == -1)
			return -1;
	level->kinds = s->kinds;
	s->kinds = kinds;
	return 0;
}

static int
descend(struct search *s, uint32_t batches, size_t factor,
    struct sizes *rounded, struct level *level)
{
	for (; factor > 1; factor /= FACTOR) {
		round_up(s->sizes, rounded, factor);
		/* So many batches that each may have any slack. */
		if (kinds_make(&s->kinds, rounded, 2 * batches + 1) == -1 ||
		    refine(s, level) == -1)
			return -1;
		s->master.settle = true;
		if (master_run(&s->master, &s->kinds) == MASTER_FAILED ||
		    keep(s, level) == -1)
			return -1;
	}
	if (kinds_make(&s->kinds, s->sizes, batches) == -1)
		return -1;
	return refine(s, level);
}

int
coarse_begin(struct search *s, uint32_t batches)
{
	struct sizes rounded = *s->sizes;
	struct level level = { 0 };
	size_t factor = 1;
	int status;

	if (kinds_make(&s->kinds, s->sizes, batches) == -1)
		return -1;
	while (s->kinds.count / factor > KINDS_FEW)
		factor *= FACTOR;
	rounded.size = malloc(rounded.count * sizeof(*rounded.size));
	if (rounded.size == NULL)
		return -1;
	status = descend(s, batches, factor, &rounded, &level);
	s->master.settle = false;
	free(rounded.size);
	kinds_free(&level.kinds);
	plan_free(&level.patterns);
	return status;
}
