/* Numbers in decimal, as printf() writes them, and back. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/random.h"
#include "check.h"

/* As digits_read(), of text. */
static bool
read_text(const char *text, uint64_t number[2])
{
	return digits_read(word_load(text) ^ DIGITS_ZEROS,
	    word_load(text + 8) ^ DIGITS_ZEROS, number);
}

/* A number below 10^16, through all that is there for them. */
static void
check_parts(uint64_t number)
{
	const uint64_t middle = 100000000;
	char wanted[17], got[17];
	uint64_t halves[2] = { 0 };

	snprintf(wanted, sizeof(wanted), "%016" PRIu64, number);
	CHECK(read_text(wanted, halves));
	CHECK(halves[0] == number / middle && halves[1] == number % middle);
	CHECK((digits_of((uint32_t)halves[0]) ^ DIGITS_ZEROS) ==
	    word_load(wanted));
	for (int least = 0; least < 50; least += 7) {
		unsigned count = digits_count(number, UINT64_C(1) << least);
		int most = snprintf(wanted, sizeof(wanted), "%" PRIu64,
		    UINT64_C(1) << least);
		CHECK_INT(count, snprintf(wanted, sizeof(wanted), "%0*" PRIu64,
		    most, number));
		memset(got, '#', sizeof(got));
		digits_write(number, count, got);
		CHECK_SPAN(((struct span){ got, count }), wanted);
		CHECK(got[16] == '#');
	}
}

static void
check_one(uint64_t number)
{
	char wanted[32], got[DIGITS_ROOM + 1];
	size_t len = (size_t)snprintf(wanted, sizeof(wanted), "%" PRIu64,
	    number);

	got[DIGITS_ROOM] = '#';
	CHECK(digits_put(number, got) == len);
	CHECK(memcmp(got, wanted, len) == 0);
	CHECK(got[DIGITS_ROOM] == '#');
	if (number < digits_power[16])
		check_parts(number);
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

	for (int i = 0; i < 200000; i++)
		check_one(random_next(&lot) >> (i % 64));
}

/* Quotients by 10000, 100 and 10 are products, right up to the last. */
static void
all_numbers_below_ten_thousand_are_right_in_every_place(void)
{
	uint64_t place = 1;

	for (int i = 0; i < 13; i += 4, place *= 10000)
		for (uint64_t n = 0; n < 10000; n++) {
			check_one(n * place);
			check_one(n * place + place - 1);
		}
}

static void
put_writes_to_no_more_than_its_room(void)
{
	char *room = malloc(DIGITS_ROOM);	/* as a sanitizer sees it */

	for (uint64_t n = UINT64_MAX; n > 0; n /= 3) {
		size_t len = digits_put(n, room);
		CHECK(len >= 1 && len <= 20);
	}
	free(room);
}

static void
nothing_else_is_read_as_digits(void)
{
	char text[17] = "0918273645546372";
	uint64_t halves[2];

	for (int at = 0; at < 16; at++) {
		char was = text[at];
		for (int byte = 0; byte < 256; byte++) {
			text[at] = (char)byte;
			CHECK_INT(read_text(text, halves),
			    byte >= '0' && byte <= '9');
		}
		text[at] = was;
	}
}

static void
what_put_writes_is_parsed_and_nothing_else(void)
{
	static const char *const none[] = { "", "-1", "+1", "01", "1 ", "1.0",
	    "18446744073709551616", "99999999999999999999", "1x" };
	char text[DIGITS_ROOM];
	uint64_t got = 7;

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		CHECK_INT(digits_parse(span_of(none[i]), &got), -1);
	CHECK_INT(got, 7);
	for (uint64_t n = UINT64_MAX;; n /= 3) {
		struct span written = { text, digits_put(n, text) };
		CHECK_INT(digits_parse(written, &got), 0);
		CHECK(got == n);
		if (n == 0)
			break;
	}
}

int
main(void)
{
	RUN(numbers_of_every_length_are_as_printf_writes_them);
	RUN(numbers_drawn_by_lot_are_too);
	RUN(all_numbers_below_ten_thousand_are_right_in_every_place);
	RUN(put_writes_to_no_more_than_its_room);
	RUN(nothing_else_is_read_as_digits);
	RUN(what_put_writes_is_parsed_and_nothing_else);
	return check_status();
}
