/* What packing is made of: bounds, the order, the two ways to find a batch. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "pack/bounds.h"
#include "base/grow.h"
#include "pack/methods.h"

static uint64_t
next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + 1;
	return *state >> 11;
}

static void
totals_pass_64_bits(void)
{
	uint64_t amount[3] = { UINT64_MAX, UINT64_MAX, 5 };
	struct window w = { amount, 3, UINT64_MAX };

	CHECK(window_total(&w) == 2 * (window_uint128)UINT64_MAX + 5);
	w.count = 0;
	CHECK(window_total(&w) == 0);
}

static void
check_bound(const uint64_t *amount, size_t count, uint64_t cap,
    uint64_t wanted, size_t most)
{
	struct window w = { amount, count, cap };

	CHECK_INT(bounds_l1(&w).batches, wanted);
	CHECK(strcmp(bounds_l1(&w).name, "L1") == 0);
	CHECK_INT(bounds_most(&w), most);
}

static void
bounds_round_up_and_no_further(void)
{
	static const uint64_t sizes[] = { 4, 4, 2, 1, 0, 0, 0, 0 };
	static const uint64_t ends[] = { UINT64_MAX, UINT64_MAX, 1 };
	static const uint64_t zeros[] = { 0, 0, 0 };

	check_bound(sizes, 2, 10, 1, 2);
	check_bound(sizes, 3, 10, 1, 2);
	check_bound(sizes, 4, 10, 2, 4);
	check_bound(sizes, 8, 10, 2, 4);
	check_bound(sizes, 8, 4, 3, 6);
	check_bound(zeros, 3, 1, 1, 2);
	check_bound(zeros, 1, UINT64_MAX, 1, 1);
	check_bound(NULL, 0, 1, 0, 0);
	check_bound(ends, 2, UINT64_MAX, 2, 2);
	check_bound(ends, 3, UINT64_MAX, 3, 3);
	check_bound(ends + 2, 1, 1, 1, 1);
}

static void
arrays_grow_and_keep_what_they_hold(void)
{
	size_t cap = 0;
	int *array = grow_array(NULL, &cap, 0, sizeof(*array)), *same;

	CHECK(array != NULL && cap > 0);
	for (size_t i = 0; i < cap; i++)
		array[i] = (int)i;
	same = grow_array(array, &cap, cap, sizeof(*array));
	CHECK(same == array);
	size_t before = cap;
	array = grow_array(array, &cap, before + 1, sizeof(*array));
	CHECK(array != NULL && cap >= 2 * before);
	for (size_t i = 0; array != NULL && i < before; i++)
		CHECK_INT(array[i], i);
	before = cap;
	errno = 0;
	/* In bytes this would wrap round to almost nothing. */
	CHECK(grow_array(array, &cap, SIZE_MAX / sizeof(*array) + 2,
	    sizeof(*array)) == NULL);
	CHECK_INT(errno, ENOMEM);
	CHECK_INT(cap, before);
	CHECK_INT(GROW(array, cap, SIZE_MAX / sizeof(*array) + 2), -1);
	CHECK_INT(GROW(array, cap, before + 1), 0);
	CHECK(cap >= 2 * before && array[63] == 63);
	free(array);
}

/* Is the order one of all amounts, falling, equal ones as they came? */
static bool
is_in_order(const struct order *o, const uint64_t *amount, size_t count)
{
	const struct order_entry *e = o->entry;

	for (size_t i = 0; i < count; i++) {
		if (e[i].index >= count || e[i].amount != amount[e[i].index])
			return false;
		if (i > 0 && (e[i - 1].amount < e[i].amount ||
		    (e[i - 1].amount == e[i].amount &&
		    e[i - 1].index >= e[i].index)))
			return false;
	}
	return true;
}

static void
orders_fall_and_leave_equals_as_they_came(void)
{
	static uint64_t amount[5000];
	struct order o = { 0 };
	uint64_t state = 3;

	for (int i = 0; i < 2000; i++) {
		size_t count = next_random(&state) % (i % 100 == 0 ? 5001 : 40);
		int bits = (int)(next_random(&state) % 8) + 1;
		int shift = (int)(next_random(&state) % 65);

		/* Few values, all over the 64 bits or at one place in them. */
		for (size_t k = 0; k < count; k++) {
			uint64_t value = next_random(&state) %
			    (UINT64_C(1) << bits);

			amount[k] = shift == 64 ? value *
			    UINT64_C(0x9e3779b97f4a7c15) : value << shift;
		}
		CHECK_INT(order_sort(&o, amount, count), 0);
		CHECK(is_in_order(&o, amount, count));
	}
	order_free(&o);
	order_free(&o);
	CHECK(o.entry == NULL);
}

static void
lowest_takes_the_first_of_several(void)
{
	static const uint64_t put[] = { 6, 6, 6, 4, 5, 4, 4, 5, 1, 0 };
	static const uint32_t wanted[] = { 0, 1, 2, 0, 3, 1, 2, 3, 4, 0 };
	struct lowest l = { 0 };

	for (int again = 0; again < 2; again++) {
		CHECK_INT(lowest_start(&l, 10, 5), 0);
		CHECK_INT(l.batches, 0);
		for (size_t i = 0; i < sizeof(put) / sizeof(*put); i++)
			CHECK_INT(lowest_put(&l, put[i]), wanted[i]);
		CHECK_INT(l.batches, 5);
	}
	CHECK_INT(lowest_start(&l, 10, 1), 0);
	CHECK_INT(lowest_put(&l, 3), 0);
	CHECK_INT(lowest_put(&l, 7), 0);
	CHECK_INT(l.steps, 0);
	errno = 0;
	CHECK_INT(lowest_start(&l, 10, SIZE_MAX / 2), -1);
	CHECK_INT(errno, ENOMEM);
	lowest_free(&l);
	lowest_free(&l);
	CHECK(l.room == NULL);
}

static void
fullest_takes_the_lowest_of_equals(void)
{
	static const uint64_t put[] = { 70, 70, 70, 60, 60, 40, 30, 30, 30, 20,
	    20, 0 };
	static const uint32_t wanted[] = { 0, 1, 2, 3, 4, 3, 0, 1, 2, 4, 4, 0 };
	struct fullest f = { 0 };

	for (int again = 0; again < 2; again++) {
		CHECK_INT(fullest_start(&f, 100, 5), 0);
		CHECK_INT(f.batches, 0);
		for (size_t i = 0; i < sizeof(put) / sizeof(*put); i++)
			CHECK_INT(fullest_put(&f, put[i]), wanted[i]);
		CHECK_INT(f.batches, 5);
	}
	errno = 0;
	CHECK_INT(fullest_start(&f, 100, SIZE_MAX / 2), -1);
	CHECK_INT(errno, ENOMEM);
	fullest_free(&f);
	fullest_free(&f);
	CHECK(f.ready == NULL && f.waiting == NULL);
}

static void
methods_are_found_by_their_whole_names(void)
{
	static const char *const names[] = { "next-fit", "first-fit", "ffd",
	    "bfd", "best" };
	static const char *const others[] = { "", "f", "FFD", "ffd ", "bfdx",
	    "next", "next_fit" };
	size_t n = 0;

	for (; methods[n].name != NULL; n++) {
		CHECK(strcmp(methods[n].name, names[n]) == 0);
		CHECK(method_find(names[n]) == &methods[n]);
	}
	CHECK_INT(n, 5);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		CHECK(method_find(others[i]) == NULL);
}

int
main(void)
{
	RUN(totals_pass_64_bits);
	RUN(bounds_round_up_and_no_further);
	RUN(arrays_grow_and_keep_what_they_hold);
	RUN(orders_fall_and_leave_equals_as_they_came);
	RUN(lowest_takes_the_first_of_several);
	RUN(fullest_takes_the_lowest_of_equals);
	RUN(methods_are_found_by_their_whole_names);
	return check_status();
}
