#include "stream/marks.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { STEP = 64 };

/* A bit for each of STEP bytes: is it a mark? */
#ifdef __SSE2__
static inline uint64_t
find_step(const struct marks_kind *kind, const char *from)
{
	const __m128i delimiter = _mm_set1_epi8(kind->delimiter);
	const __m128i quote = _mm_set1_epi8(kind->quote);
	const __m128i newline = _mm_set1_epi8('\n');
	const __m128i nul = _mm_setzero_si128();
	uint64_t found = 0;

	for (int i = 0; i < STEP / 16; i++) {
		__m128i bytes = _mm_loadu_si128(
		    (const __m128i *)(const void *)(from + i * 16));
		__m128i is = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiter),
		    _mm_cmpeq_epi8(bytes, quote)),
		    _mm_or_si128(_mm_cmpeq_epi8(bytes, newline),
		    _mm_cmpeq_epi8(bytes, nul)));
		found |= (uint64_t)(uint32_t)_mm_movemask_epi8(is) << i * 16;
	}
	return found;
}
#else
static inline uint64_t
find_step(const struct marks_kind *kind, const char *from)
{
	uint64_t found = 0;

	for (int i = 0; i < STEP; i++) {
		char c = from[i];
		uint64_t is = (c == kind->delimiter) | (c == kind->quote) |
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

/* Take the lowest bit away and return its place; of no bit, any. */
static inline uint32_t
take_lowest(uint64_t *word)
{
	uint32_t place = (uint32_t)__builtin_ctzll(*word | UINT64_C(1) << 63);

	*word &= *word - 1;
	return place;
}

size_t
marks_find(const struct marks_kind *kind, struct span text, uint32_t *at)
{
	uint32_t *to = at;

	for (size_t from = 0; from < text.len; from += STEP) {
		uint64_t found = find_step(kind, text.ptr + from);
		size_t left = text.len - from, count;

		if (left < STEP)
			found &= (UINT64_C(1) << left) - 1;
		count = count_bits(found);
		/* Six of them in any case, which is most often all. */
		to[0] = (uint32_t)from + take_lowest(&found);
		to[1] = (uint32_t)from + take_lowest(&found);
		to[2] = (uint32_t)from + take_lowest(&found);
		to[3] = (uint32_t)from + take_lowest(&found);
		to[4] = (uint32_t)from + take_lowest(&found);
		to[5] = (uint32_t)from + take_lowest(&found);
		for (size_t i = 6; i < count; i++)
			to[i] = (uint32_t)from + take_lowest(&found);
		to += count;
	}
	return (size_t)(to - at);
}
