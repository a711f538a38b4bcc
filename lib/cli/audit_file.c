#include "base/digits.h"
#include "cli/audit_file.h"
#include "cli/cli.h"
#include "stream/field.h"

int
audit_file_failed(struct audit *audit, const char *name,
    enum reader_failure failure, const char *sentence)
{
	if (failure != READER_FAILED_DATA &&
	    failure != READER_FAILED_COLUMNS) {
		audit->failed = true;
		return cli_failure(failure, sentence);
	}
	audit_tell_sentence(audit, name, sentence);
	return 0;
}

static void
fail(struct audit_file *f)
{
	f->status = audit_file_failed(f->audit, f->name,
	    reader_failure(&f->in), reader_error(&f->in));
	reader_close(&f->in);
	f->in = (struct reader){ 0 };
}

void
audit_file_open(struct audit_file *f, struct span header)
{
	if (!audit_holds(f->audit, f->name))
		return;
	f->paths[0] = audit_path(f->audit, f->name);
	if (f->paths[0] == NULL) {
		f->status = EX_IOERR;
		return;
	}
	if (reader_open(&f->in, f->paths, &(struct reader_options){ 0 }) ==
	    -1) {
		fail(f);
		return;
	}
	f->lines = 1;
	f->bytes = f->in.header.raw.len + 1;
	if (header.ptr != NULL && !span_equal(f->in.header.raw, header))
		audit_tell_first(f->audit, f->name, 1,
		    "this is not the header of such a file");
}

/* Fields are in quotes where they have to be, and not where they need not. */
static void
compare_written(struct audit_file *f)
{
	buf_clear(&f->again);
	for (size_t i = 0; i < f->row.nfields; i++) {
		if (i > 0)
			buf_putc(&f->again, ',');
		field_put(&f->again, f->row.field[i]);
	}
	if (f->again.failed)
		f->status = audit_fail_memory(f->audit);
	else if (!span_equal(buf_span(&f->again), f->row.raw))
		audit_tell_first(f->audit, f->name, f->row.line,
		    "the line is not as it is written in a book");
}

/* A header that comes again is passed over by readers. */
static void
step_over(struct audit_file *f)
{
	uint64_t headers = f->row.line - f->lines - 1;

	if (headers > 0)
		audit_tell_first(f->audit, f->name, f->lines + 1,
		    "this is no record");
	f->bytes += headers * (f->in.header.raw.len + 1);
	f->lines = f->row.line;
}

bool
audit_file_next(struct audit_file *f)
{
	int got;

	while (f->in.state != NULL && (got = reader_next(&f->in, &f->row)) !=
	    0) {
		if (got == -1) {
			fail(f);
			return false;
		}
		step_over(f);
		f->begin = f->bytes;
		f->bytes += f->row.raw.len + 1;
		if (got == 1) {
			compare_written(f);
			return f->status == 0;
		}
		audit_tell_first(f->audit, f->name, f->row.line, "%s",
		    reader_detail(&f->in));
	}
	if (f->in.state != NULL)
		audit_compare_size(f->audit, f->name, f->bytes);
	return false;
}

bool
audit_file_number(const struct audit_file *f, size_t field, uint64_t *number)
{
	return digits_parse(f->row.field[field], number) == 0;
}

int
audit_file_close(struct audit_file *f)
{
	reader_close(&f->in);
	buf_free(&f->again);
	return f->status;
}
