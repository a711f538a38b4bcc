#include <stdlib.h>

#include "base/grow.h"
#include "pack/sums.h"

/* How many sets there are of up to depth of n sizes. */
static size_t
count_sets(unsigned n, unsigned depth)
{
	size_t of_depth = 1, all = 1;

	for (unsigned k = 1; k <= depth && k <= n; k++) {
		of_depth = of_depth * (n - k + 1) / k;
		all += of_depth;
	}
	return all;
}

static int
reserve(struct sums_half *h, size_t count)
{
	uint64_t *sum = grow_array(h->sum, &h->sum_cap, count, sizeof(*sum));
	uint32_t *set;

	if (sum == NULL)
		return -1;
	h->sum = sum;
	set = grow_array(h->set, &h->set_cap, count, sizeof(*set));
	if (set == NULL)
		return -1;
	h->set = set;
	return 0;
}

/*
 * List the sums up to room of up to depth of n sizes, those of none first,
 * then those of one, each set made of a smaller one and a size behind all of
 * its own; and sort them.
 */
static int
list(struct sums_half *h, const uint64_t *size, unsigned n, unsigned depth,
    uint64_t room)
{
	size_t from = 0, to;

	if (reserve(h, count_sets(n, depth)) == -1)
		return -1;
	h->sum[0] = 0;
	h->set[0] = 0;
	h->count = 1;
	for (; depth > 0; depth--) {
		to = h->count;
		for (; from < to; from++) {
			uint32_t set = h->set[from];
			unsigned i = set == 0 ? 0 :
			    32 - (unsigned)__builtin_clz(set);

			for (; i < n; i++) {
				if (size[i] > room - h->sum[from])
					continue;
				h->sum[h->count] = h->sum[from] + size[i];
				h->set[h->count++] = set | UINT32_C(1) << i;
			}
		}
	}
	return order_sort(&h->order, h->sum, h->count);
}

int
sums_fill(struct sums *s, const uint64_t *size, unsigned n, unsigned depth,
    uint64_t room, uint64_t enough, uint64_t *steps, uint64_t *chosen)
{
	uint64_t part[2][SUMS_FROM / 2], best = 0;
	struct sums_half *a = &s->half[0], *b = &s->half[1];
	size_t i = 0, k;

	for (unsigned at = 0; at < n; at++)
		part[at % 2][at / 2] = size[at];
	if (list(a, part[0], (n + 1) / 2, depth, room) == -1 ||
	    list(b, part[1], n / 2, depth, room) == -1)
		return -1;
	*chosen = 0;
	k = b->count;
	/* The largest sums of the one beside the smallest of the other. */
	while (i < a->count && k > 0 && best < enough) {
		struct order_entry x = a->order.entry[i];
		struct order_entry y = b->order.entry[k - 1];

		if (y.amount > room - x.amount) {
			i++;
			continue;
		}
		k--;
		if (x.amount + y.amount <= best)
			continue;
		best = x.amount + y.amount;
		*chosen = 0;
		for (unsigned bit = 0; bit < n; bit++)
			*chosen |= (uint64_t)((bit % 2 == 0 ?
			    a->set[x.index] : b->set[y.index]) >> bit / 2 & 1)
			    << bit;
	}
	*steps += 4 * (a->count + b->count) + i + (b->count - k);
	return 0;
}

static void
free_half(struct sums_half *h)
{
	free(h->sum);
	free(h->set);
	order_free(&h->order);
}

void
sums_free(struct sums *s)
{
	free_half(&s->half[0]);
	free_half(&s->half[1]);
	*s = (struct sums){ 0 };
}
