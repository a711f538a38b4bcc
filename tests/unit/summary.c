/* What accounts come to is what the whole comes to. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "stats/summary.h"

enum { ACCOUNTS = 300, RECORDS = 20000 };

/* Records of many accounts; some have no time, some no balance. */
static void
fill(struct summary *s, int64_t *balances)
{
	uint64_t state = 99;

	for (int i = 0; i < RECORDS; i++) {
		state = state * UINT64_C(6364136223846793005) + 1442695;
		int number = (int)(state >> 40) % ACCOUNTS;
		char name[16];
		int len = snprintf(name, sizeof(name), "%d", number);
		struct txn txn = { .account = { name, (size_t)len },
		    .amount = { (int64_t)(state >> 44) - (1 << 19) },
		    .has_time = i % 5 != 0,
		    .time = { (int64_t)(state >> 20) } };
		balances[number] += txn.amount.minor;
		struct money balance = { balances[number] };
		CHECK_INT(summary_add(s, &txn, &balance, 0), 0);
	}
	summary_end(s);
}

/* Add the figures of other accounts. */
static void
merge(struct figures *sum, const struct figures *f)
{
	sum->credits += f->credits;
	sum->debits += f->debits;
	sum->credit_sum.minor += f->credit_sum.minor;
	sum->debit_sum.minor += f->debit_sum.minor;
	sum->opening.minor += f->opening.minor;
	sum->closing.minor += f->closing.minor;
	if (f->least < sum->least)
		sum->least = f->least;
	if (f->most > sum->most)
		sum->most = f->most;
	if (f->first.micros < sum->first.micros)
		sum->first = f->first;
	if (f->last.micros > sum->last.micros)
		sum->last = f->last;
	if (f->lowest.minor < sum->lowest.minor)
		sum->lowest = f->lowest;
	if (f->highest.minor > sum->highest.minor)
		sum->highest = f->highest;
}

static void
accounts_add_up_to_the_whole(void)
{
	struct summary s = { .by_account = true, .accounts.seed = 5 };
	int64_t balances[ACCOUNTS] = { 0 };
	struct summary_account **sorted;
	struct figures sum;

	fill(&s, balances);
	CHECK_INT(s.accounts.count, ACCOUNTS);
	sorted = summary_sorted(&s);
	sum = *sorted[0]->figures;
	for (size_t i = 1; i < ACCOUNTS; i++)
		merge(&sum, sorted[i]->figures);
	CHECK_INT(figures_records(&s.whole), RECORDS);
	CHECK_INT(sum.credits, s.whole.credits);
	CHECK_INT(sum.debits, s.whole.debits);
	CHECK(sum.credit_sum.minor == s.whole.credit_sum.minor);
	CHECK(sum.debit_sum.minor == s.whole.debit_sum.minor);
	CHECK(sum.opening.minor == s.whole.opening.minor);
	CHECK(sum.closing.minor == s.whole.closing.minor);
	CHECK_INT(sum.least, s.whole.least);
	CHECK_INT(sum.most, s.whole.most);
	CHECK_INT(sum.first.micros, s.whole.first.micros);
	CHECK_INT(sum.last.micros, s.whole.last.micros);
	CHECK_INT(sum.lowest.minor, s.whole.lowest.minor);
	CHECK_INT(sum.highest.minor, s.whole.highest.minor);
	free(sorted);
	summary_free(&s);
}

static void
closing_is_every_accounts_last_balance(void)
{
	struct summary s = { .by_account = true }, slim = { 0 };
	int64_t balances[ACCOUNTS] = { 0 }, again[ACCOUNTS] = { 0 }, all = 0;
	struct summary_account **sorted;

	fill(&s, balances);
	fill(&slim, again);
	sorted = summary_sorted(&s);
	for (size_t i = 0; i < ACCOUNTS; i++) {
		int number = 0;
		struct span name = summary_name(sorted[i]);
		for (size_t at = 0; at < name.len; at++)
			number = 10 * number + name.ptr[at] - '0';
		CHECK(sorted[i]->figures->closing.minor == balances[number]);
		CHECK(sorted[i]->figures->opening.minor == 0);
		all += balances[number];
	}
	CHECK(s.whole.closing.minor == all);
	CHECK(slim.whole.closing.minor == all);
	CHECK(slim.whole.opening.minor == 0);
	free(sorted);
	summary_free(&s);
	summary_free(&slim);
}

static void
accounts_are_sorted_by_their_bytes(void)
{
	static const char *const names[] = { "b", "", "\xff", "a", "B", "ab",
	    "\"", "a" };
	static const char *const wanted[] = { "", "\"", "B", "a", "ab", "b",
	    "\xff" };
	struct summary s = { 0 };
	struct summary_account **sorted;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		CHECK_INT(summary_add(&s, &(struct txn){
		    .account = span_of(names[i]) }, NULL, 0), 0);
	CHECK_INT(s.accounts.count, 7);
	sorted = summary_sorted(&s);
	for (size_t i = 0; i < 7; i++)
		CHECK_SPAN(summary_name(sorted[i]), wanted[i]);
	free(sorted);
	summary_free(&s);
	summary_free(&s);
}

static void
records_without_balance_say_nothing_of_it(void)
{
	struct summary s = { .by_account = true };
	struct txn txn = { .account = SPAN("a"), .amount = { 5 } };
	struct txn other = { .account = SPAN("b"), .amount = { 5 } };
	struct summary_account **sorted;

	CHECK_INT(summary_add(&s, &txn, NULL, 0), 0);
	CHECK(!s.whole.has_balance);
	CHECK_INT(summary_add(&s, &txn, &(struct money){ 100 }, 0), 0);
	CHECK_INT(summary_add(&s, &txn, NULL, 0), 0);
	CHECK_INT(summary_add(&s, &txn, &(struct money){ 90 }, 0), 0);
	CHECK_INT(summary_add(&s, &other, NULL, 0), 0);
	summary_end(&s);
	CHECK(s.whole.has_ends);
	CHECK(s.whole.opening.minor == 95);
	CHECK(s.whole.closing.minor == 90);
	CHECK_INT(s.whole.credits, 5);
	sorted = summary_sorted(&s);
	CHECK(sorted[0]->figures->has_ends && !sorted[1]->figures->has_ends);
	free(sorted);
	summary_free(&s);
}

static void
openings_at_the_ends_of_int64_are_exact(void)
{
	struct summary s = { 0 };
	struct txn a = { .account = SPAN("a"), .amount = { INT64_MIN } };
	struct txn b = { .account = SPAN("b"), .amount = { INT64_MAX } };

	CHECK_INT(summary_add(&s, &a, &(struct money){ INT64_MAX }, 0), 0);
	CHECK_INT(summary_add(&s, &b, &(struct money){ INT64_MAX }, 0), 0);
	summary_end(&s);
	CHECK(s.whole.opening.minor == (money_int128)UINT64_MAX);
	CHECK(s.whole.closing.minor == (money_int128)INT64_MAX * 2);
	summary_free(&s);
}

/* The same records, once as posted and once backwards within runs of 50. */
static void
shuffled_records_begin_and_end_alike(void)
{
	enum { COUNT = 20000, RUN_LENGTH = 50 };
	struct summary straight = { .by_account = true };
	struct summary shuffled = { .by_account = true, .is_shuffled = true };
	static struct txn txn[COUNT];
	static struct money left[COUNT];
	static const char *const names[] = { "a", "b", "c" };
	struct money balance[3] = { { 500 }, { 0 }, { INT64_MAX / 2 } };
	uint64_t state = 7;

	for (int i = 0; i < COUNT; i++) {
		state = state * UINT64_C(6364136223846793005) + 1442695;
		int which = (int)(state >> 33) % 3;
		txn[i].account = span_of(names[which]);
		txn[i].amount.minor = (int64_t)(state >> 40) - (1 << 23);
		txn[i].has_time = true;
		txn[i].time.micros = i;
		CHECK_INT(money_add(&balance[which], txn[i].amount), 0);
		left[i] = balance[which];
		CHECK_INT(summary_add(&straight, &txn[i], &left[i], 0), 0);
	}
	for (int run = 0; run < COUNT / RUN_LENGTH; run++)
		for (int i = RUN_LENGTH - 1; i >= 0; i--)
			CHECK_INT(summary_add(&shuffled,
			    &txn[run * RUN_LENGTH + i],
			    &left[run * RUN_LENGTH + i], (uint64_t)run), 0);
	summary_end(&straight);
	summary_end(&shuffled);
	CHECK(shuffled.whole.has_ends);
	CHECK(straight.whole.opening.minor == shuffled.whole.opening.minor);
	CHECK(straight.whole.closing.minor == shuffled.whole.closing.minor);
	CHECK(straight.whole.opening.minor == (money_int128)500 +
	    INT64_MAX / 2);
	summary_free(&straight);
	summary_free(&shuffled);
}

int
main(void)
{
	RUN(accounts_add_up_to_the_whole);
	RUN(closing_is_every_accounts_last_balance);
	RUN(accounts_are_sorted_by_their_bytes);
	RUN(records_without_balance_say_nothing_of_it);
	RUN(openings_at_the_ends_of_int64_are_exact);
	RUN(shuffled_records_begin_and_end_alike);
	return check_status();
}
