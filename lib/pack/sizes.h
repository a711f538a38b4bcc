/*
 * sizes - the amounts of a window that take room, the largest first.
 *
 * What searches for packings and bounds works on these: amounts of 0 are left
 * out, as any batch holds them, and so is where an amount stood in the window.
 */
#ifndef BALSYS_SIZES_H
#define BALSYS_SIZES_H

#include <stddef.h>
#include <stdint.h>

#include "pack/order.h"
#include "pack/window.h"

struct sizes {
	uint64_t *size;		/* falling, 1 to cap; owned */
	size_t count;
	uint64_t cap;
	window_uint128 total;	/* of all */
	size_t size_cap;	/* private */
};

/*
 * Take the sizes of a window from its order, which order_sort() has made of
 * its amounts.  Returns 0, or -1 with errno ENOMEM.
 */
int	sizes_make(struct sizes *s, const struct window *w,
	    const struct order *order)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	sizes_free(struct sizes *s);

#endif
