/* Things a second, against a list of when each came, gone through here. */
#include "base/random.h"
#include "check.h"
#include "serve/rates.h"

enum {
	TENTH = 100000,
	MANY = 20000,
};

static uint64_t came[MANY];		/* when, in microseconds */

/* The same, of the first n of them, over so many whole tenths before now. */
static uint64_t
naive(size_t n, uint64_t now, uint64_t tenths)
{
	uint64_t end = now / TENTH * TENTH, first, count = 0;

	if (tenths > now / TENTH)
		tenths = now / TENTH;
	if (tenths == 0)
		return 0;
	first = end - tenths * TENTH;
	for (size_t i = 0; i < n; i++)
		count += came[i] >= first && came[i] < end;
	return count * 10 * 10000 / tenths;
}

static void
before_anything_it_is_nothing(void)
{
	struct rates r = { 0 };

	rates_begin(&r, 5000);
	CHECK_INT(rates_second(&r, 5000), 0);
	CHECK_INT(rates_minute(&r, 5000), 0);
	CHECK_INT(rates_overall(&r, 5000), 0);
	rates_add(&r, 5001, 3);
	/* Only whole tenths are told; of all the time, at once. */
	CHECK_INT(rates_second(&r, 5000 + TENTH - 1), 0);
	CHECK_INT(rates_second(&r, 5000 + TENTH), 3 * 10 * 10000);
	CHECK_INT(rates_overall(&r, 5000 + 2000000), 15000);
	CHECK_INT(rates_second(&r, 5000 + 11 * TENTH), 0);
	CHECK_INT(rates_minute(&r, 5000 + 11 * TENTH), 3 * 100000 / 11);
}

static void
a_clock_that_goes_back_does_no_harm(void)
{
	struct rates r = { 0 };

	rates_begin(&r, 1000000);
	rates_add(&r, 2000000, 1);
	rates_add(&r, 500000, 1);
	CHECK_INT(r.total, 2);
	CHECK_INT(rates_overall(&r, 900000), 0);
	CHECK_INT(rates_second(&r, 0), 0);
	CHECK_INT(rates_second(&r, 2100000), 2 * 10000);
}

static void
rates_are_those_of_a_list(void)
{
	struct rates r = { 0 };
	struct random random = random_seeded(11);
	uint64_t now = 0, start = 123456789;

	rates_begin(&r, (int64_t)start);
	for (size_t i = 0; i < MANY; i++) {
		/* Sometimes nothing for a while, once for over a minute. */
		now += random_next(&random) % (i % 1000 == 0 ? 5000000 :
		    20000);
		if (i == MANY / 2)
			now += 90000000;
		came[i] = now;
		rates_add(&r, (int64_t)(start + now), 1);
		if (i % 97 != 0)
			continue;
		uint64_t later = now + random_next(&random) % 3000000;
		int64_t at = (int64_t)(start + later);
		CHECK_INT(rates_second(&r, at), naive(i + 1, later, 10));
		CHECK_INT(rates_minute(&r, at), naive(i + 1, later, 600));
		CHECK_INT(rates_overall(&r, at), later == 0 ? 0 :
		    (i + 1) * 10000 * UINT64_C(1000000) / later);
	}
	CHECK_INT(rates_minute(&r, (int64_t)(start + now) + 61 * 1000000), 0);
	CHECK_INT(r.total, MANY);
}

int
main(void)
{
	RUN(before_anything_it_is_nothing);
	RUN(a_clock_that_goes_back_does_no_harm);
	RUN(rates_are_those_of_a_list);
	return check_status();
}
