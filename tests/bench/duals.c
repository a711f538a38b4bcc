#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "bench/duals.h"

__extension__ typedef __int128 wide;

enum {
	UNITS = 4096,			/* that the cap is cut into */
	NODES_MAX = 200000000,
};

struct search {
	const uint64_t *size;
	const int64_t *value;
	size_t count;
	uint64_t unit;
	uint64_t least;			/* that a batch must hold */
	int64_t wanted;			/* the value that disproves */
	uint64_t *left;			/* total of the sizes from i on */
	/*
	 * Of the sizes from i on, the most value that fits this many units,
	 * where each size is cut down to whole units: row i, UNITS + 1 wide.
	 */
	int64_t *most;
	uint64_t nodes;
};

static void
fill_most(struct search *s)
{
	int64_t *row = s->most + s->count * (UNITS + 1);

	for (size_t r = 0; r <= UNITS; r++)
		row[r] = 0;
	s->left[s->count] = 0;
	for (size_t i = s->count; i-- > 0;) {
		int64_t *above = row;
		uint64_t weight = s->size[i] / s->unit;

		row -= UNITS + 1;
		for (size_t r = 0; r <= UNITS; r++) {
			row[r] = above[r];
			if (r >= weight &&
			    above[r - weight] + s->value[i] > row[r])
				row[r] = above[r - weight] + s->value[i];
		}
		s->left[i] = s->left[i + 1] + s->size[i];
	}
}

static bool
is_like_the_last(const struct search *s, size_t i)
{
	return i > 0 && s->size[i] == s->size[i - 1] &&
	    s->value[i] == s->value[i - 1];
}

/*
 * Is there a set among the sizes from i on that, with what is held and worth
 * already, is within the room, holds enough and is worth the value wanted?
 */
static bool
disproves(struct search *s, size_t i, uint64_t room, uint64_t held,
    int64_t worth, bool took_last)
{
	if (held >= s->least && worth >= s->wanted)
		return true;
	for (; i < s->count; i++) {
		if (++s->nodes > NODES_MAX || worth +
		    s->most[i * (UNITS + 1) + room / s->unit] < s->wanted ||
		    (held < s->least && s->left[i] < s->least - held))
			return false;
		if (s->size[i] > room || (!took_last && is_like_the_last(s, i)))
			continue;
		if (disproves(s, i + 1, room - s->size[i], held + s->size[i],
		    worth + s->value[i], true))
			return true;
		took_last = false;
	}
	return false;
}

static int
search(struct search *s, uint64_t cap)
{
	int status = -1;

	s->most = malloc((s->count + 1) * (UNITS + 1) * sizeof(*s->most));
	s->left = malloc((s->count + 1) * sizeof(*s->left));
	if (s->most != NULL && s->left != NULL) {
		fill_most(s);
		status = disproves(s, 0, cap, 0, 0, true) ? 0 : 1;
		if (s->nodes > NODES_MAX)
			status = -1;
	}
	free(s->most);
	free(s->left);
	return status;
}

/* As duals_prove(), of sizes from the largest to the least, none of them 0. */
static int
prove(const uint64_t *size, size_t count, uint64_t cap, const int64_t *value,
    uint64_t batches)
{
	struct search s = { .size = size, .value = value, .count = count };
	wide total = 0, worth = 0, slack;

	for (size_t i = 0; i < count; i++) {
		total += size[i];
		worth += value[i];
	}
	slack = (wide)(batches - 1) * cap - total;
	if (slack < 0)
		return 1;
	s.unit = cap / UNITS + 1;
	s.least = slack < cap ? cap - (uint64_t)slack : 0;
	/* The least whole number that is at least worth / (batches - 1). */
	s.wanted = (int64_t)(worth / (wide)(batches - 1)) +
	    (worth > 0 && worth % (wide)(batches - 1) != 0);
	return search(&s, cap);
}

static int
larger_first(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x < y) - (x > y);
}

int
duals_prove(const uint64_t *amount, size_t count, uint64_t cap,
    const int64_t *value, uint64_t batches)
{
	uint64_t *size;
	size_t over_0 = 0;
	int status;

	if (batches < 2)
		return batches == 0 || count > 0;
	size = malloc((count + 1) * sizeof(*size));
	if (size == NULL)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (amount[i] > 0)
			size[over_0++] = amount[i];
	qsort(size, over_0, sizeof(*size), larger_first);
	status = prove(size, over_0, cap, value, batches);
	free(size);
	return status;
}
