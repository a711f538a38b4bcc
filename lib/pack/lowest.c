#include <assert.h>
#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/lowest.h"

int
lowest_start(struct lowest *l, uint64_t cap, size_t most)
{
	size_t leaves = 1;

	if (most > SIZE_MAX / 4) {
		errno = ENOMEM;
		return -1;
	}
	while (leaves < most)
		leaves *= 2;
	if (GROW(l->room, l->room_cap, 2 * leaves) == -1)
		return -1;
	l->leaves = leaves;
	l->batches = 0;
	l->steps = 0;
	for (size_t i = 1; i < 2 * leaves; i++)
		l->room[i] = cap;
	return 0;
}

bool
lowest_has_room(const struct lowest *l, uint64_t amount)
{
	return l->room[1] >= amount;
}

uint32_t
lowest_put(struct lowest *l, uint64_t amount)
{
	uint64_t *room = l->room, most;
	size_t leaves = l->leaves, node = 1;
	unsigned levels = 0;
	uint32_t batch;

	assert(room[1] >= amount);
	for (; node < leaves; levels++)
		node = 2 * node + (room[2 * node] < amount);
	batch = (uint32_t)(node - leaves);
	most = room[node] -= amount;
	for (; node > 1; node /= 2) {
		uint64_t other = room[node ^ 1];

		most = most > other ? most : other;
		levels++;
		if (room[node / 2] == most)
			break;	/* nor does any above it change */
		room[node / 2] = most;
	}
	l->steps += levels;
	if (batch >= l->batches)
		l->batches = batch + 1;
	return batch;
}

void
lowest_free(struct lowest *l)
{
	free(l->room);
	*l = (struct lowest){ 0 };
}
