/* The patterns that are worth the most, against all patterns there are. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "pack/pricing.h"

enum {
	SIZES_MAX = 12,
};

static uint64_t seed;

static uint64_t
random_below(uint64_t limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % limit;
}

/* Some sizes, falling, some equal; and enough batches that all have room. */
static int
random_kinds(struct kinds *k, uint64_t *size)
{
	static const uint64_t caps[] = { 10, 97, 1000, 100000000 };
	struct sizes s = { .size = size,
	    .count = (size_t)random_below(SIZES_MAX) + 1,
	    .cap = caps[random_below(4)] };
	uint64_t last = s.cap;

	for (size_t i = 0; i < s.count; i++) {
		if (i > 0 && random_below(3) > 0)
			last -= random_below(last);
		else if (i == 0)
			last = random_below(last) + 1;
		size[i] = last;
		s.total += last;
	}
	return kinds_make(k, &s, (uint32_t)((s.total + s.cap - 1) / s.cap +
	    random_below(2)));
}

struct question {
	const struct kinds *kinds;
	const int64_t *value;
	uint64_t slack;
	int64_t over;
	int64_t best;		/* -1: there is no pattern */
	uint32_t leaders[SIZES_MAX];	/* patterns over the limit that begin */
	uint32_t part[SIZES_MAX];	/* with this kind */
};

/* Every way to add kinds from `from` on; what is of no use is left out. */
static void
enumerate(struct question *q, uint32_t from, size_t n, uint64_t room,
    int64_t value)
{
	const struct kinds *k = q->kinds;

	if (n > 0 && room <= q->slack && kinds_allow(k, q->part, n)) {
		q->best = value > q->best ? value : q->best;
		q->leaders[q->part[0]] += value > q->over;
	}
	for (uint32_t i = from; i < k->count; i++) {
		uint32_t used = 0;

		for (size_t at = 0; at < n; at++)
			used += q->part[at] == i;
		if (used == k->kind[i].demand || k->kind[i].size > room ||
		    (q->value[i] == 0 && q->slack == k->cap))
			continue;
		q->part[n] = i;
		enumerate(q, i, n + 1, room - k->kind[i].size,
		    value + q->value[i]);
	}
}

static bool
is_pattern(const struct question *q, const uint32_t *part, size_t count)
{
	const struct kinds *k = q->kinds;
	uint64_t total = 0;
	int64_t value = 0;

	for (size_t i = 0, times = 0; i < count; i++) {
		times = i > 0 && part[i] == part[i - 1] ? times + 1 : 1;
		if ((i > 0 && part[i] < part[i - 1]) ||
		    times > k->kind[part[i]].demand)
			return false;
		total += k->kind[part[i]].size;
		value += q->value[part[i]];
	}
	return count > 0 && total <= k->cap && k->cap - total <= q->slack &&
	    value > q->over && kinds_allow(k, part, count);
}

/* One pattern for each kind that begins one, and the best among them. */
static bool
is_answer(struct question *q, const struct pricing *p)
{
	int64_t best = q->over;
	size_t leaders = 0;

	enumerate(q, 0, 0, q->kinds->cap, 0);
	for (size_t i = 0; i < q->kinds->count; i++)
		leaders += q->leaders[i] > 0;
	for (size_t i = 0; i < p->found; i++) {
		const uint32_t *part = p->part + p->start[i];
		size_t count = p->start[i + 1] - p->start[i];
		int64_t value = 0;

		if (!is_pattern(q, part, count) || q->leaders[part[0]] == 0)
			return false;
		q->leaders[part[0]] = 0;
		for (size_t at = 0; at < count; at++)
			value += q->value[part[at]];
		best = value > best ? value : best;
	}
	return p->found == leaders && p->most == best &&
	    best == (q->best > q->over ? q->best : q->over);
}

static void
the_best_are_found_and_nothing_else(void)
{
	struct pricing p = { 0 };
	struct kinds k = { 0 };
	uint64_t size[SIZES_MAX];
	int64_t value[SIZES_MAX];

	seed = 1961;
	for (int i = 0; i < 30000; i++) {
		struct question q = { .kinds = &k, .value = value,
		    .over = (int64_t)random_below(60), .best = -1 };

		CHECK_INT(random_kinds(&k, size), 0);
		for (size_t a = 0; a < k.count; a++)
			value[a] = (int64_t)random_below(4) *
			    (int64_t)random_below(30);
		for (uint32_t a = 0; a < k.count; a++)
			for (uint32_t b = 0; i % 2 == 0 && b <= a; b++)
				if (random_below(9) == 0)
					kinds_part(&k, a, b);
		if (!kinds_slack(&k, &q.slack))
			continue;
		CHECK_INT(pricing_run(&p, &k, value, q.over, UINT64_MAX), 0);
		if (!is_answer(&q, &p)) {
			CHECK(!"the patterns worth the most");
			break;
		}
	}
	pricing_free(&p);
	pricing_free(&p);
	kinds_free(&k);
}

static void
too_few_steps_make_the_limit_weaker_not_wrong(void)
{
	struct pricing p = { 0 };
	struct kinds k = { 0 };
	uint64_t size[SIZES_MAX];
	int64_t value[SIZES_MAX];

	seed = 1990;
	for (int i = 0; i < 3000; i++) {
		struct question q = { .kinds = &k, .value = value, .best = -1 };

		CHECK_INT(random_kinds(&k, size), 0);
		for (size_t a = 0; a < k.count; a++)
			value[a] = (int64_t)random_below(100);
		if (!kinds_slack(&k, &q.slack))
			continue;
		enumerate(&q, 0, 0, k.cap, 0);
		for (uint64_t steps = 0; steps < 2000; steps += 97) {
			CHECK_INT(pricing_run(&p, &k, value, 0, steps), 0);
			CHECK(p.most >= q.best);
		}
	}
	pricing_free(&p);
	kinds_free(&k);
}

int
main(void)
{
	RUN(the_best_are_found_and_nothing_else);
	RUN(too_few_steps_make_the_limit_weaker_not_wrong);
	return check_status();
}
