/* Laws and edges of exact amounts. */
#include <errno.h>
#include <limits.h>

#include "base/money.h"
#include "check.h"

static struct money
minor(int64_t amount)
{
	return (struct money){ amount };
}

static void
check_parses(const char *text, int scale, int64_t wanted)
{
	struct money m = minor(77);

	CHECK_INT(money_parse(span_of(text), scale, &m), 0);
	CHECK_INT(m.minor, wanted);
}

static void
check_refuses(const char *text, int scale, int errnum)
{
	struct money m = minor(77);

	errno = 0;
	CHECK_INT(money_parse(span_of(text), scale, &m), -1);
	CHECK_INT(errno, errnum);
	CHECK_INT(m.minor, 77);
}

static void
check_formats(int64_t amount, int scale, const char *wanted)
{
	char text[MONEY_TEXT_MAX];
	size_t len = money_format(minor(amount), scale, text);

	CHECK_SPAN(((struct span){ text, len }), wanted);
}

static void
parse_fills_missing_decimals_with_zeros(void)
{
	check_parses("12", 2, 1200);
	check_parses("12.3", 2, 1230);
	check_parses("12.34", 2, 1234);
	check_parses("+12.34", 2, 1234);
	check_parses("-0.01", 2, -1);
	check_parses("-0", 2, 0);
	check_parses("007", 0, 7);
	check_parses("1.5", 6, 1500000);
}

static void
parse_refuses_more_decimals_unless_they_are_zeros(void)
{
	check_parses("12.340", 2, 1234);
	check_parses("12.000000000000000000000000000", 0, 12);
	check_refuses("12.345", 2, EDOM);
	check_refuses("12.3401", 2, EDOM);
	check_refuses("0.1", 0, EDOM);
}

static void
parse_refuses_what_is_no_amount(void)
{
	static const char *const bad[] = { "", "-", "+", ".", ".5", "5.", "--5",
	    "+-5", "1e5", "1E5", "0x10", "1,234.00", "1 234", " 1", "1 ",
	    "GBP 1", "1.2.3", "1.-2", "nan", "inf", "12a", "1.2a" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_refuses(bad[i], 2, EINVAL);
	struct money m = minor(77);
	CHECK_INT(money_parse(SPAN("1\0002"), 2, &m), -1);
	CHECK_INT(money_parse((struct span){ NULL, 0 }, 2, &m), -1);
}

static void
parse_holds_both_ends_of_int64_and_not_one_more(void)
{
	check_parses("92233720368547758.07", 2, INT64_MAX);
	check_parses("-92233720368547758.08", 2, INT64_MIN);
	check_refuses("92233720368547758.08", 2, ERANGE);
	check_refuses("-92233720368547758.09", 2, ERANGE);
	check_parses("9223372036854775807", 0, INT64_MAX);
	check_parses("-9223372036854775808", 0, INT64_MIN);
	check_refuses("9223372036854775808", 0, ERANGE);
	check_refuses("18446744073709551616", 0, ERANGE);
	check_refuses("99999999999999999999999999999999", 0, ERANGE);
	check_refuses("9223372036854775807", 1, ERANGE);
	check_parses("0000000000000000000000000000001", 2, 100);
}

static void
format_writes_exactly_scale_decimals(void)
{
	check_formats(0, 2, "0.00");
	check_formats(-1, 2, "-0.01");
	check_formats(5, 0, "5");
	check_formats(123456, 2, "1234.56");
	check_formats(1, 6, "0.000001");
	check_formats(INT64_MIN, 2, "-92233720368547758.08");
	check_formats(INT64_MIN, 6, "-9223372036854.775808");
	check_formats(INT64_MAX, 0, "9223372036854775807");
}

static void
format_and_parse_invert_each_other(void)
{
	uint64_t state = 20261122;

	for (int i = 0; i < 200000; i++) {
		char text[MONEY_TEXT_MAX];
		int scale = i % (MONEY_SCALE_MAX + 1);
		struct money back = minor(0);

		state = state * UINT64_C(6364136223846793005) + 1;
		int64_t amount = (int64_t)(state >> (i % 63));
		if (i % 2 == 1)
			amount = -amount;
		size_t len = money_format(minor(amount), scale, text);
		CHECK(len <= MONEY_TEXT_MAX);
		CHECK_INT(money_parse((struct span){ text, len }, scale, &back),
		    0);
		CHECK_INT(back.minor, amount);
	}
}

static void
sums_that_cannot_be_held_change_nothing(void)
{
	struct money sum = minor(INT64_MAX);

	errno = 0;
	CHECK_INT(money_add(&sum, minor(1)), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(sum.minor, INT64_MAX);
	CHECK_INT(money_add(&sum, minor(INT64_MIN)), 0);
	CHECK_INT(sum.minor, -1);
	sum = minor(INT64_MIN);
	CHECK_INT(money_add(&sum, minor(-1)), -1);
	CHECK_INT(sum.minor, INT64_MIN);
	CHECK_INT(money_add(&sum, minor(INT64_MIN)), -1);
	CHECK_INT(sum.minor, INT64_MIN);
	CHECK_INT(money_add(&sum, minor(INT64_MAX)), 0);
	CHECK_INT(sum.minor, -1);
}

static void
magnitude_of_the_least_amount_is_right(void)
{
	CHECK(money_magnitude(minor(INT64_MIN)) == UINT64_C(1) << 63);
	CHECK(money_magnitude(minor(-5)) == 5);
	CHECK(money_magnitude(minor(5)) == 5);
	CHECK(money_compare(minor(1), minor(2)) < 0);
	CHECK(money_compare(minor(INT64_MIN), minor(INT64_MAX)) < 0);
	CHECK(money_compare(minor(2), minor(2)) == 0);
}

static void
check_total(struct money_total total, int scale, const char *wanted)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len = money_total_format(total, scale, text);

	CHECK(len <= MONEY_TOTAL_TEXT_MAX);
	CHECK_SPAN(((struct span){ text, len }), wanted);
}

static void
totals_pass_the_ends_of_int64(void)
{
	struct money_total total = { 0 };

	check_total(total, 2, "0.00");
	for (int i = 0; i < 1000; i++)
		money_total_add(&total, minor(INT64_MIN));
	check_total(total, 2, "-92233720368547758080.00");
	total = (struct money_total){ 0 };
	for (int i = 0; i < 3; i++)
		money_total_add_magnitude(&total, minor(INT64_MIN));
	check_total(total, 0, "27670116110564327424");
	check_total(total, 6, "27670116110564.327424");
	check_total(money_total_difference((struct money_total){ 0 }, total), 2,
	    "-276701161105643274.24");
	check_total(money_total_of(minor(INT64_MAX)), 0, "9223372036854775807");
	check_total((struct money_total){ (money_int128)1000000000 *
	    1000000000 * 1000000000 * 1000000000 }, 2,
	    "10000000000000000000000000000000000.00");
}

int
main(void)
{
	RUN(parse_fills_missing_decimals_with_zeros);
	RUN(parse_refuses_more_decimals_unless_they_are_zeros);
	RUN(parse_refuses_what_is_no_amount);
	RUN(parse_holds_both_ends_of_int64_and_not_one_more);
	RUN(format_writes_exactly_scale_decimals);
	RUN(format_and_parse_invert_each_other);
	RUN(sums_that_cannot_be_held_change_nothing);
	RUN(magnitude_of_the_least_amount_is_right);
	RUN(totals_pass_the_ends_of_int64);
	return check_status();
}
