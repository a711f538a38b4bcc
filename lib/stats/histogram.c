#include <errno.h>
#include <stdlib.h>

#include "stats/histogram.h"

/*
 * Buckets of amounts, one by one.  Not by base/grow.h, which begins with 64
 * elements: there may be a histogram for each of a million accounts.
 */
struct histogram_few {
	uint64_t sorted;	/* so many of them are in order */
	uint16_t bucket[];
};

/* Amounts in a bucket differ in so many of their last bits. */
static unsigned
bucket_shift(unsigned bucket)
{
	return bucket < 2 * HISTOGRAM_HALF ? 0 : bucket / HISTOGRAM_HALF - 1;
}

uint64_t
histogram_least(unsigned bucket)
{
	unsigned shift = bucket_shift(bucket);

	return (uint64_t)(bucket - shift * HISTOGRAM_HALF) << shift;
}

uint64_t
histogram_most(unsigned bucket)
{
	return histogram_least(bucket) +
	    (((uint64_t)1 << bucket_shift(bucket)) - 1);
}

uint64_t
histogram_middle(unsigned bucket)
{
	uint64_t least = histogram_least(bucket);

	return least + (histogram_most(bucket) - least) / 2;
}

int
histogram_widen(struct histogram *h)
{
	if (h->bucket != NULL)
		return 0;
	h->bucket = calloc(HISTOGRAM_LEN, sizeof(*h->bucket));
	if (h->bucket == NULL)
		return -1;
	for (uint64_t i = 0; i < h->count; i++)
		h->bucket[h->few->bucket[i]]++;
	free(h->few);
	h->few = NULL;
	h->few_cap = 0;
	return 0;
}

/* Have room for count more, as few or as many; all can be counted. */
static int
make_room(struct histogram *h, uint64_t count)
{
	size_t cap = h->few_cap == 0 ? 8 : h->few_cap * 2;
	struct histogram_few *few;

	if (h->bucket != NULL)
		return 0;
	if (h->count + count >= HISTOGRAM_FEW)
		return histogram_widen(h);
	if (h->count + count <= h->few_cap)
		return 0;
	while (cap < h->count + count)
		cap *= 2;
	few = realloc(h->few, sizeof(*few) + cap * sizeof(*few->bucket));
	if (few == NULL)
		return -1;
	few->sorted = h->few == NULL ? 0 : few->sorted;
	h->few = few;
	h->few_cap = cap;
	return 0;
}

/* Count in so many of a bucket, for which there is room. */
static void
put(struct histogram *h, unsigned bucket, uint64_t count)
{
	if (h->bucket != NULL) {
		h->bucket[bucket] += count;
		h->count += count;
		return;
	}
	for (uint64_t i = 0; i < count; i++)
		h->few->bucket[h->count++] = (uint16_t)bucket;
}

int
histogram_add(struct histogram *h, uint64_t size)
{
	if (make_room(h, 1) == -1)
		return -1;
	put(h, histogram_bucket(size), 1);
	return 0;
}

int
histogram_add_bucket(struct histogram *h, unsigned bucket, uint64_t count)
{
	if (count > UINT64_MAX - h->count) {
		errno = ERANGE;
		return -1;
	}
	if (count == 0)
		return 0;
	if (make_room(h, count) == -1)
		return -1;
	put(h, bucket, count);
	return 0;
}

int
histogram_merge(struct histogram *h, const struct histogram *other)
{
	uint64_t few = other->bucket == NULL ? other->count : 0;

	if (other->count > UINT64_MAX - h->count) {
		errno = ERANGE;
		return -1;
	}
	if (other->count == 0)
		return 0;
	if (make_room(h, other->count) == -1)
		return -1;
	for (uint64_t i = 0; i < few; i++)
		put(h, other->few->bucket[i], 1);
	for (unsigned i = 0; few == 0 && i < HISTOGRAM_LEN; i++)
		put(h, i, other->bucket[i]);
	return 0;
}

/* Put buckets in order by eight of their bits. */
static void
sort_by_byte(const uint16_t *from, uint16_t *to, uint64_t count, int shift)
{
	uint64_t place[257] = { 0 };

	for (uint64_t i = 0; i < count; i++)
		place[(from[i] >> shift & 0xff) + 1]++;
	for (int i = 1; i < 256; i++)
		place[i] += place[i - 1];
	for (uint64_t i = 0; i < count; i++)
		to[place[from[i] >> shift & 0xff]++] = from[i];
}

/* The few, which there are, in order. */
static const uint16_t *
sort_few(const struct histogram *h)
{
	uint16_t room[HISTOGRAM_FEW];

	if (h->few->sorted < h->count) {
		sort_by_byte(h->few->bucket, room, h->count, 0);
		sort_by_byte(room, h->few->bucket, h->count, 8);
		h->few->sorted = h->count;
	}
	return h->few->bucket;
}

int
histogram_quantile(const struct histogram *h, unsigned part, unsigned whole,
    uint64_t *value)
{
	/* No product of these is too large. */
	uint64_t rank = h->count / whole * part +
	    (h->count % whole * part + whole - 1) / whole;
	unsigned bucket = 0;

	if (h->count == 0)
		return -1;
	if (h->bucket == NULL) {
		*value = histogram_middle(sort_few(h)[rank - 1]);
		return 0;
	}
	while (rank > h->bucket[bucket])
		rank -= h->bucket[bucket++];
	*value = histogram_middle(bucket);
	return 0;
}

/* The same as histogram_next() among few. */
static unsigned
next_of_few(const struct histogram *h, unsigned at, uint64_t *count)
{
	const uint16_t *bucket = sort_few(h);
	uint64_t low = 0, high = h->count;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (bucket[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == h->count)
		return HISTOGRAM_LEN;
	while (high < h->count && bucket[high] == bucket[low])
		high++;
	*count = high - low;
	return bucket[low];
}

unsigned
histogram_next(const struct histogram *h, unsigned at, uint64_t *count)
{
	if (h->count == 0)
		return HISTOGRAM_LEN;
	if (h->bucket == NULL)
		return next_of_few(h, at, count);
	while (at < HISTOGRAM_LEN && h->bucket[at] == 0)
		at++;
	if (at < HISTOGRAM_LEN)
		*count = h->bucket[at];
	return at < HISTOGRAM_LEN ? at : HISTOGRAM_LEN;
}

void
histogram_free(struct histogram *h)
{
	free(h->bucket);
	free(h->few);
	*h = (struct histogram){ 0 };
}
