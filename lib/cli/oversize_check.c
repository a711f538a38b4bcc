#include <errno.h>
#include <inttypes.h>

#include "cli/audit_records.h"
#include "cli/cli.h"
#include "cli/oversize_check.h"

#define OVERSIZE "oversize.csv"

/* The next line that is one; those that are none are told. */
static void
step(struct oversize_check *c)
{
	struct audit_file *f = &c->file;
	uint64_t before = c->number;

	c->there = false;
	while (c->status == 0 && !c->there && audit_file_next(f)) {
		errno = 0;
		if (recall_refused(&c->recall, f->row.raw, &c->reason,
		    &c->raw) == 0 &&
		    span_equal(f->row.field[0], SPAN("ledger.csv")) &&
		    audit_file_number(f, 1, &c->number) && c->number > before)
			c->there = true;
		else if (errno == ENOMEM)
			c->status = audit_fail_memory(c->audit);
		else
			audit_tell_first(c->audit, OVERSIZE, f->row.line,
			    "this is no later record of ledger.csv");
	}
}

void
oversize_check_begin(struct oversize_check *c)
{
	c->file = (struct audit_file){ .audit = c->audit, .name = OVERSIZE };
	c->made.quiet = true;
	audit_file_open(&c->file, SPAN("file,line,reason,detail,record"));
	step(c);
}

/* Is the record what the line at hand says? */
static bool
is_this(const struct oversize_check *c, const struct record *row)
{
	struct span kept = row->raw;

	if (kept.len > READER_KEPT)
		kept.len = READER_KEPT;
	return span_equal(kept, c->raw);
}

/* Is the line at hand what a run writes of the record? */
static void
compare_line(struct oversize_check *c, const struct record *row,
    const struct txn_fault *why)
{
	struct record named = *row;
	struct span line;

	named.file = AUDIT_LEDGER;
	line = refusals_line(&c->made, &named, why->reason, why->detail);
	if (line.ptr == NULL)
		c->status = audit_fail_memory(c->audit);
	else if (!span_equal(span_cut(&line, '\n'), c->file.row.raw))
		audit_tell_first(c->audit, OVERSIZE, c->file.row.line,
		    "the line is not the one that ledger.csv:%lu has",
		    row->line);
}

void
oversize_check_take(struct oversize_check *c, const struct record *row,
    const struct txn_fault *why)
{
	bool meets = c->there && c->number == row->line;

	if (why != NULL && !meets)
		audit_tell_first(c->audit, OVERSIZE, c->there ?
		    c->file.row.line : c->file.lines + 1, "ledger.csv:%lu is "
		    "not here, though no batch can hold it: %s", row->line,
		    reason_word(why->reason));
	if (!meets)
		return;
	if (why == NULL || why->reason != c->reason)
		audit_tell_first(c->audit, OVERSIZE, c->file.row.line,
		    "ledger.csv:%lu was not to be refused for %s", row->line,
		    reason_word(c->reason));
	else if (!is_this(c, row))
		audit_tell_first(c->audit, OVERSIZE, c->file.row.line,
		    "the record is another than ledger.csv:%lu", row->line);
	else
		compare_line(c, row, why);
	step(c);
}

int
oversize_check_end(struct oversize_check *c, bool compared)
{
	if (compared && c->there)
		audit_tell_first(c->audit, OVERSIZE, c->file.row.line,
		    "ledger.csv has no line %" PRIu64, c->number);
	while (c->there)
		step(c);
	recall_free(&c->recall);
	refusals_end(&c->made);
	return cli_worse(c->status, audit_file_close(&c->file));
}
