/* Batches that exchange: fewer in the end, or untouched; never a size lost. */
#include <stdlib.h>

#include "check.h"
#include "base/random.h"
#include "pack/methods.h"
#include "pack/repack.h"

enum {
	COUNT = 1000,
	CAP = 100000000,
};

struct trial {
	uint64_t amount[COUNT];
	int64_t value[COUNT];
	uint32_t batch[COUNT], before[COUNT];
	uint32_t batches;
	struct window window;
	struct sizes sizes;
	struct packing packing;
	struct repack repack;
};

static void
release(struct trial *t)
{
	repack_free(&t->repack);
	sizes_free(&t->sizes);
	packing_free(&t->packing);
}

/* Amounts from low to high, packed by best-fit decreasing. */
static void
begin(struct trial *t, struct random *lot, size_t count, uint64_t low,
    uint64_t high, uint64_t cap)
{
	for (size_t i = 0; i < count; i++)
		t->amount[i] = random_between(lot, low, high);
	t->window = (struct window){ t->amount, count, cap };
	CHECK_INT(bfd_pack(&t->window, &t->packing), 0);
	CHECK_INT(order_sort(&t->packing.order, t->amount, count), 0);
	CHECK_INT(sizes_make(&t->sizes, &t->window, &t->packing.order), 0);
	for (size_t i = 0; i < t->sizes.count; i++) {
		t->batch[i] =
		    t->packing.batch[t->packing.order.entry[i].index];
		t->value[i] = (int64_t)t->sizes.size[i];
	}
	t->batches = t->packing.batches;
	memcpy(t->before, t->batch, sizeof(t->before));
}

/* Batches from 0 on, none empty, none over the cap. */
static bool
is_packing(const struct trial *t)
{
	static uint64_t held[COUNT];

	memset(held, 0, sizeof(held));
	for (size_t i = 0; i < t->sizes.count; i++) {
		if (t->batch[i] >= t->batches)
			return false;
		held[t->batch[i]] += t->sizes.size[i];
	}
	for (uint32_t b = 0; b < t->batches; b++)
		if (held[b] == 0 || held[b] > t->sizes.cap)
			return false;
	return true;
}

/* One improvement, held to what the header promises. */
static int
improve(struct trial *t, const struct worth *worth, uint64_t target,
    uint64_t allowed)
{
	uint32_t batches = t->batches;
	uint64_t steps = 5;
	int got = repack_improve(&t->repack, &t->sizes, worth, target, &steps,
	    allowed, t->batch, &t->batches);

	CHECK(steps >= 5 && steps <= 5 + allowed + 50000);
	CHECK(is_packing(t));
	CHECK(got == 1 ? t->batches <= target : t->batches > target ||
	    target >= batches);
	CHECK(t->batches <= batches);
	CHECK(t->batches < batches || memcmp(t->batch, t->before,
	    t->sizes.count * sizeof(*t->batch)) == 0);
	return got;
}

static uint64_t
least(const struct trial *t)
{
	return bounds_l1(&t->window).batches;
}

static void
reaches_the_total_over_the_cap(void)
{
	static struct trial t;
	struct random lot = random_seeded(3);
	struct worth worth = { t.value, CAP };
	int reached = 0;

	for (int i = 0; i < 12; i++) {
		begin(&t, &lot, COUNT, CAP / 10, CAP / 2, CAP);
		CHECK(t.batches > least(&t) + 2);
		reached += improve(&t, &worth, least(&t), 20000000);
	}
	CHECK(reached >= 10);
	release(&t);
}

/*
 * What sizes are worth by the function of Burdett and Johnson (1977) that
 * divides by d.  Returns how many batches there must be.
 */
static uint64_t
set_worth(struct trial *t, struct worth *worth, int64_t d)
{
	int64_t over = CAP % d, total = 0;

	worth->most = CAP / d * (d - over);
	for (size_t i = 0; i < COUNT; i++) {
		int64_t size = (int64_t)t->sizes.size[i];
		int64_t rest = size % d > over ? size % d - over : 0;

		t->value[i] = size / d * (d - over) + rest;
		total += t->value[i];
	}
	return (uint64_t)((total + worth->most - 1) / worth->most);
}

/* Amounts of a quarter to a half of the cap waste room in any packing. */
static void
reaches_a_bound_by_what_sizes_are_worth(void)
{
	static struct trial t;
	struct random lot = random_seeded(4);
	struct worth worth = { t.value, CAP };
	int reached = 0;

	for (int i = 0; i < 6; i++) {
		uint64_t target = 0;
		int64_t best = CAP;

		begin(&t, &lot, COUNT, CAP / 4, CAP / 2, CAP);
		for (int64_t part = 200; part < 300; part++) {
			int64_t d = (int64_t)CAP * 100 / part;
			uint64_t bound = set_worth(&t, &worth, d);

			if (bound > target) {
				target = bound;
				best = d;
			}
		}
		(void)set_worth(&t, &worth, best);
		CHECK(target > least(&t) + 5);
		CHECK(t.batches > target + 10);
		reached += improve(&t, &worth, target, 50000000);
	}
	CHECK(reached >= 5);
	release(&t);
}

static void
comes_near_where_it_does_not_get_there(void)
{
	static struct trial t;
	struct random lot = random_seeded(14);
	struct worth worth = { t.value, CAP };

	for (int i = 0; i < 5; i++) {
		begin(&t, &lot, COUNT, CAP / 10, CAP / 2, CAP);
		if (improve(&t, &worth, least(&t), 1000000) == 0)
			CHECK(t.batches < t.packing.batches);
	}
	release(&t);
}

static void
small_windows_stay_whole(void)
{
	static struct trial t;
	struct random lot = random_seeded(5);
	struct worth worth = { t.value, 0 };
	int reached = 0, missed = 0;

	for (int i = 0; i < 3000; i++) {
		uint64_t cap = random_between(&lot, 2, 60);

		begin(&t, &lot, (size_t)random_between(&lot, 1, 40), 0,
		    cap / (1 + random_below(&lot, 2)), cap);
		worth.most = (int64_t)cap;
		if (t.batches < 2)
			continue;
		if (improve(&t, &worth, t.batches - 1, 3000) == 1)
			reached++;
		else
			missed++;
	}
	CHECK(reached > 20 && missed > 200);
	release(&t);
}

static void
what_cannot_be_is_left_alone(void)
{
	static struct trial t;
	struct random lot = random_seeded(6);
	struct worth worth = { t.value, CAP };
	uint64_t steps = 0;

	begin(&t, &lot, COUNT, CAP / 10, CAP / 2, CAP);
	CHECK_INT(improve(&t, &worth, least(&t) - 1, 1000000), 0);
	CHECK_INT(repack_improve(&t.repack, &t.sizes, &worth, least(&t) - 1,
	    &steps, 1000000, t.batch, &t.batches), 0);
	CHECK_INT(steps, 0);
	CHECK_INT(improve(&t, &worth, t.batches, 1000000), 0);
	CHECK_INT(improve(&t, &worth, least(&t), 0), 0);
	/* Numbers that cannot be reckoned with. */
	worth.most = INT64_MAX;
	CHECK_INT(improve(&t, &worth, least(&t), 1000000), 0);
	t.sizes.cap = UINT64_MAX;
	CHECK_INT(repack_improve(&t.repack, &t.sizes, &worth, 2, &steps, 100,
	    t.batch, &t.batches), 0);
	CHECK_INT(steps, 0);
	release(&t);
	release(&t);
	CHECK(t.repack.batch == NULL);
}

static void
the_same_comes_out_whatever_was_before(void)
{
	static struct trial t;
	static uint32_t first[COUNT];
	struct worth worth = { t.value, CAP };

	for (int again = 0; again < 2; again++) {
		struct random lot = random_seeded(7);

		begin(&t, &lot, COUNT, CAP / 10, CAP / 2, CAP);
		CHECK_INT(improve(&t, &worth, least(&t), 50000000), 1);
		if (again == 0)
			memcpy(first, t.batch, sizeof(first));
		CHECK(memcmp(first, t.batch, sizeof(first)) == 0);
		begin(&t, &lot, 300, CAP / 10, CAP / 2, CAP);
		(void)improve(&t, &worth, least(&t), 1000000);
	}
	release(&t);
}

int
main(void)
{
	RUN(reaches_the_total_over_the_cap);
	RUN(reaches_a_bound_by_what_sizes_are_worth);
	RUN(comes_near_where_it_does_not_get_there);
	RUN(small_windows_stay_whole);
	RUN(what_cannot_be_is_left_alone);
	RUN(the_same_comes_out_whatever_was_before);
	return check_status();
}
