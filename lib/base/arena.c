#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"

enum {
	CHUNK = 64 * 1024,
	ALIGNMENT = 16,
};

/* Pieces are cut from the end of bytes towards its beginning. */
struct arena_chunk {
	struct arena_chunk *next;
	_Alignas(ALIGNMENT) char bytes[];
};

static int
add_chunk(struct arena *arena, size_t len)
{
	struct arena_chunk *chunk;
	size_t size = len > CHUNK ? len : CHUNK;

	if (size > SIZE_MAX / 2) {
		errno = ENOMEM;
		return -1;
	}
	chunk = malloc(sizeof(*chunk) + size);
	if (chunk == NULL)
		return -1;
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	arena->left = size;
	return 0;
}

int
arena_reserve(struct arena *arena, size_t len)
{
	if (arena->chunks != NULL && arena->left >= len)
		return 0;
	return add_chunk(arena, len);
}

char *
arena_get_bytes(struct arena *arena, size_t len)
{
	if (arena_reserve(arena, len) == -1)
		return NULL;
	arena->left -= len;
	return arena->chunks->bytes + arena->left;
}

void *
arena_get(struct arena *arena, size_t len)
{
	/* A piece begins where what is left ends. */
	arena->left -= arena->left % ALIGNMENT;
	if (len > SIZE_MAX - ALIGNMENT) {
		errno = ENOMEM;
		return NULL;
	}
	len = (len + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	return arena_get_bytes(arena, len);
}

void
arena_free(struct arena *arena)
{
	while (arena->chunks != NULL) {
		struct arena_chunk *chunk = arena->chunks;
		arena->chunks = chunk->next;
		free(chunk);
	}
	*arena = (struct arena){ 0 };
}
