#include <errno.h>
#include <string.h>

#include "base/digits.h"
#include "cli/reject_rows.h"

/* The line of the input that a row tells of: its second field. */
static int
take_line(struct reject_rows *r)
{
	struct span rest = r->row, text;

	(void)span_cut(&rest, ',');
	text = span_cut(&rest, ',');
	if (digits_parse(text, &r->line) == 0 && r->line > 0)
		return 0;
	return failure_at(&r->failure, READER_FAILED_DATA, r->path, 0,
	    "a line of it does not say which record was refused");
}

static int
take(struct reject_rows *r)
{
	int got = lines_next(&r->lines, &r->row);

	if (got == -1)
		return failure_errno(&r->failure, r->path);
	if (got == 1)
		return take_line(r);
	r->line = UINT64_MAX;
	r->row = SPAN("");
	if (got == 0)
		return 0;
	return failure_at(&r->failure, READER_FAILED_DATA, r->path, 0,
	    "a line of it is too long");
}

int
reject_rows_open(struct reject_rows *r, const char *path, uint64_t from,
    uint64_t until)
{
	*r = (struct reject_rows){ .line = UINT64_MAX, .path = path };
	if (until == 0)
		return 0;
	if (input_open(&r->input, path, &r->hook) == -1)
		return failure_errno(&r->failure, path);
	input_end_at(&r->input, until);
	if (from > 0 && input_seek(&r->input, from) == -1)
		return errno == EBADMSG ? failure_at(&r->failure,
		    READER_FAILED_DATA, path, 0, input_reason(&r->input)) :
		    failure_errno(&r->failure, path);
	lines_start(&r->lines, &r->input);
	r->offset = from;
	r->row = SPAN("");
	if (from == 0) {
		int got = lines_next(&r->lines, &r->row);
		if (got == -1)
			return failure_errno(&r->failure, path);
		r->offset = r->row.len + 1;
	}
	return take(r);
}

int
reject_rows_next(struct reject_rows *r)
{
	r->offset += r->row.len + 1;
	return take(r);
}

void
reject_rows_close(struct reject_rows *r)
{
	input_close(&r->input);
	lines_free(&r->lines);
	failure_free(&r->failure);
}
