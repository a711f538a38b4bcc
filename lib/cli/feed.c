#include <stdarg.h>
#include <stdio.h>

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
		return true;
	default:
		return false;
	}
}

static int
open_reader(struct feed *f, struct outputs *outputs,
    const char *const inputs[])
{
	struct reader_options options = {
		.columns = f->columns,
		.final_newline_optional = f->final_newline_optional,
		.hook = outputs_hook(outputs),
	};
	const char *wrong;
	int status;

	if (reader_open(&f->in, inputs, &options) == -1) {
		status = cli_failure(reader_failure(&f->in),
		    reader_error(&f->in));
		reader_close(&f->in);
		return status == 0 ? EX_IOERR : status;
	}
	if (txn_find_columns(&f->in, &f->at, &wrong) == 0)
		return 0;
	cli_warn("%s:%lu: %s", f->in.header.file, f->in.header.line, wrong);
	return EX_DATAERR;
}

int
feed_open(struct feed *f, struct outputs *outputs, const char *const inputs[])
{
	int status = 0;

	f->outputs = outputs;
	if (f->rejects != NULL)
		status = refusals_open(&f->refusals, f->rejects, outputs);
	if (status == 0)
		status = open_reader(f, outputs, inputs);
	return status;
}

int
feed_next(struct feed *f, struct record *row, struct txn *txn)
{
	int got;

	if (outputs_failed(f->outputs))
		return -1;
	got = reader_next(&f->in, row);
	if (got <= 0)
		return got;
	f->refusals.read++;
	if (got == 1) {
		got = txn_parse(row, &f->at, f->scale, txn, &f->fault);
		return got == 0 ? 1 : 2;
	}
	feed_fault(f, reader_reason(&f->in), "%s", reader_detail(&f->in));
	return 2;
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

int
feed_close(struct feed *f)
{
	int status = 0;

	/* A reader who left is no longer told anything. */
	if (f->outputs != NULL && outputs_left(f->outputs))
		f->refusals.quiet = true;
	if (f->in.state != NULL && reader_failure(&f->in) != 0)
		status = cli_failure(reader_failure(&f->in),
		    reader_error(&f->in));
	refusals_end(&f->refusals);
	reader_close(&f->in);
	if (f->ended)
		return EX_DATAERR;
	if (status == 0 && f->refusals.refused > 0)
		return EXIT_REFUSED;
	return status;
}
