#include "cli/limit_check.h"

#define REJECTS "rejects.csv"

/* What may have been the matter, beside an amount that is never allowed. */
enum { BELOW, TOO_LARGE, TOO_SMALL, KINDS };

/* Of refusals of a kind, the one that asks for most: the least amount. */
struct refused {
	struct money amount;
	uint64_t line;		/* 0: there is none */
};

struct watched {
	struct account *account;
	struct money low, high;		/* the balances that it has had */
	struct refused refused[KINDS];
};

static int
watch(struct limit_check *c, struct account *account, int kind,
    struct money amount, uint64_t line)
{
	struct watched *w = roster_find_or_add(&c->watched,
	    accounts_name(account), sizeof(*w));
	struct refused *r;

	if (w == NULL)
		return -1;
	if (w->account == NULL) {
		w->account = account;
		w->low = w->high = account->balance;
	}
	r = &w->refused[kind];
	if (r->line == 0 ||
	    money_magnitude(amount) < money_magnitude(r->amount))
		*r = (struct refused){ amount, line };
	return 0;
}

/* What a limit says of an amount, whatever the balance. */
static int
check_limit(struct limit_check *c, struct account *account,
    const struct txn *txn, uint64_t line)
{
	static const struct account_limit none;
	const struct account_limit *limit = account->terms == NULL ? &none :
	    &account->terms->limit;
	char shown[SPAN_SHOWN_MAX];

	if (limit->has_most &&
	    money_magnitude(txn->amount) > limit->most_amount)
		return 0;
	if (limit->has_least && txn->amount.minor < 0)
		return watch(c, account, BELOW, txn->amount, line);
	audit_tell_first(c->audit, REJECTS, line, "no limit of account %s "
	    "forbids this", span_show(txn->account, shown));
	return 0;
}

int
limit_check_refused(struct limit_check *c, const struct txn *txn,
    enum reason reason, struct span detail, uint64_t line)
{
	struct account *account = accounts_find_or_add(&c->ledger->accounts,
	    txn->account);
	struct txn_fault fault;
	int status;

	if (account == NULL)
		return -1;
	ledger_settle(c->ledger, account);
	if (reason == REASON_LIMIT)
		status = check_limit(c, account, txn, line);
	else
		status = watch(c, account, txn->amount.minor < 0 ? TOO_SMALL :
		    TOO_LARGE, txn->amount, line);
	if (status == -1 || (reason == REASON_LIMIT && account->terms == NULL))
		return status;
	ledger_explain(account, txn, reason, &fault);
	if (!span_equal(detail, span_of(fault.detail)))
		audit_tell_first(c->audit, REJECTS, line,
		    "the detail is not: %s", fault.detail);
	return 0;
}

void
limit_check_posted(struct limit_check *c, struct span account,
    struct money balance)
{
	struct watched *w;

	if (c->watched.count == 0)
		return;
	w = roster_find(&c->watched, account, sizeof(*w));
	if (w == NULL)
		return;
	if (money_compare(balance, w->low) < 0)
		w->low = balance;
	if (money_compare(balance, w->high) > 0)
		w->high = balance;
}

/* Was there a balance that forbade it? */
static bool
could_be(const struct watched *w, int kind)
{
	struct money balance = kind == TOO_LARGE ? w->high : w->low;

	if (money_add(&balance, w->refused[kind].amount) == -1)
		return kind != BELOW;
	return kind == BELOW && accounts_forbids(&w->account->terms->limit,
	    w->refused[kind].amount, balance);
}

void
limit_check_end(struct limit_check *c)
{
	const struct watched *w, *wrong = NULL;
	char name[SPAN_SHOWN_MAX], low[MONEY_TEXT_MAX], high[MONEY_TEXT_MAX];
	uint64_t line = UINT64_MAX;
	size_t at = 0;

	while ((w = roster_next(&c->watched, &at)) != NULL)
		for (int kind = 0; kind < KINDS; kind++) {
			const struct refused *r = &w->refused[kind];
			if (r->line == 0 || r->line > line ||
			    could_be(w, kind))
				continue;
			line = r->line;
			wrong = w;
		}
	if (wrong != NULL)
		audit_note(c->audit, REJECTS, line, "no balance of account %s "
		    "in the book, from %.*s to %.*s, forbade this",
		    span_show(accounts_name(wrong->account), name),
		    (int)money_format(wrong->low, c->scale, low), low,
		    (int)money_format(wrong->high, c->scale, high), high);
	roster_free(&c->watched);
}
