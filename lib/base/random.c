#include <assert.h>

#include "base/random.h"

__extension__ typedef unsigned __int128 wide;

/* One step of SplitMix64. */
static uint64_t
split(uint64_t *seed)
{
	uint64_t mixed = *seed += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ mixed >> 31;
}

struct random
random_seeded(uint64_t seed)
{
	struct random r;

	for (int i = 0; i < 4; i++)
		r.state[i] = split(&seed);
	return r;
}

static uint64_t
rotate(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

uint64_t
random_next(struct random *r)
{
	uint64_t *s = r->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9, shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return result;
}

/*
 * The upper half of a word times n, without the 2^64 % n words that would make
 * some results likelier; the division that finds these is seldom needed:
 * D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS
 * 29(1), 2019.
 */
uint64_t
random_below(struct random *r, uint64_t n)
{
	wide product = (wide)random_next(r) * n;

	assert(n != 0);
	if ((uint64_t)product < n) {
		uint64_t excess = (0 - n) % n;
		while ((uint64_t)product < excess)
			product = (wide)random_next(r) * n;
	}
	return (uint64_t)(product >> 64);
}

uint64_t
random_between(struct random *r, uint64_t low, uint64_t high)
{
	uint64_t count = high - low + 1;

	assert(low <= high);
	return count == 0 ? random_next(r) : low + random_below(r, count);
}
