/*
 * Times of a day, by what there is for machines without vectors, against what
 * the library does on this one, and against a parser that goes byte by byte.
 */
#undef __SSE2__
#include <stdlib.h>

#include "base/daytime.h"
#include "base/random.h"
#include "base/timestamp.h"
#include "check.h"

/* A field of two digits, or -1. */
static int
naive_field(const char *text, int most)
{
	int value = (text[0] - '0') * 10 + (text[1] - '0');

	for (int i = 0; i < 2; i++)
		if (text[i] < '0' || text[i] > '9')
			return -1;
	return value > most ? -1 : value;
}

/* Microseconds of the day, or -1. */
static int64_t
naive_parse(const char *text)
{
	static const int at[] = { 0, 3, 6, 9, 11, 13 };
	static const int most[] = { 23, 59, 59, 99, 99, 99 };
	static const int units[] = { 24, 60, 60, 100, 100, 100 };
	int64_t micros = 0;

	for (int i = 0; i < 6; i++) {
		int value = naive_field(text + at[i], most[i]);
		if (value == -1)
			return -1;
		micros = micros * units[i] + value;
	}
	return text[2] == ':' && text[5] == ':' && text[8] == '.' &&
	    text[15] == 'Z' ? micros : -1;
}

/* Does the plain way say the same as the naive one, and as the library? */
static void
check_same(const char *text)
{
	static const char day[] = "1970-01-01T";
	int64_t wanted = naive_parse(text);
	struct timestamp t = { 0 };
	char whole[TIMESTAMP_TEXT_LEN];
	uint64_t micros = 0;

	CHECK_INT(daytime_parse(text, &micros), wanted != -1);
	if (wanted != -1)
		CHECK_INT(micros, wanted);
	/* Others have 'z' for 'Z'. */
	if (text[DAYTIME_LEN - 1] == 'z')
		return;
	memcpy(whole, day, strlen(day));
	memcpy(whole + strlen(day), text, DAYTIME_LEN);
	CHECK_INT(timestamp_parse((struct span){ whole, sizeof(whole) }, &t),
	    wanted == -1 ? -1 : 0);
	CHECK_INT(t.micros, wanted == -1 ? 0 : wanted);
}

static void
every_second_is_read_and_written(void)
{
	struct random r = random_seeded(20261122);
	char wanted[64], got[DAYTIME_LEN + 1] = "";

	for (unsigned s = 0; s < 86400; s++) {
		unsigned micros = (unsigned)random_below(&r, 1000000);

		snprintf(wanted, sizeof(wanted), "%02u:%02u:%02u.%06uZ",
		    s / 3600, s / 60 % 60, s % 60, micros);
		check_same(wanted);
		daytime_put_clock(s, got);
		daytime_put_fraction(micros, got + 8);
		CHECK_SPAN(span_of(got), wanted);
	}
}

static void
every_fraction_is_read_and_written(void)
{
	char wanted[64] = "", got[9] = "";

	for (unsigned micros = 0; micros < 1000000; micros++) {
		uint64_t of_day = 0;

		snprintf(wanted, sizeof(wanted), "00:00:00.%06uZ", micros);
		daytime_put_fraction(micros, got);
		CHECK_SPAN(span_of(got), wanted + 8);
		CHECK(daytime_parse(wanted, &of_day) && of_day == micros);
	}
}

static void
every_byte_in_every_place(void)
{
	static const char *const texts[] = { "19:59:59.999999Z",
	    "23:00:00.000000Z", "00:00:00.000000Z" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (int place = 0; place < DAYTIME_LEN; place++)
			for (int c = 0; c < 256; c++) {
				char text[DAYTIME_LEN];

				memcpy(text, texts[i], DAYTIME_LEN);
				text[place] = (char)c;
				check_same(text);
			}
}

static void
bytes_by_lot(void)
{
	static const char likely[] = "0123456789:.Z/;\xb0\x80\xff";
	struct random r = random_seeded(20261122);

	for (int i = 0; i < 200000; i++) {
		char *text = malloc(DAYTIME_LEN);

		if (text == NULL)
			return;
		memcpy(text, "12:34:56.789012Z", DAYTIME_LEN);
		for (uint64_t n = random_below(&r, 5); n > 0; n--)
			text[random_below(&r, DAYTIME_LEN)] =
			    likely[random_below(&r, sizeof(likely))];
		check_same(text);
		free(text);
	}
}

int
main(void)
{
	RUN(every_second_is_read_and_written);
	RUN(every_fraction_is_read_and_written);
	RUN(every_byte_in_every_place);
	RUN(bytes_by_lot);
	return check_status();
}
