#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/stairs.h"

enum {
	PASSES = 6,	/* over all steps, in one ascent */
};

/* How many of n rising numbers are at least t? */
static size_t
count_from(const uint64_t *number, size_t n, uint64_t t)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (number[middle] >= t)
			high = middle;
		else
			low = middle + 1;
	}
	return n - low;
}

/* What all sizes are worth more, in units, for a step at t. */
static int32_t
gain_at(const struct stairs *st, uint64_t t)
{
	return (int32_t)count_from(st->low, st->nlow, t) -
	    (int32_t)count_from(st->beside, st->nbeside, t);
}

/*
 * Where between low and high a step gains most: at a size, as it would lose
 * that one further up, or as high as may be.
 */
static uint64_t
best_between(const struct stairs *st, uint64_t low, uint64_t high,
    int32_t *gain)
{
	size_t first = st->nlow - count_from(st->low, st->nlow, low);
	size_t end = st->nlow - count_from(st->low, st->nlow, high + 1);
	unsigned level = 0;
	uint32_t a, b;

	*gain = gain_at(st, high);
	if (first >= end)
		return high;
	while ((size_t)2 << level <= end - first)
		level++;
	a = st->peak[level][first];
	b = st->peak[level][end - ((size_t)1 << level)];
	if (st->gain[b] > st->gain[a])
		a = b;
	if (st->gain[a] < *gain)
		return high;
	*gain = st->gain[a];
	return st->low[a];
}

static void
add_rule(struct stairs *st, unsigned a, unsigned b, unsigned c, uint64_t least)
{
	struct stairs_rule *rule = &st->rule[st->nrules++];

	assert(st->nrules <= STAIRS_RULES);
	*rule = (struct stairs_rule){ .least = least };
	rule->times[a]++;
	rule->times[b]++;
	if (c > 0)
		rule->times[c]++;
}

/* Two worth more than half a batch, three worth more than it: over its room. */
static void
make_rules(struct stairs *st, const struct stair *stair)
{
	unsigned n = stair->nsteps;

	st->nrules = 0;
	for (unsigned a = 1; a <= n; a++)
		for (unsigned b = a; b <= n; b++) {
			if (a + b > n)
				add_rule(st, a, b, 0, st->cap / 2 + 1);
			for (unsigned c = b; c <= n; c++)
				if (a + b + c == stair->units + 1)
					add_rule(st, a, b, c, st->cap + 1);
		}
}

/* As high as a step can be: no size below half the cap reaches it. */
static uint64_t
highest(const struct stairs *st)
{
	return st->cap / 2 + 1;
}

/* A step that is nowhere yet may come to be that high. */
static uint64_t
at_most(const struct stairs *st, const struct stair *stair, unsigned k)
{
	return stair->step[k] != 0 ? stair->step[k] : highest(st);
}

static void
obey_rule(const struct stairs *st, const struct stair *stair, unsigned k,
    const struct stairs_rule *rule, uint64_t *low)
{
	uint64_t others = 0, rest;

	for (unsigned i = 1; i <= stair->nsteps; i++)
		if (i != k)
			others += rule->times[i] * at_most(st, stair, i);
	if (rule->times[k] == 0 || others >= rule->least)
		return;
	rest = (rule->least - others + rule->times[k] - 1) / rule->times[k];
	if (*low < rest)
		*low = rest;
}

/* The limits that the other steps set to step k. */
static void
limits(struct stairs *st, const struct stair *stair, unsigned k,
    uint64_t *low, uint64_t *high)
{
	*low = 1;
	*high = highest(st);
	for (unsigned i = 1; i <= stair->nsteps; i++) {
		uint64_t at = stair->step[i], rest = 0;

		if (at == 0 || i == k)
			continue;
		if (i < k && *low < at)
			*low = at;
		if (i > k && *high > at)
			*high = at;
		/* Two steps are not below the one they add up to. */
		if (i == 2 * k)
			rest = (at + 1) / 2;
		else if (i > k && at > at_most(st, stair, i - k))
			rest = at - at_most(st, stair, i - k);
		if (*low < rest)
			*low = rest;
	}
	for (unsigned i = 1; i <= k / 2; i++) {
		uint64_t both = at_most(st, stair, i) +
		    at_most(st, stair, k - i);

		if (*high > both)
			*high = both;
	}
	for (size_t i = 0; i < st->nrules; i++)
		obey_rule(st, stair, k, &st->rule[i], low);
	st->steps++;
}

/* Put step k where it gains most.  Returns false if it can be nowhere. */
static bool
place(struct stairs *st, struct stair *stair, unsigned k, int32_t *gain)
{
	uint64_t low, high;

	limits(st, stair, k, &low, &high);
	if (low > high)
		return false;
	stair->step[k] = best_between(st, low, high, gain);
	return true;
}

/*
 * Put all steps somewhere, one after the other in an order drawn by lot; in
 * later rounds the first of them not where it gains most of all.
 */
static bool
start(struct stairs *st, struct stair *stair, unsigned round)
{
	unsigned order[STAIRS_STEPS] = { 0 };
	uint64_t low, high, somewhere;
	int32_t gain;

	memset(stair->step, 0, sizeof(stair->step));
	for (unsigned i = 0; i < stair->nsteps; i++) {
		unsigned at = (unsigned)random_below(&st->lot, i + 1);

		order[i] = order[at];
		order[at] = i + 1;
	}
	for (unsigned i = 0; i < stair->nsteps; i++) {
		if (i > 0 || round <= stair->nsteps) {
			if (!place(st, stair, order[i], &gain))
				return false;
			continue;
		}
		limits(st, stair, order[0], &low, &high);
		if (low > high)
			return false;
		somewhere = random_between(&st->lot, low, high);
		if (high > somewhere + (high - low) / 20)
			high = somewhere + (high - low) / 20;
		stair->step[order[0]] = best_between(st, somewhere, high,
		    &gain);
	}
	return true;
}

/* Better one step after the other; *total is what they gain in the end. */
static bool
ascend(struct stairs *st, struct stair *stair, int64_t *total)
{
	int64_t before = INT64_MIN;

	for (int pass = 0; pass < PASSES; pass++) {
		*total = 0;
		for (unsigned k = 1; k <= stair->nsteps; k++) {
			int32_t gain;

			if (!place(st, stair, k, &gain))
				return false;
			*total += gain;
		}
		if (*total == before)
			break;
		before = *total;
	}
	return true;
}

/* The least size that is worth so many halves of a unit, 1 to all. */
static uint64_t
least_size(const struct stair *stair, uint64_t cap, unsigned halves)
{
	unsigned n = stair->nsteps;
	unsigned beside = (2 * stair->units - halves) / 2;
	uint64_t half = cap - cap / 2, over = cap / 2 + 1;

	if (halves <= 2 * n && stair->step[(halves + 1) / 2] < half)
		return stair->step[(halves + 1) / 2];
	if (halves <= stair->units)
		return half;
	if (beside < n && cap - stair->step[beside + 1] + 1 > over)
		return cap - stair->step[beside + 1] + 1;
	return over;
}

/* By the least that sizes take up together that are worth so much or more. */
bool
stairs_is_proof(const struct stair *stair, uint64_t cap)
{
	uint64_t least[2 * STAIRS_UNITS + 2] = { 0 };

	for (unsigned worth = 1; worth <= 2 * stair->units + 1; worth++) {
		least[worth] = UINT64_MAX;
		for (unsigned v = 1; v <= 2 * stair->units; v++) {
			uint64_t size = least_size(stair, cap, v) +
			    least[worth > v ? worth - v : 0];

			if (least[worth] > size)
				least[worth] = size;
		}
	}
	return least[2 * stair->units + 1] > cap;
}

/* Is total over its units more than what is the best so far? */
static bool
is_better(const struct stairs *st, const struct stair *stair, int64_t total)
{
	return st->best.units == 0 || total * (int64_t)st->best.units >
	    st->best_total * (int64_t)stair->units;
}

static void
try_stair(struct stairs *st, struct stair *stair, unsigned round)
{
	int64_t gain, total;

	if (!start(st, stair, round) || !ascend(st, stair, &gain))
		return;
	total = 2 * gain + (int64_t)(2 * st->nbeside + st->nhalves) *
	    (int64_t)stair->units;
	if (!is_better(st, stair, total) || !stairs_is_proof(stair, st->cap))
		return;
	st->best = *stair;
	st->best_total = total;
	st->worth.most = 2 * (int64_t)stair->units;
	st->batches = (uint64_t)((total + st->worth.most - 1) /
	    st->worth.most);
}

/* Which of 1, 2, 4, ... neighbours among the low sizes gain most? */
static int
find_peaks(struct stairs *st)
{
	size_t n = st->nlow;

	for (unsigned level = 0; (size_t)1 << level <= n; level++) {
		size_t half = ((size_t)1 << level) / 2;
		uint32_t *peak;

		if (GROW(st->peak[level], st->peak_cap[level], n) == -1)
			return -1;
		peak = st->peak[level];
		for (size_t i = 0; i + (half == 0 ? 1 : 2 * half) <= n; i++) {
			uint32_t a = (uint32_t)i, b = a;

			if (half > 0) {
				a = st->peak[level - 1][i];
				b = st->peak[level - 1][i + half];
			}
			peak[i] = st->gain[b] > st->gain[a] ? b : a;
		}
	}
	return 0;
}

static int
reserve(struct stairs *st, size_t count)
{
	return GROW(st->low, st->low_cap, count) == -1 ||
	    GROW(st->beside, st->beside_cap, count) == -1 ||
	    GROW(st->gain, st->gain_cap, count) == -1 ||
	    GROW(st->value, st->value_cap, count) == -1 ? -1 : 0;
}

/* Part the sizes at half the cap, and see what a step gains at each. */
static int
prepare(struct stairs *st, const struct sizes *s)
{
	size_t n = s->count;

	if (reserve(st, n) == -1)
		return -1;
	st->cap = s->cap;
	st->nbeside = st->nhalves = st->nlow = 0;
	while (st->nbeside < n && s->size[st->nbeside] > s->cap / 2 &&
	    2 * s->size[st->nbeside] != s->cap) {
		st->beside[st->nbeside] = s->cap - s->size[st->nbeside];
		st->nbeside++;
	}
	while (st->nbeside + st->nhalves < n &&
	    2 * s->size[st->nbeside + st->nhalves] == s->cap)
		st->nhalves++;
	for (size_t i = n; i > st->nbeside + st->nhalves; i--)
		st->low[st->nlow++] = s->size[i - 1];
	for (size_t i = 0; i < st->nlow; i++)
		st->gain[i] = gain_at(st, st->low[i]);
	return find_peaks(st);
}

/* What each size is worth by the best stair. */
static void
set_values(struct stairs *st, const struct sizes *s)
{
	const struct stair *best = &st->best;

	for (size_t i = 0; i < s->count; i++) {
		bool over = i < st->nbeside;
		uint64_t size = over ? s->cap - s->size[i] : s->size[i];
		int64_t value = 0;

		for (unsigned k = 1; k <= best->nsteps; k++)
			value += 2 * (size >= best->step[k]);
		if (i >= st->nbeside && i < st->nbeside + st->nhalves)
			value = best->units;
		st->value[i] = over ? st->worth.most - value : value;
	}
	st->worth.value = st->value;
}

int
stairs_search(struct stairs *st, const struct sizes *s, uint64_t wanted,
    unsigned rounds, uint64_t *steps)
{
	st->batches = 0;
	st->worth = (struct worth){ NULL, 1 };
	st->best.units = 0;
	if (s->cap > INT64_MAX / 4 || s->count > INT32_MAX)
		return 0;
	if (prepare(st, s) == -1)
		return -1;
	st->lot = random_seeded(0);
	st->steps = 0;
	for (unsigned units = 2; units <= STAIRS_UNITS; units++) {
		struct stair stair = { .units = units, .nsteps = units / 2 };

		make_rules(st, &stair);
		for (unsigned round = 0; round < rounds &&
		    st->batches < wanted; round++)
			try_stair(st, &stair, round);
	}
	if (st->best.units > 0)
		set_values(st, s);
	*steps += st->steps;
	return 0;
}

void
stairs_free(struct stairs *st)
{
	free(st->low);
	free(st->beside);
	free(st->gain);
	free(st->value);
	for (int level = 0; level < STAIRS_LEVELS; level++)
		free(st->peak[level]);
	*st = (struct stairs){ 0 };
}
