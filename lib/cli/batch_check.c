#include <inttypes.h>
#include <stdio.h>

#include "base/digits.h"
#include "cli/audit_file.h"
#include "cli/audit_records.h"
#include "cli/batch_check.h"
#include "cli/certificate_check.h"
#include "cli/checkpoint_check.h"
#include "cli/cli.h"
#include "cli/option_check.h"
#include "cli/oversize_check.h"
#include "cli/report_check.h"
#include "cli/submitted_check.h"
#include "cli/sum_check.h"
#include "cli/window_file.h"
#include "cli/window_lines.h"
#include "stream/field.h"

#define BATCHES "batches.csv"
#define WINDOWS "windows.csv"

struct check {
	struct audit audit;
	uint64_t window;	/* records in each */
	struct audit_records records;
	bool compared;		/* ledger.csv is there */
	bool ended;		/* and has no more records */
	struct audit_file rows;	/* of windows.csv */
	struct window_file file;
	struct parcel parcel;
	uint64_t first;		/* the line where it begins */
	struct window_lines lines;
	struct report_check report;
	struct oversize_check oversize;
	struct certificate_check certificate;
	struct submitted_check submitted;
	char first_id[TXN_ID_MAX], last_id[TXN_ID_MAX];
	struct report_check_ends ends;
	int status;
};

static bool
is_yes(const struct check *c, const char *option)
{
	const char *text = book_value(&c->audit.book, option);

	return text != NULL && strcmp(text, "yes") == 0;
}

static int
check_sums(struct check *c, struct sum_check *sums)
{
	int status = sum_check_begin(sums);

	if (status == 0)
		status = sum_check_file(sums, "book", true);
	if (status == 0)
		status = sum_check_file(sums, "oversize.csv", true);
	if (status == 0)
		status = sum_check_file(sums, BATCHES, true);
	if (status == 0)
		status = sum_check_file(sums, "certificates.csv",
		    is_yes(c, "certificate"));
	if (status == 0)
		status = sum_check_file(sums, WINDOWS, true);
	if (status == 0)
		status = sum_check_file(sums, "submitted.csv", false);
	return status;
}

/* What shapes windows, from the book. */
static bool
find_shape(struct check *c)
{
	const char *window = book_value(&c->audit.book, "window");
	const char *cap = book_value(&c->audit.book, "cap");
	struct money most;

	c->records.scale = audit_scale(&c->audit);
	if (c->records.scale == -1)
		return false;
	c->report.scale = c->records.scale;
	if (window == NULL || digits_parse(span_of(window), &c->window) == -1 ||
	    c->window == 0) {
		audit_tell_first(&c->audit, "book", 0, "says no window");
		return false;
	}
	if (cap == NULL || money_parse(span_of(cap), c->records.scale, &most) ==
	    -1 || most.minor <= 0) {
		audit_tell_first(&c->audit, "book", 0, "says no cap");
		return false;
	}
	c->parcel.cap = (uint64_t)most.minor;
	return true;
}

static void
keep_id(struct span id, char *room, struct span *kept)
{
	memcpy(room, id.ptr, id.len);
	*kept = (struct span){ room, id.len };
}

/* A record that went into this window. */
static void
take_record(struct check *c, const struct record *row, const struct txn *txn)
{
	enum window_lines_found found;
	size_t i = UINT32_MAX;

	if (c->ends.first.ptr == NULL)
		keep_id(txn->id, c->first_id, &c->ends.first);
	keep_id(txn->id, c->last_id, &c->ends.last);
	found = window_lines_take(&c->lines, row->raw, &i);
	if (found == WINDOW_LINES_BEFORE)
		audit_tell_first(&c->audit, BATCHES, c->first + i,
		    "this is ledger.csv:%lu, and stands before an earlier one "
		    "of its batch", row->line);
	certificate_check_record(&c->certificate, i);
}

/* A line of ledger.csv that is no record, such as one that is too long. */
static void
take_refused(void *arg, const struct record *row, enum reason reason,
    const char *detail)
{
	struct check *c = arg;
	struct txn_fault why = { .reason = reason };

	snprintf(why.detail, sizeof(why.detail), "%s", detail);
	oversize_check_take(&c->oversize, row, &why);
}

/* Is a record over the cap?  Then say so in *why. */
static bool
is_over(const struct check *c, const struct txn *txn, struct txn_fault *why)
{
	struct money most = { (int64_t)c->parcel.cap };
	char shown[SPAN_SHOWN_MAX], cap[MONEY_TEXT_MAX];

	if (money_magnitude(txn->amount) <= c->parcel.cap)
		return false;
	why->reason = REASON_OVERSIZE;
	snprintf(why->detail, sizeof(why->detail),
	    "amount %s is over the cap of a batch, %.*s",
	    span_show(txn->amount_text, shown),
	    (int)money_format(most, c->records.scale, cap), cap);
	return true;
}

/*
 * The next record of ledger.csv.  Returns whether it counts for a window; sets
 * ended where there is none.
 */
static bool
next_record(struct check *c, bool for_window)
{
	struct audit_records *r = &c->records;
	struct txn_fault why;
	bool over;

	if (audit_records_ready(r) == 0) {
		c->ended = true;
		return false;
	}
	over = is_over(c, r->txn, &why);
	oversize_check_take(&c->oversize, r->row, over ? &why : NULL);
	if (!over && for_window)
		take_record(c, r->row, r->txn);
	audit_records_pass(r, 1);
	return !over;
}

/* Compare the window with the next records of ledger.csv. */
static int
compare_records(struct check *c)
{
	uint64_t count = 0, begin = c->records.lines + 1;
	size_t i;

	if (!c->compared) {
		for (i = 0; i < c->parcel.held.count; i++)
			certificate_check_record(&c->certificate, UINT32_MAX);
		return 0;
	}
	if (window_lines_begin(&c->lines, &c->parcel) == -1)
		return -1;
	while (count < c->window && !c->ended)
		count += next_record(c, true);
	if (count == 0)
		audit_tell_first(&c->audit, BATCHES, c->first, "ledger.csv has "
		    "no record for window %" PRIu64, c->parcel.number);
	else if (window_lines_left(&c->lines, &i))
		audit_tell_first(&c->audit, BATCHES, c->first + i, "this is "
		    "none of the records of window %" PRIu64 ", ledger.csv:%"
		    PRIu64 " to %" PRIu64 ", or there twice", c->parcel.number,
		    begin, c->records.lines);
	return 0;
}

/* A window of batches.csv, with its line of windows.csv. */
static void
check_window(struct check *c)
{
	struct parcel *p = &c->parcel;

	if (p->held.count != c->window)
		audit_tell_first(&c->audit, BATCHES, c->first + p->held.count,
		    "here ends window %" PRIu64 " with %zu records, not %"
		    PRIu64, p->number, p->held.count, c->window);
	c->ends = (struct report_check_ends){ { NULL, 0 }, { NULL, 0 } };
	if (certificate_check_window(&c->certificate, p, &c->rows.row) == -1 ||
	    compare_records(c) == -1 ||
	    certificate_check_bound(&c->certificate) == -1 ||
	    report_check_line(&c->report, &c->rows.row, p, &c->ends) == -1)
		c->status = audit_fail_memory(&c->audit);
	if (c->status == 0)
		c->status = submitted_check_take(&c->submitted, p);
}

/* The next window of batches.csv: 1, or 0 behind the last, or -1 if told. */
static int
next_window(struct check *c)
{
	int got;

	c->first = window_file_line(&c->file);
	got = window_file_next(&c->file, &c->parcel);
	if (got == -1)
		c->status = audit_file_failed(&c->audit, BATCHES,
		    window_file_failure(&c->file), window_file_error(&c->file));
	return got;
}

/* Where there are batches there is no file without its header. */
static void
look_for_headers(struct check *c)
{
	static const char *const names[] = { "oversize.csv", WINDOWS,
	    "certificates.csv" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (audit_has(&c->audit, names[i]) &&
		    !audit_holds(&c->audit, names[i]))
			audit_tell_first(&c->audit, names[i], 0,
			    "there is nothing in it");
}

static void
check_windows(struct check *c)
{
	int got;

	while (c->status == 0 && audit_file_next(&c->rows)) {
		got = next_window(c);
		if (got == 0)
			audit_tell_first(&c->audit, WINDOWS, c->rows.row.line,
			    "batches.csv has no such window");
		if (got != 1)
			return;
		check_window(c);
	}
	if (c->status != 0)
		return;
	got = next_window(c);
	if (got == 0)
		audit_compare_size(&c->audit, BATCHES,
		    window_file_offset(&c->file));
	else if (got == 1)
		audit_tell_first(&c->audit, BATCHES, c->first, "windows.csv "
		    "has no line for this window, as a run did not end; the "
		    "next one of balsys-batch --book cuts it off");
}

/* Open what is read side by side.  Returns whether there is any use in it. */
static bool
open_files(struct check *c)
{
	const char *path = audit_path(&c->audit, BATCHES);

	c->report.audit = c->oversize.audit = &c->audit;
	c->certificate.audit = &c->audit;
	c->report.name = WINDOWS;
	c->rows = (struct audit_file){ .audit = &c->audit, .name = WINDOWS };
	audit_file_open(&c->rows, SPAN(REPORT_CHECK_HEADER));
	oversize_check_begin(&c->oversize);
	certificate_check_begin(&c->certificate);
	c->compared = audit_has(&c->audit, AUDIT_LEDGER);
	c->ended = !audit_records_open(&c->records);
	if (path == NULL)
		c->status = EX_IOERR;
	if (c->status != 0 || !audit_holds(&c->audit, BATCHES))
		return false;
	if (window_file_open(&c->file, path, c->records.scale, 0) == 0)
		return true;
	c->status = audit_file_failed(&c->audit, BATCHES,
	    window_file_failure(&c->file), window_file_error(&c->file));
	return false;
}

/* The columns are those of the ledger, and the two that were appended. */
static void
compare_headers(struct check *c)
{
	const char *as = book_value(&c->audit.book, "batch-as");
	struct audit_file f = { .audit = &c->audit, .name = BATCHES };
	struct span batch = span_of(as == NULL ? "window,batch" : as);
	struct span window = span_cut(&batch, ',');
	struct buf due = { 0 };

	audit_file_open(&f, (struct span){ NULL, 0 });
	buf_put(&due, c->ended ? window_file_header(&c->file) :
	    audit_records_header(&c->records));
	buf_putc(&due, ',');
	field_put(&due, window);
	buf_putc(&due, ',');
	field_put(&due, batch);
	if (due.failed)
		c->status = audit_fail_memory(&c->audit);
	else if (!span_equal(f.in.header.raw, buf_span(&due)))
		audit_tell_first(&c->audit, BATCHES, 1, "the columns are not "
		    "those of ledger.csv, %.*s and %.*s", (int)window.len,
		    window.ptr, (int)batch.len, batch.ptr);
	buf_free(&due);
	c->status = cli_worse(c->status, audit_file_close(&f));
}

static int
close_files(struct check *c)
{
	int status = c->status;

	/* Of what windows have not consumed some may be known as too large. */
	while (status == 0 && c->compared && !c->ended &&
	    oversize_check_waits(&c->oversize))
		(void)next_record(c, false);
	status = cli_worse(status, oversize_check_end(&c->oversize,
	    c->compared));
	status = cli_worse(status, certificate_check_end(&c->certificate));
	status = cli_worse(status, submitted_check_end(&c->submitted));
	status = cli_worse(status, audit_records_close(&c->records));
	status = cli_worse(status, audit_file_close(&c->rows));
	window_file_close(&c->file);
	parcel_free(&c->parcel);
	window_lines_free(&c->lines);
	report_check_free(&c->report);
	return status;
}

/* Files that a book need not have, and this one has had. */
static void
look_for_missing(struct check *c)
{
	struct audit *a = &c->audit;

	if (audit_has(a, "submit.ckpt") && !audit_has(a, "submitted.csv"))
		audit_tell_first(a, "submitted.csv", 0,
		    "is not there, though submit.ckpt is");
	if (audit_has(a, AUDIT_LEDGER))
		return;
	if (option_check_begun(&a->book, OPTION_CHECK_LEDGER))
		audit_tell_first(a, AUDIT_LEDGER, 0, "is not there");
	else if (!a->options->quiet)
		cli_warn("%s: has no ledger.csv that batches could be "
		    "compared with", a->options->dir);
}

static int
check_batches(struct check *c)
{
	option_check(&c->audit, audit_holds(&c->audit, BATCHES) ?
	    OPTION_CHECK_BATCH : 0);
	if (!find_shape(c))
		return 0;
	if (open_files(c)) {
		look_for_headers(c);
		compare_headers(c);
		if (c->status == 0)
			c->status = submitted_check_begin(&c->submitted,
			    &c->audit, window_file_header(&c->file),
			    c->records.scale);
		check_windows(c);
	}
	if (c->status == 0)
		look_for_missing(c);
	return close_files(c);
}

/*
 * What batches are compared with must not change either.  Where the options say
 * that there are batches, they may have been lost.
 */
static int
open_book(struct check *c)
{
	int status = audit_open(&c->audit);

	if (status == 0)
		status = audit_lock(&c->audit, BATCHES,
		    option_check_begun(&c->audit.book, OPTION_CHECK_BATCH));
	return status != 0 ? status :
	    audit_lock(&c->audit, AUDIT_LEDGER, true);
}

int
batch_check(const struct audit_options *options)
{
	struct check c = { .audit = { .options = options } };
	struct sum_check sums = { .audit = &c.audit, .again = "balsys-batch" };
	int status = open_book(&c);

	c.records.audit = &c.audit;
	c.records.refused = take_refused;
	c.records.arg = &c;
	if (status == 0)
		status = check_sums(&c, &sums);
	if (status == 0)
		status = check_batches(&c);
	if (status == 0)
		status = checkpoint_check(&c.audit, "batch.ckpt");
	if (status == 0)
		status = checkpoint_check(&c.audit, "submit.ckpt");
	status = sum_check_end(&sums, status);
	return cli_worse(status, audit_close(&c.audit));
}
