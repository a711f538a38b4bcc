#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/patterns.h"

enum {
	SLOTS = 1024,		/* at first */
};

static size_t
hash(const uint32_t *part, size_t count)
{
	uint64_t h = UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < count; i++) {
		h = (h ^ part[i]) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	return (size_t)h;
}

const uint32_t *
patterns_part(const struct patterns *p, size_t i)
{
	return p->part + p->pattern[i].start;
}

/* The slot where a pattern is, or the empty one where it would be. */
static uint32_t *
slot_of(const struct patterns *p, const uint32_t *part, size_t count)
{
	size_t at = hash(part, count) & (p->slots - 1);

	for (; p->slot[at] != 0; at = (at + 1) & (p->slots - 1)) {
		size_t i = p->slot[at] - 1;

		if (p->pattern[i].count == count && memcmp(patterns_part(p, i),
		    part, count * sizeof(*part)) == 0)
			break;
	}
	return &p->slot[at];
}

static void
fill_slots(struct patterns *p)
{
	memset(p->slot, 0, p->slots * sizeof(*p->slot));
	for (size_t i = 0; i < p->count; i++)
		*slot_of(p, patterns_part(p, i), p->pattern[i].count) =
		    (uint32_t)i + 1;
}

/* Make room for one more, of count parts. */
static int
reserve(struct patterns *p, size_t count)
{
	size_t slots = p->slots == 0 ? SLOTS : 2 * p->slots;

	if (GROW(p->pattern, p->pattern_cap, p->count + 1) == -1 ||
	    GROW(p->part, p->part_cap, p->parts + count) == -1)
		return -1;
	if (p->slots > 2 * p->count)
		return 0;
	if (GROW(p->slot, p->slot_cap, slots) == -1)
		return -1;
	p->slots = slots;
	fill_slots(p);
	return 0;
}

int
patterns_put(struct patterns *p, const uint32_t *part, size_t count,
    uint64_t total)
{
	uint32_t *slot;

	if (reserve(p, count) == -1)
		return -1;
	slot = slot_of(p, part, count);
	if (*slot != 0)
		return 0;
	memcpy(p->part + p->parts, part, count * sizeof(*part));
	p->pattern[p->count++] = (struct pattern){ .start = p->parts,
	    .count = (uint32_t)count, .total = total };
	p->parts += count;
	*slot = (uint32_t)p->count;
	return 1;
}

void
patterns_sweep(struct patterns *p)
{
	size_t kept = 0, parts = 0;

	for (size_t i = 0; i < p->count; i++) {
		struct pattern *pattern = &p->pattern[i];

		if (pattern->dropped)
			continue;
		memmove(p->part + parts, p->part + pattern->start,
		    pattern->count * sizeof(*p->part));
		pattern->start = parts;
		parts += pattern->count;
		p->pattern[kept++] = *pattern;
	}
	p->count = kept;
	p->parts = parts;
	if (p->slots > 0)
		fill_slots(p);
}

void
patterns_clear(struct patterns *p)
{
	p->count = 0;
	p->parts = 0;
	if (p->slots > 0)
		fill_slots(p);
}

void
patterns_free(struct patterns *p)
{
	free(p->pattern);
	free(p->part);
	free(p->slot);
	*p = (struct patterns){ 0 };
}
