#include <stdlib.h>
#include <string.h>

#include "cli/audit_file.h"
#include "cli/audit_records.h"
#include "cli/cli.h"
#include "stream/field.h"

static void
fail(struct audit_records *r)
{
	r->status = audit_file_failed(r->audit, AUDIT_LEDGER,
	    reader_failure(&r->in), reader_error(&r->in));
}

/* Does a line end with a field in quotes that need not be there? */
static bool
ends_in_quotes(struct span line, struct span field)
{
	return line.len > 0 && line.ptr[line.len - 1] == '"' &&
	    !field_needs_quotes(field);
}

/* Find the columns, of which the last is what the ledger appended. */
static bool
find_columns(struct audit_records *r)
{
	const char *as = book_value(&r->audit->book, "ledger-as"), *wrong;
	struct txn_columns *at = &r->at;
	int last = (int)r->nfields - 1;

	if (as != NULL && !span_equal(r->in.header.field[last], span_of(as))) {
		audit_tell_first(r->audit, AUDIT_LEDGER, 1,
		    "the last column is not %.40s", as);
		return false;
	}
	if (ends_in_quotes(r->in.header.raw, r->in.header.field[last]))
		audit_tell_first(r->audit, AUDIT_LEDGER, 1,
		    "the last column is not as it is written in a book");
	if (txn_find_columns(&r->in, at, &wrong) == -1) {
		audit_tell_first(r->audit, AUDIT_LEDGER, 1, "%s", wrong);
		return false;
	}
	/* It may be called as one that the input did not have. */
	if (at->time == last)
		at->time = -1;
	if (at->account == last)
		at->account = -1;
	if (at->id != last && at->amount != last)
		return true;
	audit_tell_first(r->audit, AUDIT_LEDGER, 1,
	    "no column for balances was appended");
	return false;
}

bool
audit_records_open(struct audit_records *r)
{
	struct reader_options options = { 0 };

	/* A run may have ended before it had a header. */
	if (!audit_holds(r->audit, AUDIT_LEDGER))
		return false;
	r->paths[0] = audit_path(r->audit, AUDIT_LEDGER);
	r->rows = calloc(AUDIT_RECORDS_RUN, sizeof(*r->rows));
	r->txns = calloc(AUDIT_RECORDS_RUN, sizeof(*r->txns));
	if (r->paths[0] == NULL)
		r->status = EX_IOERR;
	else if (r->rows == NULL || r->txns == NULL)
		r->status = audit_fail_memory(r->audit);
	if (r->status != 0)
		return false;
	options.appended = r->appended;
	if (reader_open(&r->in, r->paths, &options) == -1) {
		fail(r);
		return false;
	}
	r->nfields = r->in.header.nfields;
	r->begin = r->in.header.raw.len + 1;
	r->lines = 1;
	return find_columns(r);
}

struct span
audit_records_header(const struct audit_records *r)
{
	return r->in.header.raw;
}

static void
parse_on(struct audit_records *r)
{
	r->parsed = r->next + txn_parse_run(r->rows + r->next,
	    r->count - r->next, &r->at, r->scale, &r->memo,
	    r->txns + r->next);
}

/* A header that comes again is passed over by readers. */
static void
step_over(struct audit_records *r, const struct record *row)
{
	uint64_t headers = row->line - r->lines - 1;

	if (headers > 0)
		audit_tell_first(r->audit, AUDIT_LEDGER, r->lines + 1,
		    "this is no record");
	r->begin += headers * (r->in.header.raw.len + 1);
	r->lines = row->line;
}

/* Go behind one line. */
static void
step(struct audit_records *r, const struct record *row)
{
	step_over(r, row);
	r->begin += row->raw.len + 1;
}

static void
refuse(struct audit_records *r, const struct record *row, enum reason reason,
    const char *detail)
{
	if (r->refused != NULL)
		r->refused(r->arg, row, reason, detail);
	else
		audit_tell_first(r->audit, AUDIT_LEDGER, row->line, "%s",
		    detail);
	step(r, row);
}

void
audit_records_pass(struct audit_records *r, size_t count)
{
	for (size_t i = 0; i < count; i++)
		step(r, &r->rows[r->next++]);
}

/* Have lines, one at least.  Returns whether there are any. */
static bool
read_on(struct audit_records *r)
{
	int got;

	r->next = r->parsed = 0;
	r->count = reader_ready(&r->in, r->rows, AUDIT_RECORDS_RUN);
	while (r->count == 0) {
		got = reader_next(&r->in, r->rows);
		if (got == -1)
			fail(r);
		if (got <= 0)
			return false;
		if (got == 1) {
			r->count = 1;
			break;
		}
		refuse(r, r->rows, reader_reason(&r->in),
		    reader_detail(&r->in));
	}
	parse_on(r);
	return true;
}

size_t
audit_records_ready(struct audit_records *r)
{
	struct txn_fault fault;

	while (r->next == r->parsed) {
		if (r->next == r->count && !read_on(r))
			return 0;
		if (r->next < r->parsed)
			break;
		/* Once more, for what is wrong. */
		if (txn_parse(&r->rows[r->next], &r->at, r->scale,
		    &r->txns[r->next], &fault) == 0) {
			r->parsed++;
			break;
		}
		refuse(r, &r->rows[r->next], fault.reason, fault.detail);
		r->next++;
		parse_on(r);
	}
	r->row = r->rows + r->next;
	r->txn = r->txns + r->next;
	return r->parsed - r->next;
}

int
audit_records_close(struct audit_records *r)
{
	reader_close(&r->in);
	free(r->rows);
	free(r->txns);
	r->rows = NULL;
	r->txns = NULL;
	return r->status;
}
