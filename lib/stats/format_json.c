/* One object on one line; what is not known is left out. */
#include <errno.h>

#include "base/json.h"
#include "stats/format.h"

static void
put_value(struct json *j, const struct report *report,
    enum report_figure figure, int scale)
{
	money_int128 value = report->value[figure];
	char text[REPORT_TEXT_MAX];

	switch (report_kind(figure)) {
	case REPORT_IS_NUMBER:
		/* A bound of nonsense may be larger than any number. */
		if (value >= INT64_MIN && value <= INT64_MAX) {
			json_put_signed(j, (int64_t)value);
			return;
		}
		break;
	case REPORT_IS_SHARE:
	case REPORT_IS_RATE:
		if (value <= INT64_MAX) {
			json_put_decimal(j, (int64_t)value, 4);
			return;
		}
		break;
	case REPORT_IS_SECONDS:
		json_put_decimal(j, (int64_t)value, 6);
		return;
	case REPORT_IS_MONEY:
	case REPORT_IS_TIME:
		break;
	}
	json_put_string(j, (struct span){ text, report_format(report, figure,
	    scale, text) });
}

/* Is this the same group, or none both times? */
static bool
is_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The members of an object that has been begun. */
static void
put_members(struct json *j, const struct report *report, int scale)
{
	const char *group = NULL;

	for (int i = 0; i < REPORT_COUNT; i++) {
		enum report_figure figure = (enum report_figure)i;
		if (!report->known[figure])
			continue;
		if (!is_same(group, report_group_name(figure))) {
			if (group != NULL)
				json_end_object(j);
			group = report_group_name(figure);
			if (group != NULL) {
				json_put_key(j, span_of(group));
				json_begin_object(j);
			}
		}
		json_put_key(j, span_of(report_name(figure)));
		put_value(j, report, figure, scale);
	}
	if (group != NULL)
		json_end_object(j);
}

static void
put_time(struct json *j, const struct page *page)
{
	char at[TIMESTAMP_TEXT_LEN];

	if (page->at == NULL)
		return;
	timestamp_format(*page->at, at);
	json_put_key(j, SPAN("at"));
	json_put_string(j, (struct span){ at, sizeof(at) });
}

static void
put_currency(struct json *j, const struct page *page)
{
	if (page->currency == NULL)
		return;
	json_put_key(j, SPAN("currency"));
	json_put_string(j, span_of(page->currency));
}

/* Hand over what is in text.  Returns 0, or -1 if memory was missing. */
static int
hand_over(const struct page *page, struct buf *text)
{
	if (text->failed) {
		errno = ENOMEM;
		return -1;
	}
	writer_put(page->out, buf_span(text));
	buf_clear(text);
	return 0;
}

static int
whole(const struct page *page, const struct report *report)
{
	struct buf text = { 0 };
	struct json j = { .out = &text };
	int status;

	json_begin_object(&j);
	put_time(&j, page);
	put_currency(&j, page);
	put_members(&j, report, page->scale);
	json_end_object(&j);
	buf_putc(&text, '\n');
	status = hand_over(page, &text);
	buf_free(&text);
	return status;
}

static int
groups(const struct page *page, const struct summary *summary,
    struct summary_group *const *sorted, size_t count)
{
	struct span by = span_of(report_by_name(summary->by));
	struct buf text = { 0 };
	struct json j = { .out = &text };
	int status = 0;

	json_begin_object(&j);
	put_time(&j, page);
	json_put_key(&j, SPAN("by"));
	json_put_string(&j, by);
	put_currency(&j, page);
	json_put_key(&j, SPAN("groups"));
	json_begin_array(&j);
	for (size_t i = 0; i < count && status == 0; i++) {
		struct report report = { 0 };
		char label[SUMMARY_LABEL_MAX];
		report_group(&report, summary, sorted[i]);
		json_begin_object(&j);
		json_put_key(&j, by);
		json_put_string(&j, summary_label(summary, sorted[i], label));
		put_members(&j, &report, page->scale);
		json_end_object(&j);
		status = hand_over(page, &text);
	}
	json_end_array(&j);
	json_end_object(&j);
	buf_putc(&text, '\n');
	if (status == 0)
		status = hand_over(page, &text);
	buf_free(&text);
	return status;
}

const struct format format_json = { whole, groups };
