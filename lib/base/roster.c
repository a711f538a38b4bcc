#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/grow.h"
#include "base/roster.h"

/*
 * An item's number is where it begins, in units from the first chunk on, so
 * that 32 bits reach 32 GiB; 0 is no item.
 */
enum {
	UNIT = 8,
	CHUNK_BITS = 13,
	CHUNK_UNITS = 1 << CHUNK_BITS,
	CHUNK = CHUNK_UNITS * UNIT,
};

_Static_assert(ROSTER_SIZE_MAX + 1 + ROSTER_NAME_MAX <= CHUNK - UNIT,
    "an item fits in a chunk beside the unit that is never used");

/*
 * A bucket is one line of the processor's cache.  It is filled from its front,
 * and behind a full one the next goes on.  Buckets stand in the order of the
 * tags that belong to them, the highest bits first: a larger table has them in
 * the same order, and is filled from front to back.
 */
enum {
	WIDTH = 8,
	NBUCKETS_MIN = 8,
	SHIFT_MAX = 32 - 3,	/* of a tag, to the number of its bucket */
};

struct roster_bucket {
	uint32_t tag[WIDTH];	/* of the hash of a name */
	uint32_t number[WIDTH];	/* of the item, or 0 */
};

static uint32_t
tag_of(const struct roster *r, struct span name)
{
	uint64_t hash = span_hash(name, r->seed);

	return (uint32_t)(hash ^ hash >> 32);
}

static struct roster_bucket *
home_of(const struct roster *r, uint32_t tag)
{
	return r->bucket + (tag >> r->shift);
}

static struct roster_bucket *
after(const struct roster *r, struct roster_bucket *b)
{
	return ++b == r->bucket + r->nbuckets ? r->bucket : b;
}

static void *
item_at(const struct roster *r, uint32_t number)
{
	return r->chunk[number >> CHUNK_BITS] +
	    (size_t)(number & (CHUNK_UNITS - 1)) * UNIT;
}

/* Which of a bucket's tags, or numbers, is this: a bit for each. */
static unsigned
match(const uint32_t *word, uint32_t wanted)
{
#ifdef __SSE2__
	const __m128i *half = (const __m128i *)word;
	__m128i all = _mm_set1_epi32((int)wanted);
	__m128i same = _mm_packs_epi32(
	    _mm_cmpeq_epi32(_mm_load_si128(half), all),
	    _mm_cmpeq_epi32(_mm_load_si128(half + 1), all));

	return (unsigned)_mm_movemask_epi8(_mm_packs_epi16(same,
	    _mm_setzero_si128()));
#else
	unsigned found = 0;

	for (int i = 0; i < WIDTH; i++)
		found |= (unsigned)(word[i] == wanted) << i;
	return found;
#endif
}

static bool
is_full(const struct roster_bucket *b)
{
	return b->number[WIDTH - 1] != 0;
}

static bool
is_called(const void *item, size_t size, struct span name)
{
	return span_equal(roster_name(item, size), name);
}

static void *
find(const struct roster *r, struct span name, size_t size, uint32_t tag)
{
	struct roster_bucket *b = home_of(r, tag);

	for (;; b = after(r, b)) {
		for (unsigned m = match(b->tag, tag); m != 0; m &= m - 1) {
			uint32_t number = b->number[__builtin_ctz(m)];
			if (number != 0 &&
			    is_called(item_at(r, number), size, name))
				return item_at(r, number);
		}
		if (!is_full(b))
			return NULL;
	}
}

void *
roster_find(const struct roster *r, struct span name, size_t size)
{
	return r->nbuckets == 0 ? NULL : find(r, name, size, tag_of(r, name));
}

/* The name that stands i strides behind another. */
static struct span
name_at(const struct span *name, size_t stride, size_t i)
{
	return *(const struct span *)((const char *)name + i * stride);
}

/*
 * Each step for all of them before the next step, so that memory is not waited
 * for: the more items there are, the more time that saves.  Where no tag is the
 * right one, the last place of a bucket stands for what may follow it.
 */
static void
find_run(const struct roster *r, const struct span *name, size_t stride,
    size_t count, size_t size, void **item)
{
	const struct roster here = *r;	/* nothing stored can change it */
	const struct roster_bucket *home[ROSTER_RUN_MAX];
	uint32_t tag[ROSTER_RUN_MAX];

	for (size_t i = 0; i < count; i++) {
		tag[i] = tag_of(&here, name_at(name, stride, i));
		home[i] = home_of(&here, tag[i]);
		__builtin_prefetch(home[i]);
	}
	for (size_t i = 0; i < count; i++) {
		unsigned m = match(home[i]->tag, tag[i]) | 1U << (WIDTH - 1);
		uint32_t number = home[i]->number[(unsigned)__builtin_ctz(m)];
		char *at = item_at(&here, number);
		__builtin_prefetch(at, 1);
		__builtin_prefetch(at + size, 1);
		item[i] = number == 0 ? NULL : at;
	}
	for (size_t i = 0; i < count; i++) {
		struct span wanted = name_at(name, stride, i);
		if (item[i] != NULL && !is_called(item[i], size, wanted))
			item[i] = find(&here, wanted, size, tag[i]);
	}
}

void
roster_find_run(const struct roster *r, const struct span *name, size_t stride,
    size_t count, size_t size, void **item)
{
	assert(count <= ROSTER_RUN_MAX);
	/* With no item there need not be a chunk. */
	if (r->count == 0)
		memset(item, 0, count * sizeof(*item));
	else
		find_run(r, name, stride, count, size, item);
}

/* Put a number where its tag belongs; there is room. */
static void
put(const struct roster *r, uint32_t tag, uint32_t number)
{
	struct roster_bucket *b = home_of(r, tag);
	int place;

	while (is_full(b))
		b = after(r, b);
	place = __builtin_ctz(match(b->number, 0));
	b->tag[place] = tag;
	b->number[place] = number;
}

static int
grow_buckets(struct roster *r)
{
	struct roster larger = *r;
	size_t len;

	larger.nbuckets = r->nbuckets == 0 ? NBUCKETS_MIN : 2 * r->nbuckets;
	larger.shift = r->nbuckets == 0 ? SHIFT_MAX : r->shift - 1;
	len = larger.nbuckets * sizeof(*larger.bucket);
	larger.bucket = aligned_alloc(sizeof(*larger.bucket), len);
	if (larger.bucket == NULL)
		return -1;
	memset(larger.bucket, 0, len);
	for (size_t i = 0; i < r->nbuckets; i++)
		for (int k = 0; k < WIDTH && r->bucket[i].number[k] != 0; k++)
			put(&larger, r->bucket[i].tag[k],
			    r->bucket[i].number[k]);
	free(r->bucket);
	*r = larger;
	return 0;
}

static int
add_chunk(struct roster *r)
{
	char *chunk;

	if (r->nchunks >= UINT32_MAX / CHUNK_UNITS) {
		errno = ENOMEM;
		return -1;
	}
	if (GROW(r->chunk, r->chunk_cap, r->nchunks + 1) == -1)
		return -1;
	chunk = malloc(CHUNK);
	if (chunk == NULL)
		return -1;
	r->chunk[r->nchunks++] = chunk;
	return 0;
}

/* Room for an item of len bytes with its name.  Returns its number, or 0. */
static uint32_t
take_room(struct roster *r, size_t len)
{
	uint32_t units = (uint32_t)((len + UNIT - 1) / UNIT);
	uint32_t left = (uint32_t)r->nchunks * CHUNK_UNITS - r->used;
	uint32_t number;

	if (left < units) {
		if (add_chunk(r) == -1)
			return 0;
		r->used += left;
		/* The very first unit is never used: 0 is no item. */
		r->used += r->used == 0;
	}
	number = r->used;
	r->used += units;
	return number;
}

static void *
add(struct roster *r, struct span name, size_t size, uint32_t tag)
{
	uint32_t number;
	char *item;

	assert(size % UNIT == 0 && size <= ROSTER_SIZE_MAX);
	assert(name.len <= ROSTER_NAME_MAX);
	/* At most three quarters full. */
	if (r->count >= r->nbuckets * WIDTH / 4 * 3 && grow_buckets(r) == -1)
		return NULL;
	number = take_room(r, size + 1 + name.len);
	if (number == 0)
		return NULL;
	put(r, tag, number);
	r->count++;
	item = item_at(r, number);
	memset(item, 0, size);
	item[size] = (char)(unsigned char)name.len;
	if (name.len > 0)
		memcpy(item + size + 1, name.ptr, name.len);
	return item;
}

void *
roster_find_or_add(struct roster *r, struct span name, size_t size)
{
	uint32_t tag = tag_of(r, name);
	void *item = r->nbuckets == 0 ? NULL : find(r, name, size, tag);

	return item != NULL ? item : add(r, name, size, tag);
}

void *
roster_next(const struct roster *r, size_t *at)
{
	while (*at < r->nbuckets * WIDTH) {
		size_t i = (*at)++;
		uint32_t number = r->bucket[i / WIDTH].number[i % WIDTH];
		if (number != 0)
			return item_at(r, number);
	}
	return NULL;
}

void
roster_free(struct roster *r)
{
	for (size_t i = 0; i < r->nchunks; i++)
		free(r->chunk[i]);
	free(r->chunk);
	free(r->bucket);
	*r = (struct roster){ 0 };
}
