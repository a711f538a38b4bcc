#include "stream/marks.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { STEP = 64 };

#ifdef __SSE2__
/* What bytes are compared with: the same one 16 times. */
struct wanted {
	__m128i delimiter, quote, newline, nul;
};

static inline struct wanted
want(const struct marks_kind *kind)
{
	return (struct wanted){ _mm_set1_epi8(kind->delimiter),
	    _mm_set1_epi8(kind->quote), _mm_set1_epi8('\n'),
	    _mm_setzero_si128() };
}

/* A bit for each of 16 bytes: is it a mark? */
static inline uint64_t
find_vector(const struct wanted *w, const char *from)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)from);
	__m128i either = _mm_or_si128(_mm_cmpeq_epi8(bytes, w->delimiter),
	    _mm_cmpeq_epi8(bytes, w->quote));
	__m128i or = _mm_or_si128(_mm_cmpeq_epi8(bytes, w->newline),
	    _mm_cmpeq_epi8(bytes, w->nul));

	return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(either, or));
}

/* A bit for each of STEP bytes. */
static inline uint64_t
find_step(const struct wanted *w, const char *from)
{
	return find_vector(w, from) | find_vector(w, from + 16) << 16 |
	    find_vector(w, from + 32) << 32 | find_vector(w, from + 48) << 48;
}
#else
struct wanted {
	struct marks_kind kind;
};

static inline struct wanted
want(const struct marks_kind *kind)
{
	return (struct wanted){ *kind };
}

static inline uint64_t
find_step(const struct wanted *w, const char *from)
{
	uint64_t found = 0;

	for (int i = 0; i < STEP; i++) {
		char c = from[i];
		uint64_t is = (c == w->kind.delimiter) | (c == w->kind.quote) |
		    (c == '\n') | (c == '\0');
		found |= is << i;
	}
	return found;
}
#endif

/* How many bits are set; not every processor has an instruction for it. */
static inline size_t
count_bits(uint64_t word)
{
	word -= word >> 1 & UINT64_C(0x5555555555555555);
	word = (word & UINT64_C(0x3333333333333333)) +
	    (word >> 2 & UINT64_C(0x3333333333333333));
	word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (size_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* Take the lowest bit away and return its place: the last for ever. */
static inline uint32_t
take_lowest(uint64_t *word)
{
	uint32_t place = (uint32_t)__builtin_ctzll(*word);

	*word = (*word & (*word - 1)) | UINT64_C(1) << 63;
	return place;
}

/* Put MARKS_MORE places, counted from from, be there as many or not. */
static inline void
put_some(uint32_t from, uint64_t *found, uint32_t *to)
{
	to[0] = from + take_lowest(found);
	to[1] = from + take_lowest(found);
	to[2] = from + take_lowest(found);
	to[3] = from + take_lowest(found);
	to[4] = from + take_lowest(found);
	to[5] = from + take_lowest(found);
}

size_t
marks_find(const struct marks_kind *kind, struct span text, uint32_t *at)
{
	const struct wanted wanted = want(kind);
	uint32_t *to = at;

	for (size_t from = 0; from < text.len; from += STEP) {
		uint64_t found = find_step(&wanted, text.ptr + from);
		size_t left = text.len - from, count;

		if (left < STEP)
			found &= (UINT64_C(1) << left) - 1;
		count = count_bits(found);
		found |= UINT64_C(1) << 63;
		/* The first in any case, as these are most often all. */
		put_some((uint32_t)from, &found, to);
		for (size_t i = MARKS_MORE; i < count; i += MARKS_MORE)
			put_some((uint32_t)from, &found, to + i);
		to += count;
	}
	return (size_t)(to - at);
}
