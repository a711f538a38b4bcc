/* Amounts and their buckets, and quantiles against amounts put in order. */
#include <errno.h>
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "starve.h"
#include "stats/histogram.h"

__extension__ typedef unsigned __int128 wide;

/* Is what is told of this amount within a thousandth of it? */
static bool
is_near(uint64_t size, uint64_t told)
{
	uint64_t error = size < told ? told - size : size - told;

	return (wide)error * 1000 <= size;
}

/* The bucket of a size, found by cutting powers of two in halves. */
static unsigned
naive_bucket(uint64_t size)
{
	uint64_t power = 1024, width = 2;
	unsigned bucket = 1024;

	if (size < 1024)
		return (unsigned)size;
	while (size - power >= power && power != (uint64_t)1 << 63) {
		power *= 2;
		width *= 2;
		bucket += 512;
	}
	return bucket + (unsigned)((size - power) / width);
}

static void
buckets_follow_each_other_without_a_gap(void)
{
	uint64_t next = 0;

	for (unsigned i = 0; i < HISTOGRAM_LEN; i++) {
		CHECK(histogram_least(i) == next);
		CHECK(histogram_most(i) >= next);
		next = histogram_most(i) + 1;
		CHECK_INT(histogram_bucket(histogram_least(i)), i);
		CHECK_INT(histogram_bucket(histogram_most(i)), i);
		CHECK_INT(histogram_bucket(histogram_middle(i)), i);
	}
	/* Behind the last amount there is is 0 again. */
	CHECK(next == 0);
	CHECK(histogram_most(HISTOGRAM_LEN - 1) == UINT64_MAX);
}

static void
small_amounts_have_a_bucket_each(void)
{
	for (unsigned i = 0; i < 1024; i++) {
		CHECK_INT(histogram_bucket(i), i);
		CHECK(histogram_middle(i) == i);
	}
	CHECK_INT(histogram_bucket(1024), 1024);
	CHECK_INT(histogram_bucket(1025), 1024);
	CHECK_INT(histogram_bucket(1026), 1025);
	CHECK(histogram_middle(1024) == 1024);
}

static void
what_is_told_is_within_a_thousandth(void)
{
	for (unsigned i = 0; i < HISTOGRAM_LEN; i++) {
		uint64_t least = histogram_least(i), most = histogram_most(i);
		uint64_t middle = histogram_middle(i);

		CHECK(is_near(least, middle) && is_near(most, middle));
		CHECK(middle - least == (most - least) / 2);
		CHECK(1024 * (wide)(most - middle) <= least);
	}
}

static void
edges_of_powers_are_where_they_should_be(void)
{
	struct random random = random_seeded(1);

	for (int i = 0; i < 64; i++)
		for (int k = -3; k <= 3; k++) {
			uint64_t size = ((uint64_t)1 << i) + (uint64_t)k;

			CHECK_INT(histogram_bucket(size), naive_bucket(size));
		}
	for (int i = 0; i < 100000; i++) {
		uint64_t size = random_next(&random) >> random_below(&random,
		    64);

		CHECK_INT(histogram_bucket(size), naive_bucket(size));
	}
}

static int
compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Are all quantiles those of these sizes, which are put in order? */
static void
check_quantiles(const struct histogram *h, uint64_t *size, size_t count)
{
	static const unsigned part[][2] = { { 1, 10000 }, { 1, 100 },
	    { 1, 4 }, { 1, 3 }, { 1, 2 }, { 2, 3 }, { 90, 100 }, { 99, 100 },
	    { 999, 1000 }, { 9999, 10000 }, { 1, 1 }, { 10000, 10000 } };
	uint64_t told, wanted;

	qsort(size, count, sizeof(*size), compare);
	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++) {
		size_t rank = 1;

		/* The least rank that is no less than that part of all. */
		while ((wide)rank * part[i][1] < (wide)count * part[i][0])
			rank++;
		wanted = size[rank - 1];
		CHECK_INT(histogram_quantile(h, part[i][0], part[i][1], &told),
		    0);
		CHECK_INT(told, histogram_middle(naive_bucket(wanted)));
		CHECK(is_near(wanted, told));
	}
}

/* Are these the sizes that are counted, bucket by bucket? */
static void
check_buckets(const struct histogram *h, const uint64_t *size, size_t count)
{
	unsigned at = 0;
	uint64_t got;

	CHECK_INT(h->count, count);
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i; k < count &&
		    naive_bucket(size[k]) == naive_bucket(size[i]); k++)
			continue;
		at = histogram_next(h, at, &got);
		CHECK_INT(at, naive_bucket(size[i]));
		CHECK_INT(got, k - i);
		at++;
	}
	CHECK_INT(histogram_next(h, at, &got), HISTOGRAM_LEN);
	CHECK_INT(histogram_next(h, HISTOGRAM_LEN, &got), HISTOGRAM_LEN);
}

/* A size of one kind or another. */
static uint64_t
draw(struct random *random, int kind)
{
	switch (kind) {
	case 0:
		return random_below(random, 1000);
	case 1:
		return random_between(random, 20000, 50000000);
	case 2:
		return random_next(random) >> random_below(random, 64);
	case 3:		/* only the two ends of a bucket */
		return histogram_least(9000) + (random_below(random, 2) == 0 ?
		    0 : histogram_most(9000) - histogram_least(9000));
	case 4:		/* INT64_MIN's, and what is next to it */
		return ((uint64_t)1 << 63) - random_below(random, 3);
	default:	/* nearly always the same */
		return random_below(random, 1000) == 0 ? UINT64_MAX : 12345;
	}
}

static void
quantiles_are_those_of_amounts_in_order(void)
{
	static const size_t counts[] = { 1, 2, 3, 7, 8, 9, 99, 100, 101, 1000,
	    5000, HISTOGRAM_FEW - 1, HISTOGRAM_FEW, HISTOGRAM_FEW + 1, 99999 };
	static uint64_t size[99999];
	struct random random = random_seeded(2);

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		for (int kind = 0; kind < 6; kind++) {
			struct histogram h = { 0 };

			for (size_t k = 0; k < counts[i]; k++) {
				size[k] = draw(&random, kind);
				CHECK_INT(histogram_add(&h, size[k]), 0);
			}
			CHECK_INT(h.bucket != NULL,
			    counts[i] >= HISTOGRAM_FEW);
			check_quantiles(&h, size, counts[i]);
			check_buckets(&h, size, counts[i]);
			histogram_free(&h);
		}
}

static void
nothing_has_no_quantile(void)
{
	struct histogram h = { 0 };
	uint64_t value = 7;

	CHECK_INT(histogram_quantile(&h, 1, 2, &value), -1);
	CHECK_INT(histogram_next(&h, 0, &value), HISTOGRAM_LEN);
	CHECK_INT(histogram_widen(&h), 0);
	CHECK_INT(histogram_quantile(&h, 1, 2, &value), -1);
	CHECK_INT(histogram_next(&h, 0, &value), HISTOGRAM_LEN);
	CHECK_INT(value, 7);
	histogram_free(&h);
	histogram_free(&h);
	CHECK(h.count == 0 && h.bucket == NULL && h.few == NULL);
}

/* Who asks in between changes nothing. */
static void
more_may_be_added_behind_a_question(void)
{
	struct random random = random_seeded(3);
	struct histogram h = { 0 };
	static uint64_t size[500];
	uint64_t value;

	for (size_t i = 0; i < 500; i++) {
		size[i] = draw(&random, 2);
		CHECK_INT(histogram_add(&h, size[i]), 0);
		CHECK_INT(histogram_quantile(&h, 1, 2, &value), 0);
		check_quantiles(&h, size, i + 1);
		check_buckets(&h, size, i + 1);
	}
	CHECK_INT(histogram_widen(&h), 0);
	CHECK_INT(histogram_widen(&h), 0);
	check_buckets(&h, size, 500);
	histogram_count(&h, size[499]);
	CHECK_INT(h.count, 501);
	histogram_free(&h);
}

static bool
is_same(const struct histogram *a, const struct histogram *b)
{
	unsigned i = 0, k = 0;
	uint64_t x = 0, y = 0;

	do {
		i = histogram_next(a, i, &x);
		k = histogram_next(b, k, &y);
		if (i != k || x != y)
			return false;
		i++;
		k++;
	} while (i <= HISTOGRAM_LEN);
	return a->count == b->count;
}

/* However they are split, and in whatever order the parts are added. */
static void
parts_add_up_to_the_whole(void)
{
	enum { PARTS = 7 };
	struct random random = random_seeded(4);

	for (int round = 0; round < 30; round++) {
		struct histogram whole = { 0 }, part[PARTS] = { 0 };
		struct histogram one = { 0 }, other = { 0 };
		uint64_t count = random_below(&random, round < 20 ? 3000 :
		    3 * HISTOGRAM_FEW);

		for (uint64_t i = 0; i < count; i++) {
			uint64_t size = draw(&random, round % 6);
			int at = (int)random_below(&random, PARTS);

			CHECK_INT(histogram_add(&whole, size), 0);
			CHECK_INT(histogram_add(&part[at * at / PARTS], size),
			    0);
		}
		for (int i = 0; i < PARTS; i++) {
			CHECK_INT(histogram_merge(&one, &part[i]), 0);
			CHECK_INT(histogram_merge(&other,
			    &part[PARTS - 1 - i]), 0);
		}
		CHECK(is_same(&one, &whole) && is_same(&other, &whole));
		for (int i = 0; i < PARTS; i++)
			histogram_free(&part[i]);
		histogram_free(&one);
		histogram_free(&other);
		histogram_free(&whole);
	}
}

static void
buckets_may_be_added_many_at_once(void)
{
	struct histogram h = { 0 };
	uint64_t value, count;

	CHECK_INT(histogram_add_bucket(&h, 5, 0), 0);
	CHECK_INT(h.count, 0);
	CHECK_INT(histogram_add_bucket(&h, 5, 20), 0);
	CHECK_INT(histogram_add_bucket(&h, 3, 1000), 0);
	CHECK(h.count == 1020 && h.bucket == NULL);
	CHECK_INT(histogram_next(&h, 4, &count), 5);
	CHECK_INT(count, 20);
	CHECK_INT(histogram_add_bucket(&h, HISTOGRAM_LEN - 1, INT64_MAX), 0);
	CHECK_INT(histogram_next(&h, 3, &count), 3);
	CHECK_INT(count, 1000);
	CHECK_INT(histogram_next(&h, 6, &count), HISTOGRAM_LEN - 1);
	CHECK(count == INT64_MAX);
	CHECK_INT(histogram_quantile(&h, 1, 10000, &value), 0);
	CHECK(value == histogram_middle(HISTOGRAM_LEN - 1));
	histogram_free(&h);
}

/* Ranks of the largest numbers there are, and not one more. */
static void
more_than_can_be_counted_are_refused(void)
{
	struct histogram h = { 0 }, one = { 0 };
	uint64_t value;

	CHECK_INT(histogram_add_bucket(&h, 1, UINT64_MAX / 2), 0);
	CHECK_INT(histogram_add_bucket(&h, 2, UINT64_MAX / 2 + 1), 0);
	CHECK(h.count == UINT64_MAX);
	CHECK_INT(histogram_quantile(&h, 1, 2, &value), 0);
	CHECK_INT(value, 2);
	CHECK_INT(histogram_quantile(&h, 4999, 10000, &value), 0);
	CHECK_INT(value, 1);
	CHECK_INT(histogram_quantile(&h, 1, 1, &value), 0);
	CHECK_INT(value, 2);
	errno = 0;
	CHECK_INT(histogram_add_bucket(&h, 7, 1), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(histogram_add(&one, 7), 0);
	errno = 0;
	CHECK_INT(histogram_merge(&h, &one), -1);
	CHECK_INT(errno, ERANGE);
	CHECK(h.count == UINT64_MAX);
	CHECK_INT(histogram_next(&h, 3, &value), HISTOGRAM_LEN);
	histogram_free(&h);
	histogram_free(&one);
}

static void
without_memory_nothing_is_counted(void)
{
	struct histogram none = { 0 }, few = { 0 }, many = { 0 };
	struct starve starve;
	uint64_t count;

	for (int i = 0; i < HISTOGRAM_FEW - 1; i++)
		CHECK_INT(histogram_add(&few, 99), 0);
	CHECK_INT(histogram_add_bucket(&many, 7, HISTOGRAM_FEW), 0);
	if (starve_begin(&starve)) {
		errno = 0;
		CHECK_INT(histogram_add(&none, 1), -1);
		CHECK_INT(errno, ENOMEM);
		CHECK_INT(histogram_add_bucket(&none, 1, 1), -1);
		CHECK_INT(histogram_widen(&none), -1);
		CHECK_INT(histogram_merge(&none, &few), -1);
		CHECK_INT(histogram_merge(&none, &many), -1);
		CHECK_INT(histogram_add(&few, 99), -1);
		CHECK_INT(histogram_merge(&few, &many), -1);
		CHECK_INT(histogram_widen(&few), -1);
		CHECK_INT(histogram_add(&many, 99), 0);
		CHECK_INT(histogram_merge(&many, &few), 0);
		starve_end(&starve);
		CHECK_INT(many.count, 2 * HISTOGRAM_FEW);
	}
	CHECK_INT(none.count, 0);
	CHECK_INT(few.count, HISTOGRAM_FEW - 1);
	CHECK_INT(histogram_next(&few, 0, &count), 99);
	CHECK_INT(count, HISTOGRAM_FEW - 1);
	histogram_free(&none);
	histogram_free(&few);
	histogram_free(&many);
}

int
main(void)
{
	RUN(buckets_follow_each_other_without_a_gap);
	RUN(small_amounts_have_a_bucket_each);
	RUN(what_is_told_is_within_a_thousandth);
	RUN(edges_of_powers_are_where_they_should_be);
	RUN(quantiles_are_those_of_amounts_in_order);
	RUN(nothing_has_no_quantile);
	RUN(more_may_be_added_behind_a_question);
	RUN(parts_add_up_to_the_whole);
	RUN(buckets_may_be_added_many_at_once);
	RUN(more_than_can_be_counted_are_refused);
	RUN(without_memory_nothing_is_counted);
	return check_status();
}
