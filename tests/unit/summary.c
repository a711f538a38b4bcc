/* What accounts come to is what the whole comes to. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "stats/report.h"
#include "stats/summary.h"

enum { ACCOUNTS = 300, RECORDS = 20000 };

/* Make ready for groups of this kind. */
static struct summary
start(enum summary_by by)
{
	struct summary s = { .by = by, .cap = { 1000 },
	    .accounts.max = ACCOUNTS };

	summary_seed(&s, 5);
	CHECK_INT(summary_open(&s), 0);
	return s;
}

static int
add(struct summary *s, const struct txn *txn, const struct money *balance)
{
	return summary_add(s, txn, balance, &(struct summary_place){ 0 });
}

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
		CHECK_INT(add(s, &txn, &balance), 0);
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
	if (f->lowest.balance.minor < sum->lowest.balance.minor)
		sum->lowest = f->lowest;
	if (f->highest.balance.minor > sum->highest.balance.minor)
		sum->highest = f->highest;
}

static void
accounts_add_up_to_the_whole(void)
{
	struct summary s = start(SUMMARY_ACCOUNT);
	int64_t balances[ACCOUNTS] = { 0 };
	struct summary_group **sorted;
	size_t count;
	struct figures sum;

	fill(&s, balances);
	CHECK_INT(s.accounts.roster.count, ACCOUNTS);
	sorted = summary_sorted(&s, 0, &count);
	CHECK_INT(count, ACCOUNTS);
	sum = sorted[0]->figures;
	for (size_t i = 1; i < ACCOUNTS; i++)
		merge(&sum, &sorted[i]->figures);
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
	CHECK_INT(sum.lowest.balance.minor, s.whole.lowest.balance.minor);
	CHECK_INT(sum.highest.balance.minor, s.whole.highest.balance.minor);
	free(sorted);
	summary_free(&s);
}

static void
closing_is_every_accounts_last_balance(void)
{
	struct summary s = start(SUMMARY_ACCOUNT);
	struct summary slim = start(SUMMARY_WHOLE);
	int64_t balances[ACCOUNTS] = { 0 }, again[ACCOUNTS] = { 0 }, all = 0;
	struct summary_group **sorted;
	size_t count;

	fill(&s, balances);
	fill(&slim, again);
	sorted = summary_sorted(&s, 0, &count);
	for (size_t i = 0; i < ACCOUNTS; i++) {
		int number = 0;
		struct span name = sorted[i]->key;
		for (size_t at = 0; at < name.len; at++)
			number = 10 * number + name.ptr[at] - '0';
		CHECK(sorted[i]->figures.closing.minor == balances[number]);
		CHECK(sorted[i]->figures.opening.minor == 0);
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
	struct summary s = start(SUMMARY_ACCOUNT);
	struct summary_group **sorted;
	size_t count;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		CHECK_INT(add(&s, &(struct txn){
		    .account = span_of(names[i]) }, NULL), 0);
	CHECK_INT(s.accounts.roster.count, 7);
	sorted = summary_sorted(&s, 0, &count);
	for (size_t i = 0; i < 7; i++)
		CHECK_SPAN(sorted[i]->key, wanted[i]);
	free(sorted);
	summary_free(&s);
	summary_free(&s);
}

static void
records_without_balance_say_nothing_of_it(void)
{
	struct summary s = start(SUMMARY_ACCOUNT);
	struct txn txn = { .account = SPAN("a"), .amount = { 5 } };
	struct txn other = { .account = SPAN("b"), .amount = { 5 } };
	struct summary_group **sorted;
	size_t count;

	CHECK_INT(add(&s, &txn, NULL), 0);
	CHECK(!s.whole.has_balance);
	CHECK_INT(add(&s, &txn, &(struct money){ 100 }), 0);
	CHECK_INT(add(&s, &txn, NULL), 0);
	CHECK_INT(add(&s, &txn, &(struct money){ 90 }), 0);
	CHECK_INT(add(&s, &other, NULL), 0);
	summary_end(&s);
	CHECK(s.whole.has_ends);
	CHECK(s.whole.opening.minor == 95);
	CHECK(s.whole.closing.minor == 90);
	CHECK_INT(s.whole.credits, 5);
	sorted = summary_sorted(&s, 0, &count);
	CHECK(sorted[0]->figures.has_ends && !sorted[1]->figures.has_ends);
	free(sorted);
	summary_free(&s);
}

static void
openings_at_the_ends_of_int64_are_exact(void)
{
	struct summary s = start(SUMMARY_WHOLE);
	struct txn a = { .account = SPAN("a"), .amount = { INT64_MIN } };
	struct txn b = { .account = SPAN("b"), .amount = { INT64_MAX } };

	CHECK_INT(add(&s, &a, &(struct money){ INT64_MAX }), 0);
	CHECK_INT(add(&s, &b, &(struct money){ INT64_MAX }), 0);
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
	struct summary straight = start(SUMMARY_ACCOUNT);
	struct summary shuffled = start(SUMMARY_ACCOUNT);
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
		CHECK_INT(add(&straight, &txn[i], &left[i]), 0);
	}
	summary_begin_stream(&shuffled, true);
	for (int run = 0; run < COUNT / RUN_LENGTH; run++)
		for (int i = RUN_LENGTH - 1; i >= 0; i--)
			CHECK(summary_add(&shuffled,
			    &txn[run * RUN_LENGTH + i],
			    &left[run * RUN_LENGTH + i],
			    &(struct summary_place){ true,
			    (uint64_t)run + 1, 1 }) >= 0);
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

/* A run at once is what one by one is. */
static void
runs_are_what_single_records_are(void)
{
	enum { COUNT = 6400, AT_ONCE = 64 };
	static struct txn txn[COUNT];
	static struct money left[COUNT];
	static const enum summary_by all[] = { SUMMARY_WHOLE,
	    SUMMARY_ACCOUNT, SUMMARY_MINUTE, SUMMARY_DAY };
	static const char *const names[] = { "a", "b", "c" };
	uint64_t state = 3;

	for (int i = 0; i < COUNT; i++) {
		state = state * UINT64_C(6364136223846793005) + 1442695;
		txn[i] = (struct txn){ .account = span_of(names[state >> 60 &
		    1]), .amount = { (int64_t)(state >> 40) - (1 << 23) },
		    .has_time = i % 7 != 0, .time = { (int64_t)i *
		    (int64_t)(state >> 38 & 0xffffff) } };
		left[i].minor = (int64_t)(state >> 20);
	}
	for (size_t k = 0; k < sizeof(all) / sizeof(*all); k++) {
		struct summary one = start(all[k]), many = start(all[k]);
		struct report told_one = { 0 }, told_many = { 0 };

		for (int i = 0; i < COUNT; i++)
			CHECK_INT(add(&one, &txn[i], &left[i]), 0);
		for (int i = 0; i < COUNT; i += AT_ONCE)
			CHECK_INT(summary_add_run(&many, txn + i, left + i,
			    AT_ONCE), 0);
		summary_end(&one);
		summary_end(&many);
		report_summary(&told_one, &one);
		report_summary(&told_many, &many);
		CHECK(memcmp(&told_one, &told_many, sizeof(told_one)) == 0);
		CHECK_INT(one.groups.count, many.groups.count);
		summary_free(&one);
		summary_free(&many);
	}
}

/* Where there are too many accounts, nothing is told of how many. */
static void
too_many_accounts_are_unknown(void)
{
	struct summary s = start(SUMMARY_WHOLE);
	char name[16];

	for (int i = 0; i <= ACCOUNTS; i++) {
		int len = snprintf(name, sizeof(name), "%d", i);
		struct txn txn = { .account = { name, (size_t)len } };

		CHECK(s.accounts.unknown == false);
		CHECK_INT(add(&s, &txn, &(struct money){ 1 }), 0);
	}
	summary_end(&s);
	CHECK(s.accounts.unknown && !s.whole.has_ends);
	CHECK_INT(figures_records(&s.whole), ACCOUNTS + 1);
	summary_free(&s);
}

/* Also where it shows in the middle of a run. */
static void
too_many_in_a_run_are_unknown_too(void)
{
	struct summary s = { .by = SUMMARY_WHOLE, .cap = { 1000 },
	    .accounts.max = 2 };
	static const char *const names[] = { "a", "b", "c", "a" };
	struct money balance[4] = { { 1 }, { 1 }, { 1 }, { 1 } };
	struct txn txn[4] = { 0 };

	CHECK_INT(summary_open(&s), 0);
	for (int i = 0; i < 4; i++)
		txn[i].account = span_of(names[i]);
	CHECK_INT(summary_add_run(&s, txn, balance, 4), 0);
	CHECK_INT(summary_add_run(&s, txn, balance, 4), 0);
	summary_end(&s);
	CHECK(s.accounts.unknown && !s.whole.has_ends);
	CHECK_INT(s.accounts.roster.count, 2);
	CHECK_INT(figures_records(&s.whole), 8);
	summary_free(&s);
}

static struct txn
at(int64_t seconds, int64_t amount)
{
	return (struct txn){ .amount = { amount }, .has_time = true,
	    .time = { seconds * 1000000 } };
}

static void
groups_are_of_their_minutes(void)
{
	static const char *const wanted[] = { "", "1969-12-31T23:59:00Z",
	    "1970-01-01T00:00:00Z", "1970-01-01T00:01:00Z" };
	static const int64_t sums[] = { 7, 1, 3, 1 };
	struct summary s = start(SUMMARY_MINUTE);
	struct txn untimed = { .amount = { 7 } }, txn;
	struct summary_group **sorted;
	char text[SUMMARY_LABEL_MAX];
	size_t count;

	for (int64_t t = 60; t >= -20; t -= 20) {
		txn = at(t, 1);
		CHECK_INT(add(&s, &txn, NULL), 0);
	}
	CHECK_INT(add(&s, &untimed, NULL), 0);
	sorted = summary_sorted(&s, 0, &count);
	CHECK_INT(count, 4);
	for (size_t i = 0; i < count; i++) {
		CHECK_SPAN(summary_label(&s, sorted[i], text), wanted[i]);
		CHECK(figures_net(&sorted[i]->figures).minor == sums[i]);
	}
	free(sorted);
	sorted = summary_sorted(&s, 3, &count);
	CHECK_INT(count, 3);
	CHECK_SPAN(summary_label(&s, sorted[0], text), wanted[0]);
	CHECK_SPAN(summary_label(&s, sorted[1], text), wanted[2]);
	CHECK_SPAN(summary_label(&s, sorted[2], text), wanted[1]);
	free(sorted);
	summary_free(&s);
}

/* What is told of batches, by window and in all, may be asked at any time. */
static void
windows_have_their_batches(void)
{
	static const struct { uint64_t window, batch; int64_t amount; } rows[] =
	    { { 1, 1, 900 }, { 1, 1, 50 }, { 1, 2, 600 }, { 2, 1, 30 },
	    { 1, 1, 1000 } };
	static const uint64_t batches[] = { 3, 1 };
	static const int64_t least[] = { 600, 30 };
	struct summary s = start(SUMMARY_WINDOW);
	struct summary_group **sorted;
	size_t count;

	summary_begin_stream(&s, true);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct txn txn = at(1, rows[i].amount);

		CHECK_INT(summary_add(&s, &txn, NULL, &(struct summary_place){
		    true, rows[i].window, rows[i].batch }), 0);
		sorted = summary_sorted(&s, 0, &count);
		CHECK_INT(summary_windows_of(&s, NULL).lines.records, i + 1);
		free(sorted);
	}
	sorted = summary_sorted(&s, 0, &count);
	CHECK_INT(count, 2);
	for (size_t i = 0; i < count; i++) {
		struct windows_sums w = summary_windows_of(&s,
		    sorted[i]).lines;

		CHECK_INT(w.batches, batches[i]);
		CHECK(w.least == least[i]);
	}
	CHECK_INT(summary_windows_of(&s, NULL).lines.windows, 3);
	CHECK_INT(summary_windows_of(&s, NULL).lines.batches, 4);
	free(sorted);
	errno = 0;
	CHECK_INT(summary_add(&s, &(struct txn){ 0 }, NULL,
	    &(struct summary_place){ true, 1, 0 }), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_INT(figures_records(&s.whole), 5);
	summary_free(&s);
}

/* The last window of a stream is its group's, too, behind the next one. */
static void
the_last_window_of_a_stream_counts(void)
{
	struct summary s = start(SUMMARY_WINDOW);
	struct summary_group **sorted;
	struct txn txn = at(1, 100);
	size_t count;

	for (uint64_t stream = 0; stream < 2; stream++) {
		summary_begin_stream(&s, true);
		CHECK_INT(summary_add(&s, &txn, NULL, &(struct summary_place){
		    true, 7 + stream, 1 }), 0);
	}
	sorted = summary_sorted(&s, 0, &count);
	CHECK_INT(count, 2);
	for (size_t i = 0; i < count; i++)
		CHECK_INT(summary_windows_of(&s, sorted[i]).lines.batches, 1);
	free(sorted);
	summary_free(&s);
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
	RUN(runs_are_what_single_records_are);
	RUN(too_many_accounts_are_unknown);
	RUN(too_many_in_a_run_are_unknown_too);
	RUN(groups_are_of_their_minutes);
	RUN(windows_have_their_batches);
	RUN(the_last_window_of_a_stream_counts);
	return check_status();
}
