/*
 * word - eight bytes as one number, the first of them its lowest eight bits,
 * whatever the order of bytes that the machine prefers.
 *
 * What works on such words does to eight characters at once what a loop does
 * one by one, and means the same everywhere.  Nothing is read or written but
 * the bytes that are named, wherever they begin.
 */
#ifndef BALSYS_WORD_H
#define BALSYS_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Two words, the first the lower half. */
__extension__ typedef unsigned __int128 word_pair;

/* The eight bytes at ptr. */
static inline uint64_t
word_load(const char *ptr)
{
	uint64_t word;

	memcpy(&word, ptr, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* Write word to the eight bytes at dst. */
static inline void
word_store(uint64_t word, char *dst)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(dst, &word, sizeof(word));
}

/* The four bytes at ptr. */
static inline uint64_t
word_load_half(const char *ptr)
{
	uint32_t half;

	memcpy(&half, ptr, sizeof(half));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	half = __builtin_bswap32(half);
#endif
	return half;
}

/*
 * The len bytes at ptr, 4 to 16 of them, as two words in which each byte is at
 * least once.  Names have other lengths from one to the next, so no branch
 * depends on len: there are four loads that overlap.
 */
struct word_ends {
	uint64_t first, last;
};

static inline struct word_ends
word_load_ends(const char *ptr, size_t len)
{
	size_t step = len / 8 * 4;		/* 0, 4 or 8 */
	const char *last = ptr + len - 4;

	return (struct word_ends){
		word_load_half(ptr) | word_load_half(ptr + step) << 32,
		word_load_half(last - step) | word_load_half(last) << 32,
	};
}

/* Are the len bytes at a and at b, 4 to 16 of them, the same? */
static inline bool
word_same_ends(const char *a, const char *b, size_t len)
{
	size_t step = len / 8 * 4, last = len - 4;

	return ((word_load_half(a) ^ word_load_half(b)) |
	    (word_load_half(a + step) ^ word_load_half(b + step)) |
	    (word_load_half(a + last - step) ^
	    word_load_half(b + last - step)) |
	    (word_load_half(a + last) ^ word_load_half(b + last))) == 0;
}

#endif
