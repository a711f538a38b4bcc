/*
 * daytime - the time of a day, as timestamps are written: the sixteen bytes
 * "HH:MM:SS.ffffffZ", all at once.
 *
 * These are parts of base/timestamp, which is what to call.  Nothing is read or
 * written but the bytes that are named.
 */
#ifndef BALSYS_DAYTIME_H
#define BALSYS_DAYTIME_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/word.h"

enum {
	DAYTIME_LEN = 16,
};

#define DAYTIME_DAY UINT64_C(86400000000)	/* microseconds */

/*
 * Are the bytes of word at most those of most, which are below 128?  One that
 * is more sets its highest bit here, and only such a byte can carry into its
 * neighbour.
 */
static inline bool
daytime_is_within(uint64_t word, const char *most)
{
	const uint64_t high = UINT64_C(0x8080808080808080);

	return (((word + (~high - word_load(most))) | word) & high) == 0;
}

#ifdef __SSE2__

/*
 * Read DAYTIME_LEN bytes, in microseconds of the day.  Returns whether they
 * have this form and are a time of day; *micros is undefined if not.
 */
static inline bool
daytime_parse(const char *text, uint64_t *micros)
{
	const __m128i none = _mm_setzero_si128();
	const __m128i zeros = _mm_setr_epi8('0', '0', ':', '0', '0', ':', '0',
	    '0', '.', '0', '0', '0', '0', '0', '0', 'Z');
	const __m128i most = _mm_setr_epi8(2, 9, 0, 5, 9, 0, 5, 9,
	    0, 9, 9, 9, 9, 9, 9, 0);
	__m128i v = _mm_xor_si128(zeros,
	    _mm_loadu_si128((const __m128i *)(const void *)text)), more, low;

	more = _mm_subs_epu8(v, most);
	if (_mm_movemask_epi8(_mm_cmpeq_epi8(more, none)) != 0xffff)
		return false;
	/* Minutes in three parts, and seconds; millionths in four parts. */
	low = _mm_madd_epi16(_mm_unpacklo_epi8(v, none),
	    _mm_setr_epi16(600, 60, 0, 10, 1, 0, 10, 1));
	v = _mm_madd_epi16(_mm_unpackhi_epi8(v, none),
	    _mm_setr_epi16(0, 100, 10, 1, 100, 10, 1, 0));
	/* Seconds in two parts, and millionths in two; each in one. */
	v = _mm_madd_epi16(_mm_packs_epi32(low, v),
	    _mm_setr_epi16(60, 60, 60, 1, 1000, 1000, 1, 1));
	v = _mm_add_epi32(v, _mm_srli_epi64(v, 32));
	v = _mm_mul_epu32(v, _mm_setr_epi32(1000000, 0, 1, 0));
	v = _mm_add_epi64(v, _mm_unpackhi_epi64(v, v));
	*micros = (uint64_t)_mm_cvtsi128_si64(v);
	return *micros < DAYTIME_DAY;
}

#else

static inline bool
daytime_parse(const char *text, uint64_t *micros)
{
	uint64_t clock = word_load(text) ^ word_load("00:00:00");
	uint64_t fraction = word_load(text + 8) ^ word_load(".000000Z");
	uint64_t seconds;

	if (!daytime_is_within(clock, "\2\11\0\5\11\0\5\11") ||
	    !daytime_is_within(fraction, "\0\11\11\11\11\11\11\0"))
		return false;
	/* Each tens digit becomes the value of its pair. */
	clock = clock * 10 + (clock >> 8);
	fraction = (fraction * 10 + (fraction >> 8)) >> 8;
	seconds = (clock & 0xff) * 3600 + (clock >> 24 & 0xff) * 60 +
	    (clock >> 48 & 0xff);
	*micros = seconds * 1000000 + (fraction & 0xff) * 10000 +
	    (fraction >> 16 & 0xff) * 100 + (fraction >> 32 & 0xff);
	return *micros < DAYTIME_DAY;
}

#endif

/*
 * Numbers of two digits as these: each becomes its tens, and the byte above it
 * its ones.  A tenth is 103 / 1024 there; tens_only has the bits of the tens.
 */
static inline uint64_t
daytime_spread(uint64_t numbers, uint64_t tens_only)
{
	uint64_t tens = numbers * 103 >> 10 & tens_only;

	return tens | (numbers - tens * 10) << 8;
}

/* Write "HH:MM:SS" for so many seconds of the day. */
static inline void
daytime_put_clock(unsigned seconds, char *dst)
{
	unsigned minutes = seconds / 60, hours = minutes / 60;
	uint64_t numbers = hours | (uint64_t)(minutes - hours * 60) << 24 |
	    (uint64_t)(seconds - minutes * 60) << 48;

	word_store(daytime_spread(numbers, UINT64_C(0x000f00000f00000f)) |
	    word_load("00:00:00"), dst);
}

/* Write ".ffffffZ" for so many microseconds of a second. */
static inline void
daytime_put_fraction(unsigned micros, char *dst)
{
	unsigned hundreds = micros / 100, myriads = hundreds / 100;
	uint64_t numbers = myriads | (hundreds - myriads * 100) << 16 |
	    (uint64_t)(micros - hundreds * 100) << 32;

	word_store(daytime_spread(numbers, UINT64_C(0x000f000f000f)) << 8 |
	    word_load(".000000Z"), dst);
}

#endif
