/* Times in formats and zones: what is one, and what only looks like one. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "ledger/foreign_time.h"

static void
check_format(const char *format, const char *wanted_wrong)
{
	struct foreign_time t;
	const char *wrong = NULL;

	if (foreign_time_start(&t, format, &wrong) == 0)
		CHECK(wanted_wrong == NULL);
	else
		CHECK_SPAN(span_of(wrong), wanted_wrong == NULL ? "fine" :
		    wanted_wrong);
}

/* Read text in a zone; wanted is RFC 3339, or the clause that refuses it. */
static void
check_time(const char *zone, const char *format, const char *text,
    const char *wanted)
{
	char written[TIMESTAMP_TEXT_LEN];
	struct timestamp out = { 77 };
	struct foreign_time t;
	const char *wrong;

	CHECK_INT(foreign_time_zone(zone), 0);
	CHECK_INT(foreign_time_start(&t, format, &wrong), 0);
	if (foreign_time_parse(&t, span_of(text), &out, &wrong) == -1) {
		CHECK_SPAN(span_of(wrong), wanted);
		CHECK_INT(out.micros, 77);
		return;
	}
	timestamp_format(out, written);
	CHECK_SPAN(((struct span){ written, 20 - 1 }), wanted);
}

static void
a_format_must_tell_what_day_it_is(void)
{
	static const char day[] = "does not tell year, month and day";

	check_format("%d/%m/%Y", NULL);
	check_format("%y%m%d", NULL);
	check_format("%e %b %Y", NULL);
	check_format("%F", NULL);
	check_format("%D %T", NULL);
	check_format("%Y%j", NULL);
	check_format("%s", NULL);
	check_format("%c", NULL);
	check_format("%Od/%Om/%EY", NULL);
	check_format("%%%n%t%d/%m/%Y", NULL);
	check_format("%d/%m", day);
	check_format("%m/%Y", day);
	check_format("%H:%M", day);
	check_format("%C-%m-%d", day);
	check_format("", day);
	check_format("dd/mm/yyyy", day);
}

static void
a_format_must_leave_nothing_open(void)
{
	static const char unknown[] = "has a conversion that is not understood";

	check_format("%F %I:%M", "has an hour of 12 and no %p");
	check_format("%F %I:%M %p", NULL);
	check_format("%F %r", NULL);
	check_format("%F %H:%M %p", "has %p and no hour of 12");
	check_format("%F %M", "has minutes or seconds and no hour");
	check_format("%F %T %z", NULL);
	check_format("%F %z", "has an offset and no hour");
	check_format("%F %T %Z", unknown);
	check_format("%F %q", unknown);
	check_format("%F %", unknown);
	check_format("%F %s", unknown);
	check_format("%G-%V-%u", unknown);
	check_format("%Y%j %m", "has %j and another day beside it");
}

static void
only_zones_of_the_system_are_taken(void)
{
	static const char *const bad[] = { "", "Nowhere/Atlantis", "Europe",
	    "/etc/passwd", "../zoneinfo/Europe/Prague", ":Europe/Prague",
	    "CET-1CEST", "tzdata.zi", "right/Europe/Prague", "europe/prague " };

	CHECK_INT(foreign_time_zone("Europe/Prague"), 0);
	CHECK_INT(foreign_time_zone("UTC"), 0);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		errno = 0;
		CHECK_INT(foreign_time_zone(bad[i]), -1);
		CHECK_INT(errno, ENOENT);
	}
}

static void
times_are_those_of_the_zone(void)
{
	check_time("Europe/London", "%d/%m/%Y", "24/06/2020",
	    "2020-06-23T23:00:00");
	check_time("Europe/London", "%d/%m/%Y", "24/12/2020",
	    "2020-12-24T00:00:00");
	check_time("Europe/Prague", "%y%m%d", "930101", "1992-12-31T23:00:00");
	check_time("Asia/Kolkata", "%F %T", "2020-06-24 05:30:00",
	    "2020-06-24T00:00:00");
	check_time("America/New_York", "%m/%d/%Y %I:%M %p",
	    "06/24/2020 12:30 AM", "2020-06-24T04:30:00");
	check_time("UTC", "%e %b %Y", " 4 Jun 2020", "2020-06-04T00:00:00");
	check_time("UTC", "%Y%j", "2020366", "2020-12-31T00:00:00");
	check_time("UTC", "%d.%m.%y", "01.02.69", "1969-02-01T00:00:00");
	check_time("UTC", "%d.%m.%y", "01.02.68", "2068-02-01T00:00:00");
	check_time("Asia/Tokyo", "%s", "1592956800", "2020-06-24T00:00:00");
	check_time("Asia/Tokyo", "%FT%T%z", "2020-06-24T02:00:00+0200",
	    "2020-06-24T00:00:00");
	check_time("Asia/Tokyo", "%FT%T%z", "2020-06-24T00:00:00Z",
	    "2020-06-24T00:00:00");
	check_time("Europe/Prague", "%F", "2600-07-01", "2600-06-30T22:00:00");
}

static void
the_whole_text_must_be_as_the_format_says(void)
{
	static const char *const bad[] = { "", "24/06/2020 ", "24/06/2020x",
	    "24/06", "2020-06-24", "32/06/2020", "24/13/2020", "24/06/20201",
	    "yesterday" };
	char text[400];

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_time("UTC", "%d/%m/%Y", bad[i],
		    "is not as the format says");
	memset(text, ' ', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	check_time("UTC", "%d/%m/%Y", text, "is not as the format says");
	check_time("UTC", "%s", "-5", "is no number of seconds since 1970");
	check_time("UTC", "%s", "15929568000000",
	    "is no number of seconds since 1970");
	check_time("UTC", "%s", "", "is no number of seconds since 1970");
}

static void
days_that_never_were_are_refused(void)
{
	static const char wrong[] = "is no time that there was";

	check_time("UTC", "%d/%m/%Y", "31/06/2020", wrong);
	check_time("UTC", "%d/%m/%Y", "29/02/2019", wrong);
	check_time("UTC", "%d/%m/%Y", "29/02/2020", "2020-02-29T00:00:00");
	check_time("UTC", "%F %T", "2016-12-31 23:59:60", wrong);
	check_time("UTC", "%Y%j", "2019366", wrong);
	check_time("UTC", "%d/%m/%Y", "24/06/20",
	    "has a year of fewer than four digits");
	check_time("UTC", "%a %d/%m/%Y", "Wed 24/06/2020",
	    "2020-06-24T00:00:00");
	check_time("UTC", "%a %d/%m/%Y", "Tue 24/06/2020",
	    "names another day of the week than the date's");
	check_time("UTC", "%A %F", "Thursday 1964-12-31",
	    "1964-12-31T00:00:00");
	check_time("UTC", "%u %F", "7 2020-06-28", "2020-06-28T00:00:00");
}

static void
hours_that_clocks_went_over_are_refused(void)
{
	static const char gap[] =
	    "does not exist in the zone, whose clocks went forward over it";
	static const char fold[] =
	    "is ambiguous in the zone, whose clocks went back over it";

	check_time("Europe/London", "%F %T", "2020-03-29 00:59:59",
	    "2020-03-29T00:59:59");
	check_time("Europe/London", "%F %T", "2020-03-29 01:00:00", gap);
	check_time("Europe/London", "%F %T", "2020-03-29 01:59:59", gap);
	check_time("Europe/London", "%F %T", "2020-03-29 02:00:00",
	    "2020-03-29T01:00:00");
	check_time("Europe/London", "%F %T", "2020-10-25 00:59:59",
	    "2020-10-24T23:59:59");
	check_time("Europe/London", "%F %T", "2020-10-25 01:00:00", fold);
	check_time("Europe/London", "%F %T", "2020-10-25 01:59:59", fold);
	check_time("Europe/London", "%F %T", "2020-10-25 02:00:00",
	    "2020-10-25T02:00:00");
	check_time("Australia/Lord_Howe", "%F %T", "2020-10-04 02:15:00", gap);
	check_time("Australia/Lord_Howe", "%F %T", "2020-04-05 01:45:00",
	    fold);
	/* Clocks were moved without any summer time, too. */
	check_time("Europe/Moscow", "%F %T", "2014-10-26 01:30:00", fold);
	check_time("Pacific/Apia", "%F %T", "2011-12-30 12:00:00", gap);
}

static void
a_day_begins_at_its_first_moment(void)
{
	/* Sao Paulo's clocks went from midnight to one. */
	check_time("America/Sao_Paulo", "%F", "2018-11-04",
	    "2018-11-04T03:00:00");
	check_time("America/Sao_Paulo", "%F", "2018-11-03",
	    "2018-11-03T03:00:00");
	/* Havana's went back to midnight, which so came twice. */
	check_time("America/Havana", "%F", "2020-11-01",
	    "2020-11-01T04:00:00");
	/* St John's went back at a minute past: that day began twice. */
	check_time("America/St_Johns", "%F", "2010-11-07",
	    "2010-11-07T02:30:00");
	/* Toronto's went from half past eleven to half past midnight. */
	check_time("America/Toronto", "%F", "1919-03-31",
	    "1919-03-31T04:30:00");
	check_time("Pacific/Apia", "%F", "2011-12-30",
	    "is a day that the zone went over");
	check_time("Pacific/Apia", "%F", "2011-12-31", "2011-12-30T10:00:00");
}

/*
 * What the clocks of a zone show at an instant is that instant again, or was
 * shown twice.
 */
static void
what_clocks_show_reads_back(void)
{
	static const char *const zones[] = { "Europe/Prague", "Asia/Kolkata",
	    "America/Havana", "Pacific/Chatham", "Africa/Monrovia" };
	uint64_t state = 1993;
	struct foreign_time t;
	const char *wrong;
	int ambiguous = 0;

	CHECK_INT(foreign_time_start(&t, "%F %T", &wrong), 0);
	for (int i = 0; i < 5000; i++) {
		char shown[64];
		struct timestamp out;
		struct tm tm;
		time_t clock;

		if (i % 1000 == 0)
			CHECK_INT(foreign_time_zone(zones[i / 1000]), 0);
		state = state * UINT64_C(6364136223846793005) + 1;
		clock = (time_t)(state >> 20) % 2524608000;
		localtime_r(&clock, &tm);
		strftime(shown, sizeof(shown), "%F %T", &tm);
		if (foreign_time_parse(&t, span_of(shown), &out, &wrong) == 0)
			CHECK_INT(out.micros, (int64_t)clock * 1000000);
		else
			ambiguous++;
	}
	CHECK(ambiguous < 20);
}

int
main(void)
{
	RUN(a_format_must_tell_what_day_it_is);
	RUN(a_format_must_leave_nothing_open);
	RUN(only_zones_of_the_system_are_taken);
	RUN(times_are_those_of_the_zone);
	RUN(the_whole_text_must_be_as_the_format_says);
	RUN(days_that_never_were_are_refused);
	RUN(hours_that_clocks_went_over_are_refused);
	RUN(a_day_begins_at_its_first_moment);
	RUN(what_clocks_show_reads_back);
	return check_status();
}
