#include <stdlib.h>

#include "base/grow.h"
#include "pack/fillings.h"

/* How many of n may be chosen so that there are no more than most sets? */
static unsigned
find_depth(unsigned n, size_t most, size_t *sets)
{
	size_t of_depth = 1, all = 1;
	unsigned depth = 0;

	for (; depth < n && depth < SUMS_DEPTH; depth++) {
		of_depth = of_depth * (n - depth) / (depth + 1);
		if (depth > 0 && all + of_depth > most)
			break;
		all += of_depth;
	}
	*sets = all;
	return depth;
}

static int
reserve(struct fillings_half *h, size_t count)
{
	return GROW(h->sum, h->sum_cap, count) == -1 ||
	    GROW(h->set, h->set_cap, count) == -1 ? -1 : 0;
}

/*
 * List the sums up to room of a few of n sizes, those of none first, then those
 * of one, each set made of a smaller one and a size behind all of its own; and
 * sort them.
 */
static int
list(struct fillings_half *h, const uint64_t *size, unsigned n, size_t most,
    uint64_t room)
{
	size_t from = 0, sets;
	unsigned depth = find_depth(n, most, &sets);

	if (reserve(h, sets) == -1)
		return -1;
	h->sum[0] = 0;
	h->set[0] = 0;
	h->count = 1;
	for (; depth > 0; depth--)
		for (size_t to = h->count; from < to; from++) {
			uint64_t set = h->set[from], rest = room - h->sum[from];

			for (unsigned i = set & 255; i < n; i++) {
				if (size[i] > rest)
					continue;
				h->sum[h->count] = h->sum[from] + size[i];
				h->set[h->count++] = set << 8 | (i + 1);
			}
		}
	return order_sort(&h->order, h->sum, h->count);
}

static unsigned
count_set(uint64_t set)
{
	unsigned count = 0;

	for (; set != 0; set >>= 8)
		count++;
	return count;
}

/* Write down the sets of both halves; those were dealt by turns. */
static void
choose(struct fillings_chosen *chosen, uint64_t sum, uint64_t a, uint64_t b)
{
	chosen->sum = sum;
	chosen->count = 0;
	for (; a != 0; a >>= 8)
		chosen->index[chosen->count++] = 2 * ((a & 255) - 1);
	for (; b != 0; b >>= 8)
		chosen->index[chosen->count++] = 2 * ((b & 255) - 1) + 1;
}

int
fillings_fill(struct fillings *s, const uint64_t *size, unsigned n, size_t most,
    uint64_t room, uint64_t enough, uint64_t *steps,
    struct fillings_chosen *chosen)
{
	uint64_t part[2][SUMS_FROM / 2];
	struct fillings_half *a = &s->half[0], *b = &s->half[1];
	size_t i = 0, k;

	for (unsigned at = 0; at < n; at++)
		part[at % 2][at / 2] = size[at];
	if (list(a, part[0], (n + 1) / 2, most, room) == -1 ||
	    list(b, part[1], n / 2, most, room) == -1)
		return -1;
	*chosen = (struct fillings_chosen){ 0 };
	k = b->count;
	/* The largest sums of the one beside the smallest of the other. */
	while (i < a->count && k > 0) {
		struct order_entry x = a->order.entry[i];
		struct order_entry y = b->order.entry[k - 1];
		uint64_t sum = x.amount + y.amount;

		if (y.amount > room - x.amount) {
			i++;
			continue;
		}
		k--;
		if (sum >= enough && chosen->sum >= enough ?
		    count_set(a->set[x.index]) + count_set(b->set[y.index]) <
		    chosen->count : sum > chosen->sum)
			choose(chosen, sum, a->set[x.index], b->set[y.index]);
	}
	*steps += 4 * (a->count + b->count) + i + (b->count - k);
	return 0;
}

static void
free_half(struct fillings_half *h)
{
	free(h->sum);
	free(h->set);
	order_free(&h->order);
}

void
fillings_free(struct fillings *s)
{
	free_half(&s->half[0]);
	free_half(&s->half[1]);
	*s = (struct fillings){ 0 };
}
