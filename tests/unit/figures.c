/* Sums are exact, whatever the amounts; extremes are found in any order. */
#include "check.h"
#include "stats/figures.h"

static void
add(struct figures *f, int64_t amount)
{
	figures_add(f, &(struct txn){ .amount = { amount } });
}

static void
add_timed(struct figures *f, int64_t micros)
{
	figures_add(f, &(struct txn){ .has_time = true, .time = { micros } });
}

static void
check_total(struct money_total total, const char *wanted)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len = money_total_format(total, 0, text);

	CHECK_SPAN(((struct span){ text, len }), wanted);
}

static void
zero_is_a_credit(void)
{
	struct figures f = { 0 };

	add(&f, 0);
	CHECK_INT(f.credits, 1);
	CHECK_INT(f.debits, 0);
	add(&f, -1);
	CHECK_INT(f.debits, 1);
	CHECK_INT(figures_records(&f), 2);
}

static void
credits_and_debits_are_net_and_absolute(void)
{
	struct figures f = { 0 };
	int64_t net = 0, absolute = 0;
	uint64_t state = 7;

	for (int i = 0; i < 10000; i++) {
		state = state * UINT64_C(6364136223846793005) + 1;
		int64_t amount = (int64_t)(state >> 33) - (1 << 30);
		add(&f, amount);
		net += amount;
		absolute += amount < 0 ? -amount : amount;
		CHECK(figures_net(&f).minor == net);
		CHECK(figures_absolute(&f).minor == absolute);
		CHECK(f.credit_sum.minor + f.debit_sum.minor == net);
		CHECK(f.debit_sum.minor <= 0);
	}
}

static void
least_and_greatest_have_no_sign(void)
{
	struct figures f = { 0 };

	add(&f, -5);
	CHECK_INT(f.least, 5);
	CHECK_INT(f.most, 5);
	add(&f, 3);
	add(&f, -9);
	CHECK_INT(f.least, 3);
	CHECK_INT(f.most, 9);
	add(&f, INT64_MIN);
	CHECK(f.most == UINT64_C(1) << 63);
	add(&f, 0);
	CHECK_INT(f.least, 0);
}

static void
sums_pass_the_ends_of_int64(void)
{
	struct figures f = { 0 };

	for (int i = 0; i < 1000; i++) {
		add(&f, INT64_MIN);
		add(&f, INT64_MAX);
	}
	check_total(f.debit_sum, "-9223372036854775808000");
	check_total(f.credit_sum, "9223372036854775807000");
	check_total(figures_net(&f), "-1000");
	check_total(figures_absolute(&f), "18446744073709551615000");
}

static void
times_are_found_in_any_order(void)
{
	struct figures f = { 0 };

	add(&f, 1);
	CHECK(!f.has_time);
	add_timed(&f, 50);
	CHECK_INT(f.first.micros, 50);
	CHECK_INT(f.last.micros, 50);
	add_timed(&f, -70);
	add_timed(&f, 60);
	add(&f, 1);
	CHECK(f.has_time);
	CHECK_INT(f.first.micros, -70);
	CHECK_INT(f.last.micros, 60);
}

static void
opening_is_the_first_balance_less_its_amount(void)
{
	struct figures f = { 0 };
	struct money first = { 130 }, second = { -20 };

	figures_add_balance(&f, NULL, first, (struct money){ 30 });
	figures_add_balance(&f, &first, second, (struct money){ -150 });
	CHECK(f.opening.minor == 100);
	CHECK(f.closing.minor == -20);
	CHECK_INT(f.lowest.minor, -20);
	CHECK_INT(f.highest.minor, 130);
}

static void
balances_at_the_ends_of_int64_are_exact(void)
{
	struct figures f = { 0 };
	struct money most = { INT64_MAX }, least = { INT64_MIN };

	figures_add_balance(&f, NULL, most, least);
	check_total(f.opening, "18446744073709551615");
	check_total(f.closing, "9223372036854775807");
	figures_add_balance(&f, &most, least, least);
	check_total(f.closing, "-9223372036854775808");
	figures_add_balance(&f, NULL, least, most);
	check_total(f.opening, "0");
	check_total(f.closing, "-18446744073709551616");
}

int
main(void)
{
	RUN(zero_is_a_credit);
	RUN(credits_and_debits_are_net_and_absolute);
	RUN(least_and_greatest_have_no_sign);
	RUN(sums_pass_the_ends_of_int64);
	RUN(times_are_found_in_any_order);
	RUN(opening_is_the_first_balance_less_its_amount);
	RUN(balances_at_the_ends_of_int64_are_exact);
	return check_status();
}
