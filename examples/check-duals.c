/*
 * check-duals - check the bounds by values, CG and STAIRS, in what
 * balsys-batch --certificate wrote, without balsys.
 *
 *	cc -O2 -o check-duals examples/check-duals.c
 *	./check-duals <certificate.csv
 *
 * Every record has a value.  K batches, K being one below the bound, hold all
 * records only if their values come to no more than K times the most that one
 * batch can hold of them.  As K batches have just so much room to spare, a
 * batch that leaves more than that is none of them.  So what is to be shown is
 * that no other batch holds a K-th of all values.  That is a knapsack problem,
 * and it is solved exactly, in whole numbers.
 *
 * Other bounds are counted and not checked, nor is how records are packed:
 * check-certificate.awk does that.  The status is 1 if anything is wrong, 2 if
 * the input is no certificate or too large, 3 if a window is too hard.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIELDS = 10,
	CELLS = 1 << 16,	/* that room is counted in, at most, */
	PLACES = 1 << 24,	/* and those of all items */
};

#define NONE (INT64_MIN / 2)		/* of what cannot be, the value */
#define NODES UINT64_C(4000000000)	/* looked at before it is too hard */
#define LARGE (INT64_C(1) << 40)	/* over all values and counts */

__extension__ typedef __int128 wide;

struct item {
	int64_t size, value;
};

struct window {
	uint64_t number, records, lower;
	int64_t cap;
	bool has_values;
	uint64_t read;		/* records so far */
	struct item *item;	/* those with an amount, if it has values */
	size_t count, room;
	wide total, values;
};

/* The question of one window, and the way to its answer. */
struct knapsack {
	const struct item *item;	/* the largest first */
	size_t count;
	int64_t cap;
	int64_t spare;		/* the most room that a batch leaves */
	int64_t goal;		/* the least value that would be too much */
	/*
	 * best[i * (cells + 1) + c] is at least the value of any of items i
	 * and up, where room is counted in cells, rounded in their favour.
	 */
	int64_t *best;
	int64_t cell, cells;
	uint64_t nodes;
};

_Noreturn static void
refuse(const char *what, unsigned long line)
{
	printf("line %lu: %s\n", line, what);
	exit(2);
}

static void *
allocate(void *old, size_t count, size_t size)
{
	void *new = count > SIZE_MAX / size ? NULL :
	    realloc(old, count * size);

	if (new != NULL)
		return new;
	printf("out of memory\n");
	exit(2);
}

static int
compare(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->size != b->size)
		return a->size < b->size ? 1 : -1;
	return (a->value < b->value) - (a->value > b->value);
}

/* The most items that fit: what rounding can be wrong by, in cells. */
static int64_t
most_items(const struct knapsack *k)
{
	int64_t room = k->cap, most = 0;

	for (size_t i = k->count; i-- > 0;) {
		if (k->item[i].size > room)
			break;
		room -= k->item[i].size;
		most++;
	}
	return most;
}

/*
 * Fill best from the last item on.  A size is rounded down to cells, so that
 * every set that fits still does; one that leaves at most spare may then seem
 * to leave a cell more for each of its items.
 */
static void
fill_best(struct knapsack *k)
{
	size_t width = (size_t)k->cells + 1;
	int64_t left = k->spare / k->cell;

	if (k->cell > 1)
		left += most_items(k);
	for (int64_t c = 0; c <= k->cells; c++)
		k->best[k->count * width + (size_t)c] = c <= left ? 0 : NONE;
	for (size_t i = k->count; i-- > 0;) {
		const int64_t *without = k->best + (i + 1) * width;
		int64_t *with = k->best + i * width;
		int64_t size = k->item[i].size / k->cell;
		int64_t value = k->item[i].value;

		for (int64_t c = 0; c <= k->cells; c++) {
			with[c] = without[c];
			if (c >= size && without[c - size] > NONE &&
			    without[c - size] + value > with[c])
				with[c] = without[c - size] + value;
		}
	}
}

/* The item behind i that is not its equal. */
static size_t
behind(const struct knapsack *k, size_t i)
{
	do
		i++;
	while (i < k->count && compare(&k->item[i - 1], &k->item[i]) == 0);
	return i;
}

/*
 * Is there a set of items that comes to goal?  All are tried, the largest item
 * with it before without it, that best does not exclude.  The items taken are
 * kept in taken.
 */
static bool
reaches_goal(struct knapsack *k, size_t *taken)
{
	size_t width = (size_t)k->cells + 1, i = 0, ntaken = 0;
	int64_t room = k->cap, had = 0;

	while (k->nodes++ < NODES) {
		int64_t most = k->best[i * width + (size_t)(room / k->cell)];

		if (most == NONE || had + most < k->goal ||
		    (i == k->count && room > k->spare)) {
			if (ntaken == 0)
				return false;
			i = taken[--ntaken];
			room += k->item[i].size;
			had -= k->item[i].value;
			i = behind(k, i);
		} else if (i == k->count) {
			return true;
		} else if (k->item[i].size <= room) {
			taken[ntaken++] = i;
			room -= k->item[i].size;
			had += k->item[i].value;
			i++;
		} else {
			i = behind(k, i);
		}
	}
	return false;
}

/* Is a batch too much for the bound?  Returns 1, 0, or -1: it is too hard. */
static int
are_wrong(struct window *w)
{
	struct knapsack k = { .item = w->item, .count = w->count,
	    .cap = w->cap };
	wide batches = (wide)w->lower - 1, spare = batches * w->cap - w->total;
	size_t *taken;
	bool wrong;

	/* That the total is too much for K batches needs no values. */
	if (spare < 0 || batches == 0)
		return 0;
	k.spare = spare < w->cap ? (int64_t)spare : w->cap;
	k.goal = (int64_t)(w->values / batches);
	if (w->values > 0 && w->values % batches != 0)
		k.goal++;
	qsort(w->item, w->count, sizeof(*w->item), compare);
	k.cells = PLACES / (int64_t)(w->count + 1);
	k.cell = w->cap / (k.cells > CELLS ? CELLS : k.cells + 1) + 1;
	k.cells = w->cap / k.cell;
	k.best = allocate(NULL, (w->count + 1) * ((size_t)k.cells + 1),
	    sizeof(*k.best));
	taken = allocate(NULL, w->count + 1, sizeof(*taken));
	fill_best(&k);
	wrong = reaches_goal(&k, taken);
	free(taken);
	free(k.best);
	return k.nodes >= NODES ? -1 : wrong;
}

/* Split a line at its commas, the first FIELDS of them. */
static bool
split(char *line, char *field[FIELDS + 1])
{
	for (int i = 0; i < FIELDS; i++) {
		char *comma = strchr(line, ',');

		if (comma == NULL)
			return false;
		*comma = '\0';
		field[i] = line;
		line = comma + 1;
	}
	field[FIELDS] = line;
	return true;
}

static int64_t
number(const char *text, int64_t least, int64_t most, unsigned long line)
{
	char *end;
	long long value = strtoll(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value < least || value > most)
		refuse("a number that is none, or too large", line);
	return value;
}

/* Begin a window with what is said of it. */
static void
begin(struct window *w, char *field[], unsigned long line)
{
	w->number = (uint64_t)number(field[0], 1, INT64_MAX, line);
	w->records = (uint64_t)number(field[1], 1, LARGE, line);
	w->cap = number(field[2], 1, INT64_MAX / 2, line);
	w->lower = (uint64_t)number(field[4], 1, LARGE, line);
	w->has_values = strcmp(field[5], "CG") == 0 ||
	    strcmp(field[5], "STAIRS") == 0;
	w->read = w->count = 0;
	w->total = w->values = 0;
}

static void
take(struct window *w, char *field[], unsigned long line)
{
	struct item item = { .size = number(field[7], 0, w->cap, line) };

	if (w->lower != (uint64_t)number(field[4], 1, LARGE, line) ||
	    w->cap != number(field[2], 1, INT64_MAX / 2, line))
		refuse("another bound or cap than in the line before", line);
	w->read++;
	if (!w->has_values)
		return;
	item.value = number(field[9], -LARGE, LARGE, line);
	if (item.size == 0 && item.value != 0)
		refuse("a value of nothing", line);
	if (item.size == 0)
		return;
	if (w->count == w->room) {
		w->room = w->room == 0 ? 1024 : 2 * w->room;
		w->item = allocate(w->item, w->room, sizeof(*w->item));
	}
	if (w->count == 1 << 22)
		refuse("too many records in a window", line);
	w->item[w->count++] = item;
	w->total += item.size;
	w->values += item.value;
}

/* What all windows came to. */
struct result {
	uint64_t windows, checked;
	bool wrong, hard;
};

static void
finish(struct window *w, struct result *result)
{
	int wrong;

	if (w->number == 0)
		return;
	result->windows++;
	if (w->read != w->records) {
		printf("window %" PRIu64 ": %" PRIu64 " records are there, "
		    "not %" PRIu64 "\n", w->number, w->read, w->records);
		result->wrong = true;
	}
	if (!w->has_values)
		return;
	result->checked++;
	wrong = are_wrong(w);
	if (wrong == 1)
		printf("window %" PRIu64 ": its values do not prove %" PRIu64
		    "\n", w->number, w->lower);
	if (wrong == -1)
		printf("window %" PRIu64 ": its values are too hard to be "
		    "checked\n", w->number);
	result->wrong |= wrong == 1;
	result->hard |= wrong == -1;
}

int
main(void)
{
	char *line = NULL, *field[FIELDS + 1];
	size_t room = 0;
	struct window w = { 0 };
	struct result result = { 0 };

	for (unsigned long n = 1; getline(&line, &room, stdin) != -1; n++) {
		if (!split(line, field))
			refuse("fewer columns than a certificate has", n);
		if (n == 1 && (strcmp(field[0], "window") != 0 ||
		    strcmp(field[9], "value") != 0))
			refuse("no header of a certificate", n);
		if (n == 1)
			continue;
		if (w.number == 0 ||
		    w.number != strtoull(field[0], NULL, 10)) {
			finish(&w, &result);
			begin(&w, field, n);
		}
		take(&w, field, n);
	}
	if (ferror(stdin)) {
		printf("the input cannot be read\n");
		return 2;
	}
	finish(&w, &result);
	printf("%" PRIu64 " windows: %" PRIu64 " bounds by values "
	    "checked\n",
	    result.windows, result.checked);
	free(line);
	free(w.item);
	return result.wrong ? 1 : result.hard ? 3 : 0;
}
