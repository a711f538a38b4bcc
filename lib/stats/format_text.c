/*
 * For a person: aligned, with a comma at every thousand, and only what there
 * is to tell.  Of groups it is the figures that fit on a screen.
 */
#include <stdio.h>

#include "stats/format.h"
#include "stats/shown.h"
#include "stats/text_table.h"

enum {
	NOTE_MAX = 3 * SHOWN_MAX,
	ROWS_MAX = 64,
};

struct row {
	const char *label;
	int indent;			/* blanks before the label */
	char count[SHOWN_MAX], sum[SHOWN_MAX], note[NOTE_MAX];
};

struct rows {
	const struct report *report;
	int scale;
	struct row row[ROWS_MAX];
	size_t count;
};

/* One row more. */
static struct row *
add_row(struct rows *rows, const char *label)
{
	struct row *row = &rows->row[rows->count++];

	*row = (struct row){ .label = label };
	return row;
}

static const char *
show(const struct rows *rows, enum report_figure figure, char *dst)
{
	return shown_figure(rows->report, figure, rows->scale, dst);
}

/* A row for a figure, on the left, or on the right, if it is known; NULL if
   it is not. */
static struct row *
add_count(struct rows *rows, const char *label, enum report_figure figure)
{
	struct row *row = NULL;

	if (rows->report->known[figure]) {
		row = add_row(rows, label);
		show(rows, figure, row->count);
	}
	return row;
}

static struct row *
add_sum(struct rows *rows, const char *label, enum report_figure figure)
{
	struct row *row = NULL;

	if (rows->report->known[figure]) {
		row = add_row(rows, label);
		show(rows, figure, row->sum);
	}
	return row;
}

static void
add_amounts(struct rows *rows)
{
	struct row *row;

	add_count(rows, "records", REPORT_RECORDS);
	add_count(rows, "accounts", REPORT_ACCOUNTS);
	row = add_count(rows, "credits", REPORT_CREDITS_COUNT);
	if (row != NULL)
		show(rows, REPORT_CREDITS_SUM, row->sum);
	row = add_count(rows, "debits", REPORT_DEBITS_COUNT);
	if (row != NULL)
		show(rows, REPORT_DEBITS_SUM, row->sum);
	add_sum(rows, "net", REPORT_NET);
	add_sum(rows, "absolute", REPORT_ABSOLUTE);
	add_sum(rows, "least amount", REPORT_MIN);
	add_sum(rows, "greatest amount", REPORT_MAX);
	add_sum(rows, "mean amount", REPORT_MEAN);
	add_sum(rows, "50 % are up to", REPORT_P50);
	add_sum(rows, "90 % are up to", REPORT_P90);
	add_sum(rows, "99 % are up to", REPORT_P99);
	add_sum(rows, "99.9 % are up to", REPORT_P999);
}

/* A balance, and when it was first reached. */
static void
add_extreme(struct rows *rows, const char *label, enum report_figure balance,
    enum report_figure time)
{
	struct row *row = add_sum(rows, label, balance);

	if (row != NULL)
		shown_second(rows->report, time, row->note);
}

static void
add_balances(struct rows *rows)
{
	add_sum(rows, "opening balance", REPORT_BALANCE_OPENING);
	add_sum(rows, "closing balance", REPORT_BALANCE_CLOSING);
	add_extreme(rows, "least balance", REPORT_BALANCE_MIN,
	    REPORT_BALANCE_MIN_TIME);
	add_extreme(rows, "greatest balance", REPORT_BALANCE_MAX,
	    REPORT_BALANCE_MAX_TIME);
}

static void
add_time(struct rows *rows, const char *label, enum report_figure figure)
{
	if (rows->report->known[figure])
		show(rows, figure, add_row(rows, label)->note);
}

static void
add_idle(struct rows *rows)
{
	char idle[SHOWN_MAX], pauses[SHOWN_MAX];
	money_int128 count = rows->report->value[REPORT_TIME_PAUSES];

	if (!rows->report->known[REPORT_TIME_PAUSES] || count == 0)
		return;
	snprintf(add_row(rows, "idle")->note, NOTE_MAX, "%s s in %s pause%s",
	    show(rows, REPORT_TIME_IDLE, idle),
	    show(rows, REPORT_TIME_PAUSES, pauses), count == 1 ? "" : "s");
}

static void
add_rate(struct rows *rows, const char *label, enum report_figure figure,
    const char *note)
{
	struct row *row = add_count(rows, label, figure);

	if (row != NULL)
		snprintf(row->note, NOTE_MAX, "%s", note);
}

static void
add_busiest(struct rows *rows, const char *label, enum report_figure records,
    enum report_figure time)
{
	struct row *row = add_count(rows, label, records);

	if (row != NULL)
		shown_second(rows->report, time, row->note);
}

static void
add_times(struct rows *rows)
{
	const struct report *r = rows->report;

	add_time(rows, "first", REPORT_TIME_FIRST);
	add_time(rows, "last", REPORT_TIME_LAST);
	if (r->known[REPORT_TIME_LAG])
		snprintf(add_row(rows, "lag")->note, NOTE_MAX, "%s s",
		    show(rows, REPORT_TIME_LAG, (char[SHOWN_MAX]){ 0 }));
	add_idle(rows);
	add_rate(rows, "mean rate", REPORT_RATE_MEAN, "a second");
	if (!r->known[REPORT_RATE_MEAN] || r->value[REPORT_RATE_MEAN] !=
	    r->value[REPORT_RATE_OVERALL])
		add_rate(rows, "overall rate", REPORT_RATE_OVERALL,
		    "a second, idle time included");
	add_busiest(rows, "busiest second", REPORT_SECOND_RECORDS,
	    REPORT_SECOND_TIME);
	add_busiest(rows, "busiest minute", REPORT_MINUTE_RECORDS,
	    REPORT_MINUTE_TIME);
}

static void
note_proven(const struct rows *rows, char *note)
{
	char count[SHOWN_MAX], share[SHOWN_MAX];

	if (rows->report->known[REPORT_PROVEN_SHARE])
		snprintf(note, NOTE_MAX, "%s proven: %s",
		    show(rows, REPORT_PROVEN_COUNT, count),
		    show(rows, REPORT_PROVEN_SHARE, share));
}

static void
note_bound(const struct rows *rows, char *note)
{
	const struct report *r = rows->report;
	char bound[SHOWN_MAX], above[SHOWN_MAX];
	const char *how = show(rows, REPORT_BATCHES_ABOVE_BOUND, above);

	if (!r->known[REPORT_BATCHES_LOWER_BOUND])
		return;
	show(rows, REPORT_BATCHES_LOWER_BOUND, bound);
	if (r->value[REPORT_BATCHES_ABOVE_BOUND] == 0)
		how = "none";
	if (r->value[REPORT_BATCHES_ABOVE_BOUND] < 0)
		snprintf(note, NOTE_MAX, "lower bound %s: that is more", bound);
	else
		snprintf(note, NOTE_MAX, "lower bound %s: %s above it", bound,
		    how);
}

static void
add_batches(struct rows *rows)
{
	struct row *row = add_count(rows, "windows", REPORT_WINDOWS);

	if (row != NULL)
		note_proven(rows, row->note);
	row = add_count(rows, "batches", REPORT_BATCHES_COUNT);
	if (row != NULL)
		note_bound(rows, row->note);
	add_count(rows, "mean fill", REPORT_BATCHES_FILL_MEAN);
	add_count(rows, "least fill", REPORT_BATCHES_FILL_MIN);
	add_count(rows, "records a batch", REPORT_BATCHES_RECORDS_MEAN);
	add_count(rows, "submitted", REPORT_SUBMITTED);
}

static void
add_fates(struct rows *rows)
{
	add_count(rows, "refused", REPORT_REFUSED);
	for (int i = 0; i < REASON_COUNT; i++) {
		enum report_figure figure =
		    (enum report_figure)(REPORT_REASONS + i);
		struct row *row = add_count(rows, report_name(figure), figure);
		if (row != NULL)
			row->indent = 2;
	}
	add_count(rows, "duplicates", REPORT_DUPLICATES);
	add_count(rows, "known", REPORT_KNOWN);
}

static size_t
wider(size_t width, size_t len)
{
	return len > width ? len : width;
}

static size_t
label_len(const struct row *row)
{
	return (size_t)row->indent + strlen(row->label);
}

static void
put_rows(struct writer *w, const struct rows *rows)
{
	size_t label = 0, count = 0, sum = 0;

	for (size_t i = 0; i < rows->count; i++) {
		label = wider(label, label_len(&rows->row[i]));
		count = wider(count, strlen(rows->row[i].count));
		sum = wider(sum, strlen(rows->row[i].sum));
	}
	for (size_t i = 0; i < rows->count; i++) {
		const struct row *row = &rows->row[i];
		text_table_blanks(w, (size_t)row->indent);
		writer_put(w, span_of(row->label));
		text_table_blanks(w, label - label_len(row));
		if (*row->count != '\0' || *row->sum != '\0')
			text_table_right(w, row->count, count);
		if (*row->sum != '\0')
			text_table_right(w, row->sum, sum);
		if (*row->note != '\0')
			text_table_right(w, row->note, 0);
		writer_putc(w, '\n');
	}
}

static void
put_page(const struct page *page)
{
	if (page->at != NULL) {
		writer_put(page->out, SPAN("at "));
		writer_put_time(page->out, *page->at);
		writer_putc(page->out, '\n');
	}
	if (page->currency == NULL)
		return;
	writer_put(page->out, SPAN("amounts in "));
	writer_put(page->out, span_of(page->currency));
	writer_putc(page->out, '\n');
}

static int
whole(const struct page *page, const struct report *report)
{
	struct rows rows = { .report = report, .scale = page->scale };

	add_amounts(&rows);
	add_balances(&rows);
	add_times(&rows);
	add_batches(&rows);
	add_fates(&rows);
	put_page(page);
	put_rows(page->out, &rows);
	return 0;
}

static int
groups(const struct page *page, const struct summary *summary,
    struct summary_group *const *sorted, size_t count)
{
	put_page(page);
	text_table_put(page, summary, sorted, count);
	return 0;
}

const struct format format_text = { whole, groups };
