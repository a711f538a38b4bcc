/* Periods hold the instants that they should, in UTC and by clocks. */
#include "check.h"
#include "ledger/foreign_time.h"
#include "stats/period.h"

static struct timestamp
parse(const char *text)
{
	struct timestamp t = { 0 };

	CHECK_INT(timestamp_parse(span_of(text), &t), 0);
	return t;
}

/* What the period is called that this instant is in. */
static void
check_period(enum period_unit unit, bool local, const char *time,
    const char *wanted)
{
	struct timestamp t = parse(time);
	struct period p;
	char text[PERIOD_TEXT_MAX];

	period_find(unit, local, t, &p);
	CHECK(period_has(&p, t));
	CHECK(!period_has(&p, (struct timestamp){ p.until }));
	CHECK_SPAN(((struct span){ text, period_format(unit, local, p.key,
	    text) }), wanted);
}

static void
in_utc(void)
{
	check_period(PERIOD_DAY, false, "2026-11-22T23:59:59.999999Z",
	    "2026-11-22");
	check_period(PERIOD_HOUR, false, "2026-11-22T23:59:59.999999Z",
	    "2026-11-22T23:00:00Z");
	check_period(PERIOD_MINUTE, false, "2026-11-22T23:59:00Z",
	    "2026-11-22T23:59:00Z");
	check_period(PERIOD_DAY, false, "1969-12-31T23:59:59.999999Z",
	    "1969-12-31");
	check_period(PERIOD_MINUTE, false, "0001-01-01T00:00:00Z",
	    "0001-01-01T00:00:00Z");
	check_period(PERIOD_DAY, false, "9999-12-31T23:59:59.999999Z",
	    "9999-12-31");
}

/* Clocks go back at 01:00 UTC: an hour is shown twice. */
static void
in_london(void)
{
	CHECK_INT(foreign_time_zone("Europe/London"), 0);
	check_period(PERIOD_HOUR, true, "2026-10-25T00:59:59Z",
	    "2026-10-25T01:00:00+01:00");
	check_period(PERIOD_HOUR, true, "2026-10-25T01:00:00Z",
	    "2026-10-25T01:00:00+00:00");
	check_period(PERIOD_MINUTE, true, "2026-06-01T23:30:10.5Z",
	    "2026-06-02T00:30:00+01:00");
	check_period(PERIOD_DAY, true, "2026-06-01T23:30:00Z", "2026-06-02");
	check_period(PERIOD_DAY, true, "2026-10-25T23:30:00Z", "2026-10-25");
	/* Before railways, its clocks were 75 seconds behind. */
	check_period(PERIOD_HOUR, true, "1800-01-01T00:01:14Z",
	    "1799-12-31T23:00:00-00:01:15");
}

/* Half an hour is left out, or shown twice. */
static void
on_lord_howe(void)
{
	CHECK_INT(foreign_time_zone("Australia/Lord_Howe"), 0);
	check_period(PERIOD_HOUR, true, "2026-04-04T14:59:59Z",
	    "2026-04-05T01:00:00+11:00");
	check_period(PERIOD_HOUR, true, "2026-04-04T15:00:00Z",
	    "2026-04-05T01:00:00+10:30");
	check_period(PERIOD_HOUR, true, "2026-10-03T15:30:00Z",
	    "2026-10-04T02:00:00+11:00");
	check_period(PERIOD_DAY, true, "2026-10-03T13:29:59Z", "2026-10-03");
	check_period(PERIOD_DAY, true, "2026-10-03T13:30:00Z", "2026-10-04");
}

/* What has no name is of the period beside it. */
static void
at_the_ends(void)
{
	CHECK_INT(foreign_time_zone("Asia/Tokyo"), 0);
	check_period(PERIOD_DAY, true, "9999-12-31T23:59:59.999999Z",
	    "9999-12-31");
	CHECK_INT(foreign_time_zone("Asia/Kolkata"), 0);
	check_period(PERIOD_HOUR, true, "9999-12-31T18:29:59Z",
	    "9999-12-31T23:00:00+05:30");
	check_period(PERIOD_HOUR, true, "9999-12-31T18:30:00Z",
	    "9999-12-31T23:00:00+05:30");
	check_period(PERIOD_HOUR, true, "9999-12-31T23:59:59Z",
	    "9999-12-31T23:00:00+05:30");
	CHECK_INT(foreign_time_zone("America/New_York"), 0);
	check_period(PERIOD_DAY, true, "0001-01-01T00:00:00Z", "0001-01-01");
	check_period(PERIOD_HOUR, true, "0001-01-01T00:00:00Z",
	    "0001-01-01T00:00:00-04:56:02");
}

/* Every instant of a year is in one period, and periods follow each other. */
static void
periods_follow_each_other(void)
{
	static const enum period_unit units[] = { PERIOD_MINUTE, PERIOD_HOUR,
	    PERIOD_DAY };
	int64_t from = parse("2026-01-01T00:00:00Z").micros;

	CHECK_INT(foreign_time_zone("Europe/London"), 0);
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		int64_t before = INT64_MIN;

		for (int i = 0; i < 365 * 48; i++) {
			struct timestamp t = { from + i * INT64_C(1800000000) };
			struct period p;

			period_find(units[u], true, t, &p);
			CHECK(p.key >= before);
			CHECK(period_has(&p, t));
			before = p.key;
		}
	}
}

int
main(void)
{
	RUN(in_utc);
	RUN(in_london);
	RUN(on_lord_howe);
	RUN(at_the_ends);
	RUN(periods_follow_each_other);
	return check_status();
}
