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
 * The len bytes at ptr, fewer than eight and perhaps none, as the low bytes of
 * a word; those above them are zeros.
 */
static inline uint64_t
word_load_short(const char *ptr, size_t len)
{
	const unsigned char *byte = (const unsigned char *)ptr;

	/* Two parts that overlap agree on what they have in common. */
	if (len >= 4)
		return word_load_half(ptr) |
		    word_load_half(ptr + len - 4) << 8 * (len - 4);
	if (len == 0)
		return 0;
	return byte[0] | (uint64_t)byte[len / 2] << 8 * (len / 2) |
	    (uint64_t)byte[len - 1] << 8 * (len - 1);
}

#endif
