/*
 * window - the amounts that are packed together.
 *
 * Amounts are absolute, in minor units, and none is over cap: what is larger
 * than a batch may be has been sorted out before.  An amount of 0 is one like
 * any other; it takes no room but must be in a batch.
 */
#ifndef BALSYS_WINDOW_H
#define BALSYS_WINDOW_H

#include <stddef.h>
#include <stdint.h>

struct window {
	const uint64_t *amount;	/* borrowed */
	size_t count;		/* at most UINT32_MAX */
	uint64_t cap;		/* the most a batch may hold; at least 1 */
};

__extension__ typedef unsigned __int128 window_uint128;

/* The sum of all amounts; there is always room. */
window_uint128 window_total(const struct window *w);

#endif
