/* How long things took, as it is told: against a list that is sorted here. */
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "serve/delays.h"

enum { MANY = 50000 };		/* more than are kept one by one */

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Is it within 0.1 % of nearest rank? */
static void
check_near(uint64_t got, const uint64_t *sorted, uint64_t count, uint64_t part)
{
	uint64_t wanted = sorted[(count * part + 99) / 100 - 1];
	uint64_t off = got > wanted ? got - wanted : wanted - got;

	CHECK(off * 1000 <= wanted);
}

static void
of_none_nothing_is_told(void)
{
	struct delays d = { 0 };
	struct buf text = { 0 };
	struct json j = { .out = &text };

	delays_put(&d, &j);
	CHECK_SPAN(buf_span(&text), "{\"count\":0,\"mean\":null,\"p50\":null,"
	    "\"p95\":null,\"p99\":null,\"max\":null}");
	CHECK_INT(delays_quantile(&d, 50, 100), 0);
	buf_free(&text);
	delays_free(&d);
}

static void
few_are_told_in_seconds(void)
{
	struct delays d = { 0 };
	struct buf text = { 0 };
	struct json j = { .out = &text };

	/* A delay that a clock made less than nothing is none. */
	delays_add(&d, -7);
	delays_add(&d, 1);
	delays_add(&d, 300);
	delays_add(&d, 2000001);
	delays_put(&d, &j);
	/* The mean, 500075.5, is rounded half up; nothing is told that is
	   longer than the longest. */
	CHECK_SPAN(buf_span(&text), "{\"count\":4,\"mean\":0.500076,"
	    "\"p50\":0.000001,\"p95\":1.999871,\"p99\":1.999871,"
	    "\"max\":2.000001}");
	buf_free(&text);
	delays_free(&d);
	delays_free(&d);
	CHECK_INT(d.count, 0);
}

/* What is told of a bucket is its middle: here that is above all in it. */
static void
nothing_is_told_that_is_above_the_longest(void)
{
	struct delays d = { 0 };

	delays_add(&d, 1 << 21);
	CHECK_INT(delays_quantile(&d, 50, 100), 1 << 21);
	CHECK_INT(delays_quantile(&d, 99, 100), 1 << 21);
	/* Once there is a longer one, it is not held back. */
	delays_add(&d, 1 << 22);
	CHECK(delays_quantile(&d, 50, 100) > 1 << 21);
	CHECK_INT(delays_quantile(&d, 99, 100), 1 << 22);
	delays_free(&d);
}

static void
quantiles_are_near_those_of_a_sorted_list(void)
{
	struct delays d = { 0 };
	struct random random = random_seeded(7);
	uint64_t *all = calloc(MANY, sizeof(*all)), sum = 0;

	if (all == NULL)
		exit(1);
	for (size_t i = 0; i < MANY; i++) {
		all[i] = random_next(&random) >> (24 + i % 40);
		sum += all[i];
		delays_add(&d, (int64_t)all[i]);
	}
	qsort(all, MANY, sizeof(*all), compare);
	CHECK_INT(d.count, MANY);
	CHECK(d.sum == sum);
	CHECK(d.most == all[MANY - 1]);
	for (unsigned part = 1; part <= 100; part++)
		check_near(delays_quantile(&d, part, 100), all, MANY, part);
	free(all);
	delays_free(&d);
}

int
main(void)
{
	RUN(of_none_nothing_is_told);
	RUN(few_are_told_in_seconds);
	RUN(nothing_is_told_that_is_above_the_longest);
	RUN(quantiles_are_near_those_of_a_sorted_list);
	return check_status();
}
