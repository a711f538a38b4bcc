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

#include "base/span.h"
#include "base/word.h"

enum {
	DIGITS_ROOM = 24,	/* what digits_put() may write to */
};

/* The powers of ten; the last is the first number of seventeen digits. */
static const uint64_t digits_power[] = {
	UINT64_C(1), UINT64_C(10), UINT64_C(100), UINT64_C(1000),
	UINT64_C(10000), UINT64_C(100000), UINT64_C(1000000),
	UINT64_C(10000000), UINT64_C(100000000), UINT64_C(1000000000),
	UINT64_C(10000000000), UINT64_C(100000000000),
	UINT64_C(1000000000000), UINT64_C(10000000000000),
	UINT64_C(100000000000000), UINT64_C(1000000000000000),
	UINT64_C(10000000000000000),
};

/* Eight digits as text are their values "^" this, a byte each, and back. */
#define DIGITS_ZEROS UINT64_C(0x3030303030303030)

/*
 * Write number in decimal, without leading zeros, to dst, which has room for
 * DIGITS_ROOM bytes, and return how many digits there are.  What is then in
 * the room behind them is undefined.
 */
size_t	digits_put(uint64_t number, char *dst);

/*
 * Read the whole of text as digits_put() writes it: without a sign or leading
 * zeros.  Returns 0, or -1 and *number unchanged if it is no such number.
 */
int	digits_parse(struct span text, uint64_t *number)
	__attribute__((warn_unused_result));

/*
 * How many digits a number below 10^16 has, or least, a power of two, if it has
 * more.  Numbers with the same highest bit have the same number of digits, or
 * one more from a power of ten on, which the sum shows by its carry: Kendall
 * Willets, as told by Daniel Lemire, "Computing the number of digits of an
 * integer even faster" (2021).
 */
static inline unsigned
digits_count(uint64_t number, uint64_t least)
{
#define D1(d, ten) ((UINT64_C(d) + 1) << 59) - UINT64_C(ten)
#define D3(d, ten) D1(d, ten), D1(d, ten), D1(d, ten)
#define D4(d, ten) D3(d, ten), D1(d, ten)
	static const uint64_t by_highest_bit[] = {
		D4(1, 10),
		D3(2, 100),
		D3(3, 1000),
		D4(4, 10000),
		D3(5, 100000),
		D3(6, 1000000),
		D4(7, 10000000),
		D3(8, 100000000),
		D3(9, 1000000000),
		D4(10, 10000000000),
		D3(11, 100000000000),
		D3(12, 1000000000000),
		D4(13, 10000000000000),
		D3(14, 100000000000000),
		D3(15, 1000000000000000),
		D4(16, 10000000000000000),
	};
#undef D1
#undef D3
#undef D4
	unsigned bit = 63 - (unsigned)__builtin_clzll(number | least);

	return (unsigned)((number + by_highest_bit[bit]) >> 59);
}

/*
 * The values of eight digits, from a number below 10^8, as a word: the first
 * digit is the lowest byte.  Here and below, quotients by 100 and by 10 are
 * products, shifted; they are exact for all that there can be.
 */
static inline uint64_t
digits_of(uint32_t number)
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

/*
 * Write number with count digits, 1 to 16 and as many as it has at least, to
 * dst.  Sixteen bytes are written in any case.
 */
static inline void
digits_write(uint64_t number, unsigned count, char *dst)
{
	uint64_t all = number * digits_power[16 - count];
	__m128i v = _mm_set_epi64x((long long)(all % 100000000),
	    (long long)(all / 100000000));
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
	_mm_storeu_si128((void *)dst, _mm_or_si128(v, _mm_set1_epi8('0')));
}

/*
 * Two numbers of eight digits, from the values of those as digits_of() has
 * them.  Returns whether they were digits, all sixteen.
 */
static inline bool
digits_read(uint64_t first, uint64_t second, uint64_t number[2])
{
	__m128i v = _mm_set_epi64x((long long)second, (long long)first);
	__m128i high_bit_from_10 = _mm_add_epi8(v, _mm_set1_epi8(0x80 - 10));

	if (_mm_movemask_epi8(_mm_or_si128(v, high_bit_from_10)) != 0)
		return false;
	/* Pairs of digits; fours; eights. */
	v = _mm_srli_epi16(_mm_mullo_epi16(v, _mm_set1_epi16(10 << 8 | 1)), 8);
	v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
	v = _mm_madd_epi16(_mm_packs_epi32(v, v),
	    _mm_set1_epi32(1 << 16 | 10000));
	number[0] = (uint32_t)_mm_cvtsi128_si64(v);
	number[1] = (uint64_t)_mm_cvtsi128_si64(v) >> 32;
	return true;
}

#else

static inline void
digits_write(uint64_t number, unsigned count, char *dst)
{
	uint64_t all = number * digits_power[16 - count];
	uint32_t first = (uint32_t)(all / 100000000);
	uint32_t second = (uint32_t)(all % 100000000);

	word_store(digits_of(first) ^ DIGITS_ZEROS, dst);
	word_store(digits_of(second) ^ DIGITS_ZEROS, dst + 8);
}

static inline uint64_t
digits_number(uint64_t v)
{
	v = v * (10 << 8 | 1) >> 8 & UINT64_C(0x00ff00ff00ff00ff);
	v = v * (100 << 16 | 1) >> 16 & UINT64_C(0x0000ffff0000ffff);
	return v * (UINT64_C(10000) << 32 | 1) >> 32;
}

static inline bool
digits_read(uint64_t first, uint64_t second, uint64_t number[2])
{
	const uint64_t up = UINT64_C(0x7676767676767676);	/* 0x80 - 10 */

	if ((((first + up) | first | (second + up) | second) &
	    UINT64_C(0x8080808080808080)) != 0)
		return false;
	number[0] = digits_number(first);
	number[1] = digits_number(second);
	return true;
}

#endif

#endif
