/* The forms of foreign amounts, the good and the bad, and their laws. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "ledger/foreign_amount.h"

static const struct foreign_amount english = { '.', { ",", 1 }, 2 };
static const struct foreign_amount german = { ',', { ".", 1 }, 2 };
static const struct foreign_amount french = { ',', { "\xe2\x80\xaf", 3 }, 2 };
static const struct foreign_amount swiss = { '.', { "'", 1 }, 2 };
static const struct foreign_amount plain = { '.', { NULL, 0 }, 2 };

static int
parse(const struct foreign_amount *form, const char *text, bool turned,
    int64_t *minor, struct span *sign)
{
	struct money m = { 77 };
	int status = foreign_amount_parse(form, span_of(text), turned, &m,
	    sign);

	*minor = m.minor;
	return status;
}

static void
check_good(const struct foreign_amount *form, const char *text,
    int64_t wanted, const char *sign)
{
	struct span got_sign = { NULL, 0 };
	int64_t got;

	if (parse(form, text, false, &got, &got_sign) == -1)
		check_fail(__FILE__, __LINE__, text);
	CHECK_INT(got, wanted);
	CHECK_SPAN(got_sign, sign);
	if (parse(form, text, true, &got, &got_sign) == -1)
		check_fail(__FILE__, __LINE__, text);
	CHECK_INT(got, -wanted);
}

static void
check_bad(const struct foreign_amount *form, const char *text, int errnum)
{
	struct span sign = SPAN("untouched");
	int64_t got;

	errno = 0;
	if (parse(form, text, false, &got, &sign) == 0)
		check_fail(__FILE__, __LINE__, text);
	CHECK_INT(errno, errnum);
	CHECK_INT(got, 77);
	CHECK_SPAN(sign, "untouched");
}

static void
every_form_of_the_page_is_understood(void)
{
	static const struct {
		const char *text;
		int64_t minor;
		const char *sign;
	} good[] = {
		{ "1234.56", 123456, "" }, { "1,234.56", 123456, "" },
		{ "£1,234.56", 123456, "£" }, { "1,234.56£", 123456, "£" },
		{ "(1,234.56)", -123456, "" }, { "1234.56-", -123456, "" },
		{ "-1234.56", -123456, "" }, { "+1234.56", 123456, "" },
		{ "1234.56+", 123456, "" }, { "12.00 CR", 1200, "" },
		{ "12.00 DR", -1200, "" }, { "12.00CR", 1200, "" },
		{ "12.00dr", -1200, "" }, { "12.00 Dr", -1200, "" },
		{ "12.00 cR", 1200, "" }, { "-£12.00", -1200, "£" },
		{ "£-12.00", -1200, "£" }, { "£12.00-", -1200, "£" },
		{ "£ 12.00", 1200, "£" }, { "12.00 €", 1200, "€" },
		{ "12.00- €", -1200, "€" }, { "12.00 €-", -1200, "€" },
		{ "(£12.00)", -1200, "£" }, { "£(12.00)", -1200, "£" },
		{ "(12.00 €)", -1200, "€" }, { "( 12.00 )", -1200, "" },
		{ "$12.00 DR", -1200, "$" }, { "¥12", 1200, "¥" },
		{ "₹1,234.00", 123400, "₹" }, { "₩12", 1200, "₩" },
		{ "฿12", 1200, "฿" }, { "\xe2\x88\x92" "12.00", -1200, "" },
		{ "  12.00\t", 1200, "" }, { "\xc2\xa0" "12.00", 1200, "" },
		{ "- 12.00", -1200, "" }, { "12.00 -", -1200, "" },
		{ "1,234,567.89", 123456789, "" }, { "0", 0, "" },
		{ "-0.00", 0, "" }, { "007", 700, "" }, { "12.3", 1230, "" },
		{ "12.340", 1234, "" }, { "0.05", 5, "" },
		{ "000000000000000000000000000012.00", 1200, "" },
		{ "12.000000000000000000000000000000", 1200, "" },
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		check_good(&english, good[i].text, good[i].minor,
		    good[i].sign);
}

static void
marks_of_other_countries_are_understood(void)
{
	check_good(&german, "1.234,56", 123456, "");
	check_good(&german, "1.234.567,89-", -123456789, "");
	check_good(&german, "12,5 €", 1250, "€");
	check_good(&french, "1\xe2\x80\xaf" "234,56", 123456, "");
	check_good(&french, "1\xe2\x80\xaf" "234,56\xe2\x80\xaf€", 123456, "€");
	check_good(&swiss, "1'234.56", 123456, "");
	check_good(&plain, "1234.56", 123456, "");
	check_bad(&german, "1,234.56", EINVAL);
	check_bad(&english, "1.234,56", EINVAL);
	check_bad(&plain, "1,234.56", EINVAL);
	check_bad(&swiss, "1,234.56", EINVAL);
}

static void
groups_are_of_three_or_none(void)
{
	static const char *const bad[] = { "1,23", "1,2345", "1234,567",
	    "1,234567", "1,234,56", "12,34,567.00", "1,,234", ",234", "1,",
	    "1,234,", "1,234,.00", "1.23,4", "1.234,567", "0,123", "012,345",
	    "00,123.00" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_bad(&english, bad[i], EINVAL);
}

static void
two_marks_of_sign_are_refused(void)
{
	static const char *const bad[] = { "(-1)", "-1-", "-12 DR", "(12) CR",
	    "(12 DR)", "--1", "+-1", "-+1", "1--", "(1)-", "-(1)", "((1))",
	    "12 DR-", "12- DR", "12 CR CR", "+1-", "+12 CR" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_bad(&english, bad[i], EINVAL);
}

static void
what_is_no_amount_is_refused(void)
{
	static const char *const bad[] = { "", " ", "-", "()", "£", "CR", "(",
	    ")", "(1", "1)", ")1(", "1(", ".", ".5", "5.", "1..2", "1.2.3",
	    "1e5", "1E5", "0x10", "nan", "inf", "12a", "a12", "1 2", "1 234.00",
	    "££1", "£1£", "£1€", "CR 12", "12 C", "12 D", "12 XR", "12 CRX",
	    "\xa3" "12", "GBP 12", "12 GBP", "¢12", "12¢", "1\xc2\xa0" "234",
	    "12 percent", "1,234.56.78", "١٢" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_bad(&english, bad[i], EINVAL);
	struct money m = { 77 };
	struct span sign;
	CHECK_INT(foreign_amount_parse(&english, SPAN("1\0002"), false, &m,
	    &sign), -1);
	CHECK_INT(foreign_amount_parse(&english, (struct span){ NULL, 0 },
	    false, &m, &sign), -1);
}

static void
decimals_are_never_rounded(void)
{
	struct foreign_amount yen = english;

	check_bad(&english, "12.345", EDOM);
	check_bad(&english, "£1,234.567", EDOM);
	check_bad(&english, "(0.001)", EDOM);
	yen.scale = 0;
	check_good(&yen, "¥1,234", 1234, "¥");
	check_good(&yen, "1,234.00", 1234, "");
	check_bad(&yen, "1,234.5", EDOM);
	yen.scale = 6;
	check_good(&yen, "1,234.567891", 1234567891, "");
	check_bad(&yen, "1.2345678", EDOM);
}

static void
both_ends_of_int64_are_held_whichever_way_it_is_turned(void)
{
	static const char *const most = "92,233,720,368,547,758.07";
	static const char *const beyond = "92,233,720,368,547,758.08";
	struct span sign;
	int64_t got;

	CHECK_INT(parse(&english, most, false, &got, &sign), 0);
	CHECK_INT(got, INT64_MAX);
	CHECK_INT(parse(&english, most, true, &got, &sign), 0);
	CHECK_INT(got, -INT64_MAX);
	check_bad(&english, beyond, ERANGE);
	CHECK_INT(parse(&english, beyond, true, &got, &sign), 0);
	CHECK_INT(got, INT64_MIN);
	CHECK_INT(parse(&english, "(92233720368547758.08)", false, &got,
	    &sign), 0);
	CHECK_INT(got, INT64_MIN);
	CHECK_INT(parse(&english, "(92233720368547758.08)", true, &got,
	    &sign), -1);
	CHECK_INT(parse(&english, "92233720368547758.08 DR", false, &got,
	    &sign), 0);
	CHECK_INT(got, INT64_MIN);
	check_bad(&english, "92233720368547758.09-", ERANGE);
	check_bad(&english, "123456789012345678901", ERANGE);
	check_bad(&english, "99999999999999999999999999999999", ERANGE);
}

/* Write digits in groups of three. */
static size_t
group(const char *digits, size_t len, char separator, char *dst)
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			dst[used++] = separator;
		dst[used++] = digits[i];
	}
	return used;
}

/* An amount of any size, from a seeded sequence. */
static int64_t
next_amount(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (int64_t)(*state >> (1 + *state % 60));
}

static void
what_is_written_in_any_form_reads_back(void)
{
	static const struct {
		const char *front, *back;
	} forms[] = { { "-", "" }, { "(", ")" }, { "", "-" }, { "", " DR" },
	    { "£(", ")" }, { "", "-€" }, { "- $ ", "" } };
	uint64_t state = 1993;

	for (int i = 0; i < 20000; i++) {
		struct money amount = { next_amount(&state) };
		char text[MONEY_TEXT_MAX], grouped[40], whole[64];
		size_t len = money_format(amount, 2, text);
		size_t used = group(text, len - 3, ',', grouped);
		struct span sign;
		int64_t got = 0;

		memcpy(grouped + used, text + len - 3, 3);
		snprintf(whole, sizeof(whole), "%s%.*s%s", forms[i % 7].front,
		    (int)used + 3, grouped, forms[i % 7].back);
		CHECK_INT(parse(&english, whole, false, &got, &sign), 0);
		CHECK_INT(got, -amount.minor);
		used = group(text, len - 3, '.', grouped);
		snprintf(whole, sizeof(whole), "%.*s,%.2s CR", (int)used,
		    grouped, text + len - 2);
		CHECK_INT(parse(&german, whole, false, &got, &sign), 0);
		CHECK_INT(got, amount.minor);
	}
}

static void
blanks_are_told_from_amounts(void)
{
	CHECK(foreign_amount_is_blank(SPAN("")));
	CHECK(foreign_amount_is_blank((struct span){ NULL, 0 }));
	CHECK(foreign_amount_is_blank(SPAN(" \t\xc2\xa0 ")));
	CHECK(!foreign_amount_is_blank(SPAN(" 0")));
	CHECK(!foreign_amount_is_blank(SPAN("-")));
}

int
main(void)
{
	RUN(every_form_of_the_page_is_understood);
	RUN(marks_of_other_countries_are_understood);
	RUN(groups_are_of_three_or_none);
	RUN(two_marks_of_sign_are_refused);
	RUN(what_is_no_amount_is_refused);
	RUN(decimals_are_never_rounded);
	RUN(both_ends_of_int64_are_held_whichever_way_it_is_turned);
	RUN(what_is_written_in_any_form_reads_back);
	RUN(blanks_are_told_from_amounts);
	return check_status();
}
