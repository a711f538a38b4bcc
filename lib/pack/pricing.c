#include <stdbool.h>
#include <stdlib.h>

#include "base/grow.h"
#include "pack/pricing.h"

#define NOTHING (INT64_MIN / 2)	/* no pattern; may be added to */

enum {
	CELLS = 1 << 20,	/* of a table in coarse units */
	CELLS_EXACT = 1 << 22,	/* of one in units of 1 */
	LEADER_STEPS = 4000,	/* for a largest part, at first */
};

/* A kind that may be in a pattern. */
struct candidate {
	uint64_t size;
	int64_t value;
	uint32_t kind;
	uint32_t most;		/* how often it may be in one */
	uint32_t used;
	uint32_t blocked;	/* by how many that are chosen */
};

static int
by_size(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

/* The kinds that are of use, the largest first. */
static int
make_candidates(struct pricing *p, const struct kinds *k, const int64_t *value)
{
	bool fill = p->slack < k->cap;
	size_t n = 0;

	if (GROW(p->offer, p->offer_cap, k->count) == -1)
		return -1;
	for (size_t i = 0; i < k->count; i++) {
		const struct kind *kind = &k->kind[i];
		uint64_t most = k->cap / kind->size;

		if (kind->demand == 0 || (value[i] == 0 && !fill))
			continue;
		if (kinds_apart(k, (uint32_t)i, (uint32_t)i))
			most = 1;
		else if (most > kind->demand)
			most = kind->demand;
		if (most > 0)
			p->offer[n++] = (struct candidate){ kind->size,
			    value[i], (uint32_t)i, (uint32_t)most, 0, 0 };
	}
	qsort(p->offer, n, sizeof(*p->offer), by_size);
	p->offers = n;
	return 0;
}

/* One more row: what offer j adds to what those behind it are worth. */
static void
fill_row(struct pricing *p, size_t j)
{
	const struct candidate *o = &p->offer[j];
	const int64_t *behind = p->table + (j + 1) * p->units;
	int64_t *row = p->table + j * p->units;
	size_t size = (size_t)(o->size / p->unit);

	for (size_t c = 0; c < p->units; c++)
		row[c] = behind[c];
	for (uint32_t times = 0; times < o->most; times++)
		for (size_t c = p->units; c-- > size; ) {
			int64_t with = row[c - size] + o->value;

			row[c] = with > row[c] ? with : row[c];
		}
	p->steps += p->units * (o->most + 1) / 4;
}

/* The most parts that a pattern may have. */
static uint64_t
most_parts(const struct pricing *p, const struct kinds *k)
{
	uint64_t parts = 0;

	for (size_t j = 0; j < p->offers; j++)
		parts += p->offer[j].most;
	if (parts > 0 && parts > k->cap / p->offer[p->offers - 1].size)
		parts = k->cap / p->offer[p->offers - 1].size;
	return parts;
}

static int
make_table(struct pricing *p, const struct kinds *k)
{
	size_t rows = p->offers + 1;
	uint64_t slack;
	int64_t *last;

	p->unit = 1;
	if (k->cap >= CELLS_EXACT / rows)
		p->unit = k->cap / (CELLS / rows + 1) + 1;
	p->units = (size_t)(k->cap / p->unit) + 1;
	if (GROW(p->table, p->table_cap, rows * p->units) == -1 ||
	    GROW(p->fitting, p->fitting_cap, p->units) == -1)
		return -1;
	slack = p->slack / p->unit;
	if (p->unit > 1)
		slack += most_parts(p, k) + 1;
	last = p->table + p->offers * p->units;
	for (size_t c = 0; c < p->units; c++)
		last[c] = c <= slack ? 0 : NOTHING;
	for (size_t j = p->offers; j-- > 0; )
		fill_row(p, j);
	for (size_t c = 0, j = p->offers; c < p->units; c++) {
		while (j > 0 && p->offer[j - 1].size / p->unit <= c)
			j--;
		p->fitting[c] = (uint32_t)j;
	}
	return 0;
}

/* What those from offer j on can add at most, in this room. */
static int64_t
worth(const struct pricing *p, size_t j, uint64_t room)
{
	return p->table[j * p->units + (size_t)(room / p->unit)];
}

/* Offer j is chosen, and what may not be with it is blocked; or undo that. */
static void
choose(struct pricing *p, size_t j, bool chosen)
{
	struct candidate *o = &p->offer[j];

	o->used += chosen ? 1 : UINT32_MAX;
	if (chosen)
		p->chosen[p->nchosen++] = o->kind;
	else
		p->nchosen--;
	if (p->kinds->partings == 0)
		return;
	for (size_t i = j + 1; i < p->offers; i++)
		if (kinds_apart(p->kinds, o->kind, p->offer[i].kind))
			p->offer[i].blocked += chosen ? 1 : UINT32_MAX;
}

/*
 * Keep the pattern that was made, its parts rising, in place of the one that
 * began with the same.
 */
static void
keep(struct pricing *p)
{
	size_t at = p->start[p->before];

	p->found = p->before;
	if (GROW(p->part, p->part_cap, at + p->nchosen) == -1 ||
	    GROW(p->start, p->start_cap, p->found + 2) == -1) {
		p->failed = -1;
		return;
	}
	for (size_t i = 0; i < p->nchosen; i++) {
		size_t to = at + i;

		for (; to > at && p->part[to - 1] > p->chosen[i]; to--)
			p->part[to] = p->part[to - 1];
		p->part[to] = p->chosen[i];
	}
	p->start[++p->found] = at + p->nchosen;
}

/* Add offers from j on, in all ways that may be worth over the limit. */
static void
extend(struct pricing *p, size_t j, uint64_t room, int64_t value)
{
	size_t fitting = p->fitting[room / p->unit];

	for (j = j < fitting ? fitting : j; j < p->offers; j++) {
		struct candidate *o = &p->offer[j];
		int64_t bound = value + worth(p, j, room);

		if (bound <= p->over)
			return;
		if (p->steps++ >= p->stop) {
			p->most = bound > p->most ? bound : p->most;
			return;
		}
		if (o->size > room || o->blocked > 0 || o->used == o->most)
			continue;
		choose(p, j, true);
		if (room - o->size <= p->slack && value + o->value > p->over) {
			p->over = value + o->value;
			keep(p);
		}
		extend(p, j + (o->used == o->most), room - o->size,
		    value + o->value);
		choose(p, j, false);
	}
}

/*
 * Every largest part in turn, each with the limit anew: the first with so many
 * steps, and the others with so many each.
 */
static void
lead(struct pricing *p, int64_t over, uint64_t first, uint64_t others,
    uint64_t stop)
{
	uint64_t cap = p->kinds->cap;

	p->most = over;
	for (size_t j = 0; j < p->offers; j++) {
		struct candidate *o = &p->offer[j];
		uint64_t steps = j == 0 ? first : others;

		if (worth(p, j, cap) <= over)
			return;
		p->over = over;
		p->stop = p->steps < stop && steps < stop - p->steps ?
		    p->steps + steps : stop;
		p->before = p->found;
		choose(p, j, true);
		if (cap - o->size <= p->slack && o->value > over) {
			p->over = o->value;
			keep(p);
		}
		extend(p, j + (o->used == o->most), cap - o->size, o->value);
		choose(p, j, false);
		if (p->over > p->most)
			p->most = p->over;
	}
}

int
pricing_run(struct pricing *p, const struct kinds *k, const int64_t *value,
    int64_t over, uint64_t steps)
{
	uint64_t stop = UINT64_MAX;

	p->kinds = k;
	p->found = 0;
	p->failed = 0;
	p->nchosen = 0;
	if (!kinds_slack(k, &p->slack) || make_candidates(p, k, value) == -1 ||
	    make_table(p, k) == -1 ||
	    GROW(p->chosen, p->chosen_cap, most_parts(p, k) + 1) == -1 ||
	    GROW(p->start, p->start_cap, 1) == -1)
		return -1;
	p->start[0] = 0;
	if (steps < UINT64_MAX - p->steps)
		stop = p->steps + steps;
	lead(p, over, LEADER_STEPS, LEADER_STEPS, stop);
	/* The largest leads most; to see to the end of all takes too long. */
	if (p->found == 0 && p->most > over)
		lead(p, over, UINT64_MAX, 0, stop);
	return p->failed;
}

void
pricing_free(struct pricing *p)
{
	free(p->part);
	free(p->start);
	free(p->offer);
	free(p->table);
	free(p->fitting);
	free(p->chosen);
	*p = (struct pricing){ 0 };
}
