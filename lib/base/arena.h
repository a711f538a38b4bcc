/*
 * arena - many small pieces of memory that are released together.
 *
 * All zeros is an empty arena.  Pieces never move.
 */
#ifndef BALSYS_ARENA_H
#define BALSYS_ARENA_H

#include <stddef.h>

#include "base/span.h"

struct arena {
	struct arena_chunk *chunks;	/* private */
	size_t left;			/* private */
};

/*
 * A piece of len bytes, aligned for anything, not cleared.  Owned by the arena.
 * Returns NULL with errno ENOMEM.
 */
void	*arena_get(struct arena *arena, size_t len);

/* As arena_get(), for bytes: aligned for nothing. */
char	*arena_get_bytes(struct arena *arena, size_t len);

/*
 * Have room for len bytes: after it has returned 0, the next arena_get_bytes()
 * of as many or fewer cannot fail.  Returns -1 with errno ENOMEM.
 */
int	arena_reserve(struct arena *arena, size_t len)
	__attribute__((warn_unused_result));

/* Release all pieces.  Harmless twice. */
void	arena_free(struct arena *arena);

#endif
