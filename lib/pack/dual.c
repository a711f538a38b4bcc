#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "pack/dual.h"

enum {
	FS1_MOST = 20,		/* the highest parameter of FS1 */
	CCM1_PARTS = 32,	/* the most that CCM1 cuts the cap into, */
	CCM1_TRIES = 64,	/* and how many parameters are tried */
	BJ1_PARTS = 8,		/* likewise, of BJ1; tried is every 16th */
	BJ1_GRAIN = 4096,	/* of a part, then closer, down to this */
	BJ1_COARSE = BJ1_GRAIN / 16,
	FRACTION = 16,		/* bits of what goes beyond whole batches */
};

static window_uint128
l1_value(uint64_t cap, uint64_t p, uint64_t x)
{
	(void)cap;
	(void)p;
	return x;
}

static window_uint128
l2_value(uint64_t cap, uint64_t p, uint64_t x)
{
	return x > cap - p ? cap : x < p ? 0 : x;
}

static window_uint128
fs1_value(uint64_t cap, uint64_t p, uint64_t x)
{
	window_uint128 times = ((window_uint128)p + 1) * x;

	return times / cap * (times % cap == 0 ? p : p + 1);
}

static window_uint128
ccm1_value(uint64_t cap, uint64_t p, uint64_t x)
{
	uint64_t rest = cap - x;

	if (x < rest)
		return 2 * (window_uint128)(x / p);
	if (x == rest)
		return cap / p;
	return 2 * ((window_uint128)(cap / p) - rest / p);
}

static window_uint128
bj1_value(uint64_t cap, uint64_t p, uint64_t x)
{
	uint64_t r = cap % p, left = x % p;

	return (window_uint128)(x / p) * (p - r) + (left > r ? left - r : 0);
}

static const struct family {
	const char *name;
	window_uint128 (*value)(uint64_t, uint64_t, uint64_t);
} families[] = {
	{ "L1", l1_value },
	{ "L2", l2_value },
	{ "FS1", fs1_value },
	{ "CCM1", ccm1_value },
	{ "BJ1", bj1_value },
};

static const struct family *
find_family(const struct bound *bound)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (strcmp(families[i].name, bound->name) == 0)
			return &families[i];
	return NULL;
}

bool
dual_worth(const struct bound *bound, const struct sizes *s, int64_t *value,
    struct worth *worth)
{
	const struct family *family = find_family(bound);
	window_uint128 most;

	if (family == NULL)
		return false;
	most = family->value(s->cap, bound->parameter, s->cap);
	if (most == 0 || most > INT64_MAX / 4)
		return false;
	for (size_t i = 0; i < s->count; i++)
		value[i] = (int64_t)family->value(s->cap, bound->parameter,
		    s->size[i]);
	*worth = (struct worth){ value, (int64_t)most };
	return true;
}

/* How many sizes are at least t? */
static size_t
count_from(struct dual *d, window_uint128 t)
{
	const uint64_t *size = d->sizes->size;
	size_t low = 0, high = d->sizes->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		d->steps++;
		if (size[middle] >= t)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Take a function if its values, total over most, make a higher bound. */
static void
raise(struct bound *bound, const char *name, uint64_t parameter,
    window_uint128 total, window_uint128 most)
{
	if (total > bound->batches * most)
		*bound = (struct bound){ .name = name, .parameter = parameter,
		    .batches = (uint64_t)((total + most - 1) / most) };
}

/* With p for every size, the smallest first: two fingers do for all. */
static void
raise_l2(struct dual *d, uint64_t wanted, struct bound *bound)
{
	const struct sizes *s = d->sizes;
	size_t whole = 0;	/* sizes over cap - p */

	for (size_t i = s->count; i-- > 0 && s->size[i] <= s->cap / 2 &&
	    bound->batches < wanted;) {
		uint64_t p = s->size[i];

		while (s->size[whole] > s->cap - p)
			whole++;
		raise(bound, "L2", p, d->sum[i + 1] - d->sum[whole] +
		    (window_uint128)whole * s->cap, s->cap);
	}
	d->steps += s->count;
}

static void
raise_fs1(struct dual *d, uint64_t p, struct bound *bound)
{
	window_uint128 total = 0, cap = d->sizes->cap;

	for (uint64_t part = 1; part <= p + 1; part++) {
		window_uint128 at = (part * cap + p) / (p + 1);
		size_t from = count_from(d, at);

		total += (window_uint128)from * (p + 1);
		/* Those of exactly so many parts count p for each. */
		if (at * (p + 1) == part * cap)
			total -= part * (from - count_from(d, at + 1));
	}
	raise(bound, "FS1", p, total, (window_uint128)p * (p + 1));
}

static void
raise_ccm1(struct dual *d, uint64_t p, struct bound *bound)
{
	uint64_t cap = d->sizes->cap, parts = cap / p;
	size_t over = count_from(d, (window_uint128)cap / 2 + 1);
	size_t halves = cap % 2 == 0 ? count_from(d, cap / 2) - over : 0;
	window_uint128 total = 2 * (window_uint128)over * parts +
	    (window_uint128)halves * parts;

	for (uint64_t x = p; x < cap - x; x += p) {
		total += 2 * (count_from(d, x) - over - halves);
		total -= 2 * (over - count_from(d, cap - x + 1));
		if (x > UINT64_MAX - p)
			break;
	}
	raise(bound, "CCM1", p, total, 2 * (window_uint128)parts);
}

/* Parameters from all over the sizes, but none that cuts too fine. */
static void
try_ccm1(struct dual *d, uint64_t wanted, struct bound *bound)
{
	const struct sizes *s = d->sizes;
	size_t first = count_from(d, (window_uint128)s->cap / 2 + 1);
	size_t end = count_from(d, s->cap / CCM1_PARTS + 1);
	size_t stride = (end - first) / CCM1_TRIES + 1;

	for (size_t i = first; i < end && bound->batches < wanted; i += stride)
		raise_ccm1(d, s->size[i], bound);
}

/* Returns the bound that p gives, as a number with a fraction. */
static window_uint128
raise_bj1(struct dual *d, uint64_t p, struct bound *bound)
{
	uint64_t cap = d->sizes->cap, r = cap % p;
	window_uint128 most = (window_uint128)(cap / p) * (p - r), total = 0;

	for (uint64_t part = 0; part <= cap / p; part++) {
		window_uint128 low = (window_uint128)part * p + r;
		size_t from = count_from(d, low);
		size_t to = count_from(d, low - r + p);

		total += d->sum[from] - d->sum[to] - (from - to) * low;
		total += (window_uint128)(p - r) * to;
	}
	/* All are at least 0 parts; what to counts is one part more. */
	raise(bound, "BJ1", p, total, most);
	return (total << FRACTION) / most;
}

/* The parameter that cuts the cap into grains parts of BJ1_GRAIN. */
static window_uint128
try_bj1_grains(struct dual *d, uint64_t grains, struct bound *bound)
{
	window_uint128 p = (window_uint128)d->sizes->cap * BJ1_GRAIN / grains;

	return p == 0 ? 0 : raise_bj1(d, (uint64_t)p, bound);
}

static void
try_bj1(struct dual *d, uint64_t wanted, struct bound *bound)
{
	uint64_t best = BJ1_GRAIN;
	window_uint128 highest = 0;

	for (uint64_t grains = BJ1_GRAIN; grains <= BJ1_GRAIN * BJ1_PARTS &&
	    bound->batches < wanted; grains += BJ1_COARSE) {
		window_uint128 got = try_bj1_grains(d, grains, bound);

		if (got > highest) {
			highest = got;
			best = grains;
		}
	}
	for (uint64_t by = BJ1_COARSE / 2; by > 0 && bound->batches < wanted;
	    by /= 2) {
		uint64_t from = best > BJ1_GRAIN + by ? best - by : BJ1_GRAIN;

		for (uint64_t grains = from; grains <= from + 2 * by;
		    grains += by) {
			window_uint128 got = try_bj1_grains(d, grains, bound);

			if (got > highest) {
				highest = got;
				best = grains;
			}
		}
	}
}

int
dual_raise(struct dual *d, const struct sizes *s, uint64_t wanted,
    enum dual_effort effort, uint64_t *steps, struct bound *bound)
{
	if (GROW(d->sum, d->sum_cap, s->count + 1) == -1)
		return -1;
	d->sizes = s;
	d->steps = s->count;
	d->sum[0] = 0;
	for (size_t i = 0; i < s->count; i++)
		d->sum[i + 1] = d->sum[i] + s->size[i];
	raise_l2(d, wanted, bound);
	for (uint64_t p = 1; p <= FS1_MOST && bound->batches < wanted; p++)
		raise_fs1(d, p, bound);
	if (effort == DUAL_ALL && bound->batches < wanted)
		try_ccm1(d, wanted, bound);
	if (effort == DUAL_ALL && bound->batches < wanted)
		try_bj1(d, wanted, bound);
	*steps += d->steps;
	return 0;
}

void
dual_free(struct dual *d)
{
	free(d->sum);
	*d = (struct dual){ 0 };
}
