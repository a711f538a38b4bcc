/*
 * pool - the sizes that are in no batch yet, the largest first.
 *
 *	struct pool pool = { 0 };
 *
 *	if (pool_fill(&pool, &sizes, 0) == -1)
 *		return -1;
 *	for (uint32_t at = pool_from(&pool, room); at != pool.end;
 *	    at = pool.next[at])
 *		if (is_wanted(pool.size[at]))
 *			pool_take(&pool, at);
 *	pool_free(&pool);
 *
 * A size is called by its place, one more than its position in sizes, which it
 * keeps.  Before the first is place 0, as if it were larger than any, and after
 * the last is end, as if it were 0: loops need look at sizes only.
 */
#ifndef BALSYS_POOL_H
#define BALSYS_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/sizes.h"

struct pool {
	const struct sizes *sizes;	/* borrowed */
	uint32_t end;
	uint32_t left;		/* how many there are */
	window_uint128 total;	/* of those */
	uint64_t steps;		/* taken so far to find them */
	uint64_t *size;		/* by place; owned, as are these: */
	uint32_t *next;		/* the place of the next smaller one left */
	uint32_t *before;	/* and of the next larger one */
	bool *gone;		/* private, from here on */
	size_t size_cap, next_cap, before_cap, gone_cap;
};

/*
 * Begin anew with all sizes, fewer than UINT32_MAX - 1, but the smallest that
 * are kept back; borrows s until the next time.  Returns 0, or -1 with errno
 * ENOMEM.
 */
int	pool_fill(struct pool *p, const struct sizes *s, uint32_t kept_back)
	__attribute__((warn_unused_result));

/* Add those that were kept back.  The place of the end is then another. */
void	pool_give_out(struct pool *p);

/* The place of the largest one left that is at most room, or end. */
uint32_t pool_from(struct pool *p, uint64_t room);

/* The first one left at a place or behind it, or end. */
uint32_t pool_left(struct pool *p, uint32_t at);

/* Take out what is left at a place. */
void	pool_take(struct pool *p, uint32_t at);

/* Release its memory.  Harmless twice. */
void	pool_free(struct pool *p);

#endif
