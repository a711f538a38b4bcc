/*
 * lowest - the batch with the lowest number among those that have room.
 *
 *	struct lowest lowest = { 0 };
 *
 *	if (lowest_start(&lowest, cap, bounds_most(&window)) == -1)
 *		return -1;
 *	for (size_t i = 0; i < count; i++)
 *		batch[i] = lowest_put(&lowest, amount[i]);
 *	lowest_free(&lowest);
 *
 * A tournament tree: its leaves are the batches, each node knows the most room
 * below it, and one way down finds the batch in steps that grow as the
 * logarithm of their number.  A batch that is not opened yet is one with all
 * its room, behind those that are; so opening is no case of its own.
 *
 * That first-fit needs no more than n log n steps: Johnson, D. S. (1974), Fast
 * algorithms for bin packing, Journal of Computer and System Sciences 8,
 * 272-314.
 */
#ifndef BALSYS_LOWEST_H
#define BALSYS_LOWEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lowest {
	uint32_t batches;	/* opened so far */
	uint64_t steps;		/* taken so far, as packing.h counts them */
	uint64_t *room;		/* private: [1] is the root; owned */
	size_t leaves;		/* a power of two */
	size_t room_cap;
};

/*
 * Begin anew with no batch opened; each is to hold cap, and no more than most
 * will be opened.  Returns 0, or -1 with errno ENOMEM.
 */
int	lowest_start(struct lowest *l, uint64_t cap, size_t most)
	__attribute__((warn_unused_result));

/* Is there room for an amount, in a batch opened or in one that may be? */
bool	lowest_has_room(const struct lowest *l, uint64_t amount);

/*
 * Put an amount, at most cap, into the lowest batch with room, opening one if
 * none has, and return its number.
 */
uint32_t lowest_put(struct lowest *l, uint64_t amount);

/* Release its memory.  Harmless twice. */
void	lowest_free(struct lowest *l);

#endif
