/* Figures as people read them. */
#include <unistd.h>

#include "check.h"
#include "stats/shown.h"

static void
check_shown(enum report_figure figure, money_int128 value, int scale,
    const char *wanted)
{
	struct report r = { .value = { 0 } };
	char text[SHOWN_MAX];

	CHECK_SPAN(span_of(shown_figure(&r, figure, scale, text)), "");
	report_set(&r, figure, value);
	CHECK_SPAN(span_of(shown_figure(&r, figure, scale, text)), wanted);
}

static void
a_comma_stands_at_every_thousand(void)
{
	check_shown(REPORT_RECORDS, 0, 2, "0");
	check_shown(REPORT_RECORDS, 999, 2, "999");
	check_shown(REPORT_RECORDS, 1000, 2, "1,000");
	check_shown(REPORT_NET, -99999, 2, "-999.99");
	check_shown(REPORT_NET, -100000, 2, "-1,000.00");
	check_shown(REPORT_NET, 123456789, 0, "123,456,789");
	check_shown(REPORT_NET, 1234567, 6, "1.234567");
	check_shown(REPORT_RATE_MEAN, 12345678, 2, "1,234.5678");
	check_shown(REPORT_TIME_IDLE, 3600000001, 2, "3,600.000001");
}

static void
the_longest_has_room(void)
{
	money_int128 most = (money_int128)(((chain_uint128)1 << 127) - 1);

	check_shown(REPORT_NET, -most, 2,
	    "-1,701,411,834,604,692,317,316,873,037,158,841,057.27");
}

static void
a_share_is_a_percentage(void)
{
	check_shown(REPORT_BATCHES_FILL_MEAN, 9973, 2, "99.73 %");
	check_shown(REPORT_PROVEN_SHARE, 10000, 0, "100.00 %");
	check_shown(REPORT_BATCHES_FILL_MIN, 5, 6, "0.05 %");
}

static void
a_time_is_told_in_full_or_to_its_second(void)
{
	struct report r = { .value = { 0 } };
	char text[SHOWN_MAX];

	CHECK_SPAN(span_of(shown_second(&r, REPORT_TIME_FIRST, text)), "");
	check_shown(REPORT_TIME_FIRST, 1999999, 2,
	    "1970-01-01T00:00:01.999999Z");
	report_set(&r, REPORT_TIME_FIRST, 1999999);
	CHECK_SPAN(span_of(shown_second(&r, REPORT_TIME_FIRST, text)),
	    "1970-01-01T00:00:01Z");
}

static void
check_name(struct span name, size_t width, const char *wanted)
{
	char shown[256];
	size_t len;
	struct writer w;
	FILE *file = tmpfile();

	CHECK(file != NULL && writer_open(&w, dup(fileno(file)), "it") == 0);
	CHECK_INT(shown_name(&w, name), width);
	CHECK_INT(shown_name(NULL, name), width);
	CHECK_INT(writer_close(&w), 0);
	rewind(file);
	len = fread(shown, 1, sizeof(shown), file);
	fclose(file);
	CHECK_SPAN(((struct span){ shown, len }), wanted);
}

static void
a_name_does_nothing_to_a_terminal(void)
{
	check_name(SPAN("shop"), 4, "shop");
	check_name(SPAN(""), 2, "\"\"");
	check_name(SPAN("\303\251t\303\251"), 3, "\303\251t\303\251");
	check_name(SPAN("\033[31m\t"), 6, "?[31m?");
	check_name(SPAN("\302\233a\351\177"), 4, "?a??");
}

int
main(void)
{
	RUN(a_comma_stands_at_every_thousand);
	RUN(the_longest_has_room);
	RUN(a_share_is_a_percentage);
	RUN(a_time_is_told_in_full_or_to_its_second);
	RUN(a_name_does_nothing_to_a_terminal);
	return check_status();
}
