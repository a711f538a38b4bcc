#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/posting.h"
#include "ledger/results.h"

/* What was decided could not be remembered, or looked up.  Returns -1. */
static int
fail(struct posting *p)
{
	p->error = errno;
	return -1;
}

static void
put_outcome(struct posting *p, const struct record *row,
    enum ledger_outcome outcome, const char *reason,
    const struct money *balance)
{
	struct span id = SPAN("");

	if (row->nfields > 0)
		id = row->field[p->feed->at.id];
	if (p->fates != NULL)
		results_put_outcome(p->fates, id, outcome,
		    span_of(reason), balance, p->feed->scale);
}

/*
 * Is a line refused for what it says news?  Of one that is too long, what was
 * read says less than the clause with its length and hash.  What ends the run
 * decides nothing.
 */
static int
refuse_line(struct posting *p, const struct record *row)
{
	const struct txn_fault *fault = &p->feed->fault;
	struct span line = row->raw;
	char name[TXN_DETAIL_MAX + 1];

	/* No line has a newline in it. */
	snprintf(name, sizeof(name), "\n%s", fault->detail);
	if (fault->reason == REASON_LONG)
		line = span_of(name);
	return p->feed->refusals.strict ?
	    ledger_would_refuse(p->ledger, line) :
	    ledger_refuse(p->ledger, line);
}

/*
 * Refuse a record for what feed.fault says.  decided: its id is, and with it
 * whether this is news.  Returns 0, or -1 if the run ends here.
 */
static int
refuse(struct posting *p, const struct record *row, bool decided)
{
	const char *reason = reason_word(p->feed->fault.reason);
	int news = 1;

	if (!decided)
		news = refuse_line(p, row);
	if (news == -1)
		return fail(p);
	if (news == 0) {
		p->feed->refusals.known++;
		put_outcome(p, row, LEDGER_KNOWN, reason, NULL);
		return 0;
	}
	/* Where it is not kept, nothing may be accepted behind it. */
	if (feed_refuse(p->feed, row) == -1 ||
	    (p->ledger->kept && writer_error(p->book->rejects) != 0))
		return -1;
	put_outcome(p, row, LEDGER_REFUSED, reason, NULL);
	return 0;
}

/* Where the next record will stand, if a book keeps it. */
static void
place(struct posting *p, const struct record *row)
{
	if (!p->ledger->kept)
		return;
	ledger_book_place(p->book);
	p->ledger->refuse_by_line = p->feed->refusals.strict ||
	    row->raw.len > READER_KEPT;
}

/* Post one transaction.  Returns 0, or -1 if the run ends here. */
static int
post(struct posting *p, const struct record *row, const struct txn *txn)
{
	struct ledger_decision decision;
	struct money stated = { 0 };
	int is_stated = reconcile_stated(p->reconcile, p->feed, row,
	    &stated);

	if (is_stated == -1)
		return refuse(p, row, false);
	if (ledger_post(p->ledger, txn, &decision) == -1)
		return fail(p);
	switch (decision.outcome) {
	case LEDGER_ACCEPTED:
		p->feed->refusals.accepted++;
		results_put_accepted(p->out, row->raw,
		    decision.account->balance, p->feed->scale);
		put_outcome(p, row, LEDGER_ACCEPTED, "",
		    &decision.account->balance);
		if (is_stated == 0 || reconcile_compare(p->reconcile,
		    p->feed, row, txn, &p->ledger->accounts,
		    decision.account, stated) == 0)
			return 0;
		return fail(p);
	case LEDGER_REFUSED:
		p->feed->fault = decision.fault;
		return refuse(p, row, !decision.by_line);
	case LEDGER_DUPLICATE:
		p->feed->refusals.duplicate++;
		break;
	case LEDGER_KNOWN:
		p->feed->refusals.known++;
		break;
	}
	put_outcome(p, row, decision.outcome, decision.outcome ==
	    LEDGER_KNOWN ? decision.known_for : "", NULL);
	return 0;
}

/* Post transactions whose ids are unique.  Returns 0, or -1 as post(). */
static int
post_unique(struct posting *p, const struct record *row, const struct txn *txn,
    size_t count)
{
	struct money balance;

	ledger_near_run(p->ledger, txn, count);
	for (size_t i = 0; i < count; i++) {
		feed_pass(p->feed, 1);
		place(p, &row[i]);
		if (ledger_post_new(p->ledger, txn, i, &balance) == 0) {
			results_put_accepted(p->out, row[i].raw, balance,
			    p->feed->scale);
			put_outcome(p, &row[i], LEDGER_ACCEPTED, "",
			    &balance);
			p->feed->refusals.accepted++;
		} else if (post(p, &row[i], &txn[i]) == -1) {
			return -1;
		}
	}
	return 0;
}

/* Post those for which nothing is to be said but their balances. */
static size_t
post_run(struct posting *p, const struct record *row, const struct txn *txn,
    size_t count)
{
	struct money balance[FEED_RUN];

	count = ledger_post_run(p->ledger, txn, count, balance);
	for (size_t i = 0; i < count; i++)
		results_put_accepted(p->out, row[i].raw, balance[i],
		    p->feed->scale);
	feed_pass(p->feed, count);
	p->feed->refusals.accepted += count;
	return count;
}

/*
 * Post what is ready, where nothing is to be compared.  Returns how many that
 * were, perhaps none, or -1 as post().
 */
static ssize_t
post_ready(struct posting *p)
{
	const struct record *row;
	const struct txn *txn;
	size_t count;

	if (p->reconcile->column != NULL ||
	    (p->fates != NULL && !p->ledger->unique))
		return 0;
	count = feed_ready(p->feed, &row, &txn);
	if (!p->ledger->unique)
		return (ssize_t)post_run(p, row, txn, count);
	return post_unique(p, row, txn, count) == -1 ? -1 : (ssize_t)count;
}

/* Have the book do what is due between records.  Returns 0, or -1 as post(). */
static int
attend(struct posting *p)
{
	return p->ledger->kept ? ledger_book_attend(p->book) : 0;
}

void
posting_all(struct posting *p)
{
	const struct record *row;
	const struct txn *txn;
	ssize_t ready;
	int got, status = 0;

	do {
		while ((ready = post_ready(p)) > 0 && attend(p) == 0)
			continue;
		if (ready == -1)
			break;
		got = feed_next(p->feed, &row, &txn);
		if (got > 0)
			place(p, row);
		if (got == 1)
			status = post(p, row, txn);
		else if (got == 2)
			status = refuse(p, row, false);
	} while (got > 0 && status == 0 && attend(p) == 0);
}

int
posting_status(const struct posting *p)
{
	if (p->error == 0)
		return 0;
	if (p->error == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s: what was decided cannot be read: %s (--check says more)",
	    p->book->path, p->error == EBADMSG ?
	    "it is not what was written there" : strerror(p->error));
	return p->error == EBADMSG ? EX_DATAERR : EX_IOERR;
}
