/*
 * As metrics: a family for every figure, a gauge, but for amounts, which are
 * one summary with their quantiles.  The samples of a family stand together, so
 * groups are gone through once for each, and take no memory.
 */
#include <errno.h>

#include "base/utf8.h"
#include "stats/exposition.h"
#include "stats/format.h"

#define PREFIX "balsys_stats_"
#define AMOUNT PREFIX "amount"

/* How a figure is called here; those that AMOUNT tells, and reasons, are not
   in this list. */
static const struct metric {
	const char *name, *help;
} metrics[REPORT_COUNT] = {
	[REPORT_RECORDS] = { PREFIX "records",
	    "Transactions that were accepted." },
	[REPORT_ACCOUNTS] = { PREFIX "accounts",
	    "Different accounts that they name." },
	[REPORT_CREDITS_COUNT] = { PREFIX "credits",
	    "Transactions of zero or more." },
	[REPORT_CREDITS_SUM] = { PREFIX "credits_amount",
	    "Sum of all credits." },
	[REPORT_DEBITS_COUNT] = { PREFIX "debits",
	    "Transactions below zero." },
	[REPORT_DEBITS_SUM] = { PREFIX "debits_amount",
	    "Sum of all debits, which is not positive." },
	[REPORT_NET] = { PREFIX "net_amount",
	    "Sum of all credits and debits." },
	[REPORT_MIN] = { PREFIX "amount_min",
	    "The least amount, without its sign." },
	[REPORT_MAX] = { PREFIX "amount_max",
	    "The greatest amount, without its sign." },
	[REPORT_MEAN] = { PREFIX "amount_mean",
	    "The mean of all amounts without their signs." },
	[REPORT_BALANCE_OPENING] = { PREFIX "balance_opening",
	    "What accounts held before the first transaction." },
	[REPORT_BALANCE_CLOSING] = { PREFIX "balance_closing",
	    "What accounts held after the last transaction." },
	[REPORT_BALANCE_MIN] = { PREFIX "balance_min",
	    "The least that any account held after a transaction." },
	[REPORT_BALANCE_MIN_TIME] = { PREFIX "balance_min_timestamp_seconds",
	    "When an account first held the least." },
	[REPORT_BALANCE_MAX] = { PREFIX "balance_max",
	    "The most that any account held after a transaction." },
	[REPORT_BALANCE_MAX_TIME] = { PREFIX "balance_max_timestamp_seconds",
	    "When an account first held the most." },
	[REPORT_TIME_FIRST] = { PREFIX "time_first_timestamp_seconds",
	    "The earliest time of a transaction." },
	[REPORT_TIME_LAST] = { PREFIX "time_last_timestamp_seconds",
	    "The latest time of a transaction." },
	[REPORT_TIME_IDLE] = { PREFIX "time_idle_seconds",
	    "Time without transactions: all gaps of more than a minute." },
	[REPORT_TIME_PAUSES] = { PREFIX "time_pauses",
	    "Gaps of more than a minute between transactions." },
	[REPORT_TIME_LAG] = { PREFIX "time_lag_seconds",
	    "How long the latest transaction was ago." },
	[REPORT_RATE_MEAN] = { PREFIX "rate_mean",
	    "Transactions a second, idle time left out." },
	[REPORT_RATE_OVERALL] = { PREFIX "rate_overall",
	    "Transactions a second, idle time included." },
	[REPORT_RATE_PEAK] = { PREFIX "rate_peak",
	    "Transactions in the busiest second." },
	[REPORT_SECOND_TIME] = { PREFIX "busiest_second_timestamp_seconds",
	    "When the second began in which most transactions are." },
	[REPORT_SECOND_RECORDS] = { PREFIX "busiest_second_records",
	    "Transactions in that second." },
	[REPORT_MINUTE_TIME] = { PREFIX "busiest_minute_timestamp_seconds",
	    "When the minute began in which most transactions are." },
	[REPORT_MINUTE_RECORDS] = { PREFIX "busiest_minute_records",
	    "Transactions in that minute." },
	[REPORT_WINDOWS] = { PREFIX "windows",
	    "Windows of transactions." },
	[REPORT_BATCHES_COUNT] = { PREFIX "batches",
	    "Batches that windows were packed into." },
	[REPORT_BATCHES_RECORDS_MEAN] = { PREFIX "batches_records_mean",
	    "Transactions in a batch, on average." },
	[REPORT_BATCHES_FILL_MEAN] = { PREFIX "batches_fill_mean_ratio",
	    "What batches hold as a part of what they could." },
	[REPORT_BATCHES_FILL_MIN] = { PREFIX "batches_fill_min_ratio",
	    "The same of the batch that is the least full." },
	[REPORT_BATCHES_LOWER_BOUND] = { PREFIX "batches_lower_bound",
	    "Batches without which it cannot be done." },
	[REPORT_BATCHES_ABOVE_BOUND] = { PREFIX "batches_above_bound",
	    "Batches beyond the lower bound." },
	[REPORT_PROVEN_COUNT] = { PREFIX "windows_proven",
	    "Windows with no batch beyond their lower bound." },
	[REPORT_PROVEN_SHARE] = { PREFIX "windows_proven_ratio",
	    "These windows as a part of all." },
	[REPORT_SUBMITTED] = { PREFIX "windows_submitted",
	    "Windows that were submitted." },
	[REPORT_REFUSED] = { PREFIX "refused",
	    "Records that were refused." },
	[REPORT_DUPLICATES] = { PREFIX "duplicates",
	    "Records that were there before, with the same content." },
	[REPORT_KNOWN] = { PREFIX "known",
	    "Records that had been decided before." },
};

/* What is told: the whole, or groups. */
struct source {
	const struct page *page;
	struct exposition out;
	const struct report *whole;	/* NULL: of groups */
	const struct summary *summary;
	struct summary_group *const *groups;
	size_t count;			/* of groups, or 1 */
	bool has_hex;			/* not all of their names are UTF-8 */
};

/* One of them; without quantiles unless they are wanted. */
static void
find_report(const struct source *s, size_t i, bool quantiles,
    struct report *report)
{
	*report = (struct report){ .value = { 0 } };
	if (s->whole != NULL)
		*report = *s->whole;
	else if (quantiles)
		report_group(report, s->summary, s->groups[i]);
	else
		report_group_quickly(report, s->summary, s->groups[i]);
}

static void
put_hex(struct exposition *e, const char *label, struct span name)
{
	static const char digits[] = "0123456789abcdef";
	struct buf hex = { 0 };

	for (size_t i = 0; !utf8_valid(name) && i < name.len; i++) {
		buf_putc(&hex, digits[(unsigned char)name.ptr[i] >> 4]);
		buf_putc(&hex, digits[(unsigned char)name.ptr[i] & 0xf]);
	}
	if (hex.failed)
		e->out->failed = true;
	exposition_label(e, label, buf_span(&hex));
	buf_free(&hex);
}

/*
 * The labels of an account.  Names that are no text may all look the same, and
 * metrics that are there twice are refused, with all others beside them.
 */
static void
put_account(struct source *s, struct span name)
{
	exposition_label(&s->out, "account", name);
	if (s->has_hex)
		put_hex(&s->out, "account_hex", name);
}

/* Begin a sample of the one that is number i; labels stand in the order of
   their names, as collectors put them. */
static void
begin(struct source *s, const char *name, size_t i, bool is_money)
{
	enum summary_by by = s->whole != NULL ? SUMMARY_WHOLE : s->summary->by;
	char text[SUMMARY_LABEL_MAX];

	exposition_begin(&s->out, name);
	if (by == SUMMARY_ACCOUNT)
		put_account(s, s->groups[i]->key);
	if (is_money && s->page->currency != NULL)
		exposition_label(&s->out, "currency",
		    span_of(s->page->currency));
	if (by != SUMMARY_WHOLE && by != SUMMARY_ACCOUNT)
		exposition_label(&s->out, report_by_name(by),
		    summary_label(s->summary, s->groups[i], text));
}

static void
put_value(struct source *s, const struct report *report,
    enum report_figure figure)
{
	exposition_decimal(&s->out, (struct money_total){
	    report->value[figure] }, report_decimals(figure, s->page->scale));
}

/* Hand on what there is so far.  Returns 0, or -1 if memory was missing. */
static int
hand_over(struct source *s)
{
	if (s->out.out->failed) {
		errno = ENOMEM;
		return -1;
	}
	writer_put(s->page->out, buf_span(s->out.out));
	buf_clear(s->out.out);
	return 0;
}

static int
put_gauge(struct source *s, enum report_figure figure)
{
	const struct metric *m = &metrics[figure];
	bool is_money = report_kind(figure) == REPORT_IS_MONEY;
	struct report report;
	bool begun = false;

	for (size_t i = 0; i < s->count; i++) {
		find_report(s, i, false, &report);
		if (!report.known[figure])
			continue;
		if (!begun)
			exposition_family(&s->out, m->name, "gauge", m->help);
		begun = true;
		begin(s, m->name, i, is_money);
		put_value(s, &report, figure);
		if (hand_over(s) == -1)
			return -1;
	}
	return 0;
}

static int
put_amounts(struct source *s)
{
	static const struct {
		enum report_figure figure;
		struct span quantile;
	} quantiles[] = { { REPORT_P50, { "0.5", 3 } },
	    { REPORT_P90, { "0.9", 3 } }, { REPORT_P99, { "0.99", 4 } },
	    { REPORT_P999, { "0.999", 5 } } };
	struct report report;

	exposition_family(&s->out, AMOUNT, "summary",
	    "Amounts of transactions, without their signs.");
	for (size_t i = 0; i < s->count; i++) {
		find_report(s, i, true, &report);
		for (size_t k = 0; k < 4; k++) {
			if (!report.known[quantiles[k].figure])
				continue;
			begin(s, AMOUNT, i, true);
			exposition_label(&s->out, "quantile",
			    quantiles[k].quantile);
			put_value(s, &report, quantiles[k].figure);
		}
		begin(s, AMOUNT "_sum", i, true);
		put_value(s, &report, REPORT_ABSOLUTE);
		begin(s, AMOUNT "_count", i, true);
		put_value(s, &report, REPORT_RECORDS);
		if (hand_over(s) == -1)
			return -1;
	}
	return 0;
}

/* Why records were refused; only the whole knows. */
static int
put_reasons(struct source *s)
{
	static const char name[] = PREFIX "refused_by_reason";
	bool begun = false;

	for (int i = 0; s->whole != NULL && i < REASON_COUNT; i++) {
		enum report_figure figure =
		    (enum report_figure)(REPORT_REASONS + i);
		if (!s->whole->known[figure])
			continue;
		if (!begun)
			exposition_family(&s->out, name, "gauge",
			    "Records that were refused for this reason.");
		begun = true;
		begin(s, name, 0, false);
		exposition_label(&s->out, "reason",
		    span_of(report_name(figure)));
		put_value(s, s->whole, figure);
	}
	return hand_over(s);
}

static int
put_all(struct source *s)
{
	struct buf text = { 0 };
	int status = 0;

	s->out.out = &text;
	for (int i = 0; i < REPORT_COUNT && status == 0; i++) {
		if (i == REPORT_P50)
			status = put_amounts(s);
		else if (i == REPORT_REASONS)
			status = put_reasons(s);
		else if (metrics[i].name != NULL)
			status = put_gauge(s, (enum report_figure)i);
	}
	buf_free(&text);
	return status;
}

static int
whole(const struct page *page, const struct report *report)
{
	struct source s = { .page = page, .whole = report, .count = 1 };

	return put_all(&s);
}

static int
groups(const struct page *page, const struct summary *summary,
    struct summary_group *const *sorted, size_t count)
{
	struct source s = { .page = page, .summary = summary,
	    .groups = sorted, .count = count };

	if (count == 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (summary->by == SUMMARY_ACCOUNT &&
		    !utf8_valid(sorted[i]->key))
			s.has_hex = true;
	return put_all(&s);
}

const struct format format_prometheus = { whole, groups };
