#include <stdlib.h>

#include "base/map.h"

static size_t
slot_of(const struct map *map, struct span key, map_key *key_of)
{
	size_t mask = map->cap - 1;
	size_t slot = (size_t)span_hash(key, map->seed) & mask;

	while (map->slot[slot] != NULL &&
	    !span_equal(key_of(map->slot[slot]), key))
		slot = (slot + 1) & mask;
	return slot;
}

static int
grow(struct map *map, map_key *key_of)
{
	struct map larger = *map;

	larger.cap = map->cap == 0 ? 64 : 2 * map->cap;
	larger.slot = calloc(larger.cap, sizeof(*larger.slot));
	if (larger.slot == NULL)
		return -1;
	for (size_t i = 0; i < map->cap; i++) {
		void *item = map->slot[i];
		if (item != NULL)
			larger.slot[slot_of(&larger, key_of(item), key_of)] =
			    item;
	}
	free(map->slot);
	*map = larger;
	return 0;
}

void *
map_find(const struct map *map, struct span key, map_key *key_of)
{
	return map->cap == 0 ? NULL : map->slot[slot_of(map, key, key_of)];
}

int
map_add(struct map *map, void *item, map_key *key_of)
{
	/* At most three quarters full. */
	if (map->count >= map->cap / 4 * 3 && grow(map, key_of) == -1)
		return -1;
	map->slot[slot_of(map, key_of(item), key_of)] = item;
	map->count++;
	return 0;
}

void *
map_next(const struct map *map, size_t *at)
{
	while (*at < map->cap) {
		void *item = map->slot[(*at)++];
		if (item != NULL)
			return item;
	}
	return NULL;
}

void
map_free(struct map *map)
{
	free(map->slot);
	*map = (struct map){ 0 };
}
