/* What becomes of a transaction. */
#include <limits.h>
#include <stdlib.h>

#include "check.h"
#include "ledger/ledger.h"

static const struct account_terms no_debts = { .limited = true,
    .limit = { .has_least = true } };

/* Post a transaction of these texts; amounts are whole. */
static struct ledger_decision
post(struct ledger *ledger, const char *id, const char *account,
    const char *amount)
{
	struct ledger_decision decision = { 0 };
	struct txn txn = { .id = span_of(id), .account = span_of(account),
	    .time_text = SPAN(""), .amount_text = span_of(amount) };

	CHECK_INT(money_parse(txn.amount_text, 0, &txn.amount), 0);
	CHECK_INT(ledger_post(ledger, &txn, &decision), 0);
	return decision;
}

/* Post, and show what became of it: a word, and what belongs to it. */
static void
check_post(struct ledger *ledger, const char *id, const char *account,
    const char *amount, const char *wanted)
{
	struct ledger_decision d = post(ledger, id, account, amount);
	char shown[100];

	if (d.outcome == LEDGER_ACCEPTED)
		snprintf(shown, sizeof(shown), "accepted %jd",
		    (intmax_t)d.account->balance.minor);
	else if (d.outcome == LEDGER_REFUSED)
		snprintf(shown, sizeof(shown), "refused %s",
		    reason_word(d.fault.reason));
	else
		snprintf(shown, sizeof(shown), "%s", ledger_word(d.outcome));
	CHECK_SPAN(span_of(shown), wanted);
}

static void
without_unique_an_id_may_come_again(void)
{
	struct ledger ledger = { 0 };

	check_post(&ledger, "1", "a", "5", "accepted 5");
	check_post(&ledger, "1", "a", "5", "accepted 10");
	check_post(&ledger, "1", "b", "-5", "accepted -5");
	CHECK_INT(ledger_refuse(&ledger, SPAN("x")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("x")), 1);
	ledger_free(&ledger);
	ledger_free(&ledger);
}

static void
with_unique_an_id_is_decided_once(void)
{
	struct ledger ledger = { .unique = true };

	check_post(&ledger, "1", "a", "5", "accepted 5");
	check_post(&ledger, "1", "a", "5", "duplicate");
	check_post(&ledger, "1", "a", "6", "refused conflict");
	check_post(&ledger, "1", "b", "5", "refused conflict");
	/* The bytes are compared, not the values. */
	check_post(&ledger, "1", "a", "+5", "refused conflict");
	/* A conflict decides nothing. */
	check_post(&ledger, "1", "a", "5", "duplicate");
	check_post(&ledger, "2", "a", "5", "accepted 10");
	ledger_free(&ledger);
}

static void
limit_and_overflow_decide_their_id(void)
{
	struct ledger ledger = { .unique = true, .terms = no_debts };

	check_post(&ledger, "1", "a", "-1", "refused limit");
	check_post(&ledger, "2", "a", "100", "accepted 100");
	/* It would be allowed by now. */
	check_post(&ledger, "1", "a", "-1", "known");
	check_post(&ledger, "1", "a", "-2", "refused conflict");
	check_post(&ledger, "3", "a", "9223372036854775807",
	    "refused overflow");
	check_post(&ledger, "4", "a", "-100", "accepted 0");
	check_post(&ledger, "3", "a", "9223372036854775807", "known");
	check_post(&ledger, "5", "a", "9223372036854775807",
	    "accepted 9223372036854775807");
	ledger_free(&ledger);
}

static void
a_refused_line_decides_itself_alone(void)
{
	struct ledger ledger = { .unique = true };

	CHECK_INT(ledger_refuse(&ledger, SPAN("1,a,x")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("1,a,x")), 0);
	CHECK_INT(ledger_refuse(&ledger, SPAN("1,a,x ")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("")), 0);
	check_post(&ledger, "1", "a", "5", "accepted 5");
	ledger_free(&ledger);
}

static void
accounts_open_with_the_opening(void)
{
	struct ledger ledger = { .has_opening = true, .opening = { 100 } };
	struct account *told = accounts_find_or_add(&ledger.accounts,
	    SPAN("told"));

	accounts_open(told, (struct money){ 7 });
	check_post(&ledger, "1", "a", "5", "accepted 105");
	check_post(&ledger, "2", "a", "5", "accepted 110");
	check_post(&ledger, "3", "b", "-5", "accepted 95");
	check_post(&ledger, "4", "told", "1", "accepted 8");
	ledger_free(&ledger);
}

static void
an_account_with_a_limit_keeps_it(void)
{
	struct ledger ledger = { .terms = no_debts };
	struct account *a = accounts_find_or_add(&ledger.accounts,
	    SPAN("own"));
	struct account_terms *own = accounts_own_terms(&ledger.accounts, a);

	own->limited = own->limit.has_least = true;
	own->limit.least_balance.minor = -50;
	check_post(&ledger, "1", "own", "-50", "accepted -50");
	check_post(&ledger, "2", "own", "-1", "refused limit");
	check_post(&ledger, "3", "other", "-1", "refused limit");
	ledger_free(&ledger);
}

static void
terms_of_its_own_leave_it_the_others(void)
{
	struct ledger ledger = { .terms = no_debts, .has_opening = true,
	    .opening = { 100 } };
	struct account *opened = accounts_find_or_add(&ledger.accounts,
	    SPAN("opened"));
	struct account *limited = accounts_find_or_add(&ledger.accounts,
	    SPAN("limited"));

	accounts_open(opened, (struct money){ 7 });
	accounts_own_terms(&ledger.accounts, limited)->limited = true;
	check_post(&ledger, "1", "opened", "-8", "refused limit");
	check_post(&ledger, "2", "opened", "-7", "accepted 0");
	check_post(&ledger, "3", "limited", "-101", "accepted -1");
	check_post(&ledger, "4", "other", "-101", "refused limit");
	check_post(&ledger, "5", "other", "-100", "accepted 0");
	ledger_free(&ledger);
}

static size_t
count_listed(const struct ledger *ledger)
{
	size_t count;

	free(accounts_sorted(&ledger->accounts, &count));
	return count;
}

static void
a_refused_account_is_listed_if_it_was_opened(void)
{
	struct ledger ledger = { .terms = no_debts };

	check_post(&ledger, "1", "a", "-1", "refused limit");
	CHECK_INT(count_listed(&ledger), 0);
	ledger.has_opening = true;
	check_post(&ledger, "1", "a", "-1", "refused limit");
	CHECK_INT(count_listed(&ledger), 1);
	ledger_free(&ledger);
}

static void
a_gap_is_of_one_account(void)
{
	struct ledger ledger = { .terms = no_debts, .has_opening = true,
	    .opening = { 100 } };
	struct account *a = post(&ledger, "1", "a", "5").account;
	struct account *b = post(&ledger, "2", "b", "5").account;
	struct money_total change;

	CHECK_INT(accounts_reconcile(&ledger.accounts, a,
	    (struct money){ 107 }, &change), 0);
	CHECK_INT((int64_t)change.minor, 2);
	CHECK_INT(accounts_reconcile(&ledger.accounts, b,
	    (struct money){ 107 }, &change), 0);
	CHECK_INT((int64_t)change.minor, 2);
	check_post(&ledger, "3", "c", "5", "accepted 105");
	CHECK_INT((int64_t)accounts_debits(a).minor, 0);
	ledger_free(&ledger);
}

static void
a_refusal_names_amount_and_account(void)
{
	struct ledger ledger = { .unique = true, .terms = no_debts };
	struct ledger_decision d = post(&ledger, "1", "cash", "-7");

	CHECK_SPAN(span_of(d.fault.detail),
	    "amount \"-7\" goes below the min_balance of account \"cash\"");
	post(&ledger, "2", "cash", "9223372036854775807");
	d = post(&ledger, "3", "cash", "1");
	CHECK_SPAN(span_of(d.fault.detail), "amount \"1\" makes a balance "
	    "too large for account \"cash\"");
	d = post(&ledger, "2", "cash", "1");
	CHECK_SPAN(span_of(d.fault.detail),
	    "id \"2\" was decided before, with other content");
	ledger_free(&ledger);
}

int
main(void)
{
	RUN(without_unique_an_id_may_come_again);
	RUN(with_unique_an_id_is_decided_once);
	RUN(limit_and_overflow_decide_their_id);
	RUN(a_refused_line_decides_itself_alone);
	RUN(accounts_open_with_the_opening);
	RUN(an_account_with_a_limit_keeps_it);
	RUN(terms_of_its_own_leave_it_the_others);
	RUN(a_refused_account_is_listed_if_it_was_opened);
	RUN(a_gap_is_of_one_account);
	RUN(a_refusal_names_amount_and_account);
	return check_status();
}
