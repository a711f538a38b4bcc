/* Instants as text: libc's calendar is the oracle. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <time.h>

#include "base/timestamp.h"
#include "check.h"

static void
check_parses(const char *text, int64_t wanted)
{
	struct timestamp t = { 77 };

	CHECK_INT(timestamp_parse(span_of(text), &t), 0);
	if (t.micros != wanted)
		fprintf(stderr, "%s:\n", text);
	CHECK_INT(t.micros, wanted);
}

static void
check_refuses_span(struct span text, int errnum)
{
	struct timestamp t = { 77 };

	errno = 0;
	int got = timestamp_parse(text, &t);
	if (got != -1 || errno != errnum)
		fprintf(stderr, "\"%.*s\":\n", (int)text.len, text.ptr);
	CHECK_INT(got, -1);
	CHECK_INT(errno, errnum);
	CHECK_INT(t.micros, 77);
}

static void
check_refuses(const char *text, int errnum)
{
	check_refuses_span(span_of(text), errnum);
}

static void
check_formats(int64_t micros, const char *wanted)
{
	char text[TIMESTAMP_TEXT_LEN];

	timestamp_format((struct timestamp){ micros }, text);
	CHECK_SPAN(((struct span){ text, sizeof(text) }), wanted);
}

/* An instant somewhere in the years 0001 to 9999. */
static struct timestamp
any_instant(void)
{
	static uint64_t state = 20261122;
	const uint64_t range = (uint64_t)(TIMESTAMP_LAST - TIMESTAMP_FIRST) + 1;

	state = state * UINT64_C(6364136223846793005) + 1;
	uint64_t mixed = (state ^ state >> 29) * UINT64_C(0x9e3779b97f4a7c15);
	return (struct timestamp){ TIMESTAMP_FIRST + (int64_t)(mixed % range) };
}

static void
parse_reads_every_form_that_rfc_3339_allows(void)
{
	const int64_t wanted = INT64_C(1795330200123456);

	check_parses("1970-01-01T00:00:00Z", 0);
	check_parses("2026-11-22T06:50:00.123456Z", wanted);
	check_parses("2026-11-22t06:50:00.123456z", wanted);
	check_parses("2026-11-22 06:50:00.123456Z", wanted);
	check_parses("2026-11-22T06:50:00.123456+00:00", wanted);
	check_parses("2026-11-22T06:50:00.123456-00:00", wanted);
	check_parses("2026-11-22T07:50:00.123456+01:00", wanted);
	check_parses("2026-11-22T01:20:00.123456-05:30", wanted);
	check_parses("2026-11-23T06:49:00.123456+23:59", wanted);
	check_parses("2026-11-21T06:51:00.123456-23:59", wanted);
	check_parses("2026-11-22T06:50:00Z", wanted - 123456);
	check_parses("2026-11-22T06:50:00.1Z", wanted - 23456);
	check_parses("2026-11-22T06:50:00.1234Z", wanted - 56);
	check_parses("1969-12-31T23:59:59.999999Z", -1);
}

static void
decimals_are_never_rounded(void)
{
	check_parses("1970-01-01T00:00:00.000001000Z", 1);
	check_parses("1970-01-01T00:00:00.5000000000000000000000000Z", 500000);
	check_refuses("1970-01-01T00:00:00.0000001Z", EDOM);
	check_refuses("1970-01-01T00:00:00.1234560001Z", EDOM);
	check_refuses("1970-01-01T00:00:00.9999999+01:00", EDOM);
}

static void
parse_refuses_what_is_no_time(void)
{
	static const char *const bad[] = { "", "2026", "2026-11-22",
	    "2026-11-22T06:50:00", "2026-11-22T06:50Z", "06:50:00Z",
	    "2026-11-22T06:50:00.Z", "2026-11-22T06:50:00,5Z",
	    "2026-11-22T06:50:00.123456", "2026-11-22T06:50:00.123456+",
	    "2026-11-22T06:50:00.123456Z ", " 2026-11-22T06:50:00.123456Z",
	    "2026-11-22T06:50:00.123456ZZ", "2026-11-22T06:50:00.123456 Z",
	    "2026-11-22T06:50:00+0100", "2026-11-22T06:50:00+01",
	    "2026-11-22T06:50:00+01:0", "2026-11-22T06:50:00+01:000",
	    "2026-11-22T06:50:00+24:00", "2026-11-22T06:50:00+01:60",
	    "2026-11-22T06:50:00+1:00", "2026-11-22_06:50:00Z",
	    "2026-11-22T6:50:00Z", "2026-1-22T06:50:00Z", "26-11-22T06:50:00Z",
	    "12026-11-22T06:50:00Z", "+2026-11-22T06:50:00Z",
	    "-2026-11-22T06:50:00Z", "2026/11/22T06:50:00Z",
	    "2026-11-22T06.50.00Z", "20261122T065000Z",
	    "2026-W47-7T06:50:00Z", "2026-326T06:50:00Z",
	    "2026-11-22T06:50:00 +01:00", "2026-11-22T06:50:00.1e3Z",
	    "2026-11-22T06:50:00.-1Z", "2026-11-22T06:50:00.123 456Z",
	    "2026-11-22T06:50:00.123456Y", "2026-11-2:T06:50:00.123456Z",
	    "2026-11-22T06:50:0/.123456Z" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_refuses(bad[i], EINVAL);
	check_refuses_span((struct span){ NULL, 0 }, EINVAL);
	check_refuses_span(SPAN("2026-11-22\00006:50:00.123456Z"), EINVAL);
	check_refuses_span(SPAN("2026-11-22T06:50:00.123456\0"), EINVAL);
}

/* Whatever byte is put where, only digits, and T, Z and so on, pass. */
static void
parse_refuses_a_wrong_byte_anywhere(void)
{
	struct timestamp_memo memo = { 0 };

	for (size_t i = 0; i < TIMESTAMP_TEXT_LEN; i++)
		for (int c = 0; c < 256; c++) {
			char text[] = "2012-10-11T11:11:11.111111Z";
			struct timestamp t;
			bool digit = c >= '0' && c <= '9';

			bool fits = c == text[i] ||
			    (text[i] >= '0' && text[i] <= '9' && digit) ||
			    (i == 10 && (c == 't' || c == ' ')) ||
			    (i == 26 && c == 'z');
			if (i == 5)
				fits = c == '1';
			if (i == 6)
				fits = c == '0' || c == '1' || c == '2';
			if (i == 8)
				fits = c >= '0' && c <= '3';
			if (i == 11)
				fits = c == '0' || c == '1' || c == '2';
			if (i == 14 || i == 17)
				fits = c >= '0' && c <= '5';
			CHECK(timestamp_parse_near((struct span){ text,
			    TIMESTAMP_TEXT_LEN }, &memo, &t) == 0);
			text[i] = (char)c;
			CHECK((timestamp_parse_near((struct span){ text,
			    TIMESTAMP_TEXT_LEN }, &memo, &t) == 0) == fits);
			CHECK((timestamp_parse((struct span){ text,
			    TIMESTAMP_TEXT_LEN }, &t) == 0) == fits);
		}
}

static void
check_day(const char *day, bool real)
{
	char text[64];
	struct timestamp t;

	snprintf(text, sizeof(text), "%sT00:00:00.000000Z", day);
	CHECK_INT(timestamp_parse(span_of(text), &t), real ? 0 : -1);
	snprintf(text, sizeof(text), "%sT00:00:00Z", day);
	CHECK_INT(timestamp_parse(span_of(text), &t), real ? 0 : -1);
}

static void
parse_knows_the_calendar(void)
{
	check_day("2024-02-29", true);
	check_day("2023-02-29", false);
	check_day("2000-02-29", true);
	check_day("1900-02-29", false);
	check_day("2400-02-29", true);
	check_day("2024-02-30", false);
	check_day("2024-04-31", false);
	check_day("2024-06-31", false);
	check_day("2024-09-31", false);
	check_day("2024-11-31", false);
	check_day("2024-12-31", true);
	check_day("2024-12-32", false);
	check_day("2024-00-10", false);
	check_day("2024-13-10", false);
	check_day("2024-01-00", false);
	check_refuses("2024-01-01T24:00:00Z", EINVAL);
	check_refuses("2024-01-01T24:00:00.000000Z", EINVAL);
	check_refuses("2024-01-01T23:60:00Z", EINVAL);
	check_refuses("2016-12-31T23:59:60Z", EINVAL);
	check_refuses("2016-12-31T23:59:60.000000Z", EINVAL);
}

static void
years_end_where_they_end_in_utc(void)
{
	check_parses("0001-01-01T00:00:00.000000Z", TIMESTAMP_FIRST);
	check_parses("9999-12-31T23:59:59.999999Z", TIMESTAMP_LAST);
	check_parses("0000-12-31T23:00:00-01:00", TIMESTAMP_FIRST);
	check_refuses("0000-12-31T23:59:59.999999Z", ERANGE);
	check_refuses("0000-01-01T00:00:00Z", ERANGE);
	check_refuses("0000-02-29T00:00:00Z", ERANGE);
	check_refuses("0001-01-01T00:00:00+00:01", ERANGE);
	check_refuses("9999-12-31T23:59:59-00:01", ERANGE);
	check_refuses("9999-12-31T23:59:00-00:01", ERANGE);
	check_formats(TIMESTAMP_FIRST, "0001-01-01T00:00:00.000000Z");
	check_formats(TIMESTAMP_LAST, "9999-12-31T23:59:59.999999Z");
	check_formats(-1, "1969-12-31T23:59:59.999999Z");
	check_formats(0, "1970-01-01T00:00:00.000000Z");
}

/* A step of 5 days meets each day of the 400 years' cycle 5 times. */
static void
every_day_of_the_cycle_agrees_with_libc(void)
{
	const int64_t step = 5 * INT64_C(86400) * 1000000;
	char text[TIMESTAMP_TEXT_LEN];

	for (int64_t at = TIMESTAMP_FIRST; at < TIMESTAMP_LAST; at += step) {
		struct timestamp t = { at };
		time_t seconds = (time_t)(at / 1000000);
		struct tm tm;
		char wanted[64];

		gmtime_r(&seconds, &tm);
		snprintf(wanted, sizeof(wanted),
		    "%04d-%02d-%02dT00:00:00.000000Z", tm.tm_year + 1900,
		    tm.tm_mon + 1, tm.tm_mday);
		timestamp_format(t, text);
		CHECK(memcmp(text, wanted, sizeof(text)) == 0);
		CHECK(timestamp_parse(span_of(wanted), &t) == 0);
		CHECK(t.micros == at);
	}
}

static void
any_instant_agrees_with_libc(void)
{
	for (int i = 0; i < 100000; i++) {
		struct timestamp t = any_instant(), back;
		char text[TIMESTAMP_TEXT_LEN + 1] = "", other[64];
		struct tm tm = { 0 };
		int micros, offset = i % 2880 - 1440;

		timestamp_format(t, text);
		CHECK_INT(sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d.%6dZ",
		    &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
		    &tm.tm_min, &tm.tm_sec, &micros), 7);
		tm.tm_year -= 1900;
		tm.tm_mon--;
		CHECK_INT((int64_t)timegm(&tm) * 1000000 + micros, t.micros);
		CHECK_INT(timestamp_parse(span_of(text), &back), 0);
		CHECK_INT(back.micros, t.micros);

		/* The same with an offset, which takes the other way in. */
		snprintf(other, sizeof(other), "%.26s%c%02d:%02d", text,
		    offset < 0 ? '-' : '+', (offset < 0 ? -offset : offset) /
		    60 % 24, (offset < 0 ? -offset : offset) % 60);
		offset = offset % 1440;
		if (timestamp_parse(span_of(other), &back) == 0)
			CHECK_INT(back.micros,
			    t.micros - offset * INT64_C(60000000));
	}
}

static void
text_sorts_as_the_instants_do(void)
{
	for (int i = 0; i < 10000; i++) {
		struct timestamp a = any_instant(), b = any_instant();
		char first[TIMESTAMP_TEXT_LEN], second[TIMESTAMP_TEXT_LEN];

		timestamp_format(a, first);
		timestamp_format(b, second);
		CHECK((memcmp(first, second, sizeof(first)) < 0) ==
		    (timestamp_compare(a, b) < 0));
		CHECK_INT(timestamp_compare(a, a), 0);
	}
}

static void
sums_out_of_range_change_nothing(void)
{
	struct timestamp t = { TIMESTAMP_LAST - 1 };

	CHECK_INT(timestamp_add(&t, 1), 0);
	CHECK_INT(t.micros, TIMESTAMP_LAST);
	errno = 0;
	CHECK_INT(timestamp_add(&t, 1), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(timestamp_add(&t, INT64_MAX), -1);
	CHECK_INT(t.micros, TIMESTAMP_LAST);
	CHECK_INT(timestamp_add(&t, TIMESTAMP_FIRST - TIMESTAMP_LAST), 0);
	CHECK_INT(t.micros, TIMESTAMP_FIRST);
	CHECK_INT(timestamp_add(&t, -1), -1);
	CHECK_INT(timestamp_add(&t, INT64_MIN), -1);
	CHECK_INT(t.micros, TIMESTAMP_FIRST);
}

static void
the_clock_shows_no_moment_twice(void)
{
	struct timestamp before = { (int64_t)time(NULL) * 1000000 };
	struct timestamp now = timestamp_now(), next = now, later;

	/* time(2) may show the second that just ended. */
	CHECK(now.micros >= before.micros - 1000000);
	CHECK(now.micros < before.micros + INT64_C(600000000));
	for (int i = 0; i < 10000; i++) {
		later = timestamp_now_after(next);
		CHECK(timestamp_compare(later, next) > 0);
		next = later;
	}
	next.micros += INT64_C(3600000000);
	CHECK_INT(timestamp_now_after(next).micros, next.micros + 1);
}

int
main(void)
{
	RUN(parse_reads_every_form_that_rfc_3339_allows);
	RUN(decimals_are_never_rounded);
	RUN(parse_refuses_what_is_no_time);
	RUN(parse_refuses_a_wrong_byte_anywhere);
	RUN(parse_knows_the_calendar);
	RUN(years_end_where_they_end_in_utc);
	RUN(every_day_of_the_cycle_agrees_with_libc);
	RUN(any_instant_agrees_with_libc);
	RUN(text_sorts_as_the_instants_do);
	RUN(sums_out_of_range_change_nothing);
	RUN(the_clock_shows_no_moment_twice);
	return check_status();
}
