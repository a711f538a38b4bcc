/*
 * packing - which batch each amount of a window is in.
 *
 *	struct packing packing = { 0 };
 *
 *	while (next_window(&window)) {
 *		if (method->pack(&window, &packing) == -1)
 *			return -1;
 *		use(packing.batch, packing.batches);
 *	}
 *	packing_free(&packing);
 *
 * Batches are numbered from 0 in the order they were opened, and none is
 * empty.  All zeros is a packing that owns nothing.  Memory is kept from
 * window to window; one packing serves one thread.
 */
#ifndef BALSYS_PACKING_H
#define BALSYS_PACKING_H

#include <stddef.h>
#include <stdint.h>

#include "pack/bounds.h"
#include "pack/fullest.h"
#include "pack/lowest.h"
#include "pack/order.h"

struct packing {
	int effort;		/* 1 to 9, set by the caller: how hard the */
				/* methods best and exact try */
	uint32_t *batch;	/* of each amount; owned, until the next pack */
	uint32_t batches;
	/*
	 * How often the room in a batch, or the most room in a group of them,
	 * was compared with an amount or with another's: the work that it
	 * took, sorting aside, the same on every machine.
	 */
	uint64_t steps;
	const char *method;	/* what found the packing; a constant */
	struct bound bound;	/* how few there can be */
	size_t batch_cap;	/* private, from here on */
	struct order order;
	struct lowest lowest;
	struct fullest fullest;
};

/*
 * Make room for the batches of count amounts; every method begins with it.
 * Returns 0, or -1 with errno ENOMEM, also if there are over UINT32_MAX.
 */
int	packing_reserve(struct packing *p, size_t count)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	packing_free(struct packing *p);

#endif
