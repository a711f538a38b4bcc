/*
 * balsys-ledger - post transactions in the order they come, and follow each
 * with the balance it leaves behind.
 *
 * Reads records with columns id and amount, among any others.  Writes those
 * accepted with one more column, balance.  One that cannot be read, held or
 * allowed is refused: named, kept where that is asked for, left out.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "cli/audit.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/ledger_book.h"
#include "cli/ledger_check.h"
#include "cli/ledger_tables.h"
#include "cli/outputs.h"
#include "cli/reconcile.h"
#include "ledger/ledger.h"
#include "ledger/results.h"

enum {
	OPT_AS = LEDGER_TABLES_LAST,
	OPT_BOOK,
	OPT_CLOSING,
	OPT_DIFFERENCES,
	OPT_OUTCOMES,
	OPT_RECONCILE,
	OPT_TEE,
	OPT_UNIQUE,
};

static const struct cli_option options[] = {
	LEDGER_TABLES_OPTIONS,
	{ OPT_UNIQUE, "unique", NULL, "post every id once: drop duplicates" },
	{ OPT_RECONCILE, "reconcile", "COLUMN",
	    "compare with the balances stated there" },
	{ OPT_DIFFERENCES, "differences", "FILE",
	    "write what --reconcile finds there" },
	{ OPT_CLOSING, "closing", "FILE",
	    "write the accounts' closing balances there" },
	{ OPT_OUTCOMES, "outcomes", "FILE",
	    "write what became of every record there" },
	{ OPT_BOOK, "book", "DIR",
	    "keep the ledger in DIR, on disk, and go on there" },
	{ OPT_TEE, "tee", NULL, "write the book's ledger to standard output" },
	AUDIT_OPTIONS,
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
	struct audit_options audit;
	struct ledger_tables tables;
	const char *closing_path, *outcomes_path;
	const char *as;

	struct feed feed;
	struct outputs outputs;
	struct writer standard_output, closing, outcomes;
	struct writer *out, *fates;	/* where records and outcomes go; fates
					   is NULL if nobody asked */
	struct ledger ledger;
	struct ledger_book book;
	struct reconcile reconcile;
	int error;			/* an errno that ends the run, or 0 */
};

/* What was decided could not be remembered, or looked up.  Returns -1. */
static int
fail(struct job *job)
{
	job->error = errno;
	return -1;
}

static void
put_outcome(struct job *job, const struct record *row,
    enum ledger_outcome outcome, const char *reason,
    const struct money *balance)
{
	struct span id = SPAN("");

	if (row->nfields > 0)
		id = row->field[job->feed.at.id];
	if (job->fates != NULL)
		results_put_outcome(job->fates, id, outcome,
		    span_of(reason), balance, job->feed.scale);
}

/*
 * Is a line refused for what it says news?  Of one that is too long, what was
 * read says less than the clause with its length and hash.  What ends the run
 * decides nothing.
 */
static int
refuse_line(struct job *job, const struct record *row)
{
	const struct txn_fault *fault = &job->feed.fault;
	struct span line = row->raw;
	char name[TXN_DETAIL_MAX + 1];

	/* No line has a newline in it. */
	snprintf(name, sizeof(name), "\n%s", fault->detail);
	if (fault->reason == REASON_LONG)
		line = span_of(name);
	return job->feed.refusals.strict ?
	    ledger_would_refuse(&job->ledger, line) :
	    ledger_refuse(&job->ledger, line);
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

	if (!decided)
		news = refuse_line(job, row);
	if (news == -1)
		return fail(job);
	if (news == 0) {
		job->feed.refusals.known++;
		put_outcome(job, row, LEDGER_KNOWN, reason, NULL);
		return 0;
	}
	/* Where it is not kept, nothing may be accepted behind it. */
	if (feed_refuse(&job->feed, row) == -1 ||
	    (job->ledger.kept && writer_error(job->book.rejects) != 0))
		return -1;
	put_outcome(job, row, LEDGER_REFUSED, reason, NULL);
	return 0;
}

/* Where the next record will stand, if a book keeps it. */
static void
place(struct job *job, const struct record *row)
{
	if (!job->ledger.kept)
		return;
	ledger_book_place(&job->book);
	job->ledger.refuse_by_line = job->feed.refusals.strict ||
	    row->raw.len > READER_KEPT;
}

/* Post one transaction.  Returns 0, or -1 if the run ends here. */
static int
post(struct job *job, const struct record *row, const struct txn *txn)
{
	struct ledger_decision decision;
	struct money stated = { 0 };
	int is_stated = reconcile_stated(&job->reconcile, &job->feed, row,
	    &stated);

	if (is_stated == -1)
		return refuse(job, row, false);
	if (ledger_post(&job->ledger, txn, &decision) == -1)
		return fail(job);
	switch (decision.outcome) {
	case LEDGER_ACCEPTED:
		job->feed.refusals.accepted++;
		results_put_accepted(job->out, row->raw,
		    decision.account->balance, job->feed.scale);
		put_outcome(job, row, LEDGER_ACCEPTED, "",
		    &decision.account->balance);
		if (is_stated == 0 || reconcile_compare(&job->reconcile,
		    &job->feed, row, txn, &job->ledger.accounts,
		    decision.account, stated) == 0)
			return 0;
		return fail(job);
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
		place(job, &row[i]);
		if (ledger_post_new(&job->ledger, txn, i, &balance) == 0) {
			results_put_accepted(job->out, row[i].raw, balance,
			    job->feed.scale);
			put_outcome(job, &row[i], LEDGER_ACCEPTED, "",
			    &balance);
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
		results_put_accepted(job->out, row[i].raw, balance[i],
		    job->feed.scale);
	feed_pass(&job->feed, count);
	job->feed.refusals.accepted += count;
	return count;
}

/*
 * Post what is ready, where nothing is to be compared.  Returns how many that
 * were, perhaps none, or -1 as post().
 */
static ssize_t
post_ready(struct job *job)
{
	const struct record *row;
	const struct txn *txn;
	size_t count;

	if (job->reconcile.column != NULL ||
	    (job->fates != NULL && !job->ledger.unique))
		return 0;
	count = feed_ready(&job->feed, &row, &txn);
	if (!job->ledger.unique)
		return (ssize_t)post_run(job, row, txn, count);
	return post_unique(job, row, txn, count) == -1 ? -1 : (ssize_t)count;
}

/* Have the book do what is due between records.  Returns 0, or -1 as post(). */
static int
attend(struct job *job)
{
	return job->ledger.kept ? ledger_book_attend(&job->book) : 0;
}

static void
post_all(struct job *job)
{
	const struct record *row;
	const struct txn *txn;
	ssize_t ready;
	int got, status = 0;

	do {
		while ((ready = post_ready(job)) > 0 && attend(job) == 0)
			continue;
		if (ready == -1)
			break;
		got = feed_next(&job->feed, &row, &txn);
		if (got > 0)
			place(job, row);
		if (got == 1)
			status = post(job, row, txn);
		else if (got == 2)
			status = refuse(job, row, false);
	} while (got > 0 && status == 0 && attend(job) == 0);
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
	int status = 0;

	job->out = &job->standard_output;
	if (job->book.path == NULL || job->book.tee)
		status = outputs_open(&job->outputs, job->out, NULL);
	if (status == 0)
		status = open_file(job, &job->reconcile.file,
		    job->reconcile.path, SPAN(RESULTS_DIFFERENCES));
	if (status == 0)
		status = open_file(job, &job->closing, job->closing_path,
		    SPAN(RESULTS_CLOSING));
	if (status == 0)
		status = open_file(job, &job->outcomes, job->outcomes_path,
		    SPAN(RESULTS_OUTCOMES));
	if (status == 0 && job->outcomes_path != NULL)
		job->fates = &job->outcomes;
	return status;
}

/* Open the book: what is put goes there from now on. */
static int
open_book(struct job *job)
{
	struct ledger_book *b = &job->book;
	struct ledger_book_asked asked = { .tables = &job->tables,
	    .feed = &job->feed, .as = &job->as, .ledger = &job->ledger,
	    .outputs = &job->outputs, .out = job->out,
	    .outcomes = job->fates };
	int status = ledger_book_open(b, &asked);

	if (status != 0)
		return status;
	job->out = b->accepted;
	job->fates = b->outcomes;
	job->feed.dialect.hook = pulse_hook(&job->feed.pulse,
	    ledger_book_hook(b));
	return 0;
}

/* Find the column to reconcile, and write the header with one more. */
static int
begin(struct job *job)
{
	const struct record *header = &job->feed.in.header;
	int status = reconcile_begin(&job->reconcile, &job->feed);

	if (status != 0)
		return status;
	if (reader_column(&job->feed.in, span_of(job->as)) != -1) {
		cli_warn("%s:%lu: a column %s is there already (--as NAME "
		    "gives what is appended another name)", header->file,
		    header->line, job->as);
		return EX_DATAERR;
	}
	if (job->book.path != NULL)
		return ledger_book_begin(&job->book, header);
	writer_put(job->out, header->raw);
	writer_putc(job->out, ',');
	writer_put_field(job->out, span_of(job->as));
	writer_putc(job->out, '\n');
	return 0;
}

/* Say what ended the run, if anything did.  Returns the status it earns. */
static int
tell_error(const struct job *job)
{
	if (job->error == 0)
		return 0;
	if (job->error == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s: what was decided cannot be read: %s (--check says more)",
	    job->book.path, job->error == EBADMSG ?
	    "it is not what was written there" : strerror(job->error));
	return job->error == EBADMSG ? EX_DATAERR : EX_IOERR;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status = 0;

	job->outputs.inputs = inputs;
	job->outputs.book = job->book.path;
	ledger_tables_name(&job->tables, &job->outputs);
	if (job->book.path == NULL)
		status = ledger_tables_read(&job->tables, job->feed.scale,
		    &job->ledger);
	if (status == 0)
		status = open_outputs(job);
	if (status == 0 && job->book.path != NULL)
		status = open_book(job);
	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0) {
		post_all(job);
		if (job->closing_path != NULL && results_put_closing(
		    &job->closing, &job->ledger.accounts,
		    job->feed.scale) == -1)
			(void)fail(job);
	}
	status = cli_worse(status, tell_error(job));
	if (job->book.path != NULL)
		status = ledger_book_close(&job->book, status);
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, reconcile_end(&job->reconcile,
	    &job->feed));
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
	case OPT_BOOK:
		job->book.path = cli_folder("book");
		break;
	case OPT_CLOSING:
		job->closing_path = cli_argument();
		break;
	case OPT_DIFFERENCES:
		job->reconcile.path = cli_argument();
		break;
	case OPT_OUTCOMES:
		job->outcomes_path = cli_argument();
		break;
	case OPT_RECONCILE:
		job->reconcile.column = cli_argument();
		break;
	case OPT_TEE:
		job->book.tee = true;
		break;
	case OPT_UNIQUE:
		job->ledger.unique = true;
		break;
	default:
		if (!ledger_tables_option(&job->tables, letter))
			feed_option(&job->feed, letter);
		break;
	}
}

/* See that what was asked for goes together. */
static void
check_options(struct job *job)
{
	bool has_book = job->book.path != NULL;

	job->ledger.unique = job->ledger.unique || has_book ||
	    job->tables.nknown > 0;
	if (job->reconcile.path != NULL && job->reconcile.column == NULL)
		cli_usage("--differences needs --reconcile");
	if (job->as != NULL && strpbrk(job->as, "\r\n") != NULL)
		cli_usage("--as is no name of one line");
	if (job->book.tee && !has_book)
		cli_usage("--tee needs --book");
	if (has_book && job->reconcile.column != NULL)
		cli_usage("--reconcile does not go with --book");
	if (has_book && job->feed.rejects != NULL)
		cli_usage("--rejects does not go with --book: its "
		    "rejects.csv has them");
	if (job->as == NULL && !has_book)
		job->as = job->reconcile.column == NULL ? "balance" :
		    "computed";
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START };
	uint64_t seed;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		if (!audit_option(&job.audit, letter))
			take_option(&job, letter);
	if (audit_is_wanted(&job.audit, argc, argv))
		return cli_end(ledger_check(&job.audit));
	check_options(&job);
	/* Where there is no seed to be had, any will do. */
	if (getrandom(&seed, sizeof(seed), 0) != -1)
		ledger_seed(&job.ledger, seed);
	return cli_end(run(&job, cli_operands(argc, argv)));
}
