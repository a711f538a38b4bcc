#include <inttypes.h>

#include "cli/cli.h"
#include "cli/tally.h"
#include "cli/tally_fill.h"
#include "cli/tally_records.h"
#include "cli/tally_rows.h"
#include "cli/tally_units.h"

int
tally_find(struct tally *t, struct outputs *outputs,
    const char *const operands[])
{
	int status = tally_inputs_find(&t->inputs, operands);

	if (status == 0 && t->feed.columns != NULL && t->inputs.nbooks > 0)
		cli_usage("--columns does not go with a book, whose files have "
		    "headers");
	if (status == 0)
		status = tally_units_agree(t);
	if (status != 0)
		return status;
	t->outputs = outputs;
	outputs->inputs = t->inputs.path;
	outputs->books = t->inputs.folder;
	t->feed.dialect.is_header = tally_kind_is_header;
	t->feed.dialect.until_of = t->inputs.until;
	return 0;
}

static const struct tally_input *
input_of(const struct tally *t)
{
	return &t->inputs.input[t->now];
}

static int
wrong_columns(const struct record *header)
{
	cli_warn("%s:%lu: these are not the columns of transactions (id, "
	    "amount), of a report (window, count, total, batches, lower_bound, "
	    "proven), of batches (window, batch, count, total, cap), of what "
	    "was refused (file, line, reason, record), of outcomes (id, "
	    "outcome, reason) or of what was submitted (window, submission)",
	    header->file, header->line);
	return EX_DATAERR;
}

/* What the records of a book's file must be. */
static enum tally_kind
kind_of_role(enum tally_role role)
{
	switch (role) {
	case TALLY_WINDOWS:
		return TALLY_REPORT;
	case TALLY_REJECTS:
		return TALLY_REFUSED;
	case TALLY_SUBMITTED:
		return TALLY_SUBMISSIONS;
	default:
		return TALLY_TRANSACTIONS;
	}
}

/* A file of a book that is none. */
static int
wrong_file(const struct record *header)
{
	cli_warn("%s:%lu: these are not the columns of this file of a book",
	    header->file, header->line);
	return EX_DATAERR;
}

/* The columns of transactions of a book, under the names that it gave. */
static const char *
find_columns_of_book(struct tally *t, const struct record *header)
{
	const struct tally_input *input = input_of(t);
	const struct tally_book *book = input->book;
	const struct span *name = header->field;
	size_t count = header->nfields;

	t->at[TALLY_BALANCE] = t->at[TALLY_WINDOW] = t->at[TALLY_BATCH] = -1;
	if (input->role == TALLY_LEDGER)
		return tally_kind_column(name, count, book->balance,
		    &t->at[TALLY_BALANCE]) ? NULL : book->balance.ptr;
	return tally_kind_column(name, count, book->window,
	    &t->at[TALLY_WINDOW]) && tally_kind_column(name, count,
	    book->batch, &t->at[TALLY_BATCH]) ? NULL : book->window.ptr;
}

/* Find columns.  Returns NULL, or the name of those that are there twice. */
static const char *
find_columns(struct tally *t, enum tally_kind kind,
    const struct record *header)
{
	bool of_book = kind == TALLY_TRANSACTIONS && input_of(t)->book != NULL;
	const char *twice = of_book ? find_columns_of_book(t, header) :
	    tally_kind_find(kind, header->field, header->nfields, t->at);

	/* One without the other is somebody else's. */
	if (kind == TALLY_TRANSACTIONS && (t->at[TALLY_WINDOW] == -1 ||
	    t->at[TALLY_BATCH] == -1))
		t->at[TALLY_WINDOW] = t->at[TALLY_BATCH] = -1;
	return twice;
}

/* Do these columns differ from those of the transactions before? */
static bool
is_other_stream(struct tally *t, const struct record *header)
{
	struct buf columns = t->columns;
	bool is = true;

	t->columns = (struct buf){ 0 };
	for (size_t i = 0; i < header->nfields; i++) {
		buf_put(&t->columns, header->field[i]);
		buf_putc(&t->columns, '\n');
	}
	if (columns.len > 0 && t->of == input_of(t)->book)
		is = !span_equal(buf_span(&columns), buf_span(&t->columns));
	t->of = input_of(t)->book;
	buf_free(&columns);
	return is;
}

/* Records of this kind begin: what is known by that alone. */
static int
begin_kind(struct tally *t, enum tally_kind kind)
{
	struct summary *s = t->summary;
	bool has_places = t->at[TALLY_WINDOW] != -1;

	t->kind = kind;
	t->window = t->batch = 0;
	if (kind == TALLY_OUTCOMES)
		s->fates.has_outcomes = true;
	else if (kind == TALLY_SUBMISSIONS)
		s->fates.has_submitted = true;
	else if (kind == TALLY_REPORT || kind == TALLY_LIST ||
	    input_of(t)->role == TALLY_BATCHES)
		s->has_windows = true;
	if (kind != TALLY_TRANSACTIONS || input_of(t)->role == TALLY_BATCHES)
		return 0;
	if (is_other_stream(t, &t->feed.in.header))
		summary_begin_stream(s, has_places);
	t->cap_is_used = t->cap_is_used || has_places;
	return t->columns.failed ? cli_fail_memory() : 0;
}

/*
 * What follows has these columns: row's, or those of the header that was read
 * already if that is NULL.  Returns 0 or the status to end with.
 */
static int
take_header(struct tally *t, const struct record *row)
{
	const struct record *header = row == NULL ? &t->feed.in.header : row;
	enum tally_kind kind = tally_kind_of(header->field, header->nfields);
	const struct tally_input *input = input_of(t);
	const char *twice;
	int status;

	if (input->role != TALLY_OPERAND && kind != kind_of_role(input->role))
		return wrong_file(header);
	if (kind == TALLY_UNKNOWN)
		return wrong_columns(header);
	twice = find_columns(t, kind, header);
	if (twice != NULL) {
		cli_warn("%s:%lu: two columns are called %s", header->file,
		    header->line, twice);
		return EX_DATAERR;
	}
	if (input->role == TALLY_BATCHES && t->at[TALLY_WINDOW] == -1)
		return wrong_file(header);
	status = feed_take_header(&t->feed, row, kind == TALLY_TRANSACTIONS);
	return status == 0 ? begin_kind(t, kind) : status;
}

int
tally_open(struct tally *t, struct outputs *outputs)
{
	struct feed *f = &t->feed;
	int status = 0;

	if (summary_open(t->summary) == -1)
		return cli_fail_memory();
	if (t->inputs.count > 0)
		status = feed_open_mixed(f, outputs, t->inputs.path);
	else if (f->rejects != NULL)
		status = refusals_open(&f->refusals, f->rejects, outputs);
	if (status != 0 || t->inputs.count == 0)
		return status;
	t->now = reader_input(&f->in);
	return take_header(t, NULL);
}

/* Is there a digit in it, as in nearly all records and few headers? */
static bool
has_digit(struct span line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] >= '0' && line.ptr[i] <= '9')
			return true;
	return false;
}

static bool
is_header(const struct record *row)
{
	return row->field != NULL &&
	    tally_kind_is_header(row->field, row->nfields);
}

/*
 * Another input begins, with this line.  Returns 0 or the status to end with:
 * what is no header goes on with the columns of the operand before, if it can.
 */
static int
begin_input(struct tally *t, const struct record *row, bool is_good)
{
	const struct tally_input *before = input_of(t);
	bool header = is_header(row);

	if (tally_fill_end(t) == TALLY_NO_MEMORY)
		return cli_fail_memory();
	t->now = reader_input(&t->feed.in);
	if (input_of(t)->book != before->book)
		t->whole_windows = 0;
	if (header || (is_good && before->role == TALLY_OPERAND &&
	    input_of(t)->role == TALLY_OPERAND))
		return 0;
	if (input_of(t)->role != TALLY_OPERAND)
		return wrong_file(row);
	if (before->role == TALLY_OPERAND && has_digit(row->raw))
		return 0;
	return wrong_columns(row);
}

static int
refuse(struct tally *t, const struct record *row)
{
	return feed_refuse(&t->feed, row) == -1 ? EX_DATAERR : 0;
}

/* Count in a record.  Returns 0 or the status to end with. */
static int
add(struct tally *t, const struct record *row, const struct txn *txn)
{
	enum tally_fate fate;

	if (t->kind != TALLY_TRANSACTIONS)
		fate = tally_rows_add(t, row);
	else if (input_of(t)->role == TALLY_BATCHES)
		fate = tally_fill_add(t, row, txn->amount);
	else
		fate = tally_records_add(t, row, txn);
	if (fate == TALLY_COUNTED) {
		t->feed.refusals.accepted++;
		return 0;
	}
	if (fate == TALLY_REFUSE && !is_header(row))
		return refuse(t, row);
	/* What ends the run, and a header, are no records that were read. */
	t->feed.refusals.read--;
	if (fate == TALLY_NO_MEMORY)
		return cli_fail_memory();
	if (is_header(row))
		return take_header(t, row);
	cli_warn("%s:%lu: %s", row->file, row->line, t->feed.fault.detail);
	return EX_DATAERR;
}

/* Take what feed_next() gave.  Returns 0 or the status to end with. */
static int
take(struct tally *t, int got, const struct record *row,
    const struct txn *txn)
{
	int status;

	if (reader_input(&t->feed.in) != t->now) {
		status = begin_input(t, row, got == 1);
		if (status != 0 && got != 3)
			t->feed.refusals.read--;
		if (status != 0)
			return status;
	}
	if (got == 3)
		return take_header(t, row);
	if (got == 1)
		return add(t, row, txn);
	if (!is_header(row))
		return refuse(t, row);
	t->feed.refusals.read--;
	return take_header(t, row);
}

int
tally_read(struct tally *t)
{
	const struct record *row;
	const struct txn *txn;
	ssize_t ready;
	int got = 0, status = 0;

	if (t->inputs.count == 0)
		return 0;
	do {
		while ((ready = tally_records_add_ready(t)) > 0)
		if (ready == -1)
			return cli_fail_memory();
		got = feed_next(&t->feed, &row, &txn);
		if (got > 0)
			status = take(t, got, row, txn);
	} while (got > 0 && status == 0);
	if (got == 0 && tally_fill_end(t) == TALLY_NO_MEMORY)
		return cli_fail_memory();
	return status;
}

int
tally_close(struct tally *t)
{
	bool quiet = t->feed.refusals.quiet;
	int status = feed_close(&t->feed);

	if (t->over > 0 && !quiet)
		cli_warn("%" PRIu64 " batch%s over the cap", t->over,
		    t->over == 1 ? " is" : "es are");
	if (t->over > 0)
		status = cli_worse(status, EXIT_REFUSED);
	if (t->outputs != NULL) {
		t->outputs->inputs = NULL;
		t->outputs->books = NULL;
	}
	tally_inputs_free(&t->inputs);
	buf_free(&t->columns);
	return status;
}
