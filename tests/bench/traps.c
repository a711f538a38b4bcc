#include <string.h>

#include "bench/traps.h"

static void
fill_nothing(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	(void)r;
	(void)cap;
	for (size_t i = 0; i < count; i++)
		amount[i] = 0;
}

static void
fill_whole(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	(void)r;
	for (size_t i = 0; i < count; i++)
		amount[i] = cap;
}

static void
fill_equal(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t size = random_between(r, 1, cap / 2);

	for (size_t i = 0; i < count; i++)
		amount[i] = size;
}

/* Two sizes, as many of each as the lot will have it. */
static void
fill_two(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t size[2] = { random_between(r, 1, cap / 2),
	    random_between(r, 1, cap / 2) };

	for (size_t i = 0; i < count; i++)
		amount[i] = size[random_below(r, 2)];
}

static void
fill_twenty(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t size[20];

	for (int i = 0; i < 20; i++)
		size[i] = random_between(r, cap / 20, cap / 20 * 9);
	for (size_t i = 0; i < count; i++)
		amount[i] = size[random_below(r, 20)];
}

/* Close to the cap over n, on either side. */
static void
fill_near(struct random *r, uint64_t *amount, size_t count, uint64_t cap,
    uint64_t n, uint64_t reach)
{
	for (size_t i = 0; i < count; i++)
		amount[i] = cap / n - reach + random_between(r, 0, 2 * reach);
}

static void
fill_halves(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	fill_near(r, amount, count, cap, 2, 1);
}

static void
fill_thirds(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	fill_near(r, amount, count, cap, 3, 1);
}

static void
fill_about_thirds(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_near(r, amount, count, cap, 3, cap / 100);
}

static void
fill_about_fifths(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_near(r, amount, count, cap, 5, cap / 50);
}

static void
fill_sevenths(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	fill_near(r, amount, count, cap, 7, 2);
}

static void
fill_pennies(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	(void)cap;
	for (size_t i = 0; i < count; i++)
		amount[i] = random_between(r, 1, 10);
}

static void
fill_whole_and_pennies(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_pennies(r, amount, count, cap);
	amount[random_below(r, count)] = cap;
}

/* Large ones that leave a few units, and as many units in pennies. */
static void
fill_gaps_and_pennies(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	for (size_t i = 0; i < count; i++)
		amount[i] = i % 5 == 0 ? cap - random_between(r, 8, 32) :
		    random_between(r, 1, 9);
}

static void
fill_powers(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	int bits = 63 - __builtin_clzll(cap);

	for (size_t i = 0; i < count; i++)
		amount[i] = UINT64_C(1) <<
		    random_below(r, (uint64_t)bits + 1);
}

/* Each two thirds of the one before it, round and round. */
static void
fill_geometric(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t next = cap;

	(void)r;
	for (size_t i = 0; i < count; i++) {
		amount[i] = next;
		next = next > 2 ? next / 3 * 2 : cap;
	}
}

/* Multiples of a number of which the cap is none: a rest is always lost. */
static void
fill_multiples(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t divisor = cap / 97 + 1;

	for (size_t i = 0; i < count; i++)
		amount[i] = divisor * random_between(r, 1, 48);
}

/* Even amounts under an odd cap. */
static void
fill_even(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	uint64_t unit = (cap - 1) % 2 == 0 ? 2 : 3;

	for (size_t i = 0; i < count; i++)
		amount[i] = random_between(r, cap / 50, cap / 2) / unit * unit;
}

/* Batches of some pieces each that are full to the last unit. */
static void
fill_full(struct random *r, uint64_t *amount, size_t count, uint64_t cap,
    uint64_t least, uint64_t most)
{
	uint64_t pieces = 0, room = 0;

	for (size_t i = 0; i < count; i++) {
		if (pieces == 0) {
			pieces = random_between(r, least, most);
			room = cap;
		}
		if (pieces == 1 || i + 1 == count)
			amount[i] = room;
		else
			amount[i] = random_between(r, room / pieces / 2,
			    room / pieces / 4 * 5);
		room -= amount[i];
		pieces--;
	}
}

static void
fill_full_pairs(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_full(r, amount, count, cap, 2, 2);
}

static void
fill_full_triplets(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_full(r, amount, count, cap, 3, 3);
}

static void
fill_full_fives(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_full(r, amount, count, cap, 5, 5);
}

static void
fill_full_mixed(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	fill_full(r, amount, count, cap, 1, 9);
}

/* As many units as full batches take, but some are shifted. */
static void
fill_shifted(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	fill_full(r, amount, count, cap, 3, 3);
	for (size_t i = 0; i < count / 2; i++) {
		size_t from = (size_t)random_below(r, count);
		size_t to = (size_t)random_below(r, count);

		if (amount[from] > 0 && amount[to] < cap) {
			amount[from]--;
			amount[to]++;
		}
	}
}

/* No two fill a batch: what one leaves, the other is too large for by one. */
static void
fill_off_by_one(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	for (size_t i = 0; i < count; i++) {
		amount[i] = random_between(r, cap / 2 + 1, cap / 4 * 3);
		if (i % 2 == 1)
			amount[i] = cap - amount[i - 1] + 1;
	}
}

/*
 * A little over a half, a third, a seventh and a 43rd of the cap: of each
 * one fits, and first-fit takes six, three, two to a batch instead.
 */
static void
fill_sylvester(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	static const uint64_t parts[] = { 43, 7, 3, 2 };

	(void)r;
	for (size_t i = 0; i < count; i++)
		amount[i] = cap / parts[i * 4 / count] + 1;
}

/* Nine full batches of which first-fit decreasing makes eleven. */
static void
fill_eleven_ninths(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	uint64_t unit = cap / 1000, quarter = cap / 4;
	const uint64_t size[5] = { cap / 2 + unit, quarter + 2 * unit,
	    quarter + unit, quarter - 2 * unit, quarter - 2 * unit };

	(void)r;
	for (size_t i = 0; i < count; i++)
		amount[i] = size[i % 10 < 3 ? 0 : i % 10 < 5 ? 1 :
		    i % 10 < 8 ? 2 : 3];
}

static void
fill_progression(struct random *r, uint64_t *amount, size_t count,
    uint64_t cap)
{
	uint64_t step = cap / count;

	(void)r;
	for (size_t i = 0; i < count; i++)
		amount[i] = step > 0 ? step * (i + 1) : i % cap + 1;
}

/* Many that go with nothing but dust, and dust. */
static void
fill_dust(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	for (size_t i = 0; i < count; i++)
		amount[i] = i % 2 == 0 ? random_between(r, cap / 10 * 9, cap) :
		    random_between(r, 1, cap / 1000);
}

/* All but one of a size, and that one a unit larger or smaller. */
static void
fill_odd_one(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	fill_equal(r, amount, count, cap);
	if (random_below(r, 2) == 0)
		amount[random_below(r, count)]++;
	else
		amount[random_below(r, count)]--;
}

/* Amounts of very different sizes, each as likely: 1, 10, 100, ... */
static void
fill_scales(struct random *r, uint64_t *amount, size_t count, uint64_t cap)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t most = cap >> random_below(r, 60);

		amount[i] = random_between(r, most > 0, most);
	}
}

const struct trap traps[] = {
	{ "nothing", fill_nothing },
	{ "whole", fill_whole },
	{ "equal", fill_equal },
	{ "two", fill_two },
	{ "twenty", fill_twenty },
	{ "halves", fill_halves },
	{ "thirds", fill_thirds },
	{ "about-thirds", fill_about_thirds },
	{ "about-fifths", fill_about_fifths },
	{ "sevenths", fill_sevenths },
	{ "pennies", fill_pennies },
	{ "whole-pennies", fill_whole_and_pennies },
	{ "gaps-pennies", fill_gaps_and_pennies },
	{ "powers", fill_powers },
	{ "geometric", fill_geometric },
	{ "multiples", fill_multiples },
	{ "even", fill_even },
	{ "full-pairs", fill_full_pairs },
	{ "full-triplets", fill_full_triplets },
	{ "full-fives", fill_full_fives },
	{ "full-mixed", fill_full_mixed },
	{ "shifted", fill_shifted },
	{ "off-by-one", fill_off_by_one },
	{ "sylvester", fill_sylvester },
	{ "11/9", fill_eleven_ninths },
	{ "progression", fill_progression },
	{ "dust", fill_dust },
	{ "odd-one", fill_odd_one },
	{ "scales", fill_scales },
	{ NULL, NULL },
};

const struct trap *
trap_find(const char *name)
{
	for (const struct trap *t = traps; t->name != NULL; t++)
		if (strcmp(t->name, name) == 0)
			return t;
	return NULL;
}
