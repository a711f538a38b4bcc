/* Accounts: found, posted to, listed. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "check.h"
#include "ledger/accounts.h"

static struct money
minor(int64_t amount)
{
	return (struct money){ amount };
}

static size_t
count_used(const struct accounts *accounts)
{
	size_t count;

	free(accounts_sorted(accounts, &count));
	return count;
}

static void
an_account_is_found_again_and_never_moves(void)
{
	enum { COUNT = 50000 };
	static struct account *made[COUNT];
	struct accounts accounts = { 0 };
	char name[32];

	for (int i = 0; i < COUNT; i++) {
		int len = snprintf(name, sizeof(name), "account %d", i);
		made[i] = accounts_find_or_add(&accounts,
		    (struct span){ name, (size_t)len });
		CHECK_INT(accounts_post(made[i], minor(i)), 0);
	}
	CHECK_INT(count_used(&accounts), COUNT);
	for (int i = 0; i < COUNT; i++) {
		int len = snprintf(name, sizeof(name), "account %d", i);
		struct account *a = accounts_find_or_add(&accounts,
		    (struct span){ name, (size_t)len });
		if (a != made[i] || a->balance.minor != i ||
		    !span_equal(a->name, span_of(name))) {
			CHECK(!"an account is what it was");
			break;
		}
	}
	CHECK_INT(count_used(&accounts), COUNT);
	accounts_free(&accounts);
	accounts_free(&accounts);
}

static void
names_are_bytes_and_copied(void)
{
	struct accounts accounts = { 0 };
	char name[] = "a\0b";
	struct account *a = accounts_find_or_add(&accounts,
	    (struct span){ name, 3 });
	struct account *none = accounts_find_or_add(&accounts, SPAN(""));

	name[2] = 'c';
	CHECK(accounts_find_or_add(&accounts, SPAN("a\0b")) == a);
	CHECK(accounts_find_or_add(&accounts, SPAN("a\0c")) != a);
	CHECK(accounts_find_or_add(&accounts, SPAN("a")) != a);
	CHECK(accounts_find_or_add(&accounts, (struct span){ NULL, 0 }) ==
	    none);
	accounts_free(&accounts);
}

static void
a_posting_adds_up(void)
{
	struct account a = { 0 };

	CHECK_INT(accounts_post(&a, minor(500)), 0);
	CHECK_INT(accounts_post(&a, minor(-700)), 0);
	CHECK_INT(accounts_post(&a, minor(0)), 0);
	CHECK_INT(a.balance.minor, -200);
	CHECK_INT(a.count, 3);
	CHECK_INT((int64_t)a.credits.minor, 500);
	CHECK_INT((int64_t)a.debits.minor, -700);
}

static void
an_overflow_changes_nothing(void)
{
	struct account a = { .balance = { INT64_MAX - 1 } };

	CHECK_INT(accounts_post(&a, minor(1)), 0);
	errno = 0;
	CHECK_INT(accounts_post(&a, minor(1)), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(a.balance.minor, INT64_MAX);
	CHECK_INT(a.count, 1);
	CHECK_INT((int64_t)a.credits.minor, 1);
	a = (struct account){ .balance = { INT64_MIN + 1 } };
	CHECK_INT(accounts_post(&a, minor(-1)), 0);
	errno = 0;
	CHECK_INT(accounts_post(&a, minor(-1)), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(a.balance.minor, INT64_MIN);
	CHECK_INT((int64_t)a.debits.minor, -1);
	/* What was posted may be more than a balance holds. */
	a = (struct account){ .balance = { 0 } };
	for (int i = 0; i < 4; i++) {
		CHECK_INT(accounts_post(&a, minor(INT64_MAX)), 0);
		CHECK_INT(accounts_post(&a, minor(-INT64_MAX)), 0);
	}
	CHECK(a.credits.minor == 4 * (money_int128)INT64_MAX);
	CHECK(a.debits.minor == -4 * (money_int128)INT64_MAX);
}

static void
check_posts(const struct account_limit *limit, int64_t balance, int64_t amount,
    bool allowed)
{
	struct account a = { .balance = { balance }, .limit = limit };

	errno = 0;
	CHECK_INT(accounts_post(&a, minor(amount)), allowed ? 0 : -1);
	CHECK_INT(errno, allowed ? 0 : EPERM);
	CHECK_INT(a.balance.minor, allowed ? balance + amount : balance);
	CHECK_INT(a.count, allowed);
	CHECK_INT((int64_t)(a.credits.minor + a.debits.minor),
	    allowed ? amount : 0);
}

static void
limits_are_inclusive(void)
{
	struct account_limit least = { .has_least = true,
	    .least_balance = { -100 } };
	struct account_limit most = { .has_most = true, .most_amount = 50 };
	struct account_limit widest = { .has_most = true,
	    .most_amount = (uint64_t)1 << 63 };
	struct account_limit none = { 0 };

	check_posts(&least, 0, -100, true);
	check_posts(&least, 0, -101, false);
	/* A credit helps even where it does not suffice. */
	check_posts(&least, -500, 1, true);
	check_posts(&least, -500, 0, true);
	check_posts(&most, 0, 50, true);
	check_posts(&most, 0, -50, true);
	check_posts(&most, 0, 51, false);
	check_posts(&most, 0, -51, false);
	check_posts(&most, 1000, INT64_MIN, false);
	check_posts(&widest, 0, INT64_MIN, true);
	check_posts(&none, 0, INT64_MIN, true);
}

static void
the_list_is_sorted_and_of_those_used(void)
{
	struct accounts accounts = { 0 };
	struct account **sorted;
	size_t count;

	CHECK_INT(accounts_post(accounts_find_or_add(&accounts, SPAN("b")),
	    minor(0)), 0);
	accounts_find_or_add(&accounts, SPAN("only looked for"));
	accounts_find_or_add(&accounts, SPAN("a"))->opened = true;
	CHECK_INT(accounts_post(accounts_find_or_add(&accounts, SPAN("B")),
	    minor(1)), 0);
	CHECK_INT(accounts_post(accounts_find_or_add(&accounts, SPAN("")),
	    minor(1)), 0);
	sorted = accounts_sorted(&accounts, &count);
	CHECK_INT(count, 4);
	CHECK_SPAN(sorted[0]->name, "");
	CHECK_SPAN(sorted[1]->name, "B");
	CHECK_SPAN(sorted[2]->name, "a");
	CHECK_SPAN(sorted[3]->name, "b");
	free(sorted);
	accounts_free(&accounts);
	sorted = accounts_sorted(&accounts, &count);
	CHECK(sorted != NULL && count == 0);
	free(sorted);
}

static void
a_missing_record_is_one_change_of_the_gap(void)
{
	struct account a = { .balance = { 100 } };

	CHECK(accounts_reconcile(&a, (struct money){ 100 }).minor == 0);
	/* Stated is 30 more from here on: something of 30 is missing. */
	a.balance.minor = 150;
	CHECK(accounts_reconcile(&a, (struct money){ 180 }).minor == 30);
	a.balance.minor = 90;
	CHECK(accounts_reconcile(&a, (struct money){ 120 }).minor == 0);
	a.balance.minor = 95;
	CHECK(accounts_reconcile(&a, (struct money){ 95 }).minor == -30);
	/* The widest gap there is, and then the widest the other way. */
	a.balance.minor = INT64_MIN;
	CHECK(accounts_reconcile(&a, (struct money){ INT64_MAX }).minor ==
	    (money_int128)UINT64_MAX);
	a.balance.minor = INT64_MAX;
	CHECK(accounts_reconcile(&a, (struct money){ INT64_MIN }).minor ==
	    -2 * (money_int128)UINT64_MAX);
}

int
main(void)
{
	RUN(an_account_is_found_again_and_never_moves);
	RUN(names_are_bytes_and_copied);
	RUN(a_posting_adds_up);
	RUN(an_overflow_changes_nothing);
	RUN(limits_are_inclusive);
	RUN(the_list_is_sorted_and_of_those_used);
	RUN(a_missing_record_is_one_change_of_the_gap);
	return check_status();
}
