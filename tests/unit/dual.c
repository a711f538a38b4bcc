/*
 * Bounds by dual feasible functions and by reduction: true of every set, as
 * the slow twins have them, and never over the fewest batches.
 */
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "fewest.h"
#include "pack/dual.h"
#include "pack/reduction.h"

enum {
	COUNT = 60,
	SMALL = 8,
};

struct trial {
	uint64_t amount[COUNT];
	struct window window;
	struct order order;
	struct sizes sizes;
	struct dual dual;
	struct reduction reduction;
	struct random lot;
	uint64_t steps;
};

static const uint64_t caps[] = { 1, 2, 7, 10, 24, 97, 1000, 100000000,
    INT64_MAX, UINT64_MAX };

/* A window of up to most amounts in which ties, zeros and caps abound. */
static void
draw(struct trial *t, size_t most)
{
	uint64_t cap = caps[random_below(&t->lot, sizeof(caps) /
	    sizeof(*caps))];
	uint64_t kind = random_below(&t->lot, 4);

	t->window = (struct window){ t->amount, (size_t)random_below(&t->lot,
	    most) + 1, cap };
	for (size_t i = 0; i < t->window.count; i++) {
		t->amount[i] = random_between(&t->lot, cap > 1, cap);
		if (kind == 1)
			t->amount[i] = cap / random_between(&t->lot, 1, 5);
		else if (kind == 2)
			t->amount[i] = cap / 2 - cap / 9 + t->amount[i] / 4;
		else if (kind == 3 && i % 2 == 1)
			t->amount[i] = cap - t->amount[i - 1];
	}
	CHECK_INT(order_sort(&t->order, t->amount, t->window.count), 0);
	CHECK_INT(sizes_make(&t->sizes, &t->window, &t->order), 0);
}

static void
release(struct trial *t)
{
	order_free(&t->order);
	sizes_free(&t->sizes);
	dual_free(&t->dual);
	reduction_free(&t->reduction);
	reduction_free(&t->reduction);
	dual_free(&t->dual);
	CHECK(t->dual.sum == NULL);
}

/* What the header says that a size counts for, by another arithmetic. */
static window_uint128
twin_value(const char *name, window_uint128 p, window_uint128 c,
    window_uint128 x)
{
	if (strcmp(name, "L2") == 0)
		return x + p > c ? c : x < p ? 0 : x;
	if (strcmp(name, "FS1") == 0)
		return (p + 1) * x % c == 0 ? (p + 1) * x / c * p :
		    (p + 1) * x / c * (p + 1);
	if (strcmp(name, "CCM1") == 0)
		return 2 * x < c ? 2 * (x / p) : 2 * x == c ? c / p :
		    2 * (c / p - (c - x) / p);
	if (strcmp(name, "BJ1") == 0)
		return x / p * (p - c % p) + (x % p > c % p ?
		    x % p - c % p : 0);
	return x;
}

/* Does the bound follow from its name and its parameter alone? */
static bool
follows(const struct sizes *s, const struct bound *b)
{
	window_uint128 total = 0, most = twin_value(b->name, b->parameter,
	    s->cap, s->cap);
	int64_t given[COUNT];
	struct worth worth;
	bool is_given = dual_worth(b, s, given, &worth);

	for (size_t i = 0; i < s->count; i++) {
		window_uint128 value = twin_value(b->name, b->parameter,
		    s->cap, s->size[i]);

		if (is_given && value != (window_uint128)given[i])
			return false;
		total += value;
	}
	return is_given == (most <= INT64_MAX / 4) &&
	    (!is_given || most == (window_uint128)worth.most) &&
	    b->batches == (uint64_t)((total + most - 1) / most);
}

/* The highest that wanted may be raised to; from nothing but one batch. */
static struct bound
raised(struct trial *t, uint64_t wanted, enum dual_effort effort)
{
	struct bound bound = { .batches = 0, .name = "none" };

	CHECK_INT(dual_raise(&t->dual, &t->sizes, wanted, effort, &t->steps,
	    &bound), 0);
	return bound;
}

static void
bounds_follow_from_name_and_parameter(void)
{
	static struct trial t;

	t.lot = random_seeded(1);
	for (int i = 0; i < 20000; i++) {
		struct bound last = { .batches = 0 };

		draw(&t, COUNT);
		/* One after the other, every higher bound on the way. */
		for (uint64_t wanted = 1; wanted < COUNT; wanted++) {
			struct bound b = raised(&t, wanted, DUAL_ALL);

			CHECK(b.batches >= last.batches);
			if (b.batches > 0)
				CHECK(follows(&t.sizes, &b));
			if (b.batches < wanted)
				break;
			last = b;
		}
	}
	release(&t);
}

/* Of all multisets by what they take up, is the most that of the cap? */
static bool
most_of_sets(const struct bound *b, uint64_t cap)
{
	uint64_t size[24];
	int64_t value[24], most[25] = { 0 };
	struct sizes all = { .size = size, .count = cap, .cap = cap };
	struct worth worth;

	for (uint64_t i = 0; i < cap; i++)
		size[i] = cap - i;
	if (!dual_worth(b, &all, value, &worth))
		return false;
	for (uint64_t sum = 1; sum <= cap; sum++)
		for (uint64_t x = 1; x <= sum; x++) {
			int64_t v = value[cap - x] + most[sum - x];

			most[sum] = v > most[sum] ? v : most[sum];
		}
	return most[cap] <= worth.most;
}

static void
no_set_that_fits_counts_for_more_than_the_cap(void)
{
	static const char *const names[] = { "L1", "L2", "FS1", "CCM1", "BJ1" };

	for (uint64_t cap = 1; cap <= 24; cap++)
		for (uint64_t p = 1; p <= cap; p++)
			for (int n = 0; n < 5; n++) {
				struct bound b = { .name = names[n],
				    .parameter = p };

				if ((n != 1 && n != 3) || p <= cap / 2)
					CHECK(most_of_sets(&b, cap));
			}
}

static void
no_bound_is_over_the_fewest_batches(void)
{
	static struct trial t;
	uint64_t room[SMALL + 1];
	int met = 0;

	t.lot = random_seeded(2);
	for (int i = 0; i < 100000; i++) {
		struct bound b, l3 = { .name = "none" };
		uint64_t best;

		draw(&t, SMALL);
		best = fewest(&t.sizes, 0, room, 0, SMALL + 1);
		b = raised(&t, UINT64_MAX, DUAL_ALL);
		CHECK(b.batches <= best);
		CHECK(raised(&t, UINT64_MAX, DUAL_QUICK).batches <= b.batches);
		CHECK_INT(reduction_raise(&t.reduction, &t.sizes, UINT64_MAX,
		    &t.steps, 10000, &l3), 0);
		CHECK(l3.batches <= best);
		met += b.batches == best || l3.batches == best;
	}
	CHECK(met > 98000);
	release(&t);
}

/* L2 by its definition: for every size up to half the cap, and for none. */
static uint64_t
twin_l2(const struct sizes *s, size_t count)
{
	uint64_t best = 0;

	for (size_t k = 0; k <= count; k++) {
		uint64_t p = k < count ? s->size[k] : 0, alone = 0, wide = 0;
		window_uint128 room = 0, rest = 0;

		if (p > s->cap / 2)
			continue;
		for (size_t i = 0; i < count; i++)
			if (s->size[i] > s->cap - p)
				alone++;
			else if (s->size[i] > s->cap / 2) {
				wide++;
				room += s->cap - s->size[i];
			} else if (s->size[i] >= p)
				rest += s->size[i];
		alone += wide + (rest > room ? (uint64_t)((rest - room +
		    s->cap - 1) / s->cap) : 0);
		best = alone > best ? alone : best;
	}
	return best;
}

static void
quick_bounds_and_reduction_are_no_lower_than_l2(void)
{
	static struct trial t;

	t.lot = random_seeded(3);
	for (int i = 0; i < 20000; i++) {
		struct bound l3 = { .name = "none" };
		uint64_t l2;

		draw(&t, COUNT);
		l2 = twin_l2(&t.sizes, t.sizes.count);
		CHECK(raised(&t, UINT64_MAX, DUAL_QUICK).batches >= l2);
		CHECK_INT(reduction_raise(&t.reduction, &t.sizes, UINT64_MAX,
		    &t.steps, 100000, &l3), 0);
		CHECK(l3.batches >= l2);
	}
	release(&t);
}

static void
worth_is_what_sizes_count_for_where_it_can_be_held(void)
{
	static struct trial t;
	int64_t value[COUNT];
	struct worth worth;
	struct bound b = { .name = "BJ1" };

	t.lot = random_seeded(4);
	for (int i = 0; i < 1000; i++) {
		draw(&t, COUNT);
		b.parameter = random_between(&t.lot, 1, t.window.cap);
		if (!dual_worth(&b, &t.sizes, value, &worth)) {
			CHECK(twin_value("BJ1", b.parameter, t.window.cap,
			    t.window.cap) > INT64_MAX / 4);
			continue;
		}
		CHECK(worth.value == value);
		CHECK(twin_value("BJ1", b.parameter, t.window.cap,
		    t.window.cap) == (window_uint128)worth.most);
		for (size_t k = 0; k < t.sizes.count; k++)
			CHECK(twin_value("BJ1", b.parameter, t.window.cap,
			    t.sizes.size[k]) == (window_uint128)value[k]);
	}
	b.name = "L3";
	CHECK(!dual_worth(&b, &t.sizes, value, &worth));
	release(&t);
}

/* Where L2 is 3, two exact pairs and the three that are left need 4. */
static void
reduction_sees_what_must_be_together(void)
{
	static const uint64_t exact[] = { 70, 30, 60, 40, 55, 54, 52 };
	struct trial *t = calloc(1, sizeof(*t));
	struct bound bound = { .batches = 1, .name = "L1" };

	CHECK(t != NULL);
	if (t == NULL)
		return;
	memcpy(t->amount, exact, sizeof(exact));
	t->window = (struct window){ t->amount, 7, 100 };
	CHECK_INT(order_sort(&t->order, t->amount, 7), 0);
	CHECK_INT(sizes_make(&t->sizes, &t->window, &t->order), 0);
	CHECK_INT(reduction_raise(&t->reduction, &t->sizes, 7, &t->steps, 1000,
	    &bound), 0);
	CHECK_INT(bound.batches, 5);
	CHECK(strcmp(bound.name, "L3") == 0);
	CHECK_INT(bound.parameter, 0);
	/* What is as high already stays, and so does what needs no more. */
	bound = (struct bound){ .batches = 5, .name = "mine" };
	CHECK_INT(reduction_raise(&t->reduction, &t->sizes, 7, &t->steps, 1000,
	    &bound), 0);
	CHECK(strcmp(bound.name, "mine") == 0);
	release(t);
	free(t);
}

int
main(void)
{
	RUN(bounds_follow_from_name_and_parameter);
	RUN(no_set_that_fits_counts_for_more_than_the_cap);
	RUN(no_bound_is_over_the_fewest_batches);
	RUN(quick_bounds_and_reduction_are_no_lower_than_l2);
	RUN(worth_is_what_sizes_count_for_where_it_can_be_held);
	RUN(reduction_sees_what_must_be_together);
	return check_status();
}
