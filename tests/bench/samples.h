/*
 * samples - windows to measure packing by, the same on every machine.
 *
 *	const struct sample *sample = sample_find("lognormal");
 *
 *	for (uint64_t number = 0; number < 1000; number++)
 *		sample_fill(sample, seed, number, amount, count);
 *
 * Amounts are in pence, for a cap of SAMPLE_CAP.  Each window is drawn by a
 * generator of its own, which begins at its seed and number: so any of them
 * can be made again without those before it.
 */
#ifndef BALSYS_BENCH_SAMPLES_H
#define BALSYS_BENCH_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

#include "base/amounts.h"

enum {
	SAMPLE_CAP = 100000000,	/* pence: what a batch holds */
};

struct sample {
	const char *name;
	uint64_t (*draw)(const struct amounts *a, struct random *r);
	enum amounts_kind amounts;	/* what a is prepared for */
	int64_t low, high;
};

/* All of them, ended by one without a name. */
extern const struct sample samples[];

/* The sample called name, or NULL if there is none. */
const struct sample *sample_find(const char *name);

/*
 * Draw the window that has this number under this seed, both below 2^32.
 * Returns 0, or -1 with errno EINVAL if the ends of s are no range.
 */
int	sample_fill(const struct sample *s, uint64_t seed, uint64_t number,
	    uint64_t *amount, size_t count)
	__attribute__((warn_unused_result));

#endif
