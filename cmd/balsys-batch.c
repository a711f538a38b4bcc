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

#include "cli/batch_output.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "cli/parcels.h"
#include "cli/submit.h"
#include "cli/window_text.h"
#include "pack/lp.h"
#include "pack/methods.h"

enum {
	OPT_AS = FEED_LAST,
	OPT_AT_END,
	OPT_CAP,
	OPT_CERTIFICATE,
	OPT_EFFORT,
	OPT_JOBS,
	OPT_METHOD,
	OPT_OUTPUT,
	OPT_REPORT,
	OPT_TIMING,
	OPT_WINDOW,
};

enum {
	WORTH_A_JOB = 2000,	/* records times the square of the effort */
};

static const struct cli_option options[] = {
	{ OPT_WINDOW, "window", "N", "records in a window (default 1000)" },
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ OPT_METHOD, "method", "next-fit|first-fit|ffd|bfd|best|exact",
	    "how windows are packed (default best)" },
	{ OPT_EFFORT, "effort", "N",
	    "how hard best tries, 1 to 9 (default 3; exact: 9)" },
	{ OPT_JOBS, "jobs", "N",
	    "windows packed at a time (default: one a processor)" },
	{ OPT_AT_END, "at-end", "emit|hold|fail",
	    "what becomes of a last window that is not full (default emit)" },
	{ OPT_OUTPUT, "output", "lines|batches|submissions",
	    "what is written (default lines)" },
	{ OPT_REPORT, "report", "FILE", "write a line for every window there" },
	{ OPT_TIMING, "timing", NULL,
	    "the report says how long packing took, too" },
	{ OPT_CERTIFICATE, "certificate", "FILE",
	    "write there what shows that batches are few" },
	{ OPT_AS, "as", "NAME,NAME",
	    "call the appended columns so, not window,batch" },
	SUBMIT_OPTIONS,
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
	size_t window;
	struct money cap;
	const struct method *method;
	int effort;		/* 0: as is usual for the method */
	unsigned jobs;
	enum at_end at_end;
	const char *cap_text, *method_name, *as;
	const char *report_path, *certificate_path;	/* NULL: none */

	struct feed feed;
	struct outputs outputs;
	struct writer out, report, proof;
	struct batch_output output;
	struct parcels parcels;

	struct submit submit;
	struct window_text text;
	int stopped;		/* the status of a submission that ended it */
};

/*
 * Write a window, and hand it over.  It is written first: what was submitted
 * can always be seen.  Where it cannot be written it is not submitted, and
 * behind one that was not there is none.
 */
static int
submit(struct job *job, const struct parcel *p)
{
	char key[SUBMIT_KEY_LEN + 1];
	struct span bytes;

	if (job->stopped == 0 && wait_for_nothing() == -1)
		job->stopped = EX_TEMPFAIL;
	if (job->stopped != 0 || outputs_failed(&job->outputs))
		return 0;
	if (window_text_make(&job->text, p, &bytes) == -1 ||
	    batch_output_put(&job->output, p) == -1)
		return -1;
	outputs_flush(&job->outputs);
	if (outputs_failed(&job->outputs))
		return 0;
	submit_key("", p->number, bytes, key);
	job->stopped = submit_window(&job->submit, key, p->number, bytes);
	return 0;
}

/* Write all there is to be written of a window. */
static int
put(void *arg, const struct parcel *p)
{
	struct job *job = arg;

	if (job->submit.command != NULL)
		return submit(job, p);
	return batch_output_put(&job->output, p);
}

/* There is no waiting for more where nobody takes it. */
static int
before_wait(void *arg)
{
	struct job *job = arg;

	outputs_flush(&job->outputs);
	return job->stopped != 0 || outputs_failed(&job->outputs) ? -1 : 0;
}

/* Take one record into the window.  Returns 0, or -1 if the run ends here. */
static int
take(struct job *job, const struct record *row, const struct txn *txn)
{
	uint64_t magnitude = money_magnitude(txn->amount);
	char shown[SPAN_SHOWN_MAX], cap[MONEY_TEXT_MAX];

	if (magnitude > (uint64_t)job->cap.minor) {
		feed_fault(&job->feed, REASON_OVERSIZE,
		    "amount %s is over the cap of a batch, %.*s",
		    span_show(txn->amount_text, shown), (int)money_format(
		    job->cap, job->feed.scale, cap), cap);
		return feed_refuse(&job->feed, row);
	}
	if (parcels_put(&job->parcels, row->raw, txn->id, magnitude) == -1)
		return -1;
	job->feed.refusals.accepted++;
	if (parcels_filled(&job->parcels) == job->window &&
	    parcels_pack(&job->parcels) == -1)
		return -1;
	return job->stopped == 0 ? 0 : -1;
}

/* The last window, which is not full.  Returns the status it earns. */
static int
end_window(struct job *job)
{
	size_t filled = parcels_filled(&job->parcels);

	if (filled == 0 || job->parcels.failed || job->stopped != 0)
		return 0;
	if (job->at_end == FAIL) {
		cli_warn("the input ends within a window: record %zu of %zu "
		    "was its last", filled, job->window);
		return EX_DATAERR;
	}
	if (job->at_end == HOLD && !job->feed.refusals.quiet)
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
	int got, status = 0;

	while (status == 0 && (got = feed_next(&job->feed, &row, &txn)) > 0)
		status = got == 1 ? take(job, row, txn) :
		    feed_refuse(&job->feed, row);
	status = end_window(job);
	if (parcels_finish(ps) == -1 && ps->failed) {
		cli_warn("out of memory: %" PRIu64 " records, from window %"
		    PRIu64 " on, were read and are not written",
		    parcels_left(ps), ps->written + 1);
		status = EX_IOERR;
	}
	return cli_worse(job->stopped, status);
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
	struct span batch = span_of(job->as), window = span_cut(&batch, ',');

	if (job->output.form == BATCH_OUTPUT_LINES &&
	    (is_taken(job, window) || is_taken(job, batch)))
		return EX_DATAERR;
	batch_output_begin(&job->output, job->feed.in.header.raw, window,
	    batch);
	if (job->submit.command == NULL || window_text_open(&job->text,
	    job->output.form, job->output.scale, job->feed.in.header.raw,
	    window, batch) == 0)
		return 0;
	cli_warn("out of memory");
	return EX_IOERR;
}

/* Make ready for windows.  Returns 0, or EX_IOERR after saying why not. */
static int
open_parcels(struct job *job)
{
	struct parcels *ps = &job->parcels;

	ps->jobs = job->jobs;
	ps->like = (struct parcel){ .method = job->method,
	    .packing = { .effort = job->effort }, .timed = job->output.timing,
	    .cap = (uint64_t)job->cap.minor };
	ps->put = put;
	ps->arg = job;
	ps->hook = (struct wait_hook){ .before = before_wait, .arg = job };
	ps->slow = job->effort > METHODS_EFFORT_USUAL;
	if (parcels_open(ps) == -1) {
		cli_warn("out of memory");
		return EX_IOERR;
	}
	job->feed.dialect.hook = parcels_hook(ps);
	return 0;
}

/* Open one of the writers, for standard output or the file path. */
static int
open_writer(struct job *job, struct writer *w, const char *path,
    struct writer **to)
{
	*to = w;
	return outputs_open(&job->outputs, w, path);
}

static int
open_outputs(struct job *job)
{
	struct batch_output *o = &job->output;
	int status = open_writer(job, &job->out, NULL, &o->out);

	if (status == 0 && job->report_path != NULL)
		status = open_writer(job, &job->report, job->report_path,
		    &o->report);
	if (status == 0 && job->certificate_path != NULL)
		status = open_writer(job, &job->proof, job->certificate_path,
		    &o->proof);
	return status;
}

static int
run(struct job *job, const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	status = open_outputs(job);
	if (status == 0)
		status = open_parcels(job);
	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0)
		status = pack_all(job);
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, outputs_close(&job->outputs));
	parcels_close(&job->parcels);
	batch_output_free(&job->output);
	window_text_free(&job->text);
	return status;
}

/* Two names, neither empty nor the other. */
static void
check_names(const char *as)
{
	struct span second = span_of(as), first = span_cut(&second, ',');

	if (second.ptr == NULL || memchr(second.ptr, ',', second.len) != NULL ||
	    span_equal(first, second))
		cli_usage("--as \"%.40s\" is not two names, with a comma "
		    "between", as);
	cli_column_name("as", first);
	cli_column_name("as", second);
}

static void
take_option(struct job *job, int letter)
{
	static const char *const at_end[] = { "emit", "hold", "fail", NULL };
	static const char *const output[] = { "lines", "batches",
	    "submissions", NULL };

	switch (letter) {
	case OPT_AS:
		job->as = cli_argument();
		check_names(job->as);
		break;
	case OPT_AT_END:
		job->at_end = EMIT + (enum at_end)cli_choice("at-end",
		    cli_argument(), at_end);
		break;
	case OPT_CAP:
		job->cap_text = cli_argument();
		break;
	case OPT_CERTIFICATE:
		job->certificate_path = cli_argument();
		break;
	case OPT_EFFORT:
		job->effort = (int)cli_number("effort", cli_argument(), 1,
		    METHODS_EFFORT_MOST);
		break;
	case OPT_JOBS:
		job->jobs = (unsigned)cli_number("jobs", cli_argument(), 1,
		    WORKERS_MAX);
		break;
	case OPT_METHOD:
		job->method_name = cli_argument();
		break;
	case OPT_OUTPUT:
		job->output.form = (enum batch_output_form)cli_choice("output",
		    cli_argument(), output);
		break;
	case OPT_REPORT:
		job->report_path = cli_argument();
		break;
	case OPT_TIMING:
		job->output.timing = true;
		break;
	case OPT_WINDOW:
		job->window = cli_number("window", cli_argument(), 1,
		    UINT32_MAX);
		break;
	default:
		if (!submit_option(&job->submit, letter))
			feed_option(&job->feed, letter);
		break;
	}
}

/* The method called name, and how hard it tries. */
static void
find_method(struct job *job, const char *name)
{
	bool exact = strcmp(name, "exact") == 0;
	bool best = exact || strcmp(name, "best") == 0;

	/* An exact search is what the best of efforts end in. */
	job->method = method_find(exact ? "best" : name);
	if (job->method == NULL)
		cli_usage("--method \"%.40s\" is not known", name);
	if (job->effort != 0 && !best)
		cli_usage("--effort goes with --method best or exact");
	if (job->effort != 0 && exact && job->effort < METHODS_EFFORT_SEARCH)
		cli_usage("--method exact goes with --effort 7 to 9");
	if (job->effort == 0)
		job->effort = exact ? METHODS_EFFORT_MOST :
		    METHODS_EFFORT_USUAL;
}

/* See that what was asked for goes together, and fill in what was not. */
static void
check_options(struct job *job)
{
	find_method(job, job->method_name);
	job->cap = cli_amount("cap", job->cap_text, job->feed.scale);
	if (job->cap.minor <= 0)
		cli_usage("--cap %.40s holds nothing", job->cap_text);
	if (job->as != NULL && job->output.form != BATCH_OUTPUT_LINES)
		cli_usage("--as goes with --output lines");
	if (job->output.timing && job->report_path == NULL)
		cli_usage("--timing goes with --report");
	submit_check(&job->submit);
	job->submit.quiet = job->feed.refusals.quiet;
	if (job->at_end == EMIT && job->submit.command != NULL)
		cli_usage("--at-end emit does not go with --submit: more "
		    "records may come for that window");
	if (job->at_end == USUAL)
		job->at_end = job->submit.command == NULL ? EMIT : HOLD;
	if (job->as == NULL)
		job->as = "window,batch";
	if (job->jobs == 0)
		job->jobs = workers_processors();
	/* To hand over what is packed in no time takes longer than that. */
	if (job->window * (uint64_t)(job->effort * job->effort) < WORTH_A_JOB)
		job->jobs = 1;
	job->output.scale = job->feed.scale;
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START, .submit = SUBMIT_START,
	    .window = 1000, .method_name = "best", .cap_text = "1000000" };
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	check_options(&job);
	if (job.effort >= METHODS_EFFORT_SEARCH && !lp_available()) {
		cli_warn("efforts 7 to 9 need the library CLP, which cannot be "
		    "loaded (Debian's package is coinor-libclp-dev)");
		return EX_UNAVAILABLE;
	}
	return cli_end(run(&job, cli_operands(argc, argv)));
}
