/*
 * digits - whole numbers in decimal.
 *
 * digits_put() is what most callers want.  Below it are its parts, and how to
 * go back, for those who have something between the digits, as amounts have a
 * point.  They take eight or sixteen digits at a time and have no branch that
 * depends on a number, as the next one may have any length.
 *
 * Each step works on all parts of a word side by side: eight digits from twice
 * four, four from twice two, two from two, as in Daniel Lemire, "Quickly
 * parsing eight digits" (2018), and, the other way round, Paul Khuong, "How to
 * print integers really fast" (2017).
 */
#ifndef BALSYS_DIGITS_H
#define BALSYS_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/word.h"

enum {
	DIGITS_ROOM = 24,	/* what digits_put() may write to */
};

/* The first number that has more than sixteen digits. */
#define DIGITS_END UINT64_C(10000000000000000)

/* A character is its digit's value "^" one byte of this, and back. */
#define DIGITS_ZEROS UINT64_C(0x3030303030303030)

/*
 * Sixteen digits, their values and not their characters, a byte each: the
 * first eight are in high, the very first in its lowest byte, as word_load()
 * has them.
 */
struct digits {
	uint64_t high, low;
};

/*
 * Write number in decimal, without leading zeros, to dst, which has room for
 * DIGITS_ROOM bytes, and return how many digits there are.  What is then in
 * the room behind them is undefined.
 */
size_t	digits_put(uint64_t number, char *dst);

/*
 * The eight digits of a number below 10^8, as a word.  Here and below,
 * quotients by 100 and by 10 are products, shifted; they are exact for all
 * that there can be.
 */
static inline uint64_t
digits_of_half(uint32_t number)
{
	uint64_t v, q = number / 10000;

	v = q | (number - q * 10000) << 32;
	q = (v * 5243 >> 19) & UINT64_C(0x0000007f0000007f);
	v = q | (v - q * 100) << 16;
	q = (v * 103 >> 10) & UINT64_C(0x000f000f000f000f);
	return q | (v - q * 10) << 8;
}

/* What follows is there twice: for vectors of sixteen bytes, and in plain C. */
#ifdef __SSE2__

static inline __m128i
digits_vector(uint64_t first, uint64_t second)
{
	return _mm_set_epi64x((long long)second, (long long)first);
}

/* The digits of a number below DIGITS_END. */
static inline struct digits
digits_of(uint64_t number)
{
	__m128i v = digits_vector(number / 100000000, number % 100000000);
	__m128i q;		/* v / 10000, v / 100, v / 10 */

	q = _mm_srli_epi64(_mm_mul_epu32(v, _mm_set1_epi32(
	    (int)UINT32_C(3518437209))), 45);
	v = _mm_sub_epi32(v, _mm_mul_epu32(q, _mm_set1_epi32(10000)));
	v = _mm_or_si128(q, _mm_slli_epi64(v, 32));
	q = _mm_srli_epi16(_mm_mulhi_epu16(v, _mm_set1_epi16(5243)), 3);
	v = _mm_madd_epi16(_mm_or_si128(q, _mm_slli_epi32(v, 16)),
	    _mm_set1_epi32(1 << 16 | (-100 & 0xffff)));
	v = _mm_or_si128(q, _mm_slli_epi32(v, 16));
	q = _mm_mulhi_epu16(v, _mm_set1_epi16(6554));
	v = _mm_sub_epi16(v, _mm_mullo_epi16(q, _mm_set1_epi16(10)));
	v = _mm_or_si128(q, _mm_slli_epi16(v, 8));
	return (struct digits){ (uint64_t)_mm_cvtsi128_si64(v),
	    (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(v, v)) };
}

/* Is each of them 0 to 9? */
static inline bool
digits_valid(struct digits d)
{
	__m128i v = digits_vector(d.high, d.low);
	__m128i up = _mm_set1_epi8(0x80 - 10);

	return _mm_movemask_epi8(_mm_or_si128(v, _mm_add_epi8(v, up))) == 0;
}

/* The number whose digits they are. */
static inline uint64_t
digits_value(struct digits d)
{
	__m128i v = digits_vector(d.high, d.low);
	uint64_t halves;

	/* Pairs of digits; fours; eights. */
	v = _mm_srli_epi16(_mm_mullo_epi16(v, _mm_set1_epi16(10 << 8 | 1)), 8);
	v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
	v = _mm_madd_epi16(_mm_packs_epi32(v, v),
	    _mm_set1_epi32(1 << 16 | 10000));
	halves = (uint64_t)_mm_cvtsi128_si64(v);
	return (halves & UINT32_MAX) * 100000000 + (halves >> 32);
}

#else

static inline struct digits
digits_of(uint64_t number)
{
	return (struct digits){
	    digits_of_half((uint32_t)(number / 100000000)),
	    digits_of_half((uint32_t)(number % 100000000)),
	};
}

static inline bool
digits_valid(struct digits d)
{
	const uint64_t up = UINT64_C(0x7676767676767676);	/* 0x80 - 10 */

	return (((d.high + up) | d.high | (d.low + up) | d.low) &
	    UINT64_C(0x8080808080808080)) == 0;
}

static inline uint64_t
digits_value_half(uint64_t v)
{
	v = v * (10 << 8 | 1) >> 8 & UINT64_C(0x00ff00ff00ff00ff);
	v = v * (100 << 16 | 1) >> 16 & UINT64_C(0x0000ffff0000ffff);
	return v * (UINT64_C(10000) << 32 | 1) >> 32;
}

static inline uint64_t
digits_value(struct digits d)
{
	return digits_value_half(d.high) * 100000000 +
	    digits_value_half(d.low);
}

#endif

/*
 * How many digits a number below DIGITS_END has, or least if it has fewer.
 */
static inline unsigned
digits_count(uint64_t number, unsigned least)
{
	static const uint64_t power[] = { UINT64_C(1), UINT64_C(10),
	    UINT64_C(100), UINT64_C(1000), UINT64_C(10000), UINT64_C(100000),
	    UINT64_C(1000000), UINT64_C(10000000), UINT64_C(100000000),
	    UINT64_C(1000000000), UINT64_C(10000000000),
	    UINT64_C(100000000000), UINT64_C(1000000000000),
	    UINT64_C(10000000000000), UINT64_C(100000000000000),
	    UINT64_C(1000000000000000), DIGITS_END };
	unsigned bits = 64 - (unsigned)__builtin_clzll(number | 1);
	unsigned count = bits * 1233 >> 12;	/* bits times log10(2) */

	count += number >= power[count];
	return count > least ? count : least;
}

/*
 * Write the last count of them, 1 to 16, to dst, as text.  All sixteen bytes at
 * dst are written to.
 */
static inline void
digits_store(struct digits d, unsigned count, char *dst)
{
	word_pair text = (word_pair)(d.low ^ DIGITS_ZEROS) << 64 |
	    (d.high ^ DIGITS_ZEROS);

	text >>= 8 * (16 - count);
	word_store((uint64_t)text, dst);
	word_store((uint64_t)(text >> 64), dst + 8);
}

#endif
