/*
 * random - numbers that look drawn by lot and come again with the same seed.
 *
 * The generator is xoshiro256** with its state filled by SplitMix64, as its
 * authors advise: D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom
 * Number Generators", ACM TOMS 47(4), 2021.  The same seed gives the same
 * numbers on every machine, for ever.  It is no defence against anybody who
 * wants to guess them.
 */
#ifndef BALSYS_RANDOM_H
#define BALSYS_RANDOM_H

#include <stdint.h>

struct random {
	uint64_t state[4];	/* not all of them 0 */
};

/* A generator at the beginning of the sequence that belongs to seed. */
struct random random_seeded(uint64_t seed);

/* 64 bits. */
uint64_t random_next(struct random *r);

/* A number from 0 to n - 1, each as likely as the others; n is not 0. */
uint64_t random_below(struct random *r, uint64_t n);

/* A number from low to high, both among them; low is not above high. */
uint64_t random_between(struct random *r, uint64_t low, uint64_t high);

#endif
