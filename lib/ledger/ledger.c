#include <errno.h>
#include <stdio.h>

#include "ledger/ledger.h"

const char *
ledger_word(enum ledger_outcome outcome)
{
	static const char *const words[] = {
		[LEDGER_ACCEPTED] = "accepted",
		[LEDGER_REFUSED] = "refused",
		[LEDGER_DUPLICATE] = "duplicate",
		[LEDGER_KNOWN] = "known",
	};

	return words[outcome];
}

/* The account, open and with its limit. */
static struct account *
find_account(struct ledger *ledger, struct span name)
{
	struct account *a = accounts_find_or_add(&ledger->accounts, name);

	if (a == NULL)
		return NULL;
	if (ledger->has_opening && !a->opened) {
		a->balance = ledger->opening;
		a->opened = true;
	}
	if (a->limit == NULL && ledger->limit.has_least)
		a->limit = &ledger->limit;
	return a;
}

static void
refuse_conflict(struct ledger_decision *d, struct span id)
{
	char shown[SPAN_SHOWN_MAX];

	d->outcome = LEDGER_REFUSED;
	d->fault.reason = REASON_CONFLICT;
	snprintf(d->fault.detail, sizeof(d->fault.detail),
	    "id %s was decided before, with other content",
	    span_show(id, shown));
}

/* account_post() said no, and errno why. */
static void
refuse_amount(struct ledger_decision *d, const struct txn *txn)
{
	char amount[SPAN_SHOWN_MAX], account[SPAN_SHOWN_MAX];

	d->outcome = LEDGER_REFUSED;
	d->fault.reason = errno == EPERM ? REASON_LIMIT : REASON_OVERFLOW;
	snprintf(d->fault.detail, sizeof(d->fault.detail),
	    errno == EPERM ? "amount %s is beyond a limit of account %s" :
	    "amount %s makes a balance that account %s cannot hold",
	    span_show(txn->amount_text, amount),
	    span_show(txn->account, account));
}

/* What was decided of this id before?  Returns whether anything was. */
static bool
was_decided(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	const struct seen_item *before = seen_find(&ledger->ids, txn->id);

	if (before == NULL)
		return false;
	if (!seen_is(before, buf_span(&ledger->content)))
		refuse_conflict(d, txn->id);
	else if (before->fate == SEEN_ACCEPTED)
		d->outcome = LEDGER_DUPLICATE;
	else
		d->outcome = LEDGER_KNOWN;
	return true;
}

static int
post(struct ledger *ledger, const struct txn *txn, struct ledger_decision *d)
{
	d->account = find_account(ledger, txn->account);
	if (d->account == NULL)
		return -1;
	d->outcome = LEDGER_ACCEPTED;
	if (account_post(d->account, txn->amount) == -1)
		refuse_amount(d, txn);
	return 0;
}

int
ledger_post(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	if (ledger->unique) {
		seen_content(txn->time_text, txn->account, txn->amount_text,
		    &ledger->content);
		if (ledger->content.failed)
			return -1;
		if (was_decided(ledger, txn, d))
			return 0;
	}
	if (post(ledger, txn, d) == -1)
		return -1;
	if (!ledger->unique)
		return 0;
	return seen_add(&ledger->ids, txn->id, buf_span(&ledger->content),
	    d->outcome == LEDGER_ACCEPTED ? SEEN_ACCEPTED : SEEN_DECIDED);
}

int
ledger_refuse(struct ledger *ledger, struct span line)
{
	if (!ledger->unique)
		return 1;
	if (seen_find(&ledger->lines, line) != NULL)
		return 0;
	return seen_add(&ledger->lines, line, SPAN(""), SEEN_DECIDED) == -1 ?
	    -1 : 1;
}

void
ledger_free(struct ledger *ledger)
{
	accounts_free(&ledger->accounts);
	seen_free(&ledger->ids);
	seen_free(&ledger->lines);
	buf_free(&ledger->content);
}
