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

/* Release all pieces.  Harmless twice. */
void	arena_free(struct arena *arena);

#endif
