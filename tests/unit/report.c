/* Every figure has a name of its own, and none is told that is not known. */
#include "check.h"
#include "stats/report.h"

static bool
is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
names_are_unique_and_groups_stand_together(void)
{
	for (int i = 0; i < REPORT_COUNT; i++) {
		enum report_figure a = (enum report_figure)i;
		CHECK(report_name(a) != NULL);
		for (int k = 0; k < i; k++) {
			enum report_figure b = (enum report_figure)k;
			if (!is_same(report_group_name(a),
			    report_group_name(b)))
				continue;
			CHECK(strcmp(report_name(a), report_name(b)) != 0);
			CHECK(report_group_name(a) == NULL ||
			    is_same(report_group_name(a),
			    report_group_name(a - 1)));
		}
	}
}

static void
check_text(enum report_figure figure, money_int128 value, int scale,
    const char *wanted)
{
	struct report r = { 0 };
	char text[REPORT_TEXT_MAX];
	size_t len;

	CHECK_INT(report_format(&r, figure, scale, text), 0);
	report_set(&r, figure, value);
	len = report_format(&r, figure, scale, text);
	CHECK_SPAN(((struct span){ text, len }), wanted);
}

static void
a_figure_is_written_as_its_kind(void)
{
	check_text(REPORT_RECORDS, 1234, 2, "1234");
	check_text(REPORT_NET, -1234, 2, "-12.34");
	check_text(REPORT_NET, -1234, 0, "-1234");
	check_text(REPORT_NET, (money_int128)INT64_MIN * 1000, 6,
	    "-9223372036854775.808000");
	check_text(REPORT_BATCHES_FILL_MEAN, 9973, 0, "0.9973");
	check_text(REPORT_PROVEN_SHARE, 10000, 6, "1.0000");
	check_text(REPORT_BATCHES_ABOVE_BOUND, -3, 2, "-3");
	check_text(REPORT_TIME_FIRST, 0, 2, "1970-01-01T00:00:00.000000Z");
	check_text(REPORT_TIME_LAST, TIMESTAMP_LAST, 2,
	    "9999-12-31T23:59:59.999999Z");
}

static void
no_records_have_no_extremes(void)
{
	struct summary summary = { .cap = { 1 } };
	struct report r = { 0 };

	CHECK_INT(summary_open(&summary), 0);
	summary_begin_stream(&summary, true);
	summary_end(&summary);
	report_summary(&r, &summary);
	summary_free(&summary);
	CHECK(r.known[REPORT_RECORDS] && r.value[REPORT_RECORDS] == 0);
	CHECK(r.known[REPORT_BATCHES_COUNT]);
	CHECK(!r.known[REPORT_MIN] && !r.known[REPORT_MAX]);
	CHECK(!r.known[REPORT_BALANCE_OPENING]);
	CHECK(!r.known[REPORT_TIME_FIRST]);
	CHECK(!r.known[REPORT_BATCHES_FILL_MEAN]);
	CHECK(!r.known[REPORT_PROVEN_SHARE]);
	CHECK(!r.known[REPORT_P50] && !r.known[REPORT_RATE_MEAN]);
	CHECK(!r.known[REPORT_DUPLICATES]);
}

int
main(void)
{
	RUN(names_are_unique_and_groups_stand_together);
	RUN(a_figure_is_written_as_its_kind);
	RUN(no_records_have_no_extremes);
	return check_status();
}
