/*
 * balsys-ledger - post transactions in the order they come, and follow each
 * with the balance it leaves behind.
 *
 * Reads records with columns id and amount, among any others.  Writes those
 * accepted with one more column, balance.  One that cannot be read, held or
 * allowed is refused: named, kept where that is asked for, left out.
 */
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "cli/audit.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/ledger_book.h"
#include "cli/ledger_check.h"
#include "cli/ledger_tables.h"
#include "cli/outputs.h"
#include "cli/posting.h"
#include "cli/reconcile.h"
#include "cli/telemetry.h"
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
	TELEMETRY_OPTIONS,
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
	struct ledger ledger;
	struct ledger_book book;
	struct reconcile reconcile;
	struct posting posting;
	struct telemetry telemetry;
	bool begun;			/* there are balances */
};

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

	job->posting.out = &job->standard_output;
	if (job->book.path == NULL || job->book.tee)
		status = outputs_open(&job->outputs, job->posting.out, NULL);
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
		job->posting.fates = &job->outcomes;
	return status;
}

/* Open the book: what is put goes there from now on. */
static int
open_book(struct job *job)
{
	struct ledger_book *b = &job->book;
	struct ledger_book_asked asked = { .tables = &job->tables,
	    .feed = &job->feed, .as = &job->as, .ledger = &job->ledger,
	    .outputs = &job->outputs, .out = job->posting.out,
	    .outcomes = job->posting.fates };
	int status = ledger_book_open(b, &asked);

	if (status != 0)
		return status;
	job->posting.out = b->accepted;
	job->posting.fates = b->outcomes;
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
	writer_put(job->posting.out, header->raw);
	writer_putc(job->posting.out, ',');
	writer_put_field(job->posting.out, span_of(job->as));
	writer_putc(job->posting.out, '\n');
	return 0;
}

/* What can be told of the run so far. */
static void
fill(void *arg, struct metrics *m)
{
	const struct job *job = arg;

	metrics_feed(m, &job->feed);
	metrics_set(m, METRICS_WRITTEN, job->feed.refusals.accepted);
	metrics_set(m, METRICS_WRITTEN_BYTES, outputs_bytes(&job->outputs) +
	    ledger_book_bytes(&job->book));
	m->has_balance = job->begun;
	if (job->begun)
		m->balance = accounts_balance(&job->ledger.accounts);
}

static int
open_telemetry(struct job *job, char *const argv[], const char *const inputs[])
{
	struct telemetry *t = &job->telemetry;

	t->tool = cli.command;
	t->book = job->book.path;
	t->fill = fill;
	t->arg = job;
	job->feed.refusals.events = &t->events;
	return telemetry_open(t, &job->outputs, &job->feed.pulse, argv,
	    inputs);
}

static int
run(struct job *job, char *const argv[], const char *const inputs[])
{
	int status;

	job->posting = (struct posting){ .feed = &job->feed,
	    .ledger = &job->ledger, .book = &job->book,
	    .reconcile = &job->reconcile };
	job->outputs.inputs = inputs;
	job->outputs.book = job->book.path;
	ledger_tables_name(&job->tables, &job->outputs);
	status = open_telemetry(job, argv, inputs);
	if (status == 0 && job->book.path == NULL)
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
		job->begun = true;
		posting_all(&job->posting);
		if (job->closing_path != NULL && results_put_closing(
		    &job->closing, &job->ledger.accounts,
		    job->feed.scale) == -1)
			job->posting.error = errno;
	}
	status = cli_worse(status, posting_status(&job->posting));
	if (job->book.path != NULL)
		status = ledger_book_close(&job->book, status);
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, reconcile_end(&job->reconcile,
	    &job->feed));
	status = cli_worse(status, outputs_close(&job->outputs));
	status = telemetry_end(&job->telemetry, status);
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
		if (!ledger_tables_option(&job->tables, letter) &&
		    !telemetry_option(&job->telemetry, letter))
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
	return cli_end(run(&job, argv, cli_operands(argc, argv)));
}
