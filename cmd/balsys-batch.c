/*
 * balsys-batch - pack every window of transactions into as few batches as the
 * method finds, none over the cap in absolute value.
 *
 * Reads records with columns id and amount, among any others.  Writes them
 * grouped by batch with two more columns, window and batch; or a line a batch;
 * or a submission a window.  One larger than the cap is refused.
 */
#include <inttypes.h>
#include <string.h>

#include "cli/audit.h"
#include "cli/batch_book.h"
#include "cli/batch_check.h"
#include "cli/batch_flow.h"
#include "cli/batch_shape.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "cli/parcels.h"
#include "cli/submit.h"
#include "cli/telemetry.h"
#include "pack/lp.h"

enum {
	OPT_AT_END = FEED_LAST,
	OPT_BOOK,
	OPT_CERTIFICATE,
	OPT_JOBS,
	OPT_REPORT,
	OPT_TEE,
	OPT_TIMING,
};

enum {
	WORTH_A_JOB = 2000,	/* records times the square of the effort */
};

static const struct cli_option options[] = {
	{ BATCH_SHAPE_WINDOW, "window", "N",
	    "records in a window (default 1000)" },
	{ BATCH_SHAPE_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ BATCH_SHAPE_METHOD, "method", "next-fit|first-fit|ffd|bfd|best|exact",
	    "how windows are packed (default best)" },
	{ BATCH_SHAPE_EFFORT, "effort", "N",
	    "how hard best tries, 1 to 9 (default 3; exact: 9)" },
	{ OPT_JOBS, "jobs", "N",
	    "windows packed at a time (default: one a processor)" },
	{ OPT_AT_END, "at-end", "emit|hold|fail",
	    "what becomes of a last window that is not full (default emit)" },
	{ OPT_BOOK, "book", "DIR", "keep windows there, and go on from there" },
	{ OPT_TEE, "tee", NULL,
	    "write out what is in the book, from its beginning" },
	AUDIT_OPTIONS,
	{ BATCH_SHAPE_OUTPUT, "output", "lines|batches|submissions",
	    "what is written (default lines)" },
	{ OPT_REPORT, "report", "FILE", "write a line for every window there" },
	{ OPT_TIMING, "timing", NULL,
	    "the report says how long packing took, too" },
	{ OPT_CERTIFICATE, "certificate", "FILE",
	    "write there what shows that batches are few" },
	{ BATCH_SHAPE_AS, "as", "NAME,NAME",
	    "call the appended columns so, not window,batch" },
	SUBMIT_OPTIONS,
	TELEMETRY_OPTIONS,
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-batch",
	.operands = "[file ...]",
	.summary = "pack windows of transactions into batches under a cap",
	.options = options,
};

enum at_end { USUAL, EMIT, HOLD, FAIL };

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	struct audit_options audit;
	struct batch_shape shape;
	unsigned jobs;
	enum at_end at_end;
	struct submit submit;

	struct feed feed;
	struct outputs outputs;
	struct parcels parcels;
	struct batch_book book;	/* where windows go if there is one; */
	struct batch_flow flow;	/* and if there is none */
	struct telemetry telemetry;
	bool ended;		/* the input was read to its end */
};

/* Write all there is to be written of a window. */
static int
put(void *arg, const struct parcel *p)
{
	struct job *job = arg;

	if (job->book.path != NULL)
		return batch_book_put(&job->book, p);
	return batch_flow_put(&job->flow, p);
}

/* Refuse a record.  Returns 0, or -1 if the run ends here. */
static int
refuse(struct job *job, const struct record *row)
{
	return job->book.path != NULL ? batch_book_refuse(&job->book, row) :
	    feed_refuse(&job->feed, row);
}

/* A record that the window has as its last.  Returns as take(). */
static int
close_window(struct job *job, const struct record *row)
{
	if (job->book.path != NULL)
		batch_book_full(&job->book, job->parcels.closed + 1, row);
	return parcels_pack(&job->parcels);
}

/* Take one record into the window.  Returns 0, or -1 if the run ends here. */
static int
take(struct job *job, const struct record *row, const struct txn *txn)
{
	uint64_t magnitude = money_magnitude(txn->amount);
	struct money most = job->shape.cap;
	char shown[SPAN_SHOWN_MAX], cap[MONEY_TEXT_MAX];

	if (magnitude > (uint64_t)most.minor) {
		feed_fault(&job->feed, REASON_OVERSIZE,
		    "amount %s is over the cap of a batch, %.*s",
		    span_show(txn->amount_text, shown), (int)money_format(
		    most, job->feed.scale, cap), cap);
		return refuse(job, row);
	}
	if (job->book.path != NULL) {
		int passes = batch_book_passes(&job->book, row);
		if (passes != 0)
			return passes == 1 ? 0 : -1;
	}
	if (parcels_put(&job->parcels, row->raw, txn->id, magnitude) == -1)
		return -1;
	job->feed.refusals.accepted++;
	if (parcels_filled(&job->parcels) < job->shape.window)
		return 0;
	return close_window(job, row);
}

/* Is going on pointless? */
static bool
is_stopped(const struct job *job)
{
	return job->book.path != NULL ? batch_book_stopped(&job->book) :
	    job->flow.status != 0;
}

/* The last window, which is not full.  Returns the status it earns. */
static int
end_window(struct job *job)
{
	size_t filled = parcels_filled(&job->parcels);

	if (filled == 0 || job->parcels.failed || is_stopped(job))
		return 0;
	if (job->at_end == FAIL) {
		cli_warn("the input ends within a window: record %zu of %zu "
		    "was its last", filled, job->shape.window);
		return EX_DATAERR;
	}
	if (job->at_end == HOLD && job->book.path == NULL &&
	    !job->feed.refusals.quiet)
		cli_warn("%zu record%s no window: held back", filled,
		    filled == 1 ? " that fills" : "s that fill");
	/* What fails there is told when all has been collected. */
	if (job->at_end == EMIT)
		(void)!parcels_pack(&job->parcels);
	return 0;
}

static int
pack_all(struct job *job)
{
	struct parcels *ps = &job->parcels;
	const struct record *row;
	const struct txn *txn;
	int got = 1, status = 0;

	while (status == 0 && !is_stopped(job) &&
	    (got = feed_next(&job->feed, &row, &txn)) > 0)
		status = got == 1 ? take(job, row, txn) : refuse(job, row);
	job->ended = got == 0;
	status = end_window(job);
	if (parcels_finish(ps) == -1 && ps->failed) {
		cli_warn("out of memory: %" PRIu64 " records, from window %"
		    PRIu64 " on, were read and are not written",
		    parcels_left(ps), ps->written + 1);
		status = EX_IOERR;
	}
	return cli_worse(job->flow.status, status);
}

/* Is a column called name there already?  Says so if it is. */
static bool
is_taken(struct job *job, struct span name)
{
	const struct record *header = &job->feed.in.header;

	if (reader_column(&job->feed.in, name) == -1)
		return false;
	cli_warn("%s:%lu: a column %.*s is there already (--as NAME,NAME gives "
	    "what is appended other names)", header->file, header->line,
	    (int)name.len, name.ptr);
	return true;
}

/* Write the headers. */
static int
begin(struct job *job)
{
	const struct batch_shape *shape = &job->shape;
	bool has_lines = job->book.path != NULL ||
	    shape->output == BATCH_OUTPUT_LINES;

	if (has_lines && (is_taken(job, shape->window_name) ||
	    is_taken(job, shape->batch_name)))
		return EX_DATAERR;
	return job->book.path != NULL ? batch_book_begin(&job->book) :
	    batch_flow_begin(&job->flow, job->feed.in.header.raw);
}

/* Make ready for windows.  Returns 0, or EX_IOERR after saying why not. */
static int
open_parcels(struct job *job)
{
	struct parcels *ps = &job->parcels;

	ps->jobs = job->jobs;
	ps->like = (struct parcel){ .method = job->shape.method,
	    .packing = { .effort = job->shape.effort },
	    .timed = job->flow.timing || job->telemetry.has_metrics,
	    .cap = (uint64_t)job->shape.cap.minor };
	ps->put = put;
	ps->arg = job;
	ps->hook = job->book.path != NULL ? batch_book_hook(&job->book) :
	    batch_flow_hook(&job->flow);
	ps->hook = pulse_hook(&job->feed.pulse, ps->hook);
	ps->slow = job->shape.effort > METHODS_EFFORT_USUAL;
	if (job->book.path != NULL)
		ps->closed = ps->written = batch_book_windows(&job->book);
	if (parcels_open(ps) == -1)
		return cli_fail_memory();
	job->feed.dialect.hook = parcels_hook(ps);
	return 0;
}

/* What the method needs, and how many jobs it is worth. */
static int
check_method(struct job *job)
{
	const struct batch_shape *shape = &job->shape;
	uint64_t effort = (uint64_t)shape->effort;

	/* To hand over what is packed in no time takes longer than that. */
	if (shape->window * effort * effort < WORTH_A_JOB)
		job->jobs = 1;
	if (shape->effort < METHODS_EFFORT_SEARCH || lp_available())
		return 0;
	cli_warn("efforts 7 to 9 need the library CLP, which cannot be "
	    "loaded (Debian's package is coinor-libclp-dev)");
	return EX_UNAVAILABLE;
}

/* Read inputs, which are open in so far as the book's are. */
static int
run(struct job *job, const char *const inputs[])
{
	int status = open_parcels(job);

	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0)
		status = pack_all(job);
	status = cli_worse(status, feed_close(&job->feed));
	if (job->book.path != NULL)
		status = batch_book_finish(&job->book, job->ended, status);
	return status;
}

/* What can be told of the run so far. */
static void
fill(void *arg, struct metrics *m)
{
	const struct job *job = arg;
	const struct telemetry *t = &job->telemetry;

	metrics_feed(m, &job->feed);
	metrics_set(m, METRICS_WRITTEN, t->records);
	metrics_set(m, METRICS_WRITTEN_BYTES, outputs_bytes(&job->outputs) +
	    batch_book_bytes(&job->book));
	metrics_set(m, METRICS_WINDOWS, t->windows);
	metrics_set(m, METRICS_BATCHES, t->batches);
	m->packing = &t->packing;
	if (job->submit.command == NULL)
		return;
	metrics_set(m, METRICS_SUBMISSIONS, t->submissions);
	metrics_set(m, METRICS_RETRIES, t->retries);
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
	job->flow.telemetry = job->book.telemetry = job->submit.telemetry = t;
	job->submit.hook = pulse_hook_alone(&job->feed.pulse);
	return telemetry_open(t, &job->outputs, &job->feed.pulse, argv,
	    inputs);
}

static int
run_all(struct job *job, char *const argv[], const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	job->outputs.book = job->book.path;
	status = open_telemetry(job, argv, inputs);
	if (status == 0 && job->book.path != NULL) {
		status = batch_book_open(&job->book, &job->shape, &job->feed,
		    &job->outputs);
		job->feed.scale = job->shape.scale;
		inputs = job->book.inputs;
		if (status == 0)
			status = check_method(job);
	} else if (status == 0) {
		status = check_method(job);
		if (status == 0)
			status = batch_flow_open(&job->flow, &job->shape,
			    &job->outputs);
	}
	if (status == 0)
		status = run(job, inputs);
	status = cli_worse(status, outputs_close(&job->outputs));
	status = telemetry_end(&job->telemetry, status);
	parcels_close(&job->parcels);
	batch_book_close(&job->book);
	batch_flow_free(&job->flow);
	return status;
}

static void
take_option(struct job *job, int letter)
{
	static const char *const at_end[] = { "emit", "hold", "fail", NULL };

	switch (letter) {
	case OPT_AT_END:
		job->at_end = EMIT + (enum at_end)cli_choice("at-end",
		    cli_argument(), at_end);
		break;
	case OPT_BOOK:
		job->book.path = cli_folder("book");
		break;
	case OPT_CERTIFICATE:
		job->flow.certificate_path = cli_argument();
		job->shape.certificate = true;
		break;
	case OPT_JOBS:
		job->jobs = (unsigned)cli_number("jobs", cli_argument(), 1,
		    WORKERS_MAX);
		break;
	case OPT_REPORT:
		job->flow.report_path = cli_argument();
		break;
	case OPT_TEE:
		job->book.tee = true;
		break;
	case OPT_TIMING:
		job->flow.timing = true;
		break;
	default:
		if (!batch_shape_option(&job->shape, letter) &&
		    !submit_option(&job->submit, letter) &&
		    !telemetry_option(&job->telemetry, letter))
			feed_option(&job->feed, letter);
		break;
	}
}

/* What does not go together with a book, or needs one. */
static void
check_book(const struct job *job)
{
	if (job->book.path == NULL && job->book.tee)
		cli_usage("--tee goes with --book");
	if (job->book.path == NULL)
		return;
	if (job->feed.rejects != NULL || job->flow.report_path != NULL)
		cli_usage("a book has a file of its own for that: --%s does "
		    "not go with --book", job->feed.rejects != NULL ?
		    "rejects" : "report");
	if (job->flow.timing)
		cli_usage("--timing does not go with --book");
	if (job->flow.certificate_path != NULL && !batch_book_has(&job->book,
	    job->flow.certificate_path, "certificates.csv"))
		cli_usage("with --book, --certificate takes no other file than "
		    "its certificates.csv");
	if (job->at_end == EMIT)
		cli_usage("--at-end emit does not go with --book: more records "
		    "may come for that window");
}

/* See that what was asked for goes together, and fill in what was not. */
static void
check_options(struct job *job)
{
	bool has_book = job->book.path != NULL;
	struct batch_shape given;

	job->shape.scale = job->feed.scale;
	check_book(job);
	/* What is wrong in any case makes no book. */
	given = job->shape;
	if (given.scale == -1)
		given.cap_text = NULL;
	batch_shape_check(&given);
	if (!has_book && job->shape.as != NULL && job->shape.output > 0)
		cli_usage("--as goes with --output lines");
	if (!has_book)
		batch_shape_check(&job->shape);
	job->feed.scale = job->shape.scale;
	if (!has_book && job->flow.timing && job->flow.report_path == NULL)
		cli_usage("--timing goes with --report");
	submit_check(&job->submit);
	job->submit.quiet = job->feed.refusals.quiet;
	if (job->submit.command != NULL)
		job->flow.submit = job->book.submit = &job->submit;
	if (job->at_end == EMIT && job->submit.command != NULL)
		cli_usage("--at-end emit does not go with --submit: more "
		    "records may come for that window");
	if (job->at_end == USUAL)
		job->at_end = job->submit.command == NULL && !has_book ?
		    EMIT : HOLD;
	if (job->jobs == 0)
		job->jobs = workers_processors();
}

/* With a book there is one input. */
static void
check_inputs(struct job *job, const char *const inputs[], bool given)
{
	job->book.stream = given;
	if (given && job->book.path != NULL && (strcmp(inputs[0], "-") != 0 ||
	    inputs[1] != NULL))
		cli_usage("with --book, its ledger.csv is read, or - alone: "
		    "\"%.40s\" is no operand", strcmp(inputs[0], "-") != 0 ?
		    inputs[0] : inputs[1]);
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = { .scale = -1 }, .submit = SUBMIT_START,
	    .shape = BATCH_SHAPE_START };
	const char *const *inputs;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		if (!audit_option(&job.audit, letter))
			take_option(&job, letter);
	if (audit_is_wanted(&job.audit, argc, argv))
		return cli_end(batch_check(&job.audit));
	check_options(&job);
	inputs = cli_operands(argc, argv);
	check_inputs(&job, inputs, cli_has_operands(argc));
	return cli_end(run_all(&job, argv, inputs));
}
