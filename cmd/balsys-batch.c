/*
 * balsys-batch - pack every window of transactions into as few batches as the
 * method finds, none over the cap in absolute value.
 *
 * Reads records with columns id and amount, among any others.  Writes them
 * grouped by batch with two more columns, window and batch; or a line a batch;
 * or a submission a window.  One larger than the cap is refused.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "pack/groups.h"
#include "base/grow.h"
#include "pack/methods.h"
#include "stream/held.h"

enum {
	OPT_AS = FEED_LAST,
	OPT_AT_END,
	OPT_CAP,
	OPT_METHOD,
	OPT_OUTPUT,
	OPT_REPORT,
	OPT_WINDOW,
};

static const struct cli_option options[] = {
	{ OPT_WINDOW, "window", "N", "records in a window (default 1000)" },
	{ OPT_CAP, "cap", "AMOUNT",
	    "the most that a batch may hold (default 1000000)" },
	{ OPT_METHOD, "method", "next-fit|first-fit|ffd|bfd",
	    "how windows are packed (default bfd)" },
	{ OPT_AT_END, "at-end", "emit|hold|fail",
	    "what becomes of a last window that is not full (default emit)" },
	{ OPT_OUTPUT, "output", "lines|batches|submissions",
	    "what is written (default lines)" },
	{ OPT_REPORT, "report", "FILE", "write a line for every window there" },
	{ OPT_AS, "as", "NAME,NAME",
	    "call the appended columns so, not window,batch" },
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-batch",
	.operands = "[file ...]",
	.summary = "pack windows of transactions into batches under a cap",
	.options = options,
};

enum at_end { EMIT, HOLD, FAIL };
enum output { LINES, BATCHES, SUBMISSIONS };

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	size_t window;
	struct money cap;
	const struct method *method;
	enum at_end at_end;
	enum output output;
	const char *cap_text, *report_path, *as;

	struct feed feed;
	struct outputs outputs;
	struct writer out, report;
	uint64_t windows;		/* written so far */
	struct held held;		/* the window that fills */
	uint64_t *amount;		/* of the records held */
	size_t amount_cap;
	struct packing packing;
	struct groups batches;
	struct buf text;
	bool out_of_memory;
};

static int
fail_memory(struct job *job)
{
	job->out_of_memory = true;
	return -1;
}

static void
put_lines(struct job *job, uint32_t b)
{
	const struct group *batch = &job->batches.group[b];

	for (size_t i = 0; i < batch->count; i++) {
		writer_put(&job->out, held_line(&job->held,
		    batch->member[i]));
		writer_putc(&job->out, ',');
		writer_put_number(&job->out, job->windows);
		writer_putc(&job->out, ',');
		writer_put_number(&job->out, b + 1);
		writer_putc(&job->out, '\n');
	}
}

/* What a batch comes to; it is no more than the cap. */
static struct money
total_of(const struct group *batch)
{
	return (struct money){ (int64_t)batch->total };
}

static void
put_batch(struct job *job, uint32_t b)
{
	const struct group *batch = &job->batches.group[b];
	struct writer *w = &job->out;

	writer_put_number(w, job->windows);
	writer_putc(w, ',');
	writer_put_number(w, b + 1);
	writer_putc(w, ',');
	writer_put_number(w, batch->count);
	writer_putc(w, ',');
	writer_put_money(w, total_of(batch), job->feed.scale);
	writer_putc(w, ',');
	writer_put_money(w, job->cap, job->feed.scale);
	writer_putc(w, ',');
	writer_put_field(w, held_id(&job->held, batch->member[0]));
	writer_putc(w, ',');
	writer_put_field(w, held_id(&job->held,
	    batch->member[batch->count - 1]));
	writer_putc(w, '\n');
}

static int
put_submission(struct job *job)
{
	struct json json = { .out = &job->text };

	buf_clear(&job->text);
	json_begin_object(&json);
	json_put_key(&json, SPAN("submission"));
	json_begin_object(&json);
	json_put_key(&json, SPAN("window"));
	json_put_unsigned(&json, job->windows);
	json_put_key(&json, SPAN("batches"));
	json_begin_array(&json);
	for (uint32_t b = 0; b < job->batches.count; b++) {
		json_begin_object(&json);
		json_put_key(&json, SPAN("totalValueOfAllTransactions"));
		json_put_money(&json, total_of(&job->batches.group[b]),
		    job->feed.scale);
		json_put_key(&json, SPAN("countOfTransactions"));
		json_put_unsigned(&json, job->batches.group[b].count);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_end_object(&json);
	json_end_object(&json);
	if (job->text.failed)
		return fail_memory(job);
	writer_put(&job->out, buf_span(&job->text));
	writer_putc(&job->out, '\n');
	return 0;
}

static void
put_report(struct job *job, const struct window *window)
{
	struct bound bound = job->packing.bound;
	struct money_total total = { (money_int128)window_total(window) };
	struct writer *w = &job->report;

	writer_put_number(w, job->windows);
	writer_putc(w, ',');
	writer_put_number(w, window->count);
	writer_putc(w, ',');
	writer_put_total(w, total, job->feed.scale);
	writer_putc(w, ',');
	writer_put_number(w, job->packing.batches);
	writer_putc(w, ',');
	writer_put_number(w, bound.batches);
	writer_putc(w, ',');
	writer_put(w, span_of(bound.name));
	writer_put(w, bound.batches == job->packing.batches ? SPAN(",yes,") :
	    SPAN(",no,"));
	writer_put(w, span_of(job->method->name));
	writer_putc(w, ',');
	writer_put_number(w, job->packing.steps);
	writer_putc(w, ',');
	writer_put_field(w, held_id(&job->held, 0));
	writer_putc(w, ',');
	writer_put_field(w, held_id(&job->held, window->count - 1));
	writer_putc(w, '\n');
}

/* Pack the records held and write them.  Returns 0, or -1 without memory. */
static int
emit(struct job *job)
{
	struct window window = { job->amount, job->held.count,
	    (uint64_t)job->cap.minor };

	if (job->method->pack(&window, &job->packing) == -1 ||
	    groups_make(&job->batches, &window, &job->packing) == -1)
		return fail_memory(job);
	job->windows++;
	if (job->output == SUBMISSIONS) {
		if (put_submission(job) == -1) {
			job->windows--;
			return -1;
		}
	} else {
		for (uint32_t b = 0; b < job->batches.count; b++)
			if (job->output == LINES)
				put_lines(job, b);
			else
				put_batch(job, b);
	}
	if (job->report_path != NULL)
		put_report(job, &window);
	held_clear(&job->held);
	return 0;
}

/* Take one record into the window.  Returns 0, or -1 if the run ends here. */
static int
take(struct job *job, const struct record *row, const struct txn *txn)
{
	uint64_t *amount, magnitude = money_magnitude(txn->amount);
	char shown[SPAN_SHOWN_MAX], cap[MONEY_TEXT_MAX];

	if (magnitude > (uint64_t)job->cap.minor) {
		feed_fault(&job->feed, REASON_OVERSIZE,
		    "amount %s is over the cap of a batch, %.*s",
		    span_show(txn->amount_text, shown), (int)money_format(
		    job->cap, job->feed.scale, cap), cap);
		return feed_refuse(&job->feed, row);
	}
	amount = grow_array(job->amount, &job->amount_cap,
	    job->held.count + 1, sizeof(*amount));
	if (amount == NULL)
		return fail_memory(job);
	job->amount = amount;
	amount[job->held.count] = magnitude;
	if (held_put(&job->held, row->raw, txn->id) == -1)
		return fail_memory(job);
	job->feed.refusals.accepted++;
	return job->held.count == job->window ? emit(job) : 0;
}

/* The last window, which is not full.  Returns the status it earns. */
static int
finish(struct job *job)
{
	bool quiet = job->feed.refusals.quiet;

	if (job->held.count == 0 || job->out_of_memory)
		return 0;
	if (job->at_end == FAIL) {
		cli_warn("the input ends within a window: record %zu of %zu "
		    "was its last", job->held.count, job->window);
		return EX_DATAERR;
	}
	if (job->at_end == EMIT)
		emit(job);
	else if (!quiet)
		cli_warn("%zu record%s no window: held back",
		    job->held.count, job->held.count == 1 ?
		    " that fills" : "s that fill");
	return 0;
}

static int
pack_all(struct job *job)
{
	struct record row;
	struct txn txn;
	int got, status = 0;

	while (status == 0 && (got = feed_next(&job->feed, &row, &txn)) > 0)
		status = got == 1 ? take(job, &row, &txn) :
		    feed_refuse(&job->feed, &row);
	return finish(job);
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

/* Write the header of lines, with two more columns. */
static int
begin_lines(struct job *job)
{
	struct span batch = span_of(job->as), window = span_cut(&batch, ',');

	if (is_taken(job, window) || is_taken(job, batch))
		return EX_DATAERR;
	writer_put(&job->out, job->feed.in.header.raw);
	writer_putc(&job->out, ',');
	writer_put_field(&job->out, window);
	writer_putc(&job->out, ',');
	writer_put_field(&job->out, batch);
	writer_putc(&job->out, '\n');
	return 0;
}

static int
begin(struct job *job)
{
	if (job->report_path != NULL)
		writer_put(&job->report, SPAN("window,count,total,batches,"
		    "lower_bound,bound,proven,method,steps,first_id,"
		    "last_id\n"));
	if (job->output == LINES)
		return begin_lines(job);
	if (job->output == BATCHES)
		writer_put(&job->out, SPAN("window,batch,count,total,cap,"
		    "first_id,last_id\n"));
	return 0;
}

static void
release(struct job *job)
{
	held_free(&job->held);
	packing_free(&job->packing);
	groups_free(&job->batches);
	buf_free(&job->text);
	free(job->amount);
}

static int
run(struct job *job, const char *const inputs[])
{
	int status;

	job->outputs.inputs = inputs;
	status = outputs_open(&job->outputs, &job->out, NULL);
	if (status == 0 && job->report_path != NULL)
		status = outputs_open(&job->outputs, &job->report,
		    job->report_path);
	if (status == 0)
		status = feed_open(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0)
		status = pack_all(job);
	if (job->out_of_memory) {
		cli_warn("out of memory: %zu records of window %" PRIu64
		    " were read and are not written", job->held.count,
		    job->windows + 1);
		status = EX_IOERR;
	}
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, outputs_close(&job->outputs));
	release(job);
	return status;
}

static void
set_method(struct job *job, const char *name)
{
	job->method = method_find(name);
	if (job->method == NULL)
		cli_usage("--method \"%.40s\" is not known", name);
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
		job->at_end = (enum at_end)cli_choice("at-end",
		    cli_argument(), at_end);
		break;
	case OPT_CAP:
		job->cap_text = cli_argument();
		break;
	case OPT_METHOD:
		set_method(job, cli_argument());
		break;
	case OPT_OUTPUT:
		job->output = (enum output)cli_choice("output",
		    cli_argument(), output);
		break;
	case OPT_REPORT:
		job->report_path = cli_argument();
		break;
	case OPT_WINDOW:
		job->window = cli_number("window", cli_argument(), 1,
		    UINT32_MAX);
		break;
	default:
		feed_option(&job->feed, letter);
		break;
	}
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START, .window = 1000,
	    .method = method_find("bfd"), .cap_text = "1000000" };
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		take_option(&job, letter);
	job.cap = cli_amount("cap", job.cap_text, job.feed.scale);
	if (job.cap.minor <= 0)
		cli_usage("--cap %.40s holds nothing", job.cap_text);
	if (job.as != NULL && job.output != LINES)
		cli_usage("--as goes with --output lines");
	if (job.as == NULL)
		job.as = "window,batch";
	return cli_end(run(&job, cli_operands(argc, argv)));
}
