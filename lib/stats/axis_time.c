#include <inttypes.h>
#include <stdio.h>

#include "stats/axis_time.h"
#include "stats/script.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define MONDAY (-3 * DAY)	/* one before 1970, for weeks to begin at */

enum {
	MARKS = 7,		/* intervals between them, at most */
	MONTH_MARKS = 11,	/* those of months, which say less */
	DATE_LEN = 10,
	MINUTE_LEN = 16,	/* of text up to there */
	SECOND_LEN = 19,
	MONTH_LEN = 7,
	MONTHS = 12,
	SECOND_DECIMALS = 6,
};

/* The number of the month that an instant is in, from the year 0 on. */
static int
month_of(int64_t micros)
{
	char text[TIMESTAMP_TEXT_LEN];
	int year = 0;

	timestamp_format((struct timestamp){ micros }, text);
	for (int i = 0; i < 4; i++)
		year = 10 * year + (text[i] - '0');
	return year * MONTHS + 10 * (text[5] - '0') + (text[6] - '0') - 1;
}

/*
 * When a month begins; outside of all that can be told, before TIMESTAMP_FIRST,
 * or TIMESTAMP_LAST.
 */
static int64_t
month_begins(int month)
{
	struct timestamp time;
	char text[32];
	int len = snprintf(text, sizeof(text), "%04d-%02d-01T00:00:00Z",
	    month / MONTHS, month % MONTHS + 1);

	if (timestamp_parse((struct span){ text, (size_t)len }, &time) == -1)
		return month < MONTHS ? TIMESTAMP_FIRST - 1 : TIMESTAMP_LAST;
	return time.micros;
}

/* The least step that makes no more marks than there is room for. */
static void
find_micros(struct axis_time *axis)
{
	static const int64_t steps[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500,
	    1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000, 500000,
	    SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND,
	    30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE,
	    15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR,
	    12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY };

	/* A single instant says no more than it has to. */
	if (axis->first == axis->last && axis->first % SECOND == 0)
		axis->micros = SECOND;
	for (size_t i = 0; axis->micros == 0 &&
	    i < sizeof(steps) / sizeof(*steps); i++)
		if ((axis->last - axis->first) / steps[i] < MARKS)
			axis->micros = steps[i];
}

static void
find_months(struct axis_time *axis)
{
	static const int steps[] = { 1, 2, 3, 6, 1 * MONTHS, 2 * MONTHS,
	    5 * MONTHS, 10 * MONTHS, 20 * MONTHS, 50 * MONTHS, 100 * MONTHS,
	    200 * MONTHS, 500 * MONTHS, 1000 * MONTHS, 2000 * MONTHS };
	int months = month_of(axis->last) - month_of(axis->first);

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (months / steps[i] < MONTH_MARKS) {
			axis->months = steps[i];
			return;
		}
}

struct axis_time
axis_time_of(struct timestamp first, struct timestamp last)
{
	struct axis_time axis = { .first = first.micros,
	    .last = last.micros };

	find_micros(&axis);
	if (axis.micros == 0)
		find_months(&axis);
	return axis;
}

/* The first mark from an instant on. */
static int64_t
mark_from(const struct axis_time *axis, int64_t micros)
{
	int64_t rest;

	if (axis->months > 0) {
		int month = month_of(micros);

		month -= month % axis->months;
		while (month_begins(month) < micros)
			month += axis->months;
		return month_begins(month);
	}
	rest = (micros - MONDAY) % axis->micros;
	if (rest < 0)
		rest += axis->micros;
	return rest == 0 ? micros : micros - rest + axis->micros;
}

/* Seconds since the minute began in which the axis does: 7.25. */
static void
put_fraction(struct buf *out, const struct axis_time *axis, int64_t micros)
{
	int64_t begin = axis->first - MONDAY, unit = SECOND;
	int decimals = 0;

	for (; axis->micros < unit; unit /= 10)
		decimals++;
	begin = axis->first - (begin % MINUTE + MINUTE) % MINUTE;
	script_people(out, micros - begin, SECOND_DECIMALS, decimals);
}

/* What a mark says; the day where it is another than that of the last one. */
static void
put_label(struct buf *out, const struct axis_time *axis, int64_t micros,
    const char *day)
{
	char text[TIMESTAMP_TEXT_LEN];
	int from = 11, until = MINUTE_LEN;

	timestamp_format((struct timestamp){ micros }, text);
	if (axis->months >= MONTHS)
		from = 0, until = 4;
	else if (axis->months > 0)
		from = 0, until = MONTH_LEN;
	else if (axis->micros >= DAY)
		from = 0, until = DATE_LEN;
	else if (axis->micros < MINUTE)
		until = SECOND_LEN;
	if (axis->months == 0 && axis->micros < SECOND)
		put_fraction(out, axis, micros);
	else
		buf_put(out, (struct span){ text + from,
		    (size_t)(until - from) });
	if (axis->months == 0 && axis->micros >= SECOND &&
	    axis->micros < DAY && memcmp(day, text, DATE_LEN) != 0)
		script_say(out, "\\n%.*s", DATE_LEN, text);
}

void
axis_time_put(struct buf *out, const struct axis_time *axis)
{
	char day[TIMESTAMP_TEXT_LEN] = "", text[TIMESTAMP_TEXT_LEN];
	int64_t span = axis->last - axis->first;
	int64_t mark = span == 0 ? axis->first : mark_from(axis, axis->first);

	timestamp_format((struct timestamp){ axis->first }, text);
	/* A single instant is in the middle of its axis. */
	script_say(out, span == 0 ? "set xrange [-1:1]\nset xtics (" :
	    "set xrange [0:");
	if (span > 0) {
		script_decimal(out, span, SECOND_DECIMALS);
		script_say(out, "]\nset xtics (");
	}
	for (; mark <= axis->last; mark = mark_from(axis, mark + 1)) {
		script_say(out, "%s\"", *day == '\0' ? "" : ", ");
		put_label(out, axis, mark, day);
		script_say(out, "\" ");
		axis_time_put_moment(out, axis, mark);
		timestamp_format((struct timestamp){ mark }, day);
		if (mark == TIMESTAMP_LAST)
			break;
	}
	if (axis->months == 0 && axis->micros < SECOND)
		script_say(out, ")\nset xlabel \"seconds of %.*s %.*s "
		    "(UTC)\"\n", DATE_LEN, text, 5, text + 11);
	else
		script_say(out, ")\nset xlabel \"time (UTC)\"\n");
}

void
axis_time_put_moment(struct buf *out, const struct axis_time *axis,
    int64_t micros)
{
	if (micros < axis->first)
		micros = axis->first;
	if (micros > axis->last)
		micros = axis->last;
	script_decimal(out, micros - axis->first, SECOND_DECIMALS);
}
