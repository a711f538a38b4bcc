/* What becomes of a transaction. */
#include <errno.h>
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
asking_about_a_line_decides_nothing(void)
{
	struct ledger ledger = { .unique = true }, usual = { 0 };

	CHECK_INT(ledger_would_refuse(&ledger, SPAN("x")), 1);
	CHECK_INT(ledger_would_refuse(&ledger, SPAN("x")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("x")), 1);
	CHECK_INT(ledger_would_refuse(&ledger, SPAN("x")), 0);
	CHECK_INT(ledger_would_refuse(&ledger, SPAN("y")), 1);
	CHECK_INT(ledger_would_refuse(&usual, SPAN("x")), 1);
	ledger_free(&ledger);
}

static void
a_long_line_is_known_by_its_hash(void)
{
	struct ledger ledger = { .unique = true };
	char line[300];

	memset(line, 'x', sizeof(line));
	for (size_t len = 60; len <= sizeof(line); len++) {
		CHECK_INT(ledger_refuse(&ledger, (struct span){ line, len }),
		    1);
		CHECK_INT(ledger_refuse(&ledger, (struct span){ line, len }),
		    0);
	}
	line[299] = 'y';
	CHECK_INT(ledger_refuse(&ledger, (struct span){ line, 300 }), 1);
	ledger_free(&ledger);
}

static void
an_id_known_from_elsewhere_is_decided(void)
{
	struct ledger ledger = { .unique = true };
	struct seen_item any = { .any_content = true, .fate = SEEN_DECIDED };
	struct seen_item this = { .account = SPAN("a"), .amount = SPAN("5"),
	    .fate = SEEN_LIMIT };

	CHECK_INT(ledger_know(&ledger, SPAN("1"), &any), 1);
	CHECK_INT(ledger_know(&ledger, SPAN("2"), &this), 1);
	/* The first one decides. */
	CHECK_INT(ledger_know(&ledger, SPAN("1"), &this), 0);
	check_post(&ledger, "1", "x", "7", "known");
	check_post(&ledger, "2", "a", "5", "known");
	CHECK_SPAN(span_of(post(&ledger, "2", "a", "5").known_for), "limit");
	check_post(&ledger, "2", "a", "6", "refused conflict");
	check_post(&ledger, "3", "a", "5", "accepted 5");
	ledger_free(&ledger);
}

/* A caller's store: an array of ids. */
struct kept {
	const char *id[8];
	uint64_t asked;
};

static int
is_kept(void *arg, uint64_t place, struct span key, struct seen_item *item)
{
	struct kept *kept = arg;

	kept->asked = place;
	if (kept->id[place] == NULL) {
		errno = EIO;
		return -1;
	}
	*item = (struct seen_item){ .account = SPAN("a"),
	    .amount = SPAN("5"), .fate = SEEN_ACCEPTED };
	return span_equal(span_of(kept->id[place]), key);
}

static void
what_the_caller_keeps_is_looked_up_there(void)
{
	struct kept kept = { .id = { [3] = "1", [4] = "2", [5] = "4",
	    [6] = "line" } };
	struct ledger ledger = { .unique = true, .kept = true,
	    .terms = no_debts, .ids.store = { is_kept, &kept },
	    .lines.store = { is_kept, &kept } };
	struct ledger_decision d;
	struct txn txn = { .id = SPAN("9"), .amount_text = SPAN("5"),
	    .amount = { 5 } };

	/* They meet, and are told apart by the store. */
	ledger.ids.blur = UINT64_MAX;
	ledger.place_accepted = 3;
	check_post(&ledger, "1", "a", "5", "accepted 5");
	ledger.place_accepted = 7;
	ledger.place_refused = 4;
	check_post(&ledger, "2", "b", "-5", "refused limit");
	CHECK_INT(ledger.ids.places.count, 2);
	check_post(&ledger, "1", "a", "5", "duplicate");
	CHECK_INT(kept.asked, 3);
	check_post(&ledger, "2", "a", "5", "duplicate");
	CHECK_INT(kept.asked, 4);

	/* A refusal that decides its line alone. */
	ledger.refuse_by_line = true;
	d = post(&ledger, "3", "b", "-5");
	CHECK(d.outcome == LEDGER_REFUSED && d.by_line);
	CHECK_INT(ledger.ids.places.count, 2);
	ledger.place_accepted = 5;
	d = post(&ledger, "4", "b", "5");
	CHECK(d.outcome == LEDGER_ACCEPTED && !d.by_line);
	CHECK_INT(ledger.ids.places.count, 3);
	ledger.place_refused = 6;
	CHECK_INT(ledger_refuse(&ledger, SPAN("line")), 1);
	CHECK_INT(ledger_refuse(&ledger, SPAN("line")), 0);
	CHECK_INT(kept.asked, 6);

	/* What cannot be read is not decided. */
	kept.id[3] = NULL;
	errno = 0;
	CHECK_INT(ledger_post(&ledger, &txn, &d), -1);
	CHECK_INT(errno, EIO);
	CHECK_INT(ledger.ids.places.count, 3);
	kept.id[6] = NULL;
	CHECK_INT(ledger_refuse(&ledger, SPAN("line")), -1);
	ledger_free(&ledger);
}

static void
who_decides_is_told(void)
{
	struct ledger ledger = { .unique = true, .terms = no_debts };

	CHECK(!post(&ledger, "1", "a", "-5").by_line);
	CHECK(post(&ledger, "1", "a", "-6").by_line);
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
	RUN(asking_about_a_line_decides_nothing);
	RUN(a_long_line_is_known_by_its_hash);
	RUN(an_id_known_from_elsewhere_is_decided);
	RUN(what_the_caller_keeps_is_looked_up_there);
	RUN(who_decides_is_told);
	RUN(accounts_open_with_the_opening);
	RUN(an_account_with_a_limit_keeps_it);
	RUN(terms_of_its_own_leave_it_the_others);
	RUN(a_refused_account_is_listed_if_it_was_opened);
	RUN(a_gap_is_of_one_account);
	RUN(a_refusal_names_amount_and_account);
	return check_status();
}
