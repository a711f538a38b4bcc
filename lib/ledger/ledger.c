#include <assert.h>
#include <errno.h>
#include <stdio.h>

#include "base/digest.h"
#include "ledger/ledger.h"

enum {
	LINE_KEY_MAX = DIGEST_TEXT_LEN + 48,
};

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

void
ledger_settle(struct ledger *ledger, struct account *a)
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
		ledger_settle(ledger, a);
	return a;
}

static void
refuse_conflict(struct ledger_decision *d, struct span id)
{
	char shown[SPAN_SHOWN_MAX];

	d->outcome = LEDGER_REFUSED;
	d->by_line = true;
	d->fault.reason = REASON_CONFLICT;
	snprintf(d->fault.detail, sizeof(d->fault.detail),
	    "id %s was decided before, with other content",
	    span_show(id, shown));
}

void
ledger_explain(const struct account *a, const struct txn *txn,
    enum reason reason, struct txn_fault *fault)
{
	char amount[SPAN_SHOWN_MAX], account[SPAN_SHOWN_MAX];
	const char *verb = "makes a balance too large for";

	if (reason == REASON_LIMIT)
		verb = a->terms->limit.has_most &&
		    money_magnitude(txn->amount) >
		    a->terms->limit.most_amount ?
		    "is over the max_amount of" :
		    "goes below the min_balance of";
	fault->reason = reason;
	snprintf(fault->detail, sizeof(fault->detail),
	    "amount %s %s account %s", span_show(txn->amount_text, amount),
	    verb, span_show(txn->account, account));
}

/* accounts_post() said no, and errno why. */
static void
refuse_amount(struct ledger_decision *d, const struct txn *txn)
{
	d->outcome = LEDGER_REFUSED;
	ledger_explain(d->account, txn, errno == EPERM ? REASON_LIMIT :
	    REASON_OVERFLOW, &d->fault);
}

/* Where nobody else keeps what was decided, it is in memory. */
static void
keep(struct ledger *ledger)
{
	if (!ledger->kept)
		ledger->ids.store = ledger->lines.store =
		    seen_memory_store(&ledger->memory);
}

/*
 * What was decided of this id before?  Returns 1 with *d filled, 0 if nothing
 * was, or -1.
 */
static int
was_decided(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	struct seen_item before;
	int got = seen_find(&ledger->ids, txn->id, &before);

	if (got <= 0)
		return got;
	if (!seen_is(&before, txn->time_text, txn->account, txn->amount_text))
		refuse_conflict(d, txn->id);
	else if (before.fate == SEEN_ACCEPTED)
		d->outcome = LEDGER_DUPLICATE;
	else
		d->outcome = LEDGER_KNOWN;
	d->known_for = before.fate == SEEN_LIMIT ? reason_word(REASON_LIMIT) :
	    before.fate == SEEN_OVERFLOW ? reason_word(REASON_OVERFLOW) : "";
	return 1;
}

static int
post(struct ledger *ledger, const struct txn *txn, struct ledger_decision *d)
{
	d->account = find_account(ledger, txn->account);
	if (d->account == NULL)
		return -1;
	d->outcome = LEDGER_ACCEPTED;
	d->by_line = false;
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

/* What there is to be remembered of a transaction. */
static struct seen_item
item_of(const struct txn *txn, enum seen_fate fate)
{
	return (struct seen_item){ .time = txn->time_text,
	    .account = txn->account, .amount = txn->amount_text,
	    .fate = fate };
}

/* Have room to remember one more, so that what is posted is never forgotten. */
static int
reserve(struct ledger *ledger, struct seen *seen, struct span key,
    const struct seen_item *item)
{
	if (places_reserve(&seen->places) == -1)
		return -1;
	return ledger->kept ? 0 :
	    seen_memory_reserve(&ledger->memory, key, item);
}

int
ledger_know(struct ledger *ledger, struct span id,
    const struct seen_item *item)
{
	struct seen_item before;
	int got;

	keep(ledger);
	got = seen_find(&ledger->ids, id, &before);
	if (got != 0)
		return got == 1 ? 0 : -1;
	if (reserve(ledger, &ledger->ids, id, item) == -1)
		return -1;
	return seen_add(&ledger->ids, id,
	    seen_memory_put(&ledger->memory, id, item)) == -1 ? -1 : 1;
}

/* Remember what became of a transaction; there is room. */
static int
remember(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	bool accepted = d->outcome == LEDGER_ACCEPTED;
	struct seen_item item = item_of(txn, fate_of(d));
	uint64_t place = accepted ? ledger->place_accepted :
	    ledger->place_refused;

	d->by_line = !accepted && ledger->refuse_by_line;
	if (d->by_line)
		return 0;
	if (!ledger->kept)
		place = seen_memory_put(&ledger->memory, txn->id, &item);
	return seen_add(&ledger->ids, txn->id, place);
}

int
ledger_post(struct ledger *ledger, const struct txn *txn,
    struct ledger_decision *d)
{
	struct seen_item item;
	int got;

	if (!ledger->unique)
		return post(ledger, txn, d);
	keep(ledger);
	got = was_decided(ledger, txn, d);
	if (got != 0)
		return got == 1 ? 0 : -1;
	item = item_of(txn, SEEN_ACCEPTED);
	if (reserve(ledger, &ledger->ids, txn->id, &item) == -1 ||
	    post(ledger, txn, d) == -1)
		return -1;
	return remember(ledger, txn, d);
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
			ledger_settle(ledger, a);
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

void
ledger_near_run(struct ledger *ledger, const struct txn *txn, size_t count)
{
	assert(count <= ROSTER_RUN_MAX);
	for (size_t i = 0; i < count; i++) {
		ledger->print[i] = seen_print(&ledger->ids, txn[i].id);
		places_near(&ledger->ids.places, ledger->print[i]);
	}
	accounts_find_run(&ledger->accounts, &txn->account, sizeof(*txn),
	    count, ledger->found);
}

int
ledger_post_new(struct ledger *ledger, const struct txn *txn, size_t i,
    struct money *balance)
{
	struct seen_item item = item_of(txn + i, SEEN_ACCEPTED);
	uint64_t place = ledger->place_accepted;
	struct account *a = ledger->found[i];
	uint64_t at;
	bool is_new;

	if (reserve(ledger, &ledger->ids, txn[i].id, &item) == -1)
		return -1;
	at = places_seek(&ledger->ids.places, ledger->print[i], &is_new);
	if (!is_new)
		return -1;
	if (a == NULL)
		a = find_account(ledger, txn[i].account);
	else if (a->count == 0)
		ledger_settle(ledger, a);
	if (a == NULL || accounts_post(a, txn[i].amount) == -1)
		return -1;
	if (!ledger->kept)
		place = seen_memory_put(&ledger->memory, txn[i].id, &item);
	*balance = a->balance;
	places_put(&ledger->ids.places, at, ledger->print[i], place);
	return 0;
}

/* What a line is remembered by, in room if it is too long for itself. */
static struct span
line_key(const struct ledger *ledger, struct span line, char *room)
{
	size_t most = ledger->kept ? READER_KEPT : DIGEST_TEXT_LEN;
	char hash[DIGEST_TEXT_LEN + 1];
	struct digest digest;

	if (line.len <= most)
		return line;
	digest_start(&digest);
	digest_put(&digest, line);
	digest_end(&digest, hash);
	/* No line begins with a newline; in a book it stands cut off. */
	snprintf(room, LINE_KEY_MAX, "\n%zu bytes; sha256 %s", line.len, hash);
	return span_of(room);
}

/* Is a line of this key news?  1, 0, or -1. */
static int
is_news(struct ledger *ledger, struct span key)
{
	struct seen_item before;
	int got;

	keep(ledger);
	got = seen_find(&ledger->lines, key, &before);
	return got == -1 ? -1 : !got;
}

int
ledger_would_refuse(struct ledger *ledger, struct span line)
{
	char room[LINE_KEY_MAX];

	return !ledger->unique ? 1 :
	    is_news(ledger, line_key(ledger, line, room));
}

int
ledger_refuse(struct ledger *ledger, struct span line)
{
	static const struct seen_item item = { .fate = SEEN_DECIDED,
	    .any_content = true };
	uint64_t place = ledger->place_refused;
	char room[LINE_KEY_MAX];
	int news;

	if (!ledger->unique)
		return 1;
	line = line_key(ledger, line, room);
	news = is_news(ledger, line);
	if (news != 1)
		return news;
	if (reserve(ledger, &ledger->lines, line, &item) == -1)
		return -1;
	if (!ledger->kept)
		place = seen_memory_put(&ledger->memory, line, &item);
	return seen_add(&ledger->lines, line, place) == -1 ? -1 : 1;
}

void
ledger_seed(struct ledger *ledger, uint64_t seed)
{
	ledger->accounts.by_name.seed = seed;
	ledger->ids.seed = seed;
	ledger->lines.seed = seed;
}

void
ledger_free(struct ledger *ledger)
{
	accounts_free(&ledger->accounts);
	seen_free(&ledger->ids);
	seen_free(&ledger->lines);
	seen_memory_free(&ledger->memory);
}
