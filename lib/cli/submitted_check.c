#include <inttypes.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/submit.h"
#include "cli/submitted_check.h"

#define SUBMITTED "submitted.csv"

/* What the book says that is written of a window; lines if that is nothing. */
static enum batch_output_form
find_form(struct audit *audit)
{
	const char *output = book_value(&audit->book, "output");

	if (output != NULL && strcmp(output, "batches") == 0)
		return BATCH_OUTPUT_BATCHES;
	if (output != NULL && strcmp(output, "submissions") == 0)
		return BATCH_OUTPUT_SUBMISSIONS;
	return BATCH_OUTPUT_LINES;
}

int
submitted_check_begin(struct submitted_check *c, struct audit *audit,
    struct span header, int scale)
{
	const char *as = book_value(&audit->book, "batch-as");
	struct span batch = span_of(as == NULL ? "window,batch" : as);
	struct span window = span_cut(&batch, ',');
	enum batch_output_form form;

	c->audit = audit;
	c->file = (struct audit_file){ .audit = audit, .name = SUBMITTED };
	form = find_form(audit);
	audit_file_open(&c->file, SPAN("window,submission"));
	c->there = audit_file_next(&c->file);
	if (!c->there)
		return 0;
	return window_text_open(&c->text, form, scale,
	    header, window, batch) == -1 ? audit_fail_memory(c->audit) : 0;
}

int
submitted_check_take(struct submitted_check *c, const struct parcel *p)
{
	const struct record *row = &c->file.row;
	char key[SUBMIT_KEY_LEN + 1];
	struct span bytes;
	uint64_t window;

	if (!c->there)
		return 0;
	if (window_text_make(&c->text, p, &bytes) == -1)
		return audit_fail_memory(c->audit);
	submit_key(c->audit->book.id, p->number, bytes, key);
	if (!audit_file_number(&c->file, 0, &window) || window != p->number)
		audit_tell_first(c->audit, SUBMITTED, row->line,
		    "this is not the line of window %" PRIu64, p->number);
	else if (!span_equal(row->field[1], span_of(key)))
		audit_tell_first(c->audit, SUBMITTED, row->line, "what was "
		    "submitted of window %" PRIu64 " was something else",
		    p->number);
	c->there = audit_file_next(&c->file);
	return 0;
}

int
submitted_check_end(struct submitted_check *c)
{
	if (c->there)
		audit_tell_first(c->audit, SUBMITTED, c->file.row.line,
		    "this window is not in windows.csv");
	window_text_free(&c->text);
	return audit_file_close(&c->file);
}
