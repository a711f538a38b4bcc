/*
 * map - things of any kind and size, found by a key that is part of them.
 *
 *	static struct span
 *	id_of(const void *item)
 *	{
 *		const struct paper *paper = item;
 *
 *		return paper->id;
 *	}
 *
 *	struct map map = { 0 };
 *	struct paper *p = map_find(&map, id, id_of);
 *
 *	if (p == NULL && map_add(&map, make(id), id_of) == -1)
 *		return -1;
 *
 * A map borrows what is in it and keeps no copy of a key: of every item it
 * holds a pointer alone, in 11 to 22 bytes.  All zeros is an empty map.  Keys
 * are compared byte for byte; all calls for one map pass the same function.
 *
 * It asks nothing of its items: each may have a size of its own, a key of any
 * length, and an owner who made it elsewhere.  Where all are small, of one size
 * and with short names, base/roster.h holds them as well as finds them, in less
 * memory and less time.
 */
#ifndef BALSYS_MAP_H
#define BALSYS_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* The key of an item; it never changes while the item is in a map. */
typedef struct span map_key(const void *item);

struct map {
	size_t count;
	uint64_t seed;		/* of span_hash(); yours, while it is empty */
	void **slot;		/* private: open addressing */
	size_t cap;		/* private: a power of two, or 0 */
};

/* The item whose key this is, or NULL. */
void	*map_find(const struct map *map, struct span key, map_key *key_of);

/*
 * Put an item in whose key is not there yet.  Returns 0, or -1 with errno
 * ENOMEM and the map unchanged.
 */
int	map_add(struct map *map, void *item, map_key *key_of)
	__attribute__((warn_unused_result));

/*
 * Visit every item once, in no order: *at is 0 to begin with.  Returns NULL
 * behind the last.
 */
void	*map_next(const struct map *map, size_t *at);

/* Release the map's own memory and leave it empty.  Harmless twice. */
void	map_free(struct map *map);

#endif
