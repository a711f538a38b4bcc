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
		    !span_equal(accounts_name(a), span_of(name))) {
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
	CHECK_INT((int64_t)accounts_credits(&a).minor, 500);
	CHECK_INT((int64_t)accounts_debits(&a).minor, -700);
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
	CHECK_INT((int64_t)accounts_credits(&a).minor, 1);
	a = (struct account){ .balance = { INT64_MIN + 1 } };
	CHECK_INT(accounts_post(&a, minor(-1)), 0);
	errno = 0;
	CHECK_INT(accounts_post(&a, minor(-1)), -1);
	CHECK_INT(errno, ERANGE);
	CHECK_INT(a.balance.minor, INT64_MIN);
	CHECK_INT(a.count, 1);
}

/* What was posted may be more than a balance holds. */
static void
sums_have_128_bits(void)
{
	money_int128 largest = INT64_MAX, credits = 0, debits = 0;
	struct accounts accounts = { 0 };
	struct account *a = accounts_find_or_add(&accounts, SPAN("a"));

	accounts_open(a, minor(INT64_MIN));
	CHECK_INT(accounts_post(a, minor(INT64_MAX)), 0);
	CHECK(accounts_credits(a).minor == largest);
	CHECK(accounts_debits(a).minor == 0);
	credits = largest;
	for (int i = 0; i < 1000; i++) {
		CHECK_INT(accounts_post(a, minor(INT64_MAX - i)), 0);
		CHECK_INT(accounts_post(a, minor(-INT64_MAX)), 0);
		CHECK_INT(accounts_post(a, minor(i)), 0);
		credits += largest;
		debits -= largest;
		CHECK(accounts_credits(a).minor == credits);
		CHECK(accounts_debits(a).minor == debits);
	}
	CHECK_INT(a->balance.minor, -1);
	CHECK_INT(accounts_post(a, minor(INT64_MIN + 1)), 0);
	CHECK(accounts_debits(a).minor == debits - largest);
	/* As high as it gets: what is carried is not lost. */
	a->credits_low = UINT64_MAX;
	CHECK_INT(accounts_post(a, minor(1)), 0);
	CHECK_INT(a->credits_low, 0);
	CHECK(accounts_credits(a).minor >> 64 == (credits >> 64) + 1);
	accounts_free(&accounts);
}

static void
check_posts(const struct account_limit *limit, int64_t balance, int64_t amount,
    bool allowed)
{
	struct account_terms terms = { .limit = *limit };
	struct account a = { .balance = { balance }, .opening = { balance },
	    .terms = &terms };

	errno = 0;
	CHECK_INT(accounts_post(&a, minor(amount)), allowed ? 0 : -1);
	CHECK_INT(errno, allowed ? 0 : EPERM);
	CHECK_INT(a.balance.minor, allowed ? balance + amount : balance);
	CHECK_INT(a.count, allowed);
	CHECK_INT((int64_t)(accounts_credits(&a).minor +
	    accounts_debits(&a).minor), allowed ? amount : 0);
	CHECK_INT(accounts_forbids(limit, minor(amount),
	    minor(balance + amount)), !allowed);
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
	accounts_open(accounts_find_or_add(&accounts, SPAN("a")), minor(0));
	CHECK_INT(accounts_post(accounts_find_or_add(&accounts, SPAN("B")),
	    minor(1)), 0);
	CHECK_INT(accounts_post(accounts_find_or_add(&accounts, SPAN("")),
	    minor(1)), 0);
	sorted = accounts_sorted(&accounts, &count);
	CHECK_INT(count, 4);
	CHECK_SPAN(accounts_name(sorted[0]), "");
	CHECK_SPAN(accounts_name(sorted[1]), "B");
	CHECK_SPAN(accounts_name(sorted[2]), "a");
	CHECK_SPAN(accounts_name(sorted[3]), "b");
	free(sorted);
	accounts_free(&accounts);
	sorted = accounts_sorted(&accounts, &count);
	CHECK(sorted != NULL && count == 0);
	free(sorted);
}

/* By how much the gap changes where stated is stated beside balance. */
static money_int128
change(struct accounts *accounts, struct account *a, int64_t balance,
    int64_t stated)
{
	struct money_total by = { 99 };

	a->balance.minor = balance;
	CHECK_INT(accounts_reconcile(accounts, a, minor(stated), &by), 0);
	return by.minor;
}

static void
a_missing_record_is_one_change_of_the_gap(void)
{
	struct accounts accounts = { 0 };
	struct account *a = accounts_find_or_add(&accounts, SPAN("a"));

	CHECK(change(&accounts, a, 100, 100) == 0);
	/* All is as stated: there is nothing to remember. */
	CHECK(a->terms == NULL);
	/* Stated is 30 more from here on: something of 30 is missing. */
	CHECK(change(&accounts, a, 150, 180) == 30);
	CHECK(change(&accounts, a, 90, 120) == 0);
	CHECK(change(&accounts, a, 95, 95) == -30);
	/* The widest gap there is, and then the widest the other way. */
	CHECK(change(&accounts, a, INT64_MIN, INT64_MAX) ==
	    (money_int128)UINT64_MAX);
	CHECK(change(&accounts, a, INT64_MAX, INT64_MIN) ==
	    -2 * (money_int128)UINT64_MAX);
	accounts_free(&accounts);
}

static void
shared_terms_are_copied_to_be_changed(void)
{
	struct account_terms usual = { .limited = true, .are_shared = true,
	    .limit = { .has_most = true, .most_amount = 9 } };
	struct accounts accounts = { 0 };
	struct account *a = accounts_find_or_add(&accounts, SPAN("a"));
	struct account *b = accounts_find_or_add(&accounts, SPAN("b"));
	struct account_terms *own;

	a->terms = b->terms = &usual;
	CHECK(change(&accounts, a, 0, 5) == 5);
	own = a->terms;
	CHECK(own != &usual && b->terms == &usual && usual.gap.minor == 0);
	CHECK(own->limited && own->gap.minor == 5);
	CHECK(own->limit.has_most && own->limit.most_amount == 9);
	CHECK(accounts_own_terms(&accounts, a) == own);
	CHECK(change(&accounts, a, 0, 5) == 0 && a->terms == own);
	accounts_free(&accounts);
}

static void
all_balances_together_have_128_bits(void)
{
	struct accounts accounts = { 0 };

	CHECK(accounts_balance(&accounts).minor == 0);
	for (char c = 'a'; c < 'e'; c++) {
		struct account *a = accounts_find_or_add(&accounts,
		    (struct span){ &c, 1 });
		accounts_open(a, minor(INT64_MAX - 1));
		CHECK_INT(accounts_post(a, minor(c == 'd' ? -3 : 1)), 0);
	}
	CHECK(accounts_balance(&accounts).minor ==
	    (money_int128)INT64_MAX * 4 - 4);
	accounts_free(&accounts);
}

int
main(void)
{
	RUN(an_account_is_found_again_and_never_moves);
	RUN(names_are_bytes_and_copied);
	RUN(a_posting_adds_up);
	RUN(an_overflow_changes_nothing);
	RUN(sums_have_128_bits);
	RUN(limits_are_inclusive);
	RUN(the_list_is_sorted_and_of_those_used);
	RUN(a_missing_record_is_one_change_of_the_gap);
	RUN(shared_terms_are_copied_to_be_changed);
	RUN(all_balances_together_have_128_bits);
	return check_status();
}
