/* A header, and a line for the stream or for every group. */
#include "stats/format.h"

/* Does a line have this figure?  All have the same, known or not. */
static bool
is_column(int figure, enum summary_by by)
{
	return report_is_of((enum report_figure)figure, by);
}

static void
put_header(const struct page *page, enum summary_by by)
{
	struct writer *w = page->out;
	bool first = by == SUMMARY_WHOLE;

	if (page->at != NULL)
		writer_put(w, first ? SPAN("at") : SPAN("at,"));
	if (!first)
		writer_put(w, span_of(report_by_name(by)));
	first = first && page->at == NULL;
	for (int i = 0; i < REPORT_COUNT; i++) {
		enum report_figure figure = (enum report_figure)i;
		if (!is_column(i, by))
			continue;
		if (!first)
			writer_putc(w, ',');
		first = false;
		if (report_group_name(figure) != NULL) {
			writer_put(w, span_of(report_group_name(figure)));
			writer_putc(w, '_');
		}
		writer_put(w, span_of(report_name(figure)));
	}
	writer_put(w, page->currency == NULL ? SPAN("\n") :
	    SPAN(",currency\n"));
}

static void
put_line(const struct page *page, enum summary_by by, struct span label,
    const struct report *report)
{
	struct writer *w = page->out;
	char text[REPORT_TEXT_MAX];
	bool first = by == SUMMARY_WHOLE;

	if (page->at != NULL) {
		writer_put_time(w, *page->at);
		if (!first)
			writer_putc(w, ',');
	}
	if (!first)
		writer_put_field(w, label);
	first = first && page->at == NULL;
	for (int i = 0; i < REPORT_COUNT; i++) {
		if (!is_column(i, by))
			continue;
		if (!first)
			writer_putc(w, ',');
		first = false;
		writer_put(w, (struct span){ text, report_format(report,
		    (enum report_figure)i, page->scale, text) });
	}
	if (page->currency != NULL) {
		writer_putc(w, ',');
		writer_put_field(w, span_of(page->currency));
	}
	writer_putc(w, '\n');
}

static int
whole(const struct page *page, const struct report *report)
{
	if (!page->is_more)
		put_header(page, SUMMARY_WHOLE);
	put_line(page, SUMMARY_WHOLE, SPAN(""), report);
	return 0;
}

static int
groups(const struct page *page, const struct summary *summary,
    struct summary_group *const *sorted, size_t count)
{
	char text[SUMMARY_LABEL_MAX];

	if (!page->is_more)
		put_header(page, summary->by);
	for (size_t i = 0; i < count; i++) {
		struct report report = { 0 };
		report_group(&report, summary, sorted[i]);
		put_line(page, summary->by, summary_label(summary, sorted[i],
		    text), &report);
	}
	return 0;
}

const struct format format_csv = { whole, groups };
