#include <errno.h>
#include <stdio.h>

#include "base/digest.h"
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

/* Give an account without postings what it lacks of what is usual. */
static void
settle(struct ledger *ledger, struct account *a)
{
	if (ledger->has_opening && !a->opened)
		accounts_open(a, ledger->opening);
	if (ledger->terms.limited && a->terms == NULL) {
		ledger->terms.are_shared = true;
		a->terms = &ledger->terms;
	}
}

/* The account, open and with its limit. */
static struct account *
find_account(struct ledger *ledger, struct span name)
{
	struct account *a = accounts_find_or_add(&ledger->accounts, name);

	if (a != NULL && a->count == 0)
		settle(ledger, a);
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

/* accounts_post() said no, and errno why. */
static void
refuse_amount(struct ledger_decision *d, const struct txn *txn)
{
	const struct account_terms *terms = d->account->terms;
	char amount[SPAN_SHOWN_MAX], account[SPAN_SHOWN_MAX];
	const char *verb = "makes a balance too large for";

	d->outcome = LEDGER_REFUSED;
	d->fault.reason = errno == EPERM ? REASON_LIMIT : REASON_OVERFLOW;
	if (errno == EPERM)
		verb = terms->limit.has_most &&
		    money_magnitude(txn->amount) > terms->limit.most_amount ?
		    "is over the max_amount of" :
		    "goes below the min_balance of";
	snprintf(d->fault.detail, sizeof(d->fault.detail),
	    "amount %s %s account %s", span_show(txn->amount_text, amount),
	    verb, span_show(txn->account, account));
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
	d->known_for = before->fate == SEEN_LIMIT ? reason_word(REASON_LIMIT) :
	    before->fate == SEEN_OVERFLOW ? reason_word(REASON_OVERFLOW) : "";
	return true;
}

static int
post(struct ledger *ledger, const struct txn *txn, struct ledger_decision *d)
{
	d->account = find_account(ledger, txn->account);
	if (d->account == NULL)
		return -1;
	d->outcome = LEDGER_ACCEPTED;
	if (accounts_post(d->account, txn->amount) == -1)
		refuse_amount(d, txn);
	return 0;
}

static enum seen_fate
fate_of(const struct ledger_decision *d)
{
	if (d->outcome == LEDGER_ACCEPTED)
		return SEEN_ACCEPTED;
	return d->fault.reason == REASON_LIMIT ? SEEN_LIMIT : SEEN_OVERFLOW;
}

int
ledger_post(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	struct seen_item *item;

	if (!ledger->unique)
		return post(ledger, txn, d);
	seen_content(txn->time_text, txn->account, txn->amount_text,
	    &ledger->content);
	if (ledger->content.failed)
		return -1;
	if (was_decided(ledger, txn, d))
		return 0;
	/* Remembered first: what is posted is never forgotten. */
	item = seen_add(&ledger->ids, txn->id, buf_span(&ledger->content),
	    SEEN_DECIDED);
	if (item == NULL || post(ledger, txn, d) == -1)
		return -1;
	item->fate = (uint8_t)fate_of(d);
	return 0;
}

/* As ledger_post_run(), for as many as are looked for at once. */
static size_t
post_part(struct ledger *ledger, const struct txn *txn, size_t count,
    struct money *balance)
{
	void *found[ROSTER_RUN_MAX];

	accounts_find_run(&ledger->accounts, &txn->account, sizeof(*txn),
	    count, found);
	for (size_t i = 0; i < count; i++) {
		struct account *a = found[i];
		if (a == NULL)
			a = find_account(ledger, txn[i].account);
		else if (a->count == 0)
			settle(ledger, a);
		if (a == NULL || accounts_post(a, txn[i].amount) == -1)
			return i;
		balance[i] = a->balance;
	}
	return count;
}

size_t
ledger_post_run(struct ledger *ledger, const struct txn *txn, size_t count,
    struct money *balance)
{
	size_t posted = 0;

	while (!ledger->unique && posted < count) {
		size_t part = count - posted, got;
		if (part > ROSTER_RUN_MAX)
			part = ROSTER_RUN_MAX;
		got = post_part(ledger, txn + posted, part, balance + posted);
		posted += got;
		if (got < part)
			break;
	}
	return posted;
}

int
ledger_refuse(struct ledger *ledger, struct span line)
{
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest digest;

	if (!ledger->unique)
		return 1;
	if (line.len > DIGEST_TEXT_LEN) {
		digest_start(&digest);
		digest_put(&digest, line);
		digest_end(&digest, hash);
		/* With its NUL it is no line of that length itself. */
		line = (struct span){ hash, sizeof(hash) };
	}
	if (seen_find(&ledger->lines, line) != NULL)
		return 0;
	return seen_add(&ledger->lines, line, SPAN(""), SEEN_DECIDED) == NULL ?
	    -1 : 1;
}

void
ledger_seed(struct ledger *ledger, uint64_t seed)
{
	ledger->accounts.by_name.seed = seed;
	ledger->ids.by_key.seed = seed;
	ledger->lines.by_key.seed = seed;
}

void
ledger_free(struct ledger *ledger)
{
	accounts_free(&ledger->accounts);
	seen_free(&ledger->ids);
	seen_free(&ledger->lines);
	buf_free(&ledger->content);
}
