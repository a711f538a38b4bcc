/* Moments and turns, against what 128 bits say of the n-th at once. */
#include <errno.h>

#include "base/pace.h"
#include "check.h"

__extension__ typedef unsigned __int128 wide;

static const uint64_t rates[] = { 1, 2, 3, 7, 999999, 50000000, 49999999,
    UINT64_C(123456789123), UINT64_C(999999999999), UINT64_C(1000000000000),
    UINT64_C(1000000000001), UINT64_C(2000000000000000), UINT64_C(1) << 62 };

enum {
	NRATES = sizeof(rates) / sizeof(*rates),
};

static void
the_nth_moment_is_where_it_belongs(void)
{
	const struct timestamp first = { -1234567 };

	for (int i = 0; i < NRATES; i++) {
		struct pace p = pace_from(first, rates[i]);

		for (uint64_t n = 0; n < 20000; n++) {
			wide micros = (wide)n * UINT64_C(1000000000000);
			uint64_t after = (uint64_t)(micros / rates[i]);
			bool rest = micros % rates[i] != 0;

			CHECK_INT(p.now.micros, first.micros + (int64_t)after);
			CHECK_INT(pace_elapsed(&p), after + rest);
			CHECK_INT(p.first.micros, first.micros);
			CHECK_INT(pace_next(&p), 0);
		}
	}
}

static void
check_ends(struct timestamp first, uint64_t rate, int moments)
{
	struct pace p = pace_from(first, rate), before = { 0 };
	int n = 0;

	do {
		before = p;
		errno = 0;
		n++;
	} while (pace_next(&p) == 0);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(n, moments);
	CHECK_INT(p.now.micros, before.now.micros);
	CHECK_INT(pace_elapsed(&p), pace_elapsed(&before));
	CHECK_INT(pace_next(&p), -1);
	CHECK_INT(p.now.micros, before.now.micros);
}

static void
there_is_no_moment_in_the_year_10000(void)
{
	check_ends((struct timestamp){ TIMESTAMP_LAST }, 50000000, 1);
	check_ends((struct timestamp){ TIMESTAMP_LAST - 999999 }, 50000000, 50);
	/* The fourth would be a third of a microsecond late. */
	check_ends((struct timestamp){ TIMESTAMP_LAST }, 3 *
	    UINT64_C(1000000000000), 3);
	check_ends((struct timestamp){ TIMESTAMP_LAST - 1000000000 }, 1, 1);
}

/* After n turns it has had the whole part of what is due, plus its start. */
static void
check_share(uint64_t part, uint64_t whole, uint64_t carry)
{
	struct pace_share s = { part, whole, carry };
	uint64_t had = 0;

	for (uint64_t n = 1; n <= 2000; n++) {
		had += pace_share_turn(&s);
		CHECK_INT(had, (uint64_t)(((wide)part * n + carry) / whole));
	}
}

static void
turns_are_shared_as_evenly_as_can_be(void)
{
	for (uint64_t whole = 1; whole < 12; whole++)
		for (uint64_t part = 0; part <= whole; part++)
			for (uint64_t carry = 0; carry < whole; carry++)
				check_share(part, whole, carry);
	for (int i = 0; i < NRATES; i++) {
		check_share(rates[i] / 3, rates[i], rates[i] - 1);
		check_share(1, rates[i], rates[i] - 1);
		check_share(rates[i] - 1, rates[i], 0);
		check_share(rates[i], rates[i], 0);
	}
}

static void
carry_says_who_is_first(void)
{
	struct pace_share early = { 1, 50, 49 }, late = { 1, 50, 0 };
	struct pace_share none = { 0, 50, 49 };

	CHECK(pace_share_turn(&early));
	for (int i = 1; i < 50; i++) {
		CHECK(!pace_share_turn(&early));
		CHECK(!pace_share_turn(&late));
		CHECK(!pace_share_turn(&none));
	}
	CHECK(pace_share_turn(&late));
}

int
main(void)
{
	RUN(the_nth_moment_is_where_it_belongs);
	RUN(there_is_no_moment_in_the_year_10000);
	RUN(turns_are_shared_as_evenly_as_can_be);
	RUN(carry_says_who_is_first);
	return check_status();
}
