#include <string.h>

#include "base/amounts.h"
#include "bench/samples.h"

/* What is over the cap is the cap. */
static uint64_t
draw_clipped(const struct amounts *a, struct random *r)
{
	uint64_t amount = (uint64_t)amounts_draw(a, r).minor;

	return amount < SAMPLE_CAP ? amount : SAMPLE_CAP;
}

/* Of ten, seven salaries in whole pounds, two round amounts and a fee. */
static uint64_t
draw_salaries(const struct amounts *a, struct random *r)
{
	static const uint64_t pounds[] = { 100, 200, 250, 500, 750, 1000, 1500,
	    2000, 2500, 5000, 7500, 10000, 15000, 20000, 25000, 50000, 75000,
	    100000, 250000, 500000 };
	uint64_t amount = draw_clipped(a, r), lot = random_below(r, 10);

	if (lot < 7)
		return amount - amount % 100;
	if (lot < 9)
		return 100 * pounds[random_below(r,
		    sizeof(pounds) / sizeof(*pounds))];
	return random_between(r, 25, 3500);
}

static uint64_t
draw_thousands(const struct amounts *a, struct random *r)
{
	return 100000 * draw_clipped(a, r);
}

/* Six of ten over half the cap, and the others up to it. */
static uint64_t
draw_big60(const struct amounts *a, struct random *r)
{
	uint64_t amount = draw_clipped(a, r);

	return random_below(r, 10) < 6 ? SAMPLE_CAP / 2 + amount : amount;
}

/*
 * The log-normal has its median at 2500000 and a standard deviation of 1.5
 * in the logarithm: its ends are three of them away, where amounts.h ends.
 * The Pareto reaches so far that nothing but the cap ends it.
 */
const struct sample samples[] = {
	{ "gen", draw_clipped, AMOUNTS_UNIFORM, 20000, 50000000 },
	{ "lognormal", draw_clipped, AMOUNTS_LOGNORMAL, 27773, 225042828 },
	{ "pareto", draw_clipped, AMOUNTS_PARETO, 20000, 100000000000000 },
	{ "salaries", draw_salaries, AMOUNTS_UNIFORM, 150000, 450099 },
	{ "thousands", draw_thousands, AMOUNTS_UNIFORM, 1, 500 },
	{ "big60", draw_big60, AMOUNTS_UNIFORM, 1, SAMPLE_CAP / 2 },
	{ "to-cap", draw_clipped, AMOUNTS_UNIFORM, 1, SAMPLE_CAP },
	{ ".1-.9", draw_clipped, AMOUNTS_UNIFORM, 10000000, 90000000 },
	{ ".2-.8", draw_clipped, AMOUNTS_UNIFORM, 20000000, 80000000 },
	{ ".1-.5", draw_clipped, AMOUNTS_UNIFORM, 10000000, 50000000 },
	{ ".2-.5", draw_clipped, AMOUNTS_UNIFORM, 20000000, 50000000 },
	{ ".25-.5", draw_clipped, AMOUNTS_UNIFORM, 25000000, 50000000 },
	{ "thousands-to-cap", draw_thousands, AMOUNTS_UNIFORM, 1, 1000 },
	{ NULL, NULL, 0, 0, 0 },
};

const struct sample *
sample_find(const char *name)
{
	for (const struct sample *s = samples; s->name != NULL; s++)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

int
sample_fill(const struct sample *s, uint64_t seed, uint64_t number,
    uint64_t *amount, size_t count)
{
	struct random r = random_seeded(seed << 32 ^ number);
	struct money low = { s->low }, high = { s->high };
	struct amounts a;

	if (amounts_prepare(&a, s->amounts, low, high) == -1)
		return -1;
	for (size_t i = 0; i < count; i++)
		amount[i] = s->draw(&a, &r);
	return 0;
}
