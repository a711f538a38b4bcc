#include <stdlib.h>

#include "serve/bloom.h"

enum { BITS_A_NAME = 8 };

int
bloom_make(struct bloom *b, uint32_t nbits)
{
	uint32_t nwords = (nbits + 63) / 64;

	b->word = calloc(nwords, sizeof(*b->word));
	if (b->word == NULL)
		return -1;
	b->nbits = nwords * 64;
	return 0;
}

/* Where the next bit of a name is; the hash goes on to the one behind it. */
static inline uint32_t
next_bit(const struct bloom *b, uint64_t *hash)
{
	uint32_t bit = (uint32_t)((*hash >> 32) * b->nbits >> 32);

	*hash += *hash << 32 | 1;
	return bit;
}

void
bloom_add(struct bloom *b, uint64_t hash)
{
	for (int i = 0; i < BITS_A_NAME; i++) {
		uint32_t bit = next_bit(b, &hash);

		b->word[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

bool
bloom_may_have(const struct bloom *b, uint64_t hash)
{
	for (int i = 0; i < BITS_A_NAME; i++) {
		uint32_t bit = next_bit(b, &hash);

		if ((b->word[bit / 64] >> bit % 64 & 1) == 0)
			return false;
	}
	return true;
}

void
bloom_free(struct bloom *b)
{
	free(b->word);
	*b = (struct bloom){ 0 };
}
