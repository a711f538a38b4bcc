/*
 * bloom - which of many names are not in a set, by a few bits for each.
 *
 *	struct bloom b = { 0 };
 *
 *	if (bloom_make(&b, bits) == -1)
 *		return -1;
 *	bloom_add(&b, span_hash(name, seed));
 *	if (!bloom_may_have(&b, span_hash(other, seed)))
 *		say("it is not there");
 *	bloom_free(&b);
 *
 * After Bloom, "Space/time trade-offs in hash coding with allowable errors",
 * Communications of the ACM 13(7), 1970; where the bits of a name are follows
 * from one hash, as in Kirsch and Mitzenmacher, "Less hashing, same
 * performance: building a better Bloom filter", 2006.  With 16 bits a name, one
 * in 1,700 that is not there may be there; with 10 bits, one in 120.
 */
#ifndef BALSYS_BLOOM_H
#define BALSYS_BLOOM_H

#include <stdbool.h>
#include <stdint.h>

struct bloom {
	uint64_t *word;		/* private */
	uint32_t nbits;
};

/* An empty set, of at least so many bits, 1 to 2^31.  Returns 0, or -1 with
   errno ENOMEM. */
int	bloom_make(struct bloom *b, uint32_t nbits)
	__attribute__((warn_unused_result));

/* Put a name into it, by a hash of 64 bits. */
void	bloom_add(struct bloom *b, uint64_t hash);

/* Is it there, as far as can be told?  False is certain. */
bool	bloom_may_have(const struct bloom *b, uint64_t hash);

/* Release memory.  Harmless twice. */
void	bloom_free(struct bloom *b);

#endif
