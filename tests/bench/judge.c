#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/judge.h"

/* Take every amount out of the room of its batch. */
static const char *
place(const uint64_t *amount, size_t count, uint64_t cap,
    const uint32_t *batch, uint32_t batches, uint64_t *room, bool *used)
{
	for (uint32_t b = 0; b < batches; b++)
		room[b] = cap;
	for (size_t i = 0; i < count; i++) {
		if (batch[i] >= batches)
			return "an amount is in no batch";
		if (amount[i] > room[batch[i]])
			return "a batch is over the cap";
		room[batch[i]] -= amount[i];
		used[batch[i]] = true;
	}
	for (uint32_t b = 0; b < batches; b++)
		if (!used[b])
			return "a batch is empty";
	return NULL;
}

const char *
judge_packing(const uint64_t *amount, size_t count, uint64_t cap,
    const uint32_t *batch, uint32_t batches, uint64_t bound)
{
	const char *wrong = "no memory to judge with";
	uint64_t *room;
	bool *used;

	if (batches > count)
		return "more batches than amounts";
	if (bound > batches)
		return "the bound is above the packing";
	room = malloc((batches + 1) * sizeof(*room));
	used = calloc(batches + 1, sizeof(*used));
	if (room != NULL && used != NULL)
		wrong = place(amount, count, cap, batch, batches, room, used);
	free(room);
	free(used);
	return wrong;
}

static int
larger_first(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x < y) - (x > y);
}

/* Decreasing amounts, each into the first or the fullest batch with room. */
static uint32_t
greedy(const uint64_t *falling, size_t count, uint64_t cap, bool fullest,
    uint64_t *room)
{
	uint32_t batches = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t chosen = batches;

		for (uint32_t b = 0; b < batches; b++) {
			if (room[b] < falling[i])
				continue;
			if (chosen == batches || room[b] < room[chosen])
				chosen = b;
			if (!fullest)
				break;
		}
		if (chosen == batches)
			room[batches++] = cap;
		room[chosen] -= falling[i];
	}
	return batches;
}

uint32_t
judge_greedy(const uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t *falling = malloc((count + 1) * sizeof(*falling));
	uint64_t *room = malloc((count + 1) * sizeof(*room));
	uint32_t first = UINT32_MAX, best = UINT32_MAX;

	if (falling != NULL && room != NULL) {
		if (count > 0)
			memcpy(falling, amount, count * sizeof(*falling));
		qsort(falling, count, sizeof(*falling), larger_first);
		first = greedy(falling, count, cap, false, room);
		best = greedy(falling, count, cap, true, room);
	}
	free(falling);
	free(room);
	return first < best ? first : best;
}
