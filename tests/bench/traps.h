/*
 * traps - windows made to lead packing astray, or to make it slow.
 *
 *	for (const struct trap *t = traps; t->name != NULL; t++)
 *		t->fill(&lot, amount, count, cap);
 *
 * They come from what is known to be bad for one method or another: ties by
 * the thousand, amounts just too large for a neat packing, batches that must
 * be full to the last unit, totals that promise a packing that there is not.
 */
#ifndef BALSYS_BENCH_TRAPS_H
#define BALSYS_BENCH_TRAPS_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

struct trap {
	const char *name;
	/* Fill in count amounts from 0 to cap, which is at least 1000. */
	void (*fill)(struct random *r, uint64_t *amount, size_t count,
	    uint64_t cap);
};

/* All of them, ended by one without a name. */
extern const struct trap traps[];

/* The trap called name, or NULL if there is none. */
const struct trap *trap_find(const char *name);

#endif
