/*
 * What the exact search is made of: the master, the dive, the tree, and coarse
 * beginnings, each against all packings there are.
 */
#include <stdlib.h>

#include "check.h"
#include "pack/branch.h"
#include "pack/coarse.h"
#include "pack/dive.h"

enum {
	SIZES_MAX = 600,
	SMALL = 18,
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

static int
falling(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x > y ? -1 : x < y;
}

static struct sizes
random_sizes(uint64_t *size, size_t count, uint64_t cap, uint64_t most)
{
	struct sizes s = { .size = size, .count = count, .cap = cap };

	for (size_t i = 0; i < count; i++) {
		size[i] = random_below(most) + 1;
		s.total += size[i];
	}
	qsort(size, count, sizeof(*size), falling);
	return s;
}

/* Full batches in three parts each, then a little to and fro. */
static struct sizes
tight_sizes(uint64_t *size, size_t batches, uint64_t cap, int changes)
{
	struct sizes s = { .size = size, .count = 3 * batches, .cap = cap,
	    .total = (window_uint128)batches * cap };

	for (size_t i = 0; i < s.count; i += 3) {
		size[i] = cap / 5 + random_below(cap / 3);
		size[i + 1] = cap / 5 + random_below(cap / 4);
		size[i + 2] = cap - size[i] - size[i + 1];
	}
	for (int i = 0; i < changes; i++) {
		size[random_below(s.count)]++;
		size[random_below(s.count)]--;
	}
	qsort(size, s.count, sizeof(*size), falling);
	return s;
}

/* Can the sizes from at on be placed, when some batches have these rooms? */
static bool
fits(const struct sizes *s, size_t at, uint64_t *room, uint32_t batches)
{
	if (at == s->count)
		return true;
	for (uint32_t b = 0; b < batches; b++) {
		bool fit;

		if (room[b] < s->size[at])
			continue;
		room[b] -= s->size[at];
		fit = fits(s, at + 1, room, batches);
		room[b] += s->size[at];
		if (fit)
			return true;
		if (room[b] == s->cap)
			break;
	}
	return false;
}

static bool
is_possible(const struct sizes *s, uint32_t batches)
{
	uint64_t room[SMALL + 1];

	for (uint32_t b = 0; b < batches; b++)
		room[b] = s->cap;
	return fits(s, 0, room, batches);
}

/* A search for a packing of s into so many batches, or fewer than count. */
static int
start(struct search *x, const struct sizes *s, uint32_t batches,
    uint32_t *batch)
{
	x->sizes = s;
	x->plan.batch = batch;
	x->plan.batches = batches + 1;
	x->master.steps = 0;
	x->master.allowed = UINT64_MAX;
	master_clear(&x->master);
	return kinds_make(&x->kinds, s, batches);
}

static bool
is_untouched(const struct kinds *k, const struct sizes *s, uint32_t batches)
{
	window_uint128 total = 0;

	for (size_t i = 0; i < k->count; i++)
		total += (window_uint128)k->kind[i].size * k->kind[i].demand;
	return total == k->total && total * k->unit == s->total &&
	    k->joins == 0 && k->partings == 0 && k->batches == batches &&
	    k->count == k->singles;
}

/* The master may only say no to what cannot be, the tree says what is. */
static void
answers_are_true(void)
{
	struct search x = { 0 };
	uint64_t size[SMALL];
	uint32_t batch[SMALL];
	int closed = 0, found = 0;

	seed = 1981;
	for (int i = 0; i < 6000; i++) {
		uint64_t cap = i % 2 == 0 ? 30 : 100;
		struct sizes s = i % 4 < 2 ?
		    tight_sizes(size, 3 + random_below(4), cap, 3) :
		    random_sizes(size, random_below(9) + 1, cap,
		    cap * 2 / (2 + (uint64_t)i % 3));
		uint32_t least = (uint32_t)((s.total + cap - 1) / cap);
		uint32_t batches = least + (uint32_t)random_below(2);
		bool possible = is_possible(&s, batches);
		enum branch_rule rule = i % 3 == 0 ? BRANCH_HEAVIEST :
		    BRANCH_LARGEST;
		enum search_answer answer;

		CHECK_INT(start(&x, &s, batches, batch), 0);
		if (master_run(&x.master, &x.kinds) == MASTER_CLOSED) {
			CHECK(!possible);
			closed++;
		} else if (dive_run(&x, 1) == SEARCH_FOUND) {
			CHECK(possible && x.plan.batches <= batches);
			CHECK_INT(start(&x, &s, batches, batch), 0);
		}
		CHECK(is_untouched(&x.kinds, &s, batches));
		CHECK_INT(x.plan.count, 0);
		answer = branch_run(&x, rule, UINT64_MAX);
		CHECK_INT(answer, possible ? SEARCH_FOUND : SEARCH_NONE);
		CHECK(is_untouched(&x.kinds, &s, batches));
		found += answer == SEARCH_FOUND;
	}
	CHECK(found > 1000 && closed > 100);
	search_free(&x);
	search_free(&x);
}

/* Where sizes fit if batches are filled in part, and not otherwise. */
static void
only_the_tree_sees_some_gaps(void)
{
	static uint64_t size[][SMALL] = {
	    { 57, 47, 43, 40, 38, 37, 34, 32, 31, 30, 27, 26, 25, 19, 14 },
	    { 24, 21, 20, 17, 17, 17, 17, 16, 16, 16, 13, 12, 12, 9, 8, 5 },
	    { 58, 42, 42, 41, 41, 39, 36, 36, 32, 31, 29, 29, 28, 28, 26, 23,
	    23, 16 } };
	static const struct sizes sizes[] = {
	    { .size = size[0], .count = 15, .cap = 100, .total = 500 },
	    { .size = size[1], .count = 16, .cap = 60, .total = 240 },
	    { .size = size[2], .count = 18, .cap = 100, .total = 600 } };
	struct search x = { 0 };
	uint32_t batch[SMALL];

	for (size_t i = 0; i < 3; i++) {
		const struct sizes *s = &sizes[i];
		uint32_t batches = (uint32_t)(s->total / s->cap);

		CHECK(!is_possible(s, batches));
		for (int rule = 0; rule < 2; rule++) {
			CHECK_INT(start(&x, s, batches, batch), 0);
			CHECK_INT(master_run(&x.master, &x.kinds),
			    MASTER_OPEN);
			CHECK_INT(dive_run(&x, 1) == SEARCH_FOUND, false);
			CHECK_INT(branch_run(&x, rule == 0 ? BRANCH_LARGEST :
			    BRANCH_HEAVIEST, UINT64_MAX), SEARCH_NONE);
			CHECK(is_untouched(&x.kinds, s, batches));
		}
	}
	search_free(&x);
}

/* Many full batches: the first way down the tree need not be the right one. */
static void
the_tree_looks_both_ways(void)
{
	static uint64_t size[SIZES_MAX];
	static uint32_t batch[SIZES_MAX];
	struct search x = { 0 };

	seed = 14;
	for (int i = 0; i < 40; i++) {
		struct sizes s = tight_sizes(size, 25, 1000, 0);

		CHECK_INT(start(&x, &s, 25, batch), 0);
		CHECK_INT(branch_run(&x, i % 2 == 0 ? BRANCH_LARGEST :
		    BRANCH_HEAVIEST, UINT64_MAX), SEARCH_FOUND);
		CHECK_INT(x.plan.batches, 25);
	}
	search_free(&x);
}

static void
nodes_are_a_limit(void)
{
	static uint64_t size[60];
	uint32_t batch[60];
	struct search x = { 0 };
	bool spent = false;

	seed = 359;
	for (int i = 0; i < 20; i++) {
		struct sizes s = random_sizes(size, 60, 1000, 500);
		uint32_t batches = (uint32_t)((s.total + 999) / 1000);

		CHECK_INT(start(&x, &s, batches, batch), 0);
		CHECK_INT(branch_run(&x, BRANCH_LARGEST, 0), SEARCH_SPENT);
		CHECK_INT(x.master.steps, 0);
		spent = spent || branch_run(&x, BRANCH_LARGEST, 3) ==
		    SEARCH_SPENT;
		CHECK(is_untouched(&x.kinds, &s, batches));
		x.master.allowed = x.master.steps;
		CHECK_INT(branch_run(&x, BRANCH_LARGEST, 3), SEARCH_SPENT);
	}
	CHECK(spent);
	search_free(&x);
}

/* A tree that is cut short says nothing against a packing that there is. */
static void
a_tree_cut_short_proves_nothing(void)
{
	static uint64_t size[SIZES_MAX];
	static uint32_t batch[SIZES_MAX];
	struct search x = { 0 };
	int spent = 0;

	seed = 246;
	for (int i = 0; i < 30; i++) {
		struct sizes s = tight_sizes(size, 8 + (size_t)i % 3 * 6, 200,
		    0);
		uint32_t batches = (uint32_t)(s.count / 3);

		for (uint64_t nodes = 1; nodes < 60; nodes += 2) {
			enum search_answer answer;

			CHECK_INT(start(&x, &s, batches, batch), 0);
			answer = branch_run(&x, i % 2 == 0 ? BRANCH_LARGEST :
			    BRANCH_HEAVIEST, nodes);
			CHECK(answer == SEARCH_SPENT || answer == SEARCH_FOUND);
			spent += answer == SEARCH_SPENT;
		}
	}
	CHECK(spent > 10);
	search_free(&x);
}

/* Pairs that are too large to be together are apart anyway. */
static void
partings_are_a_limit(void)
{
	static uint64_t size[] = { 57, 47, 43, 40, 38, 37, 34, 32, 31, 30, 27,
	    26, 25, 19, 14 };
	static const struct sizes s = { .size = size, .count = 15, .cap = 100,
	    .total = 500 };
	struct search x = { 0 };
	uint32_t batch[SMALL];

	CHECK_INT(start(&x, &s, 5, batch), 0);
	for (size_t i = 0; i <= KINDS_PARTINGS_MAX; i++)
		kinds_part(&x.kinds, 0, 1);
	CHECK_INT(branch_run(&x, BRANCH_LARGEST, UINT64_MAX), SEARCH_SPENT);
	for (size_t i = 0; i <= KINDS_PARTINGS_MAX; i++)
		kinds_unpart(&x.kinds, 0, 1);
	CHECK(is_untouched(&x.kinds, &s, 5));
	search_free(&x);
}

static void
coarse_patterns_are_patterns(void)
{
	static uint64_t size[SIZES_MAX];
	static uint32_t batch[SIZES_MAX];
	struct search x = { 0 };
	size_t put = 0;

	seed = 4;
	for (size_t count = 100; count <= SIZES_MAX; count += 100) {
		struct sizes s = random_sizes(size, count, 100000, 50000);
		const struct patterns *p = &x.master.patterns;

		CHECK_INT(start(&x, &s, 300, batch), 0);
		CHECK_INT(coarse_begin(&x, 300), 0);
		CHECK(is_untouched(&x.kinds, &s, 300));
		CHECK(count > 150 || p->count == 0);
		for (size_t i = 0; i < p->count; i++) {
			const uint32_t *part = patterns_part(p, i);
			uint64_t total = 0;

			for (size_t at = 0; at < p->pattern[i].count; at++) {
				CHECK(part[at] < x.kinds.count);
				total += x.kinds.kind[part[at]].size;
			}
			CHECK(total == p->pattern[i].total && total <=
			    x.kinds.cap);
		}
		put += p->count;
	}
	CHECK(put > 1000);
	search_free(&x);
}

int
main(void)
{
	if (!lp_available()) {
		printf("skip - search: CLP is not there\n");
		return 0;
	}
	RUN(answers_are_true);
	RUN(only_the_tree_sees_some_gaps);
	RUN(the_tree_looks_both_ways);
	RUN(nodes_are_a_limit);
	RUN(a_tree_cut_short_proves_nothing);
	RUN(partings_are_a_limit);
	RUN(coarse_patterns_are_patterns);
	return check_status();
}
