#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/feed.h"

bool
feed_option(struct feed *f, int letter)
{
	static const char *const newline[] = { "required", "optional", NULL };

	switch (letter) {
	case FEED_COLUMNS:
		f->columns = cli_argument();
		return true;
	case FEED_FINAL_NEWLINE:
		f->final_newline_optional = cli_choice("final-newline",
		    cli_argument(), newline) == 1;
		return true;
	case FEED_REJECTS:
		f->rejects = cli_argument();
		return true;
	case FEED_STRICT:
		f->refusals.strict = true;
		return true;
	case 'q':
		f->refusals.quiet = true;
		return true;
	case 's':
		f->scale = (int)cli_number("scale", cli_argument(), 0,
		    MONEY_SCALE_MAX);
		f->scale_given = true;
		return true;
	default:
		return false;
	}
}

static void
far(void *arg, struct progress_far *to)
{
	const struct feed *f = arg;

	*to = (struct progress_far){ .records = f->refusals.read,
	    .done = reader_bytes(&f->in), .all = f->size, .are_bytes = true };
}

/* Have it be seen how far this is, where that can be known. */
static void
start_progress(struct feed *f, const struct outputs *outputs,
    const char *const inputs[])
{
	if (f->refusals.quiet ||
	    !progress_is_seen(f->writes_last ? NULL : outputs))
		return;
	f->size = progress_size(inputs);
	if (f->size <= f->dialect.from)
		return;
	f->size -= f->dialect.from;
	f->progress.far = far;
	f->progress.arg = f;
	progress_start(&f->progress, &f->pulse);
}

static int
open_reader(struct feed *f, struct outputs *outputs,
    const char *const inputs[])
{
	struct reader_options options = f->dialect;
	int status;

	options.columns = f->columns;
	options.final_newline_optional = f->final_newline_optional;
	if (options.hook.before == NULL)
		options.hook = pulse_hook(&f->pulse, outputs_hook(outputs));
	start_progress(f, outputs, inputs);
	if (reader_open(&f->in, inputs, &options) == 0)
		return 0;
	status = cli_failure(reader_failure(&f->in), reader_error(&f->in));
	reader_close(&f->in);
	return status == 0 ? EX_IOERR : status;
}

int
feed_wrong_header(const struct feed *f, const char *wrong)
{
	cli_warn("%s:%lu: %s", f->in.header.file, f->in.header.line, wrong);
	return EX_DATAERR;
}

int
feed_open_records(struct feed *f, struct outputs *outputs,
    const char *const inputs[])
{
	int status = 0;

	f->outputs = outputs;
	if (f->rejects != NULL)
		status = refusals_open(&f->refusals, f->rejects, outputs);
	if (status == 0)
		status = open_reader(f, outputs, inputs);
	return status;
}

/* Room for what is taken at a time: too much for a small stack. */
static int
make_room(struct feed *f)
{
	f->row = calloc(FEED_RUN, sizeof(*f->row));
	f->txn = calloc(FEED_RUN, sizeof(*f->txn));
	if (f->row != NULL && f->txn != NULL)
		return 0;
	cli_warn("out of memory");
	return EX_IOERR;
}

int
feed_open(struct feed *f, struct outputs *outputs, const char *const inputs[])
{
	const char *wrong;
	int status = feed_open_records(f, outputs, inputs);

	if (status == 0)
		status = make_room(f);
	if (status == 0 && txn_find_columns(&f->in, &f->at, &wrong) == -1)
		status = feed_wrong_header(f, wrong);
	return status;
}

int
feed_open_mixed(struct feed *f, struct outputs *outputs,
    const char *const inputs[])
{
	int status = feed_open_records(f, outputs, inputs);

	return status == 0 ? make_room(f) : status;
}

int
feed_next_record(struct feed *f, struct record *row)
{
	int got;

	if (outputs_failed(f->outputs))
		return -1;
	got = reader_next(&f->in, row);
	if (got <= 0 || got == 3)
		return got;
	if (++f->refusals.read % FEED_RUN == 0)
		pulse_beat(&f->pulse);
	if (got == 2)
		feed_fault(f, reader_reason(&f->in), "%s",
		    reader_detail(&f->in));
	return got;
}

static void
note_time(struct feed *f, const struct txn *txn)
{
	if (!txn->has_time)
		return;
	f->has_last = true;
	f->last = txn->time;
}

static size_t
parse_from(struct feed *f, size_t first)
{
	size_t end;

	if (f->others)
		return first;
	end = first + txn_parse_run(f->row + first, f->count - first, &f->at,
	    f->scale, &f->memo, f->txn + first);
	if (end > first)
		note_time(f, f->txn + end - 1);
	return end;
}

size_t
feed_ready(struct feed *f, const struct record **row, const struct txn **txn)
{
	if (f->next == f->count && !outputs_failed(f->outputs)) {
		f->count = reader_ready(&f->in, f->row, FEED_RUN);
		f->next = 0;
		f->parsed = parse_from(f, 0);
		if (f->count > 0)
			pulse_beat(&f->pulse);
	}
	*row = f->row + f->next;
	*txn = f->txn + f->next;
	return f->parsed - f->next;
}

void
feed_pass(struct feed *f, size_t count)
{
	f->next += count;
	f->refusals.read += count;
}

int
feed_next(struct feed *f, const struct record **row, const struct txn **txn)
{
	int got = 1;

	if (feed_ready(f, row, txn) > 0) {
		feed_pass(f, 1);
		return 1;
	}
	if (f->next == f->count) {
		*row = f->row;
		*txn = f->txn;
		got = feed_next_record(f, f->row);
		if (got == 1 && !f->others && txn_parse(f->row, &f->at,
		    f->scale, f->txn, &f->fault) == -1)
			got = 2;
		if (got == 1 && !f->others)
			note_time(f, f->txn);
		return got;
	}
	/* One that is ready, and no transaction: once more, for its fault. */
	feed_pass(f, 1);
	if (!f->others && txn_parse(*row, &f->at, f->scale, f->txn + f->parsed,
	    &f->fault) == -1)
		got = 2;
	else if (!f->others)
		note_time(f, f->txn + f->parsed);
	f->parsed = parse_from(f, f->next);
	return got;
}

int
feed_take_header(struct feed *f, const struct record *row, bool transactions)
{
	const char *wrong;

	/* feed_close() says why. */
	if (row != NULL && reader_take_header(&f->in, row) == -1)
		return EX_IOERR;
	f->others = !transactions;
	if (transactions && txn_find_columns(&f->in, &f->at, &wrong) == -1)
		return feed_wrong_header(f, wrong);
	f->parsed = parse_from(f, f->next);
	return 0;
}

void
feed_fault(struct feed *f, enum reason reason, const char *format, ...)
{
	va_list args;

	f->fault.reason = reason;
	va_start(args, format);
	vsnprintf(f->fault.detail, sizeof(f->fault.detail), format, args);
	va_end(args);
}

int
feed_refuse(struct feed *f, const struct record *row)
{
	if (refusals_add(&f->refusals, row, f->fault.reason,
	    f->fault.detail) == 0)
		return 0;
	f->ended = true;
	return -1;
}

uint64_t
feed_bytes(const struct feed *f)
{
	return f->in.state == NULL ? f->bytes : reader_bytes(&f->in);
}

int
feed_close(struct feed *f)
{
	int status = 0;

	progress_end(&f->progress);
	/* A reader who left is no longer told anything. */
	if (f->outputs != NULL && outputs_left(f->outputs))
		f->refusals.quiet = true;
	if (f->in.state != NULL && reader_failure(&f->in) != 0)
		status = cli_failure(reader_failure(&f->in),
		    reader_error(&f->in));
	refusals_end(&f->refusals);
	f->bytes = feed_bytes(f);
	reader_close(&f->in);
	free(f->row);
	free(f->txn);
	f->row = NULL;
	f->txn = NULL;
	if (f->ended)
		return EX_DATAERR;
	if (status == 0 && f->refusals.refused > 0)
		return EXIT_REFUSED;
	return status;
}
