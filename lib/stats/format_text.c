/*
 * For a person: aligned, with a comma at every thousand, and only what there
 * is to tell.  Of accounts it is the figures that fit on a screen.
 */
#include <stdio.h>

#include "base/utf8.h"
#include "stats/format.h"

enum {
	CELL_MAX = 64,		/* room for any value with its commas */
	NOTE_MAX = 3 * CELL_MAX,
	ROWS_MAX = 24,
	GAP = 2,		/* blanks between columns */
};

struct row {
	const char *label;
	char count[CELL_MAX], sum[CELL_MAX], note[NOTE_MAX];
};

struct rows {
	struct row row[ROWS_MAX];
	size_t count;
};

/*
 * Write a figure into dst, of CELL_MAX bytes, with a comma at every thousand
 * and a NUL behind; nothing if it is not known.  Returns dst.
 */
static const char *
show(const struct report *r, enum report_figure figure, int scale, char *dst)
{
	char plain[REPORT_TEXT_MAX], *out = dst;
	size_t len = report_format(r, figure, scale, plain), at = 0, whole;

	if (report_kind(figure) == REPORT_IS_MONEY && scale > 0 && len > 0)
		whole = len - (size_t)scale - 1;
	else
		whole = len;
	if (report_kind(figure) == REPORT_IS_TIME)
		whole = 0;
	for (; at < len; at++) {
		if (at > 0 && at < whole && (whole - at) % 3 == 0 &&
		    plain[at - 1] != '-')
			*out++ = ',';
		*out++ = plain[at];
	}
	*out = '\0';
	return dst;
}

/*
 * A share as a percentage, which is exact; dst has room for REPORT_TEXT_MAX
 * bytes and a NUL.
 */
static const char *
show_share(const struct report *r, enum report_figure figure, char *dst)
{
	struct money_total value = { r->value[figure] };

	dst[money_total_format(value, 2, dst)] = '\0';
	return dst;
}

/* One row more, with those of its two figures that are known. */
static struct row *
add_row(struct rows *rows, const char *label)
{
	struct row *row = &rows->row[rows->count++];

	*row = (struct row){ .label = label };
	return row;
}

static void
add_count(struct rows *rows, const char *label, const struct report *r,
    enum report_figure figure)
{
	if (r->known[figure])
		show(r, figure, 0, add_row(rows, label)->count);
}

static void
add_sum(struct rows *rows, const char *label, const struct report *r,
    enum report_figure figure, int scale)
{
	if (r->known[figure])
		show(r, figure, scale, add_row(rows, label)->sum);
}

static void
add_amounts(struct rows *rows, const struct report *r, int scale)
{
	struct row *row;

	add_count(rows, "records", r, REPORT_RECORDS);
	add_count(rows, "accounts", r, REPORT_ACCOUNTS);
	row = add_row(rows, "credits");
	show(r, REPORT_CREDITS_COUNT, 0, row->count);
	show(r, REPORT_CREDITS_SUM, scale, row->sum);
	row = add_row(rows, "debits");
	show(r, REPORT_DEBITS_COUNT, 0, row->count);
	show(r, REPORT_DEBITS_SUM, scale, row->sum);
	add_sum(rows, "net", r, REPORT_NET, scale);
	add_sum(rows, "absolute", r, REPORT_ABSOLUTE, scale);
	add_sum(rows, "least amount", r, REPORT_MIN, scale);
	add_sum(rows, "greatest amount", r, REPORT_MAX, scale);
	add_sum(rows, "opening balance", r, REPORT_BALANCE_OPENING, scale);
	add_sum(rows, "closing balance", r, REPORT_BALANCE_CLOSING, scale);
	add_sum(rows, "least balance", r, REPORT_BALANCE_MIN, scale);
	add_sum(rows, "greatest balance", r, REPORT_BALANCE_MAX, scale);
}

static void
add_times(struct rows *rows, const struct report *r)
{
	if (!r->known[REPORT_TIME_FIRST])
		return;
	show(r, REPORT_TIME_FIRST, 0, add_row(rows, "first")->note);
	show(r, REPORT_TIME_LAST, 0, add_row(rows, "last")->note);
}

static void
note_bound(char *note, const struct report *r)
{
	char bound[CELL_MAX], above[CELL_MAX];
	const char *how = show(r, REPORT_BATCHES_ABOVE_BOUND, 0, above);

	show(r, REPORT_BATCHES_LOWER_BOUND, 0, bound);
	if (r->value[REPORT_BATCHES_ABOVE_BOUND] == 0)
		how = "none";
	if (r->value[REPORT_BATCHES_ABOVE_BOUND] < 0)
		snprintf(note, NOTE_MAX, "lower bound %s: that is more", bound);
	else
		snprintf(note, NOTE_MAX, "lower bound %s: %s above it", bound,
		    how);
}

static void
add_batches(struct rows *rows, const struct report *r)
{
	char count[CELL_MAX], share[REPORT_TEXT_MAX + 1];
	struct row *row;

	if (!r->known[REPORT_WINDOWS])
		return;
	row = add_row(rows, "windows");
	show(r, REPORT_WINDOWS, 0, row->count);
	if (r->known[REPORT_PROVEN_SHARE])
		snprintf(row->note, NOTE_MAX, "%s proven: %s %%",
		    show(r, REPORT_PROVEN_COUNT, 0, count),
		    show_share(r, REPORT_PROVEN_SHARE, share));
	row = add_row(rows, "batches");
	show(r, REPORT_BATCHES_COUNT, 0, row->count);
	note_bound(row->note, r);
	if (!r->known[REPORT_BATCHES_FILL_MEAN])
		return;
	row = add_row(rows, "mean fill");
	snprintf(row->count, CELL_MAX, "%s %%",
	    show_share(r, REPORT_BATCHES_FILL_MEAN, share));
}

static void
put_blanks(struct writer *w, size_t count)
{
	while (count-- > 0)
		writer_putc(w, ' ');
}

static void
put_right(struct writer *w, const char *text, size_t width)
{
	size_t len = strlen(text);

	put_blanks(w, GAP + (len < width ? width - len : 0));
	writer_put(w, span_of(text));
}

static size_t
wider(size_t width, const char *text)
{
	size_t len = strlen(text);

	return len > width ? len : width;
}

static void
put_rows(struct writer *w, const struct rows *rows)
{
	size_t label = 0, count = 0, sum = 0;

	for (size_t i = 0; i < rows->count; i++) {
		label = wider(label, rows->row[i].label);
		count = wider(count, rows->row[i].count);
		sum = wider(sum, rows->row[i].sum);
	}
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->row[i];
		writer_put(w, span_of(row->label));
		put_blanks(w, label - strlen(row->label));
		if (*row->count != '\0' || *row->sum != '\0')
			put_right(w, row->count, count);
		if (*row->sum != '\0')
			put_right(w, row->sum, sum);
		if (*row->note != '\0')
			put_right(w, row->note, 0);
		writer_putc(w, '\n');
	}
}

static void
put_currency(const struct page *page)
{
	if (page->currency == NULL)
		return;
	writer_put(page->out, SPAN("amounts in "));
	writer_put(page->out, span_of(page->currency));
	writer_putc(page->out, '\n');
}

static int
whole(const struct page *page, const struct report *report)
{
	struct rows rows = { .count = 0 };

	add_amounts(&rows, report, page->scale);
	add_times(&rows, report);
	add_batches(&rows, report);
	add_count(&rows, "refused", report, REPORT_REFUSED);
	put_currency(page);
	put_rows(page->out, &rows);
	return 0;
}

/* What the table of accounts has, behind their names. */
static const struct column {
	const char *heading;
	enum report_figure figure;
} columns[] = {
	{ "records", REPORT_RECORDS },
	{ "credits", REPORT_CREDITS_SUM },
	{ "debits", REPORT_DEBITS_SUM },
	{ "net", REPORT_NET },
	{ "closing", REPORT_BALANCE_CLOSING },
};

enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

/* Is what s begins with, of len bytes or 0, a character that can be seen? */
static bool
is_seen(struct span s, size_t len)
{
	unsigned char c = (unsigned char)*s.ptr;

	if (len == 2 && c == 0xc2)
		return (unsigned char)s.ptr[1] >= 0xa0;
	return len > 0 && c >= 0x20 && c != 0x7f;
}

/*
 * Put the name as it can be shown, with "?" for a control character and every
 * byte that is no text; or nothing if w is NULL.  Returns its characters.
 */
static size_t
put_name(struct writer *w, struct span name)
{
	size_t width = 0;

	if (name.len == 0)
		name = SPAN("\"\"");
	while (name.len > 0) {
		size_t len = utf8_first_len(name);
		bool seen = is_seen(name, len);

		if (len == 0)
			len = 1;
		if (w != NULL)
			writer_put(w, seen ? (struct span){ name.ptr, len } :
			    SPAN("?"));
		name.ptr += len;
		name.len -= len;
		width++;
	}
	return width;
}

struct widths {
	size_t name, column[COLUMNS];	/* 0 for a column nobody has */
};

static struct report
report_of(const struct summary *summary, const struct summary_group *group)
{
	struct report report = { 0 };

	report_group(&report, summary, group);
	return report;
}

static void
measure(struct widths *widths, const struct page *page,
    const struct summary *summary, const struct summary_group *group)
{
	struct report report = report_of(summary, group);
	char text[CELL_MAX], label[SUMMARY_LABEL_MAX];
	size_t name = put_name(NULL, summary_label(summary, group, label));

	if (name > widths->name)
		widths->name = name;
	for (int i = 0; i < COLUMNS; i++)
		if (report.known[columns[i].figure])
			widths->column[i] = wider(wider(widths->column[i],
			    columns[i].heading), show(&report,
			    columns[i].figure, page->scale, text));
}

/* A group's line; or, without one, the headings. */
static void
put_line(const struct widths *widths, const struct page *page,
    const struct summary *summary, const struct summary_group *group)
{
	struct report report = { 0 };
	struct span name = span_of(report_by_name(summary->by));
	char text[CELL_MAX], label[SUMMARY_LABEL_MAX];

	if (group != NULL) {
		report = report_of(summary, group);
		name = summary_label(summary, group, label);
	}
	put_blanks(page->out, widths->name - put_name(page->out, name));
	for (int i = 0; i < COLUMNS; i++)
		if (widths->column[i] > 0)
			put_right(page->out, group == NULL ?
			    columns[i].heading : show(&report,
			    columns[i].figure, page->scale, text),
			    widths->column[i]);
	writer_putc(page->out, '\n');
}

static int
groups(const struct page *page, const struct summary *summary,
    struct summary_group *const *sorted, size_t count)
{
	struct widths widths = {
	    .name = strlen(report_by_name(summary->by)) };

	for (size_t i = 0; i < count; i++)
		measure(&widths, page, summary, sorted[i]);
	put_currency(page);
	put_line(&widths, page, summary, NULL);
	for (size_t i = 0; i < count; i++)
		put_line(&widths, page, summary, sorted[i]);
	return 0;
}

const struct format format_text = { whole, groups };
