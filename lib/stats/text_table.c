#include "stats/shown.h"
#include "stats/text_table.h"

enum {
	COLUMNS_MAX = 7,
	GAP = 2,		/* blanks between columns */
	SCREEN = 80,
};

/*
 * What a table has behind the names: the most important first, and those that
 * may lack only if a line still fits on the screen.
 */
static const struct column {
	const char *heading;
	enum report_figure figure;
	bool may_lack;
} by_account[COLUMNS_MAX] = {
	{ "records", REPORT_RECORDS, false },
	{ "credits", REPORT_CREDITS_SUM, false },
	{ "debits", REPORT_DEBITS_SUM, false },
	{ "net", REPORT_NET, false },
	{ "closing", REPORT_BALANCE_CLOSING, false },
	{ "greatest", REPORT_MAX, true },
	{ "mean", REPORT_MEAN, true },
}, by_window[COLUMNS_MAX] = {
	{ "records", REPORT_RECORDS, false },
	{ "absolute", REPORT_ABSOLUTE, false },
	{ "batches", REPORT_BATCHES_COUNT, false },
	{ "bound", REPORT_BATCHES_LOWER_BOUND, false },
	{ "mean fill", REPORT_BATCHES_FILL_MEAN, false },
	{ "least fill", REPORT_BATCHES_FILL_MIN, true },
	{ "net", REPORT_NET, true },
}, by_time[COLUMNS_MAX] = {
	{ "records", REPORT_RECORDS, false },
	{ "credits", REPORT_CREDITS_SUM, false },
	{ "debits", REPORT_DEBITS_SUM, false },
	{ "net", REPORT_NET, false },
	{ "greatest", REPORT_MAX, true },
	{ "mean", REPORT_MEAN, true },
};

struct table {
	const struct page *page;
	const struct summary *summary;
	const struct column *columns;
	size_t name;			/* its width */
	size_t width[COLUMNS_MAX];	/* 0 for a column nobody has */
};

void
text_table_blanks(struct writer *w, size_t count)
{
	while (count-- > 0)
		writer_putc(w, ' ');
}

void
text_table_right(struct writer *w, const char *text, size_t width)
{
	size_t len = strlen(text);

	text_table_blanks(w, GAP + (len < width ? width - len : 0));
	writer_put(w, span_of(text));
}

/* The name of a group, of minutes and hours without their seconds; dst has
   room for SUMMARY_LABEL_MAX bytes. */
static struct span
name_of(const struct table *t, const struct summary_group *group, char *dst)
{
	static const size_t at = sizeof("2026-11-22T06:50") - 1;
	static const size_t len = sizeof(":00") - 1;
	struct span name = summary_label(t->summary, group, dst);

	if ((t->summary->by != SUMMARY_MINUTE &&
	    t->summary->by != SUMMARY_HOUR) || name.len < at + len)
		return name;
	memmove(dst + at, name.ptr + at + len, name.len - at - len);
	return (struct span){ dst, name.len - len };
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void
measure(struct table *t, const struct summary_group *group)
{
	struct report report = { 0 };
	char text[SHOWN_MAX], label[SUMMARY_LABEL_MAX];

	report_group_quickly(&report, t->summary, group);
	t->name = larger(t->name, shown_name(NULL, name_of(t, group, label)));
	for (int i = 0; i < COLUMNS_MAX; i++) {
		const struct column *c = &t->columns[i];
		if (c->heading == NULL || !report.known[c->figure])
			continue;
		shown_figure(&report, c->figure, t->page->scale, text);
		t->width[i] = larger(larger(t->width[i], strlen(c->heading)),
		    strlen(text));
	}
}

/* Leave columns out that would make lines longer than the screen. */
static void
fit(struct table *t)
{
	size_t width = t->name;

	for (int i = 0; i < COLUMNS_MAX; i++) {
		if (t->width[i] == 0)
			continue;
		if (t->columns[i].may_lack &&
		    width + GAP + t->width[i] > SCREEN)
			t->width[i] = 0;
		else
			width += GAP + t->width[i];
	}
}

static void
put_name(const struct table *t, struct span name)
{
	text_table_blanks(t->page->out, t->name -
	    shown_name(t->page->out, name));
}

static void
put_headings(const struct table *t)
{
	put_name(t, span_of(report_by_name(t->summary->by)));
	for (int i = 0; i < COLUMNS_MAX; i++)
		if (t->width[i] > 0)
			text_table_right(t->page->out, t->columns[i].heading,
			    t->width[i]);
	writer_putc(t->page->out, '\n');
}

static void
put_line(const struct table *t, const struct summary_group *group)
{
	struct report report = { 0 };
	char text[SHOWN_MAX], label[SUMMARY_LABEL_MAX];

	report_group_quickly(&report, t->summary, group);
	put_name(t, name_of(t, group, label));
	for (int i = 0; i < COLUMNS_MAX; i++)
		if (t->width[i] > 0)
			text_table_right(t->page->out, shown_figure(&report,
			    t->columns[i].figure, t->page->scale, text),
			    t->width[i]);
	writer_putc(t->page->out, '\n');
}

void
text_table_put(const struct page *page, const struct summary *summary,
    struct summary_group *const *groups, size_t count)
{
	struct table t = { .page = page, .summary = summary,
	    .columns = by_time,
	    .name = strlen(report_by_name(summary->by)) };

	if (summary->by == SUMMARY_ACCOUNT)
		t.columns = by_account;
	else if (summary->by == SUMMARY_WINDOW)
		t.columns = by_window;
	for (size_t i = 0; i < count; i++)
		measure(&t, groups[i]);
	fit(&t);
	put_headings(&t);
	for (size_t i = 0; i < count; i++)
		put_line(&t, groups[i]);
}
