/* Sums are exact, whatever the amounts; extremes are found in any order. */
#include "check.h"
#include "stats/figures.h"

static void
add(struct figures *f, int64_t amount)
{
	CHECK_INT(figures_add(f, &(struct txn){ .amount = { amount } }), 0);
}

static void
add_timed(struct figures *f, int64_t micros)
{
	CHECK_INT(figures_add(f, &(struct txn){ .has_time = true,
	    .time = { micros } }), 0);
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
	figures_free(&f);
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
	figures_free(&f);
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
	figures_free(&f);
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
	figures_free(&f);
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
	figures_free(&f);
}

/* A record that left this balance at this time; -1: it has none. */
static void
left(struct figures *f, int64_t balance, int64_t micros)
{
	figures_add_balance(f, (struct money){ balance }, &(struct txn){
	    .has_time = micros != -1, .time = { micros } });
}

/* The earliest, wherever it stands. */
static void
a_balance_was_reached_at_a_time(void)
{
	struct figures f = { 0 };

	left(&f, 10, 500);
	left(&f, 10, -1);
	left(&f, 30, -1);
	CHECK(f.lowest.has_time && !f.highest.has_time);
	left(&f, 10, 400);
	left(&f, 30, 900);
	left(&f, 10, 450);
	left(&f, 20, 100);
	CHECK_INT(f.lowest.time.micros, 400);
	CHECK_INT(f.highest.time.micros, 900);
	left(&f, 5, -1);
	CHECK(!f.lowest.has_time);
	figures_free(&f);
}

static void
the_mean_is_rounded_once(void)
{
	static const struct { int64_t a, b, c; uint64_t mean; } rows[] = {
	    { 0, 0, 0, 0 }, { 1, 0, 0, 0 }, { -1, 1, 0, 1 },
	    { INT64_MIN, INT64_MIN, INT64_MIN, UINT64_C(1) << 63 },
	    { INT64_MAX, INT64_MIN, INT64_MAX, INT64_MAX } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct figures f = { 0 };

		add(&f, rows[i].a);
		add(&f, rows[i].b);
		add(&f, rows[i].c);
		CHECK(figures_mean(&f) == rows[i].mean);
		if (i == 1)
			add(&f, 1);
		CHECK(i != 1 || figures_mean(&f) == 1);
		figures_free(&f);
	}
}

static void
balances_have_a_range(void)
{
	struct figures f = { 0 };

	CHECK(!f.has_balance);
	left(&f, 130, -1);
	left(&f, -20, -1);
	left(&f, 50, -1);
	CHECK(f.has_balance);
	CHECK_INT(f.lowest.balance.minor, -20);
	CHECK_INT(f.highest.balance.minor, 130);
	left(&f, INT64_MAX, -1);
	left(&f, INT64_MIN, -1);
	CHECK_INT(f.lowest.balance.minor, INT64_MIN);
	CHECK_INT(f.highest.balance.minor, INT64_MAX);
	figures_free(&f);
}

int
main(void)
{
	RUN(zero_is_a_credit);
	RUN(credits_and_debits_are_net_and_absolute);
	RUN(least_and_greatest_have_no_sign);
	RUN(sums_pass_the_ends_of_int64);
	RUN(times_are_found_in_any_order);
	RUN(balances_have_a_range);
	RUN(a_balance_was_reached_at_a_time);
	RUN(the_mean_is_rounded_once);
	return check_status();
}
