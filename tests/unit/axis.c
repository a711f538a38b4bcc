/* memmem(3) is a GNU extension. */
#define _GNU_SOURCE
/* Marks are where they say, few, and at round numbers and times. */
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "stats/axis.h"
#include "stats/axis_time.h"
#include "stats/script.h"

static void
check_text(struct buf *text, const char *wanted)
{
	CHECK(!text->failed);
	CHECK_SPAN(buf_span(text), wanted);
	buf_free(text);
}

static void
check_range(money_int128 low, money_int128 high, int scale, const char *wanted)
{
	struct axis axis = axis_of(low, high, 1, scale);
	struct buf text = { 0 };

	axis_put_range(&text, 'y', &axis, axis.low, axis.high);
	check_text(&text, wanted);
}

static void
marks_are_at_round_numbers(void)
{
	check_range(0, 1000, 2, "set yrange [0.00:10.00]\nset ytics "
	    "(\"0\" 0.00, \"2\" 2.00, \"4\" 4.00, \"6\" 6.00, \"8\" 8.00, "
	    "\"10\" 10.00)\n");
	check_range(-3, 0, 2, "set yrange [-0.03:0.00]\nset ytics "
	    "(\"-0.03\" -0.03, \"-0.02\" -0.02, \"-0.01\" -0.01, "
	    "\"0.00\" 0.00)\n");
	check_range(5, 5, 0, "set yrange [4:6]\nset ytics (\"4\" 4, \"5\" 5, "
	    "\"6\" 6)\n");
	check_range(-120000001, 80000000, 2, "set yrange [-1500000.00:"
	    "1000000.00]\nset ytics (\"-1.5\" -1500000.00, \"-1.0\" "
	    "-1000000.00, \"-0.5\" -500000.00, \"0.0\" 0.00, \"0.5\" "
	    "500000.00, \"1.0\" 1000000.00)\n");
}

/* 2^53 and more: every penny is still told apart. */
static void
large_amounts_are_told_from_the_first_mark(void)
{
	money_int128 large = INT64_C(90000000000000001);

	check_range(large, large + 2, 2, "set yrange [0.00:0.02]\nset ytics "
	    "(\"900,000,000,000,000.01\" 0.00, \"900,000,000,000,000.02\" "
	    "0.01, \"900,000,000,000,000.03\" 0.02)\n");
}

static void
marks_hold_all_values_and_are_few(void)
{
	struct random lot = random_seeded(3);

	for (int i = 0; i < 20000; i++) {
		int64_t low = (int64_t)(random_next(&lot) >> (i % 60));
		int64_t high = (int64_t)(random_next(&lot) >> (i % 59));
		int64_t least = 1 + i % 7;
		struct axis axis;

		low = i % 2 == 0 ? low : -low / 2;
		if (low > high)
			continue;
		axis = axis_of(low, high, least, i % 7);
		CHECK(axis.low <= low && axis.high >= high);
		CHECK(axis.low < axis.high && axis.step >= least);
		CHECK(axis.low % axis.step == 0 && axis.high % axis.step == 0);
		CHECK((axis.high - axis.low) / axis.step <= 6);
		CHECK(axis_width(&axis) <= 32);
		for (; axis.step % 10 == 0; axis.step /= 10)
			continue;
		CHECK(axis.step == 1 || axis.step == 2 || axis.step == 5);
	}
}

static void
check_time(const char *first, const char *last, const char *wanted)
{
	struct timestamp from, until;
	struct axis_time axis;
	struct buf text = { 0 };

	CHECK_INT(timestamp_parse(span_of(first), &from), 0);
	CHECK_INT(timestamp_parse(span_of(last), &until), 0);
	axis = axis_time_of(from, until);
	axis_time_put(&text, &axis);
	check_text(&text, wanted);
}

static void
marks_of_time_are_at_full_units(void)
{
	check_time("2026-01-01T22:30:00Z", "2026-01-02T01:00:00Z",
	    "set xrange [0:9000.000000]\nset xtics (\"22:30\\n2026-01-01\" "
	    "0.000000, \"23:00\" 1800.000000, \"23:30\" 3600.000000, "
	    "\"00:00\\n2026-01-02\" 5400.000000, \"00:30\" 7200.000000, "
	    "\"01:00\" 9000.000000)\nset xlabel \"time (UTC)\"\n");
	check_time("2026-01-01T00:00:59.999998Z",
	    "2026-01-01T00:01:00.000001Z", "set xrange [0:0.000003]\n"
	    "set xtics (\"59.999998\" 0.000000, \"59.999999\" 0.000001, "
	    "\"60.000000\" 0.000002, \"60.000001\" 0.000003)\n"
	    "set xlabel \"seconds of 2026-01-01 00:00 (UTC)\"\n");
	/* Weeks begin on Mondays, also before 1970. */
	check_time("1969-12-20T00:00:00Z", "1970-01-15T00:00:00Z",
	    "set xrange [0:2246400.000000]\nset xtics (\"1969-12-22\" "
	    "172800.000000, \"1969-12-29\" 777600.000000, \"1970-01-05\" "
	    "1382400.000000, \"1970-01-12\" 1987200.000000)\n"
	    "set xlabel \"time (UTC)\"\n");
	check_time("2023-12-31T00:00:00Z", "2024-06-01T00:00:00Z",
	    "set xrange [0:13219200.000000]\nset xtics (\"2024-01\" "
	    "86400.000000, \"2024-02\" 2764800.000000, \"2024-03\" "
	    "5270400.000000, \"2024-04\" 7948800.000000, \"2024-05\" "
	    "10540800.000000, \"2024-06\" 13219200.000000)\n"
	    "set xlabel \"time (UTC)\"\n");
	check_time("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z",
	    "set xrange [-1:1]\nset xtics (\"10:00:00\\n2026-05-01\" "
	    "0.000000)\nset xlabel \"time (UTC)\"\n");
}

/* Whatever the length, from microseconds to all the time there is. */
static void
marks_of_time_are_some_and_few(void)
{
	struct random lot = random_seeded(5);

	for (int i = 0; i < 4000; i++) {
		uint64_t all = (uint64_t)(TIMESTAMP_LAST - TIMESTAMP_FIRST);
		uint64_t span = random_below(&lot, (all >> (i % 58)) + 1);
		int64_t first = TIMESTAMP_FIRST + (int64_t)random_below(&lot,
		    all - span + 1);
		struct axis_time axis = axis_time_of((struct timestamp){
		    first }, (struct timestamp){ first + (int64_t)span });
		struct buf text = { 0 };
		int marks = 0;

		axis_time_put(&text, &axis);
		for (size_t j = 0; j < text.len; j++)
			marks += text.ptr[j] == ',';
		CHECK(!text.failed && marks <= 11);
		CHECK(memmem(text.ptr, text.len, "\" ", 2) != NULL);
		buf_free(&text);
	}
}

static void
numbers_for_people_have_commas(void)
{
	struct buf text = { 0 };

	script_number(&text, 0);
	script_say(&text, " ");
	script_number(&text, -1234567);
	script_say(&text, " ");
	script_people(&text, -123456789, 2, 2);
	script_say(&text, " ");
	script_people(&text, -5, 2, 0);
	script_say(&text, " ");
	script_people(&text, 99949, 2, 1);
	script_say(&text, " ");
	script_decimal(&text, -5, 2);
	check_text(&text, "0 -1,234,567 -1,234,567.89 0 999.4 -0.05");
}

static void
what_is_too_long_to_say_is_a_failure(void)
{
	struct buf text = { 0 };
	char *long_one = calloc(SCRIPT_MAX + 1, 1);

	if (long_one != NULL)
		memset(long_one, 'x', SCRIPT_MAX);
	script_say(&text, "%s", long_one);
	CHECK(text.failed && text.len == 0);
	buf_free(&text);
	free(long_one);
}

int
main(void)
{
	RUN(marks_are_at_round_numbers);
	RUN(large_amounts_are_told_from_the_first_mark);
	RUN(marks_hold_all_values_and_are_few);
	RUN(marks_of_time_are_at_full_units);
	RUN(marks_of_time_are_some_and_few);
	RUN(numbers_for_people_have_commas);
	RUN(what_is_too_long_to_say_is_a_failure);
	return check_status();
}
