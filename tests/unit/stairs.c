/* Bounds by stairs: true of every set, never over the best, often the best. */
#include <stdlib.h>

#include "check.h"
#include "fewest.h"
#include "base/random.h"
#include "pack/methods.h"
#include "pack/stairs.h"

enum {
	COUNT = 1000,
	SMALL = 9,
	CAP = 100000000,
};

struct trial {
	uint64_t amount[COUNT];
	struct window window;
	struct order order;
	struct sizes sizes;
	struct stairs stairs;
	uint64_t steps;
};

static void
release(struct trial *t)
{
	order_free(&t->order);
	sizes_free(&t->sizes);
	stairs_free(&t->stairs);
}

static void
search(struct trial *t, size_t count, uint64_t cap, uint64_t wanted)
{
	t->window = (struct window){ t->amount, count, cap };
	CHECK_INT(order_sort(&t->order, t->amount, count), 0);
	CHECK_INT(sizes_make(&t->sizes, &t->window, &t->order), 0);
	CHECK_INT(stairs_search(&t->stairs, &t->sizes, wanted, 10, &t->steps),
	    0);
}

static void
draw(struct trial *t, struct random *lot, size_t count, uint64_t low,
    uint64_t high)
{
	for (size_t i = 0; i < count; i++)
		t->amount[i] = random_between(lot, low, high);
}

/* Does a set of sizes within the cap ever have more worth than a batch? */
static bool
no_set_is_worth_more(const struct trial *t)
{
	const struct worth *worth = &t->stairs.worth;

	for (unsigned set = 0; set < 1u << t->sizes.count; set++) {
		uint64_t size = 0;
		int64_t value = 0;

		for (size_t i = 0; i < t->sizes.count; i++)
			if (set >> i & 1) {
				size += t->sizes.size[i];
				value += worth->value[i];
			}
		if (size <= t->sizes.cap && value > worth->most)
			return false;
	}
	return true;
}

static void
no_bound_is_above_the_fewest(void)
{
	static struct trial t;
	struct random lot = random_seeded(8);
	uint64_t room[SMALL + 1], over_total = 0, met = 0;

	for (int i = 0; i < 20000; i++) {
		uint64_t cap = random_between(&lot, 1, i % 2 == 0 ? 20 : 1000);
		size_t count = (size_t)random_between(&lot, 1, SMALL);
		uint32_t best;

		draw(&t, &lot, count, cap / random_between(&lot, 2, 9), cap);
		search(&t, count, cap, UINT64_MAX);
		best = fewest(&t.sizes, 0, room, 0, SMALL + 1);
		CHECK(t.stairs.batches <= best);
		CHECK(i % 8 != 0 || no_set_is_worth_more(&t));
		over_total += t.stairs.batches > bounds_l1(&t.window).batches;
		met += t.stairs.batches == best;
	}
	CHECK(over_total > 2000);
	CHECK(met > 15000);
	release(&t);
}

static void
the_bound_is_what_the_values_come_to(void)
{
	static struct trial t;
	struct random lot = random_seeded(9);

	for (int i = 0; i < 60; i++) {
		int64_t total = 0, most;

		draw(&t, &lot, COUNT, 1, CAP);
		search(&t, COUNT, CAP, UINT64_MAX);
		most = t.stairs.worth.most;
		CHECK(most >= 1 && most <= 2 * STAIRS_UNITS);
		for (size_t k = 0; k < t.sizes.count; k++) {
			int64_t value = t.stairs.worth.value[k];

			CHECK(value >= 0 && value <= most);
			CHECK(k == 0 || value <= t.stairs.worth.value[k - 1]);
			total += value;
		}
		CHECK_INT(t.stairs.batches, (total + most - 1) / most);
	}
	release(&t);
}

static void
most_windows_of_large_amounts_are_proven(void)
{
	static struct trial t;
	struct random lot = random_seeded(10);
	struct packing p = { 0 };
	int proven = 0;

	for (int i = 0; i < 100; i++) {
		draw(&t, &lot, COUNT, CAP / 5, CAP / 5 * 4);
		search(&t, COUNT, CAP, UINT64_MAX);
		CHECK_INT(bfd_pack(&t.window, &p), 0);
		CHECK(t.stairs.batches <= p.batches);
		proven += t.stairs.batches == p.batches;
	}
	CHECK(proven >= 70);
	packing_free(&p);
	release(&t);
}

static void
ends_where_what_is_wanted_is_shown(void)
{
	static struct trial t;
	struct random lot = random_seeded(11);
	uint64_t all, few;

	draw(&t, &lot, COUNT, CAP / 10, CAP);
	search(&t, COUNT, CAP, UINT64_MAX);
	all = t.steps;
	t.steps = 0;
	search(&t, COUNT, CAP, 1);
	few = t.steps;
	CHECK(few > 0 && few < all / 20);
	CHECK(t.stairs.batches >= 1);
	t.steps = 0;
	search(&t, COUNT, CAP, UINT64_MAX);
	CHECK_INT(t.steps, all);
	release(&t);
}

static void
ends_of_all_numbers(void)
{
	static struct trial t;

	t.amount[0] = UINT64_MAX;
	search(&t, 1, UINT64_MAX, 9);
	CHECK_INT(t.stairs.batches, 0);
	CHECK(t.stairs.worth.value == NULL);
	search(&t, 0, 10, 9);
	CHECK_INT(t.stairs.batches, 0);
	for (int i = 0; i < 5; i++)
		t.amount[i] = INT64_MAX / 8 + 1;
	search(&t, 5, INT64_MAX / 4, 9);
	CHECK_INT(t.stairs.batches, 5);
	for (int i = 0; i < 5; i++)
		t.amount[i] = 1;
	search(&t, 5, 1, 9);
	CHECK_INT(t.stairs.batches, 5);
	search(&t, 5, 2, 9);
	CHECK_INT(t.stairs.batches, 3);
	t.amount[1] = 0;
	search(&t, 2, 1, 9);
	CHECK_INT(t.sizes.count, 1);
	CHECK_INT(t.stairs.batches, 1);
	release(&t);
	release(&t);
	CHECK(t.stairs.low == NULL);
}

static void
a_blend_is_a_worth_like_any_other(void)
{
	static struct trial t;
	struct random lot = random_seeded(12);
	int64_t value[SMALL];
	struct worth blend;

	for (int i = 0; i < 500; i++) {
		size_t count = (size_t)random_between(&lot, 1, SMALL);
		uint64_t cap = random_between(&lot, 1, 500);

		draw(&t, &lot, count, cap / 7, cap);
		search(&t, count, cap, UINT64_MAX);
		if (t.stairs.worth.value == NULL)
			continue;
		CHECK(worth_blend(&t.stairs.worth, &t.sizes, 30, value,
		    &blend));
		t.stairs.worth = blend;
		CHECK(no_set_is_worth_more(&t));
		CHECK(count < 1 || t.sizes.count < 1 || value[0] > 0);
	}
	t.sizes.cap = INT64_MAX / 4;
	CHECK(!worth_blend(&t.stairs.worth, &t.sizes, 30, value, &blend));
	release(&t);
}

/* What a size is worth, in halves of a unit, as the header has it. */
static unsigned
worth_of(const struct stair *stair, uint64_t size, uint64_t cap)
{
	unsigned worth = 0;

	if (2 * size == cap)
		return stair->units;
	if (2 * size > cap)
		return 2 * stair->units - worth_of(stair, cap - size, cap);
	for (unsigned k = 1; k <= stair->nsteps; k++)
		worth += 2 * (size >= stair->step[k]);
	return worth;
}

/* The most that sizes up to largest are worth in so much room, of all sets. */
static unsigned
most_worth(const unsigned *worth, uint64_t largest, uint64_t room)
{
	unsigned most = 0;

	for (uint64_t size = 1; size <= largest && size <= room; size++) {
		unsigned with = worth[size] + most_worth(worth, size, room -
		    size);

		most = with > most ? with : most;
	}
	return most;
}

/* The next of all rising steps up to high; false after the last. */
static bool
next_steps(struct stair *stair, uint64_t high)
{
	unsigned k = stair->nsteps;

	while (k > 0 && stair->step[k] == high)
		k--;
	if (k == 0)
		return false;
	stair->step[k]++;
	for (unsigned i = k + 1; i <= stair->nsteps; i++)
		stair->step[i] = stair->step[k];
	return true;
}

/* All stairs under small caps, against all sets of sizes. */
static void
is_a_proof_exactly_where_no_set_is_worth_more(void)
{
	enum { LARGEST = 11 };
	int proofs = 0, others = 0;

	for (uint64_t cap = 1; cap <= LARGEST; cap++)
		for (unsigned units = 2; units <= STAIRS_UNITS; units++) {
			struct stair stair = { units, units / 2,
			    { 0, 1, 1, 1, 1, 1, 1 } };

			do {
				unsigned worth[LARGEST + 1] = { 0 };
				bool is_proof;

				for (uint64_t x = 1; x <= cap; x++)
					worth[x] = worth_of(&stair, x, cap);
				is_proof = most_worth(worth, cap, cap) <=
				    2 * units;
				CHECK(stairs_is_proof(&stair, cap) ==
				    is_proof);
				proofs += is_proof;
				others += !is_proof;
			} while (next_steps(&stair, cap / 2 + 1));
		}
	CHECK(proofs > 500 && others > 500);
}

int
main(void)
{
	RUN(no_bound_is_above_the_fewest);
	RUN(the_bound_is_what_the_values_come_to);
	RUN(most_windows_of_large_amounts_are_proven);
	RUN(ends_where_what_is_wanted_is_shown);
	RUN(ends_of_all_numbers);
	RUN(is_a_proof_exactly_where_no_set_is_worth_more);
	RUN(a_blend_is_a_worth_like_any_other);
	return check_status();
}
