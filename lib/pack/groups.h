/*
 * groups - a packing the other way round: what is in each batch.
 *
 *	struct groups groups = { 0 };
 *
 *	if (groups_make(&groups, &window, &packing) == -1)
 *		return -1;
 *	for (uint32_t b = 0; b < groups.count; b++)
 *		for (size_t i = 0; i < groups.group[b].count; i++)
 *			use(groups.group[b].member[i]);
 *	groups_free(&groups);
 *
 * All zeros is empty.  Memory is kept from window to window.
 */
#ifndef BALSYS_GROUPS_H
#define BALSYS_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "pack/packing.h"
#include "pack/window.h"

struct group {
	uint32_t *member;	/* indices of amounts, the least first */
	size_t count;		/* at least 1 */
	uint64_t total;		/* at most the cap */
};

struct groups {
	struct group *group;	/* owned, until the next groups_make() */
	uint32_t count;		/* batches */
	size_t group_cap;	/* private, as is all that follows */
	uint32_t *member;
	size_t member_cap;
};

/*
 * Sort the amounts of a window by the batch they are in, in a time that goes
 * up with their number alone.  Returns 0, or -1 with errno ENOMEM.
 */
int	groups_make(struct groups *g, const struct window *w,
	    const struct packing *p)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	groups_free(struct groups *g);

#endif
