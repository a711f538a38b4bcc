/*
 * fewest - the fewest batches that hold all sizes, by trying every packing.
 *
 *	uint64_t room[SMALL + 1];
 *	uint64_t best = fewest(&sizes, 0, room, 0, SMALL + 1);
 *
 * For up to some ten sizes.  It knows nothing of how balsys packs.
 */
#ifndef BALSYS_FEWEST_H
#define BALSYS_FEWEST_H

#include <stddef.h>
#include <stdint.h>

#include "pack/sizes.h"

/*
 * The fewest, below known, of all ways to place sizes from at on where n
 * batches are open and room says what is left in each; or else known.  There
 * is room for one more batch than sizes.
 */
static inline uint64_t
fewest(const struct sizes *s, size_t at, uint64_t *room, uint64_t n,
    uint64_t known)
{
	if (n >= known || at == s->count)
		return n >= known ? known : n;
	for (uint64_t b = 0; b <= n; b++) {
		if (b == n)
			room[b] = s->cap;
		if (room[b] < s->size[at])
			continue;
		room[b] -= s->size[at];
		known = fewest(s, at + 1, room, n + (b == n), known);
		room[b] += s->size[at];
	}
	return known;
}

#endif
