#include <stdlib.h>

#include "base/grow.h"
#include "pack/order.h"

static int
reserve(struct order *o, size_t count)
{
	void *grown;

	grown = grow_array(o->entry, &o->entry_cap, count, sizeof(*o->entry));
	if (grown == NULL)
		return -1;
	o->entry = grown;
	grown = grow_array(o->spare, &o->spare_cap, count, sizeof(*o->spare));
	if (grown == NULL)
		return -1;
	o->spare = grown;
	return 0;
}

/* The byte at shift, turned round so that the largest counts as 0. */
static unsigned
rank(uint64_t amount, int shift)
{
	return 255 - (unsigned)(amount >> shift & 255);
}

/* Deal the entries of from out to to by one byte, else in their order. */
static void
deal(const struct order_entry *from, struct order_entry *to, size_t count,
    int shift)
{
	size_t next[256] = { 0 }, sum = 0;

	for (size_t i = 0; i < count; i++)
		next[rank(from[i].amount, shift)]++;
	for (int r = 0; r < 256; r++) {
		size_t of_rank = next[r];

		next[r] = sum;
		sum += of_rank;
	}
	for (size_t i = 0; i < count; i++)
		to[next[rank(from[i].amount, shift)]++] = from[i];
}

/* By bytes, the lowest first; those that are the same in all are skipped. */
int
order_sort(struct order *o, const uint64_t *amount, size_t count)
{
	uint64_t differing = 0;

	if (reserve(o, count) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		o->entry[i] = (struct order_entry){ amount[i], (uint32_t)i };
		differing |= amount[i] ^ amount[0];
	}
	for (int shift = 0; shift < 64; shift += 8) {
		struct order swapped = { o->spare, o->entry, o->spare_cap,
		    o->entry_cap };

		if ((differing >> shift & 255) == 0)
			continue;
		deal(o->entry, o->spare, count, shift);
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
