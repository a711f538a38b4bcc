/*
 * Instants as text where the date is known from before: libc's calendar is the
 * oracle, and a parser that goes byte by byte.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/timestamp.h"
#include "check.h"

static uint64_t
any_number_below(uint64_t n)
{
	static uint64_t state = 20261122;

	state = state * UINT64_C(6364136223846793005) + 1;
	return (state ^ state >> 29) * UINT64_C(0x9e3779b97f4a7c15) % n;
}

/* An instant somewhere in the years 0001 to 9999. */
static struct timestamp
any_instant(void)
{
	const uint64_t range = (uint64_t)(TIMESTAMP_LAST - TIMESTAMP_FIRST) + 1;

	return (struct timestamp){ TIMESTAMP_FIRST +
	    (int64_t)any_number_below(range) };
}

/* What the text of t is, by libc. */
static void
text_by_libc(struct timestamp t, char *text, size_t cap)
{
	int64_t micros = ((t.micros % 1000000) + 1000000) % 1000000;
	time_t seconds = (time_t)((t.micros - micros) / 1000000);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	snprintf(text, cap, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec, (int)micros);
}

static void
check_near(struct timestamp t, struct timestamp_memo *memo)
{
	char text[TIMESTAMP_TEXT_LEN + 1] = "", wanted[64];
	struct timestamp_memo other = *memo;
	struct timestamp back = { 77 };

	text_by_libc(t, wanted, sizeof(wanted));
	timestamp_format_near(t, memo, text);
	CHECK_SPAN(span_of(text), wanted);
	CHECK_INT(timestamp_parse_near(span_of(wanted), memo, &back), 0);
	CHECK_INT(back.micros, t.micros);
	/* The other way round. */
	CHECK_INT(timestamp_parse_near(span_of(wanted), &other, &back), 0);
	CHECK_INT(back.micros, t.micros);
	memset(text, 0, sizeof(text));
	timestamp_format_near(t, &other, text);
	CHECK_SPAN(span_of(text), wanted);
}

/* Behind each is the day before it, the day behind it, or any. */
static void
near_forms_know_where_every_day_ends(void)
{
	const int64_t day = INT64_C(86400) * 1000000;
	struct timestamp_memo memo = { 0 }, any = { 0 };
	char text[TIMESTAMP_TEXT_LEN];

	for (int64_t n = -36525; n < 146097 - 36525; n++) {
		check_near((struct timestamp){ n * day }, &memo);
		check_near((struct timestamp){ (n + 1) * day - 1 }, &memo);
		timestamp_format_near(any_instant(), &any, text);
		check_near((struct timestamp){ (n + 1) * day - 1 }, &any);
		check_near((struct timestamp){ n * day }, &any);
	}
	check_near((struct timestamp){ TIMESTAMP_LAST }, &memo);
	check_near((struct timestamp){ TIMESTAMP_FIRST }, &memo);
}

static void
near_forms_know_every_time_of_day(void)
{
	struct timestamp_memo memo = { 0 };
	struct timestamp t = { INT64_C(1795305600000000) };

	for (int i = 0; i < 86400; i++, t.micros += 1000000) {
		int64_t micros = (int64_t)any_number_below(1000000);
		check_near((struct timestamp){ t.micros + micros }, &memo);
	}
	for (int64_t micros = 0; micros < 1000000; micros += 7)
		check_near((struct timestamp){ micros }, &memo);
}

/* One memo for what is read and what is written, in any order. */
static void
any_calls_may_share_a_memo(void)
{
	struct timestamp some[6], back;
	struct timestamp_memo memo = { 0 };

	for (int i = 0; i < 3; i++) {
		some[i] = any_instant();
		some[i + 3].micros = some[i].micros / 1000000 * 1000000 +
		    (int64_t)any_number_below(1000000);
	}
	for (int i = 0; i < 20000; i++) {
		struct timestamp t = some[any_number_below(6)];
		char text[64] = "", wanted[64];

		text_by_libc(t, wanted, sizeof(wanted));
		if (any_number_below(2) == 0) {
			timestamp_format_near(t, &memo, text);
			CHECK_SPAN(span_of(text), wanted);
			continue;
		}
		CHECK_INT(timestamp_parse_near(span_of(wanted), &memo, &back),
		    0);
		CHECK_INT(back.micros, t.micros);
	}
}

/* Read so many digits at *p, or return -1. */
static int
naive_digits(const char **p, const char *end, int count)
{
	int number = 0;

	for (; count > 0; count--, (*p)++) {
		if (*p == end || **p < '0' || **p > '9')
			return -1;
		number = number * 10 + (**p - '0');
	}
	return number;
}

/* Read digits with a byte of before in front of them. */
static int
naive_part(const char **p, const char *end, const char *before, int count)
{
	if (*p == end || **p == '\0' || strchr(before, **p) == NULL)
		return -1;
	(*p)++;
	return naive_digits(p, end, count);
}

/* Read a fraction and an offset.  Returns an errno, or 0. */
static int
naive_rest(const char *p, const char *end, int64_t *micros)
{
	int unit = 100000, digit, hours, minutes, sign;
	bool fine = false;

	if (p < end && *p == '.') {
		if ((digit = naive_part(&p, end, ".", 1)) == -1)
			return EINVAL;
		for (; digit != -1; digit = naive_digits(&p, end, 1)) {
			fine = fine || (unit == 0 && digit > 0);
			*micros += digit * unit;
			unit /= 10;
		}
	}
	if (end - p == 1 && (*p == 'Z' || *p == 'z'))
		return fine ? EDOM : 0;
	sign = p < end && *p == '-' ? 1 : -1;
	hours = naive_part(&p, end, "+-", 2);
	minutes = naive_part(&p, end, ":", 2);
	if (p != end || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return EINVAL;
	*micros += (hours * 60 + minutes) * sign * INT64_C(60000000);
	return fine ? EDOM : 0;
}

/* What timestamp_parse() should do, byte by byte: an errno, or 0. */
static int
naive_parse(struct span text, int64_t *out)
{
	const char *p = text.ptr, *end = p + text.len;
	struct tm tm = { 0 }, again;
	time_t seconds;
	int64_t micros = 0;
	int error;

	tm.tm_year = naive_digits(&p, end, 4) - 1900;
	tm.tm_mon = naive_part(&p, end, "-", 2) - 1;
	tm.tm_mday = naive_part(&p, end, "-", 2);
	tm.tm_hour = naive_part(&p, end, "Tt ", 2);
	tm.tm_min = naive_part(&p, end, ":", 2);
	tm.tm_sec = naive_part(&p, end, ":", 2);
	if (tm.tm_year < -1900 || tm.tm_sec == -1)
		return EINVAL;
	again = tm;
	seconds = timegm(&again);
	if (again.tm_mon != tm.tm_mon || again.tm_mday != tm.tm_mday ||
	    again.tm_hour != tm.tm_hour || again.tm_min != tm.tm_min ||
	    again.tm_sec != tm.tm_sec)
		return EINVAL;
	if ((error = naive_rest(p, end, &micros)) != 0)
		return error;
	*out = (int64_t)seconds * 1000000 + micros;
	return *out < TIMESTAMP_FIRST || *out > TIMESTAMP_LAST ? ERANGE : 0;
}

/* Change, cut or lengthen text of *len bytes a little; it has some room. */
static void
mutate(char *text, size_t *len)
{
	static const char likely[] = "0123456789:::---..TtZz +";
	size_t at = any_number_below(*len);
	char c = likely[any_number_below(sizeof(likely))];

	switch (any_number_below(8)) {
	case 0:
		memmove(text + at + 1, text + at, *len - at);
		text[at] = c;
		++*len;
		break;
	case 1:
		memmove(text + at, text + at + 1, *len - at - 1);
		--*len;
		break;
	case 2:
		text[at] = (char)any_number_below(256);
		break;
	case 3:
		memset(text, (int)any_number_below(2) * 0xff, at);
		break;
	default:
		text[at] = c;
		break;
	}
}

/* Most are from one of four dates, so that many are from the one before. */
static void
near_forms_agree_with_a_naive_one_on_mutated_text(void)
{
	static const char *const dates[] = { "2024-02-29", "2023-02-28",
	    "9999-12-31", "0000-12-31" };
	struct timestamp_memo memo = { 0 };

	for (int i = 0; i < 400000; i++) {
		char text[64];
		size_t len = TIMESTAMP_TEXT_LEN;
		struct timestamp near = { 77 }, far = { 77 };
		int64_t wanted = 77;

		text_by_libc(any_instant(), text, sizeof(text));
		if (i % 16 != 0)
			memcpy(text, dates[any_number_below(4)], 10);
		for (uint64_t n = any_number_below(4); n > 0; n--)
			mutate(text, &len);
		/* So that reading past the end is seen. */
		char *exact = malloc(len);
		if (exact == NULL)
			return;
		memcpy(exact, text, len);
		struct span s = { exact, len };
		int error = naive_parse(s, &wanted);
		errno = 0;
		CHECK_INT(timestamp_parse_near(s, &memo, &near),
		    error == 0 ? 0 : -1);
		CHECK_INT(errno, error);
		CHECK_INT(near.micros, error == 0 ? wanted : 77);
		errno = 0;
		CHECK_INT(timestamp_parse(s, &far), error == 0 ? 0 : -1);
		CHECK_INT(errno, error);
		CHECK_INT(far.micros, error == 0 ? wanted : 77);
		free(exact);
	}
}

/* All zeros is no date, and so no text is of that date. */
static void
nothing_is_of_the_day_of_an_empty_memo(void)
{
	static const char zeros[] = "\0\0\0\0\0\0\0\0\0\0\0"
	    "00:00:00.000000Z";
	struct timestamp_memo memo = { 0 };
	struct timestamp t = { 77 };
	char text[TIMESTAMP_TEXT_LEN];

	errno = 0;
	CHECK_INT(timestamp_parse_near((struct span){ zeros,
	    TIMESTAMP_TEXT_LEN }, &memo, &t), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(t.micros, 77);
	timestamp_format_near((struct timestamp){ 0 }, &memo, text);
	CHECK_SPAN(((struct span){ text, sizeof(text) }),
	    "1970-01-01T00:00:00.000000Z");
}

int
main(void)
{
	RUN(near_forms_know_where_every_day_ends);
	RUN(near_forms_know_every_time_of_day);
	RUN(any_calls_may_share_a_memo);
	RUN(near_forms_agree_with_a_naive_one_on_mutated_text);
	RUN(nothing_is_of_the_day_of_an_empty_memo);
	return check_status();
}
