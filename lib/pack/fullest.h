/*
 * fullest - the batch with the least room among those that have enough, for
 * amounts that come largest first.
 *
 *	struct fullest fullest = { 0 };
 *
 *	if (fullest_start(&fullest, cap, bounds_most(&window)) == -1)
 *		return -1;
 *	for (size_t i = 0; i < count; i++)
 *		batch[i] = fullest_put(&fullest, amount[i]);
 *	fullest_free(&fullest);
 *
 * Of batches with equal room it is the one with the lowest number.
 *
 * As no amount is larger than the one before, the batches part in two: those
 * with room for the last amount, and those that must wait for a smaller one,
 * each with less room than any of the first.  The first are a stack with the
 * fullest on top: what is put there makes the top fuller still, or sends it
 * to the second.  The second are a heap with the roomiest on top, which goes
 * over to the stack as soon as an amount fits.  So no balanced tree is needed:
 * a batch goes over at most once for each amount it holds, and the steps of a
 * whole window grow at most as its count times the logarithm of the batches.
 */
#ifndef BALSYS_FULLEST_H
#define BALSYS_FULLEST_H

#include <stddef.h>
#include <stdint.h>

struct fullest_batch {
	uint64_t room;
	uint32_t number;
};

struct fullest {
	uint32_t batches;	/* opened so far */
	uint64_t steps;		/* taken so far, as packing.h counts them */
	uint64_t cap;		/* private, from here on */
	struct fullest_batch *ready;	/* the stack; owned */
	struct fullest_batch *waiting;	/* the heap; owned */
	size_t nready;
	size_t nwaiting;
	size_t ready_cap;
	size_t waiting_cap;
};

/*
 * Begin anew with no batch opened; each is to hold cap, and no more than most
 * will be opened.  Returns 0, or -1 with errno ENOMEM.
 */
int	fullest_start(struct fullest *f, uint64_t cap, size_t most)
	__attribute__((warn_unused_result));

/*
 * Put an amount, at most cap and at most the one before, into the fullest
 * batch with room, opening one if none has, and return its number.
 */
uint32_t fullest_put(struct fullest *f, uint64_t amount);

/* Release its memory.  Harmless twice. */
void	fullest_free(struct fullest *f);

#endif
