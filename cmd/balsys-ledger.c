/*
 * balsys-ledger - post transactions in the order they come, and follow each
 * with the balance it leaves behind.
 *
 * Reads records with columns id and amount, among any others.  Writes those
 * accepted with one more column, balance.  One that cannot be read, held or
 * allowed is refused: named, kept where that is asked for, left out.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/ledger_tables.h"
#include "cli/outputs.h"
#include "ledger/ledger.h"
#include "ledger/results.h"

enum {
	OPT_AS = FEED_LAST,
	OPT_CLOSING,
	OPT_DIFFERENCES,
	OPT_KNOWN,
	OPT_LIMITS,
	OPT_MIN_BALANCE,
	OPT_OPENING,
	OPT_OUTCOMES,
	OPT_RECONCILE,
	OPT_UNIQUE,
	DIFFERENCES_NAMED = 10,
};

static const struct cli_option options[] = {
	{ OPT_OPENING, "opening", "AMOUNT|FILE",
	    "open every account with AMOUNT, or those in FILE" },
	{ OPT_MIN_BALANCE, "min-balance", "AMOUNT",
	    "refuse debits that would leave less" },
	{ OPT_LIMITS, "limits", "FILE",
	    "limits by account: account,min_balance,max_amount" },
	{ OPT_UNIQUE, "unique", NULL, "post every id once: drop duplicates" },
	{ OPT_KNOWN, "known", "FILE",
	    "ids decided earlier; implies --unique; may be repeated" },
	{ OPT_RECONCILE, "reconcile", "COLUMN",
	    "compare with the balances stated there" },
	{ OPT_DIFFERENCES, "differences", "FILE",
	    "write what --reconcile finds there" },
	{ OPT_CLOSING, "closing", "FILE",
	    "write the accounts' closing balances there" },
	{ OPT_OUTCOMES, "outcomes", "FILE",
	    "write what became of every record there" },
	{ OPT_AS, "as", "NAME", "call the appended column so, not balance" },
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-ledger",
	.operands = "[file ...]",
	.summary = "keep a running balance for every account",
	.options = options,
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	struct ledger_tables tables;
	const char *reconcile, *differences_path;
	const char *closing_path, *outcomes_path;
	const char *as;

	struct feed feed;
	struct outputs outputs;
	struct writer out, differences, closing, outcomes;
	struct ledger ledger;
	int asserted;			/* the column to reconcile, or -1 */
	uint64_t differing;
	bool out_of_memory;
};

static void
put_outcome(struct job *job, const struct record *row,
    enum ledger_outcome outcome, const char *reason,
    const struct money *balance)
{
	struct span id = SPAN("");

	if (row->nfields > 0)
		id = row->field[job->feed.at.id];
	if (job->outcomes_path != NULL)
		results_put_outcome(&job->outcomes, id, outcome,
		    span_of(reason), balance, job->feed.scale);
}

/* Compare a stated balance with the one computed.  Returns 0 or -1. */
static int
reconcile(struct job *job, const struct record *row, const struct txn *txn,
    struct account *account, struct money stated)
{
	struct money_total change;
	int scale = job->feed.scale;
	char says[MONEY_TEXT_MAX], is[MONEY_TEXT_MAX];
	char by[MONEY_TOTAL_TEXT_MAX];

	if (accounts_reconcile(&job->ledger.accounts, account, stated,
	    &change) == -1) {
		job->out_of_memory = true;
		return -1;
	}
	if (change.minor == 0)
		return 0;
	if (job->differing++ < DIFFERENCES_NAMED && !job->feed.refusals.quiet)
		cli_warn("%s:%lu: %s is stated as %.*s, computed as %.*s: "
		    "a change of %.*s", row->file, row->line,
		    job->reconcile,
		    (int)money_format(stated, scale, says), says,
		    (int)money_format(account->balance, scale, is), is,
		    (int)money_total_format(change, scale, by), by);
	if (job->differences_path != NULL)
		results_put_difference(&job->differences, row, txn->id,
		    txn->account, stated, account->balance, change, scale);
	return 0;
}

/*
 * Is a line refused for what it says news?  Of one that is too long, what was
 * read says less than the clause with its length and hash.
 */
static int
refuse_line(struct job *job, const struct record *row)
{
	const struct txn_fault *fault = &job->feed.fault;
	char name[TXN_DETAIL_MAX + 1];

	if (fault->reason != REASON_LONG)
		return ledger_refuse(&job->ledger, row->raw);
	/* No line has a newline in it. */
	snprintf(name, sizeof(name), "\n%s", fault->detail);
	return ledger_refuse(&job->ledger, span_of(name));
}

/*
 * Refuse a record for what feed.fault says.  decided: its id is, and with it
 * whether this is news.  Returns 0, or -1 if the run ends here.
 */
static int
refuse(struct job *job, const struct record *row, bool decided)
{
	const char *reason = reason_word(job->feed.fault.reason);
	int news = 1;

	if (!job->feed.refusals.strict && !decided)
		news = refuse_line(job, row);
	if (news == -1) {
		job->out_of_memory = true;
		return -1;
	}
	if (news == 0) {
		job->feed.refusals.known++;
		put_outcome(job, row, LEDGER_KNOWN, reason, NULL);
		return 0;
	}
	if (feed_refuse(&job->feed, row) == -1)
		return -1;
	put_outcome(job, row, LEDGER_REFUSED, reason, NULL);
	return 0;
}

/* Post one transaction.  Returns 0, or -1 if the run ends here. */
static int
post(struct job *job, const struct record *row, const struct txn *txn)
{
	struct ledger_decision decision;
	struct money stated = { 0 };
	struct span text = { NULL, 0 };

	if (job->asserted != -1)
		text = row->field[job->asserted];
	if (text.len > 0 && txn_parse_amount(text, job->reconcile,
	    job->feed.scale, &stated, &job->feed.fault) == -1)
		return refuse(job, row, false);
	if (ledger_post(&job->ledger, txn, &decision) == -1) {
		job->out_of_memory = true;
		return -1;
	}
	switch (decision.outcome) {
	case LEDGER_ACCEPTED:
		job->feed.refusals.accepted++;
		results_put_accepted(&job->out, row->raw,
		    decision.account->balance, job->feed.scale);
		put_outcome(job, row, LEDGER_ACCEPTED, "",
		    &decision.account->balance);
		return text.len == 0 ? 0 :
		    reconcile(job, row, txn, decision.account, stated);
	case LEDGER_REFUSED:
		job->feed.fault = decision.fault;
		return refuse(job, row, !decision.by_line);
	case LEDGER_DUPLICATE:
		job->feed.refusals.duplicate++;
		break;
	case LEDGER_KNOWN:
		job->feed.refusals.known++;
		break;
	}
	put_outcome(job, row, decision.outcome, decision.outcome ==
	    LEDGER_KNOWN ? decision.known_for : "", NULL);
	return 0;
}

/* Post transactions whose ids are unique.  Returns 0, or -1 as post(). */
static int
post_unique(struct job *job, const struct record *row, const struct txn *txn,
    size_t count)
{
	struct money balance;

	ledger_near_run(&job->ledger, txn, count);
	for (size_t i = 0; i < count; i++) {
		feed_pass(&job->feed, 1);
		if (ledger_post_new(&job->ledger, txn, i, &balance) == 0) {
			results_put_accepted(&job->out, row[i].raw, balance,
			    job->feed.scale);
			job->feed.refusals.accepted++;
		} else if (post(job, &row[i], &txn[i]) == -1) {
			return -1;
		}
	}
	return 0;
}

/* Post those for which nothing is to be said but their balances. */
static size_t
post_run(struct job *job, const struct record *row, const struct txn *txn,
    size_t count)
{
	struct money balance[FEED_RUN];

	count = ledger_post_run(&job->ledger, txn, count, balance);
	for (size_t i = 0; i < count; i++)
		results_put_accepted(&job->out, row[i].raw, balance[i],
		    job->feed.scale);
	feed_pass(&job->feed, count);
	job->feed.refusals.accepted += count;
	return count;
}

/*
 * Post what is ready, where nothing but a balance is to be said of what is
 * accepted.  Returns how many that were, perhaps none, or -1 as post().
 */
static ssize_t
post_ready(struct job *job)
{
	const struct record *row;
	const struct txn *txn;
	size_t count;

	if (job->asserted != -1 || job->outcomes_path != NULL)
		return 0;
	count = feed_ready(&job->feed, &row, &txn);
	if (!job->ledger.unique)
		return (ssize_t)post_run(job, row, txn, count);
	return post_unique(job, row, txn, count) == -1 ? -1 : (ssize_t)count;
}

static void
post_all(struct job *job)
{
	const struct record *row;
	const struct txn *txn;
	ssize_t ready;
	int got, status = 0;

	do {
		while ((ready = post_ready(job)) > 0)
			continue;
		if (ready == -1)
			break;
		got = feed_next(&job->feed, &row, &txn);
		if (got == 1)
			status = post(job, row, txn);
		else if (got == 2)
			status = refuse(job, row, false);
	} while (got > 0 && status == 0);
}

static int
open_file(struct job *job, struct writer *w, const char *path,
    struct span header)
{
	int status;

	if (path == NULL)
		return 0;
	status = outputs_open(&job->outputs, w, path);
	if (status == 0)
		writer_put(w, header);
	return status;
}

static int
open_outputs(struct job *job)
{
	int status = outputs_open(&job->outputs, &job->out, NULL);

	if (status == 0)
		status = open_file(job, &job->differences,
		    job->differences_path, SPAN(RESULTS_DIFFERENCES));
	if (status == 0)
		status = open_file(job, &job->closing, job->closing_path,
		    SPAN(RESULTS_CLOSING));
	if (status == 0)
		status = open_file(job, &job->outcomes, job->outcomes_path,
		    SPAN(RESULTS_OUTCOMES));
	return status;
}

/* Find the column to reconcile, and write the header with one more. */
static int
begin(struct job *job)
{
	const struct record *header = &job->feed.in.header;

	job->asserted = -1;
	if (job->reconcile != NULL)
		job->asserted = reader_column(&job->feed.in,
		    span_of(job->reconcile));
	if (job->reconcile != NULL && job->asserted < 0) {
		cli_warn("%s:%lu: %s called %s", header->file, header->line,
		    job->asserted == -1 ? "no column is" : "two columns are",
		    job->reconcile);
		return EX_DATAERR;
	}
	if (reader_column(&job->feed.in, span_of(job->as)) != -1) {
		cli_warn("%s:%lu: a column %s is there already (--as NAME "
		    "gives what is appended another name)", header->file,
		    header->line, job->as);
		return EX_DATAERR;
	}
	writer_put(&job->out, header->raw);
	writer_putc(&job->out, ',');
	writer_put_field(&job->out, span_of(job->as));
	writer_putc(&job->out, '\n');
	return 0;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status = ledger_tables_read(&job->tables, job->feed.scale,
	    &job->ledger);

	job->outputs.inputs = inputs;
	ledger_tables_name(&job->tables, &job->outputs);
	if (status == 0)
		status = open_outputs(job);
	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0) {
		post_all(job);
		if (job->closing_path != NULL && results_put_closing(
		    &job->closing, &job->ledger.accounts,
		    job->feed.scale) == -1)
			job->out_of_memory = true;
	}
	if (job->out_of_memory) {
		cli_warn("out of memory");
		status = EX_IOERR;
	}
	status = cli_worse(status, feed_close(&job->feed));
	if (job->differing > 0 && !job->feed.refusals.quiet)
		cli_warn("%" PRIu64 " difference%s from the stated balances",
		    job->differing, job->differing == 1 ? "" : "s");
	if (job->differing > 0)
		status = cli_worse(status, EXIT_REFUSED);
	status = cli_worse(status, outputs_close(&job->outputs));
	ledger_free(&job->ledger);
	return status;
}

static void
take_option(struct job *job, int letter)
{
	switch (letter) {
	case OPT_AS:
		job->as = cli_argument();
		cli_column_name("as", span_of(job->as));
		break;
	case OPT_CLOSING:
		job->closing_path = cli_argument();
		break;
	case OPT_DIFFERENCES:
		job->differences_path = cli_argument();
		break;
	case OPT_KNOWN:
		if (job->tables.nknown == LEDGER_TABLES_KNOWN_MAX)
			cli_usage("--known stands here over %d times",
			    LEDGER_TABLES_KNOWN_MAX);
		job->tables.known[job->tables.nknown++] = cli_argument();
		job->ledger.unique = true;
		break;
	case OPT_LIMITS:
		job->tables.limits = cli_argument();
		break;
	case OPT_MIN_BALANCE:
		job->tables.min_balance = cli_argument();
		break;
	case OPT_OPENING:
		job->tables.opening = cli_argument();
		break;
	case OPT_OUTCOMES:
		job->outcomes_path = cli_argument();
		break;
	case OPT_RECONCILE:
		job->reconcile = cli_argument();
		break;
	case OPT_UNIQUE:
		job->ledger.unique = true;
		break;
	default:
		feed_option(&job->feed, letter);
		break;
	}
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START };
	uint64_t seed;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	if (job.differences_path != NULL && job.reconcile == NULL)
		cli_usage("--differences needs --reconcile");
	if (job.as != NULL && strpbrk(job.as, "\r\n") != NULL)
		cli_usage("--as is no name of one line");
	if (job.as == NULL)
		job.as = job.reconcile == NULL ? "balance" : "computed";
	/* Where there is no seed to be had, any will do. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		ledger_seed(&job.ledger, seed);
	return cli_end(run(&job, cli_operands(argc, argv)));
}
