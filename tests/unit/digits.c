#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "base/random.h"
#include "check.h"

static void
check_one(uint64_t number)
{
	char wanted[32], got[DIGITS_ROOM];
	size_t len = (size_t)snprintf(wanted, sizeof(wanted), "%" PRIu64,
	    number);

	CHECK(digits_put(number, got) == len);
	CHECK(memcmp(got, wanted, len) == 0);
}

static void
numbers_of_every_length_are_as_printf_writes_them(void)
{
	uint64_t power = 1;

	for (int i = 0; i < 20; i++, power *= 10)
		for (uint64_t d = 0; d < 3; d++) {
			check_one(power - d);
			check_one(power + d);
			check_one(power * 5 + d);
		}
	check_one(0);
	check_one(UINT64_MAX);
}

static void
numbers_drawn_by_lot_are_too(void)
{
	struct random lot = random_seeded(1);

	for (int i = 0; i < 100000; i++)
		check_one(random_next(&lot) >> (i % 64));
}

int
main(void)
{
	RUN(numbers_of_every_length_are_as_printf_writes_them);
	RUN(numbers_drawn_by_lot_are_too);
	return check_status();
}
