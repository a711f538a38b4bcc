#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/order.h"

enum {
	DIGIT_MOST = 11,	/* bits: what is counted fits a near cache */
};

static int
reserve(struct order *o, size_t count)
{
	return GROW(o->entry, o->entry_cap, count) == -1 ||
	    GROW(o->spare, o->spare_cap, count) == -1 ? -1 : 0;
}

/*
 * Deal the entries of from out to to by the bits of mask at shift, those with
 * the largest first, else in their order.
 */
static void
deal(const struct order_entry *from, struct order_entry *to, size_t count,
    int shift, uint64_t mask)
{
	uint32_t next[1 << DIGIT_MOST], sum = 0;

	memset(next, 0, (size_t)(mask + 1) * sizeof(*next));
	for (size_t i = 0; i < count; i++)
		next[mask - (from[i].amount >> shift & mask)]++;
	for (uint64_t r = 0; r <= mask; r++) {
		uint32_t of_rank = next[r];

		next[r] = sum;
		sum += of_rank;
	}
	for (size_t i = 0; i < count; i++)
		to[next[mask - (from[i].amount >> shift & mask)]++] = from[i];
}

/* By digits, the lowest first: as few as can be, and of as few bits. */
int
order_sort(struct order *o, const uint64_t *amount, size_t count)
{
	uint64_t differing = 0;
	int low, bits, digits, width;

	if (reserve(o, count) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		o->entry[i] = (struct order_entry){ amount[i], (uint32_t)i };
		differing |= amount[i] ^ amount[0];
	}
	if (differing == 0)
		return 0;
	low = __builtin_ctzll(differing);
	bits = 64 - __builtin_clzll(differing) - low;
	digits = (bits + DIGIT_MOST - 1) / DIGIT_MOST;
	width = (bits + digits - 1) / digits;
	for (int shift = low; shift < low + bits; shift += width) {
		struct order swapped = { o->spare, o->entry, o->spare_cap,
		    o->entry_cap };

		deal(o->entry, o->spare, count, shift,
		    (UINT64_C(1) << width) - 1);
		*o = swapped;
	}
	return 0;
}

void
order_free(struct order *o)
{
	free(o->entry);
	free(o->spare);
	*o = (struct order){ 0 };
}
