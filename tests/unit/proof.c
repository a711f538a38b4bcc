/*
 * All bounds of a window together: never over the fewest batches, and what
 * they borrow goes on to prove them.
 */
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "fewest.h"
#include "pack/proof.h"

enum {
	SMALL = 9,
	COUNT = 200,
};

struct trial {
	uint64_t amount[COUNT];
	struct order order;
	struct sizes sizes;
	struct proof proof;
	struct random lot;
	uint64_t steps;
};

static void
draw(struct trial *t, size_t count, uint64_t low, uint64_t high, uint64_t cap)
{
	struct window w = { t->amount, count, cap };

	for (size_t i = 0; i < count; i++)
		t->amount[i] = random_between(&t->lot, low, high);
	CHECK_INT(order_sort(&t->order, t->amount, count), 0);
	CHECK_INT(sizes_make(&t->sizes, &w, &t->order), 0);
}

static void
release(struct trial *t)
{
	order_free(&t->order);
	sizes_free(&t->sizes);
	proof_free(&t->proof);
	proof_free(&t->proof);
}

/* The most that the values of sizes come to that fit into one batch. */
static int64_t
most_of(const struct sizes *s, const int64_t *value)
{
	int64_t most = 0;

	for (unsigned set = 0; set < 1u << s->count; set++) {
		window_uint128 size = 0;
		int64_t sum = 0;

		for (size_t i = 0; i < s->count; i++)
			if (set >> i & 1) {
				size += s->size[i];
				sum += value[i];
			}
		most = size <= s->cap && sum > most ? sum : most;
	}
	return most;
}

static int64_t
total_of(const struct sizes *s, const int64_t *value)
{
	int64_t total = 0;

	for (size_t i = 0; i < s->count; i++)
		total += value[i];
	return total;
}

static void
check_bound(struct trial *t, const struct bound *bound, uint64_t best)
{
	const struct sizes *s = &t->sizes;
	struct worth worth;

	CHECK(bound->batches <= best);
	if (bound->value != NULL)
		CHECK(total_of(s, bound->value) > (int64_t)(bound->batches -
		    1) * most_of(s, bound->value));
	CHECK_INT(proof_worth(&t->proof, s, bound, &worth), 0);
	if (worth.value != NULL)
		CHECK(most_of(s, worth.value) <= worth.most);
}

static void
bounds_are_proven_and_not_over_the_fewest(void)
{
	static struct trial t;
	uint64_t room[SMALL + 1];
	int met = 0;

	t.lot = random_seeded(1);
	for (int i = 0; i < 2000; i++) {
		uint64_t cap = random_between(&t.lot, 1, i % 2 == 0 ? 30 :
		    100000);
		struct bound bound = { .batches = 0, .name = "L1" };
		uint64_t best;

		draw(&t, (size_t)random_below(&t.lot, SMALL) + 1,
		    random_between(&t.lot, 1, cap), cap, cap);
		best = fewest(&t.sizes, 0, room, 0, SMALL + 1);
		CHECK_INT(proof_quick(&t.proof, &t.sizes, best, &t.steps,
		    &bound), 0);
		check_bound(&t, &bound, best);
		CHECK_INT(proof_thorough(&t.proof, &t.sizes, best, 1 + i % 7,
		    &t.steps, &bound), 0);
		check_bound(&t, &bound, best);
		met += bound.batches == best;
	}
	CHECK(met > 1950);
	release(&t);
}

/* Other starts may find less than those before: it is not to be seen. */
static void
thorough_is_never_below_quick(void)
{
	static struct trial t;

	t.lot = random_seeded(2);
	for (int i = 0; i < 300; i++) {
		struct bound bound = { .batches = 0, .name = "L1" };
		struct bound quick;

		draw(&t, COUNT, 1, 1000, 1000);
		CHECK_INT(proof_quick(&t.proof, &t.sizes, COUNT, &t.steps,
		    &bound), 0);
		quick = bound;
		for (unsigned starts = 1; starts < 4; starts++) {
			CHECK_INT(proof_thorough(&t.proof, &t.sizes, COUNT,
			    starts, &t.steps, &bound), 0);
			CHECK(bound.batches >= quick.batches);
			if (bound.value != NULL)
				CHECK(total_of(&t.sizes, bound.value) >
				    (int64_t)(bound.batches - 1) *
				    t.proof.stairs.worth.most);
		}
	}
	release(&t);
}

/*
 * More starts by themselves do find less, now and then: those before are then
 * made again, and the values are theirs.
 */
static void
more_starts_never_find_less(void)
{
	static struct trial t;
	struct stairs alone = { 0 };
	int less = 0;

	t.lot = random_seeded(4);
	for (int i = 0; i < 1500; i++) {
		struct bound quick = { .batches = 0, .name = "L1" };

		draw(&t, COUNT, 1, 1000, 1000);
		CHECK_INT(proof_quick(&t.proof, &t.sizes, COUNT, &t.steps,
		    &quick), 0);
		for (unsigned starts = 4; starts <= 16; starts *= 2) {
			struct bound bound = quick;

			CHECK_INT(proof_thorough(&t.proof, &t.sizes, COUNT,
			    starts, &t.steps, &bound), 0);
			CHECK(bound.batches >= quick.batches);
			if (bound.value != NULL)
				CHECK(total_of(&t.sizes, bound.value) >
				    (int64_t)(bound.batches - 1) *
				    t.proof.stairs.worth.most);
			CHECK_INT(stairs_search(&alone, &t.sizes, COUNT,
			    starts, &t.steps), 0);
			less += quick.value != NULL && alone.batches <
			    quick.batches;
		}
	}
	CHECK(less > 0);
	stairs_free(&alone);
	release(&t);
}

static void
there_is_no_worth_where_it_cannot_be_held(void)
{
	static struct trial t;
	struct bound bound = { .batches = 3, .name = "L1" };
	struct worth worth;

	t.lot = random_seeded(3);
	draw(&t, 3, UINT64_MAX / 2, UINT64_MAX, UINT64_MAX);
	CHECK_INT(proof_worth(&t.proof, &t.sizes, &bound, &worth), 0);
	CHECK(worth.value == NULL);
	draw(&t, 3, 1, 10, 10);
	CHECK_INT(proof_worth(&t.proof, &t.sizes, &bound, &worth), 0);
	CHECK(worth.value != NULL && worth.most == 10);
	bound.name = "L3";
	CHECK_INT(proof_worth(&t.proof, &t.sizes, &bound, &worth), 0);
	CHECK(worth.value == NULL);
	release(&t);
}

int
main(void)
{
	RUN(bounds_are_proven_and_not_over_the_fewest);
	RUN(thorough_is_never_below_quick);
	RUN(more_starts_never_find_less);
	RUN(there_is_no_worth_where_it_cannot_be_held);
	return check_status();
}
