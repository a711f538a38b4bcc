/* Every amount is in the bar between whose edges it is. */
#include "base/random.h"
#include "check.h"
#include "stats/decades.h"

/* Is size below an edge?  Where that has decimals, size * 10^n is compared. */
static bool
is_below(uint64_t size, struct decades_edge edge)
{
	money_int128 left = size, right = (money_int128)edge.mantissa;

	for (int i = edge.exponent; i < 0; i++)
		left *= 10;
	for (int i = edge.exponent; i > 0; i--)
		right *= 10;
	return left < right;
}

static void
check_size(uint64_t size)
{
	int bar = decades_bar(size);

	CHECK(bar >= 0 && bar < DECADES_BARS);
	CHECK(!is_below(size, decades_edge(bar)));
	CHECK(is_below(size, decades_edge(bar + 1)));
}

static void
an_amount_is_between_its_edges(void)
{
	struct random lot;
	uint64_t power = 1;

	lot = random_seeded(7);
	for (uint64_t size = 1; size <= 20000; size++)
		check_size(size);
	for (int i = 0; i < 19; i++, power *= 10) {
		CHECK_INT(decades_bar(power), i * DECADES_PARTS);
		check_size(power);
		if (i > 0)
			CHECK_INT(decades_bar(power - 1), i * DECADES_PARTS -
			    1);
	}
	/* Those that are an edge themselves. */
	for (int i = 9 * DECADES_PARTS; i < 10 * DECADES_PARTS; i++)
		CHECK_INT(decades_bar(decades_edge(i).mantissa), i);
	for (int i = 0; i < 20000; i++)
		check_size(random_below(&lot, UINT64_C(1) << (1 + i % 63)) + 1);
	check_size(UINT64_C(1) << 63);
}

/* A tenth of a power of ten, ten times, is the power: 10^(i / 10) to the 10th
   is 10^i, as near as nine digits say it. */
static void
edges_are_evenly_apart(void)
{
	for (int i = 0; i < DECADES_PARTS; i++) {
		uint64_t edge = decades_edge(i).mantissa;
		money_int128 product = 1000000000;

		for (int j = 0; j < DECADES_PARTS; j++)
			product = product * (money_int128)edge / 1000000000;
		for (int j = 0; j < i; j++)
			product /= 10;
		CHECK(product >= 999999980 && product <= 1000000000);
	}
}

static void
each_sign_is_counted_for_itself(void)
{
	struct decades d = { 0 };
	uint64_t credits = 0, debits = 0;

	decades_add(&d, (struct money){ 0 });
	decades_add(&d, (struct money){ 250 });
	decades_add(&d, (struct money){ -250 });
	decades_add(&d, (struct money){ -252 });
	decades_add(&d, (struct money){ INT64_MIN });
	decades_add(&d, (struct money){ INT64_MAX });
	CHECK_INT(d.zeros, 1);
	CHECK_INT(d.credits[decades_bar(250)], 1);
	CHECK_INT(d.debits[decades_bar(250)], 1);
	CHECK_INT(d.debits[decades_bar(252)], 1);
	for (int i = 0; i < DECADES_BARS; i++) {
		credits += d.credits[i];
		debits += d.debits[i];
	}
	CHECK_INT(credits, 2);
	CHECK_INT(debits, 3);
}

int
main(void)
{
	RUN(an_amount_is_between_its_edges);
	RUN(edges_are_evenly_apart);
	RUN(each_sign_is_counted_for_itself);
	return check_status();
}
