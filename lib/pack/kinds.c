#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/kinds.h"

enum {
	BITS = 64,		/* of a word */
};

static uint64_t
common_divisor(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Make room for so many kinds and those that will be joined. */
static int
reserve(struct kinds *k, size_t count)
{
	size_t most = count + KINDS_JOINS_MAX;

	k->words = (most + BITS - 1) / BITS;
	if (GROW(k->kind, k->kind_cap, most) == -1 ||
	    GROW(k->apart, k->apart_cap, most * k->words) == -1)
		return -1;
	memset(k->apart, 0, most * k->words * sizeof(*k->apart));
	return 0;
}

static size_t
count_kinds(const struct sizes *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->count; i++)
		count += i == 0 || s->size[i] != s->size[i - 1];
	return count;
}

int
kinds_make(struct kinds *k, const struct sizes *s, uint32_t batches)
{
	uint64_t unit = 0;

	if (reserve(k, count_kinds(s)) == -1)
		return -1;
	k->count = 0;
	k->joins = 0;
	k->partings = 0;
	for (size_t i = 0; i < s->count; i++) {
		if (i == 0 || s->size[i] != s->size[i - 1]) {
			unit = common_divisor(s->size[i], unit);
			k->kind[k->count++] = (struct kind){ s->size[i], 0,
			    KINDS_NONE, (uint32_t)i };
		}
		k->kind[k->count - 1].demand++;
	}
	if (unit == 0)
		unit = 1;
	for (size_t i = 0; i < k->count; i++)
		k->kind[i].size /= unit;
	k->singles = k->count;
	k->unit = unit;
	k->cap = s->cap / unit;
	k->total = s->total / unit;
	k->batches = batches;
	return 0;
}

bool
kinds_slack(const struct kinds *k, uint64_t *slack)
{
	window_uint128 room = (window_uint128)k->cap * k->batches;

	if (room < k->total)
		return false;
	room -= k->total;
	*slack = room < k->cap ? (uint64_t)room : k->cap;
	return true;
}

void
kinds_take(struct kinds *k, const uint32_t *part, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		k->kind[part[i]].demand--;
		k->total -= k->kind[part[i]].size;
	}
	k->batches--;
}

void
kinds_give_back(struct kinds *k, const uint32_t *part, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		k->kind[part[i]].demand++;
		k->total += k->kind[part[i]].size;
	}
	k->batches++;
}

static uint64_t *
row_of(const struct kinds *k, uint32_t a)
{
	return k->apart + a * k->words;
}

static void
flip(struct kinds *k, uint32_t a, uint32_t b)
{
	row_of(k, a)[b / BITS] ^= UINT64_C(1) << b % BITS;
	if (a != b)
		row_of(k, b)[a / BITS] ^= UINT64_C(1) << a % BITS;
}

bool
kinds_apart(const struct kinds *k, uint32_t a, uint32_t b)
{
	return (row_of(k, a)[b / BITS] >> b % BITS & 1) != 0;
}

uint32_t
kinds_join(struct kinds *k, uint32_t a, uint32_t b)
{
	uint32_t joined = (uint32_t)k->count++;

	k->kind[a].demand--;
	k->kind[b].demand--;
	k->kind[joined] = (struct kind){ k->kind[a].size + k->kind[b].size, 1,
	    a, b };
	k->joins++;
	/* Its own row is empty: kinds_unjoin() has left it so. */
	for (uint32_t i = 0; i < joined; i++)
		if (kinds_apart(k, a, i) || kinds_apart(k, b, i))
			flip(k, joined, i);
	return joined;
}

void
kinds_unjoin(struct kinds *k)
{
	uint32_t joined = (uint32_t)--k->count;
	struct kind *kind = &k->kind[joined];

	for (uint32_t i = 0; i < joined; i++)
		if (kinds_apart(k, joined, i))
			flip(k, joined, i);
	k->kind[kind->first].demand++;
	k->kind[kind->second].demand++;
	k->joins--;
}

void
kinds_part(struct kinds *k, uint32_t a, uint32_t b)
{
	flip(k, a, b);
	k->partings++;
}

void
kinds_unpart(struct kinds *k, uint32_t a, uint32_t b)
{
	flip(k, a, b);
	k->partings--;
}

bool
kinds_allow(const struct kinds *k, const uint32_t *part, size_t count)
{
	if (k->partings == 0)
		return true;
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (kinds_apart(k, part[i], part[j]))
				return false;
	return true;
}

void
kinds_free(struct kinds *k)
{
	free(k->kind);
	free(k->apart);
	*k = (struct kinds){ 0 };
}
