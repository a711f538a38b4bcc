/*
 * balsys-import - turn a bank's or anybody's CSV into the record format.
 *
 * Reads CSV of any dialect.  Writes id, amount and what else was asked for,
 * one record a line.  A record that cannot be turned for certain is refused:
 * named, kept where that is asked for, left out, and never guessed.
 */
#include <errno.h>
#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/import_options.h"
#include "cli/outputs.h"
#include "cli/telemetry.h"
#include "ledger/auto_id.h"
#include "ledger/foreign.h"
#include "stream/field.h"

static const struct cli_option options[] = {
	IMPORT_OPTIONS,
	TELEMETRY_OPTIONS,
	FEED_OPTIONS,
	{ 0 },
};

static const struct cli cli = {
	.command = "balsys-import",
	.operands = "[file ...]",
	.summary = "turn foreign CSV into the record format",
	.options = options,
};

/* One run of the command: what was asked for, and how far it has got. */
struct job {
	struct import_options asked;

	struct feed feed;
	struct outputs outputs;
	struct writer out;
	struct foreign foreign;
	struct auto_id ids;
	struct buf line;		/* one converted record */
	struct buf held;		/* a file's, with --reverse */
	const char *file;		/* the one that is read, */
	unsigned long line_read;	/* and how far */
	bool out_of_memory;
	struct telemetry telemetry;
};

/* Write the lines held, the last one first. */
static void
put_held(struct job *job)
{
	size_t end = job->held.len, start;

	for (; end > 0; end = start) {
		start = end - 1;
		while (start > 0 && job->held.ptr[start - 1] != '\n')
			start--;
		writer_put(&job->out, (struct span){ job->held.ptr + start,
		    end - start });
	}
	buf_clear(&job->held);
}

/* Another file begins where its name or its lines do. */
static void
note_file(struct job *job, const struct record *row)
{
	if (job->file != row->file || row->line <= job->line_read) {
		put_held(job);
		auto_id_clear(&job->ids);
	}
	job->file = row->file;
	job->line_read = row->line;
}

static int
fail_memory(struct job *job)
{
	job->out_of_memory = true;
	return -1;
}

/* Put id and rest together.  Returns 0 or -1. */
static int
join_line(struct job *job)
{
	struct span rest = buf_span(&job->foreign.rest);
	char made[AUTO_ID_LEN];

	buf_clear(&job->line);
	if (!job->asked.makes_ids)
		field_put(&job->line, buf_span(&job->foreign.id));
	else if (auto_id_next(&job->ids, rest, made) == 0)
		buf_put(&job->line, (struct span){ made, sizeof(made) });
	else
		return fail_memory(job);
	buf_putc(&job->line, ',');
	buf_put(&job->line, rest);
	return job->line.failed ? fail_memory(job) : 0;
}

static int
put_line(struct job *job, const struct record *row)
{
	if (job->line.len > READER_LINE_MAX) {
		feed_fault(&job->feed, REASON_LONG,
		    "converted it has %zu bytes, more than %d",
		    job->line.len, READER_LINE_MAX);
		return feed_refuse(&job->feed, row);
	}
	buf_putc(&job->line, '\n');
	if (job->asked.reverse)
		buf_put(&job->held, buf_span(&job->line));
	else
		writer_put(&job->out, buf_span(&job->line));
	if (job->line.failed || job->held.failed)
		return fail_memory(job);
	job->feed.refusals.accepted++;
	return 0;
}

/* Convert one record.  Returns 0, or -1 if the run ends here. */
static int
convert(struct job *job, const struct record *row)
{
	switch (foreign_convert(&job->foreign, row, &job->feed.fault)) {
	case 1:
		return join_line(job) == -1 ? -1 : put_line(job, row);
	case 2:
		return feed_refuse(&job->feed, row);
	default:
		return fail_memory(job);
	}
}

static void
convert_all(struct job *job)
{
	struct record row;
	int got, status = 0;

	while (status == 0 && (got = feed_next_record(&job->feed, &row)) > 0) {
		note_file(job, &row);
		status = got == 1 ? convert(job, &row) :
		    feed_refuse(&job->feed, &row);
	}
	put_held(job);
}

/* Find the columns, and write the header. */
static int
begin(struct job *job)
{
	if (foreign_start(&job->foreign, &job->asked.wanted,
	    &job->feed.in.header) == -1 && errno == ENOMEM) {
		cli_warn("out of memory");
		return EX_IOERR;
	}
	if (*foreign_wrong(&job->foreign) != '\0')
		return feed_wrong_header(&job->feed,
		    foreign_wrong(&job->foreign));
	writer_put(&job->out, foreign_header(&job->foreign));
	writer_putc(&job->out, '\n');
	return 0;
}

/* What can be told of the run so far. */
static void
fill(void *arg, struct metrics *m)
{
	const struct job *job = arg;

	metrics_feed(m, &job->feed);
	metrics_set(m, METRICS_WRITTEN, job->feed.refusals.accepted);
	metrics_set(m, METRICS_WRITTEN_BYTES, outputs_bytes(&job->outputs));
}

static int
open_outputs(struct job *job, char *const argv[], const char *const inputs[])
{
	struct telemetry *t = &job->telemetry;
	int status;

	t->tool = cli.command;
	t->fill = fill;
	t->arg = job;
	job->outputs.inputs = inputs;
	job->feed.refusals.events = &t->events;
	status = telemetry_open(t, &job->outputs, &job->feed.pulse, argv,
	    inputs);
	return status != 0 ? status :
	    outputs_open(&job->outputs, &job->out, NULL);
}

static int
run(struct job *job, char *const argv[], const char *const inputs[])
{
	int status = open_outputs(job, argv, inputs);

	if (status == 0)
		status = feed_open_records(&job->feed, &job->outputs, inputs);
	if (status == 0)
		status = begin(job);
	if (status == 0)
		convert_all(job);
	if (job->out_of_memory) {
		cli_warn("out of memory");
		status = EX_IOERR;
	}
	status = cli_worse(status, feed_close(&job->feed));
	status = cli_worse(status, outputs_close(&job->outputs));
	status = telemetry_end(&job->telemetry, status);
	foreign_free(&job->foreign);
	auto_id_free(&job->ids);
	buf_free(&job->line);
	buf_free(&job->held);
	return status;
}

int
main(int argc, char *argv[])
{
	struct job job = { .feed = FEED_START };
	const char *const *inputs;
	int letter;

	cli_start(&cli);
	while ((letter = cli_next(argc, argv)) != -1)
		if (!import_options_take(&job.asked, &job.feed, letter) &&
		    !telemetry_option(&job.telemetry, letter))
			feed_option(&job.feed, letter);
	inputs = cli_operands(argc, argv);
	import_options_check(&job.asked, &job.feed, inputs);
	return cli_end(run(&job, argv, inputs));
}
