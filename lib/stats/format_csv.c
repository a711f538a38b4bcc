/* A header, and a line for the stream or for every account. */
#include "stats/format.h"

/* Does a line have this figure?  All have the same, known or not. */
static bool
is_column(int figure, bool of_account)
{
	return !of_account || report_is_of_account((enum report_figure)figure);
}

static void
put_header(const struct page *page, bool of_account)
{
	struct writer *w = page->out;
	bool first = true;

	if (of_account) {
		writer_put(w, SPAN("account"));
		first = false;
	}
	for (int i = 0; i < REPORT_COUNT; i++) {
		enum report_figure figure = (enum report_figure)i;
		if (!is_column(i, of_account))
			continue;
		if (!first)
			writer_putc(w, ',');
		first = false;
		if (report_group(figure) != NULL) {
			writer_put(w, span_of(report_group(figure)));
			writer_putc(w, '_');
		}
		writer_put(w, span_of(report_name(figure)));
	}
	writer_put(w, page->currency == NULL ? SPAN("\n") :
	    SPAN(",currency\n"));
}

static void
put_line(const struct page *page, const struct span *account,
    const struct report *report)
{
	struct writer *w = page->out;
	char text[REPORT_TEXT_MAX];
	bool first = true;

	if (account != NULL) {
		writer_put_field(w, *account);
		first = false;
	}
	for (int i = 0; i < REPORT_COUNT; i++) {
		if (!is_column(i, account != NULL))
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
	put_header(page, false);
	put_line(page, NULL, report);
	return 0;
}

static int
accounts(const struct page *page, struct summary_account *const *sorted,
    size_t count)
{
	put_header(page, true);
	for (size_t i = 0; i < count; i++) {
		struct span name = summary_name(sorted[i]);
		struct report report = { 0 };
		report_figures(&report, sorted[i]->figures);
		put_line(page, &name, &report);
	}
	return 0;
}

const struct format format_csv = { whole, accounts };
