#include "stats/report.h"

/* Who has a figure. */
enum owner {
	WHOLE,			/* the whole alone */
	ALL,			/* every group, too */
	ACCOUNT,		/* the whole, and an account */
	WINDOW,			/* the whole, and a window */
};

struct description {
	const char *group, *name;
	enum report_kind kind;
	enum owner owner;
};

/* But for those of reasons, which are called as reasons are. */
static const struct description descriptions[REPORT_COUNT] = {
	[REPORT_RECORDS] = { NULL, "records", REPORT_IS_NUMBER, ALL },
	[REPORT_ACCOUNTS] = { NULL, "accounts", REPORT_IS_NUMBER, WHOLE },
	[REPORT_CREDITS_COUNT] = { "credits", "count", REPORT_IS_NUMBER, ALL },
	[REPORT_CREDITS_SUM] = { "credits", "sum", REPORT_IS_MONEY, ALL },
	[REPORT_DEBITS_COUNT] = { "debits", "count", REPORT_IS_NUMBER, ALL },
	[REPORT_DEBITS_SUM] = { "debits", "sum", REPORT_IS_MONEY, ALL },
	[REPORT_NET] = { NULL, "net", REPORT_IS_MONEY, ALL },
	[REPORT_ABSOLUTE] = { NULL, "absolute", REPORT_IS_MONEY, ALL },
	[REPORT_MIN] = { NULL, "min", REPORT_IS_MONEY, ALL },
	[REPORT_MAX] = { NULL, "max", REPORT_IS_MONEY, ALL },
	[REPORT_MEAN] = { NULL, "mean", REPORT_IS_MONEY, ALL },
	[REPORT_BALANCE_OPENING] = { "balance", "opening", REPORT_IS_MONEY,
	    ACCOUNT },
	[REPORT_BALANCE_CLOSING] = { "balance", "closing", REPORT_IS_MONEY,
	    ACCOUNT },
	[REPORT_BALANCE_MIN] = { "balance", "min", REPORT_IS_MONEY, ALL },
	[REPORT_BALANCE_MIN_TIME] = { "balance", "min_time", REPORT_IS_TIME,
	    ALL },
	[REPORT_BALANCE_MAX] = { "balance", "max", REPORT_IS_MONEY, ALL },
	[REPORT_BALANCE_MAX_TIME] = { "balance", "max_time", REPORT_IS_TIME,
	    ALL },
	[REPORT_P50] = { "quantiles", "p50", REPORT_IS_MONEY, ALL },
	[REPORT_P90] = { "quantiles", "p90", REPORT_IS_MONEY, ALL },
	[REPORT_P99] = { "quantiles", "p99", REPORT_IS_MONEY, ALL },
	[REPORT_P999] = { "quantiles", "p99.9", REPORT_IS_MONEY, ALL },
	[REPORT_TIME_FIRST] = { "time", "first", REPORT_IS_TIME, ALL },
	[REPORT_TIME_LAST] = { "time", "last", REPORT_IS_TIME, ALL },
	[REPORT_TIME_IDLE] = { "time", "idle", REPORT_IS_SECONDS, WHOLE },
	[REPORT_TIME_PAUSES] = { "time", "pauses", REPORT_IS_NUMBER, WHOLE },
	[REPORT_TIME_LAG] = { "time", "lag", REPORT_IS_SECONDS, WHOLE },
	[REPORT_RATE_MEAN] = { "rate", "mean", REPORT_IS_RATE, WHOLE },
	[REPORT_RATE_OVERALL] = { "rate", "overall", REPORT_IS_RATE, WHOLE },
	[REPORT_RATE_PEAK] = { "rate", "peak", REPORT_IS_NUMBER, WHOLE },
	[REPORT_SECOND_TIME] = { "busiest_second", "time", REPORT_IS_TIME,
	    WHOLE },
	[REPORT_SECOND_RECORDS] = { "busiest_second", "records",
	    REPORT_IS_NUMBER, WHOLE },
	[REPORT_MINUTE_TIME] = { "busiest_minute", "time", REPORT_IS_TIME,
	    WHOLE },
	[REPORT_MINUTE_RECORDS] = { "busiest_minute", "records",
	    REPORT_IS_NUMBER, WHOLE },
	[REPORT_WINDOWS] = { NULL, "windows", REPORT_IS_NUMBER, WHOLE },
	[REPORT_BATCHES_COUNT] = { "batches", "count", REPORT_IS_NUMBER,
	    WINDOW },
	[REPORT_BATCHES_RECORDS_MEAN] = { "batches", "records_mean",
	    REPORT_IS_RATE, WINDOW },
	[REPORT_BATCHES_FILL_MEAN] = { "batches", "fill_mean", REPORT_IS_SHARE,
	    WINDOW },
	[REPORT_BATCHES_FILL_MIN] = { "batches", "fill_min", REPORT_IS_SHARE,
	    WINDOW },
	[REPORT_BATCHES_LOWER_BOUND] = { "batches", "lower_bound",
	    REPORT_IS_NUMBER, WINDOW },
	[REPORT_BATCHES_ABOVE_BOUND] = { "batches", "above_bound",
	    REPORT_IS_NUMBER, WINDOW },
	[REPORT_PROVEN_COUNT] = { "proven", "count", REPORT_IS_NUMBER, WINDOW },
	[REPORT_PROVEN_SHARE] = { "proven", "share", REPORT_IS_SHARE, WHOLE },
	[REPORT_SUBMITTED] = { NULL, "submitted", REPORT_IS_NUMBER, WHOLE },
	[REPORT_REFUSED] = { NULL, "refused", REPORT_IS_NUMBER, WHOLE },
	[REPORT_DUPLICATES] = { NULL, "duplicates", REPORT_IS_NUMBER, WHOLE },
	[REPORT_KNOWN] = { NULL, "known", REPORT_IS_NUMBER, WHOLE },
};

static bool
is_of_reason(enum report_figure figure)
{
	return figure >= REPORT_REASONS &&
	    figure < REPORT_REASONS + REASON_COUNT;
}

void
report_set(struct report *r, enum report_figure figure, money_int128 value)
{
	r->known[figure] = true;
	r->value[figure] = value;
}

static void
set_quantiles(struct report *r, const struct figures *f)
{
	static const struct {
		enum report_figure figure;
		unsigned part;
	} quantiles[] = { { REPORT_P50, 500 }, { REPORT_P90, 900 },
	    { REPORT_P99, 990 }, { REPORT_P999, 999 } };

	for (size_t i = 0; i < sizeof(quantiles) / sizeof(*quantiles); i++) {
		uint64_t value;

		if (histogram_quantile(&f->sizes, quantiles[i].part, 1000,
		    &value) == -1)
			return;
		/* What is told for a bucket need not be in it. */
		if (value < f->least)
			value = f->least;
		if (value > f->most)
			value = f->most;
		report_set(r, quantiles[i].figure, value);
	}
}

static void
set_extreme(struct report *r, enum report_figure figure,
    enum report_figure time, const struct figures_extreme *e)
{
	report_set(r, figure, e->balance.minor);
	if (e->has_time)
		report_set(r, time, e->time.micros);
}

/* What depends on the order of records: see summary_is_one_stream(). */
static void
set_balances(struct report *r, const struct figures *f)
{
	if (f->has_balance) {
		set_extreme(r, REPORT_BALANCE_MIN, REPORT_BALANCE_MIN_TIME,
		    &f->lowest);
		set_extreme(r, REPORT_BALANCE_MAX, REPORT_BALANCE_MAX_TIME,
		    &f->highest);
	}
	if (f->has_ends) {
		report_set(r, REPORT_BALANCE_OPENING, f->opening.minor);
		report_set(r, REPORT_BALANCE_CLOSING, f->closing.minor);
	}
}

static void
set_figures(struct report *r, const struct figures *f)
{
	report_set(r, REPORT_RECORDS, figures_records(f));
	report_set(r, REPORT_CREDITS_COUNT, f->credits);
	report_set(r, REPORT_CREDITS_SUM, f->credit_sum.minor);
	report_set(r, REPORT_DEBITS_COUNT, f->debits);
	report_set(r, REPORT_DEBITS_SUM, f->debit_sum.minor);
	report_set(r, REPORT_NET, figures_net(f).minor);
	report_set(r, REPORT_ABSOLUTE, figures_absolute(f).minor);
	if (figures_records(f) > 0) {
		report_set(r, REPORT_MIN, f->least);
		report_set(r, REPORT_MAX, f->most);
		report_set(r, REPORT_MEAN, figures_mean(f));
	}
	if (f->has_time) {
		report_set(r, REPORT_TIME_FIRST, f->first.micros);
		report_set(r, REPORT_TIME_LAST, f->last.micros);
	}
}

/* So many records by the time that they took, in microseconds. */
static void
set_rate(struct report *r, enum report_figure figure, uint64_t count,
    int64_t micros)
{
	if (micros > 0)
		report_set(r, figure, windows_share(
		    (money_int128)count * 1000000, micros));
}

static void
set_peak(struct report *r, const struct tempo_peak *peak,
    enum report_figure time, enum report_figure records)
{
	if (peak->count == 0)
		return;
	report_set(r, time, peak->when.micros);
	report_set(r, records, peak->count);
}

/* The first of several records took no time. */
static void
set_tempo(struct report *r, const struct summary *s)
{
	const struct tempo *t = &s->tempo;
	int64_t span = t->last.micros - t->first.micros;

	if (t->count == 0)
		return;
	set_rate(r, REPORT_RATE_OVERALL, t->count - 1, span);
	set_peak(r, &t->second, REPORT_SECOND_TIME, REPORT_SECOND_RECORDS);
	set_peak(r, &t->minute, REPORT_MINUTE_TIME, REPORT_MINUTE_RECORDS);
	if (t->second.count > 0)
		report_set(r, REPORT_RATE_PEAK, t->second.count);
	if (!t->is_ordered || !summary_is_one_stream(s))
		return;
	report_set(r, REPORT_TIME_IDLE, t->idle);
	report_set(r, REPORT_TIME_PAUSES, t->pauses);
	set_rate(r, REPORT_RATE_MEAN, t->count - 1 - t->pauses,
	    span - t->idle);
}

/* How full batches are. */
static void
set_fill(struct report *r, const struct windows_sums *sums, struct money cap)
{
	if (sums->batches == 0)
		return;
	report_set(r, REPORT_BATCHES_RECORDS_MEAN, windows_share(
	    sums->records, sums->batches));
	report_set(r, REPORT_BATCHES_FILL_MEAN, windows_share(
	    sums->absolute.minor, (money_int128)sums->batches * cap.minor));
}

/* Reports know most, then lists of batches, then lines. */
static void
set_windows(struct report *r, const struct summary *s,
    const struct summary_group *group)
{
	struct summary_windows w = summary_windows_of(s, group);
	const struct windows_sums *all = w.reported.windows > 0 ? &w.reported :
	    w.listed.batches > 0 ? &w.listed : &w.lines;
	const struct windows_sums *each = w.lines.has_least ? &w.lines :
	    &w.listed;

	if (all->batches == 0 && (!s->has_windows || group != NULL))
		return;
	report_set(r, REPORT_BATCHES_COUNT, all->batches);
	set_fill(r, all, s->cap);
	if (each->has_least)
		report_set(r, REPORT_BATCHES_FILL_MIN, windows_share(
		    each->least, s->cap.minor));
	if (all == &w.listed)
		return;
	report_set(r, REPORT_WINDOWS, all->windows);
	report_set(r, REPORT_BATCHES_LOWER_BOUND, all->lower_bound);
	report_set(r, REPORT_BATCHES_ABOVE_BOUND,
	    all->batches - all->lower_bound);
	report_set(r, REPORT_PROVEN_COUNT, all->proven);
	if (all->windows > 0)
		report_set(r, REPORT_PROVEN_SHARE, windows_share(all->proven,
		    all->windows));
}

static void
set_fates(struct report *r, const struct summary_fates *f)
{
	report_set(r, REPORT_REFUSED, f->refused);
	for (int i = 0; i < REASON_COUNT; i++)
		if (f->of_reason[i] > 0)
			report_set(r, (enum report_figure)(REPORT_REASONS + i),
			    f->of_reason[i]);
	if (f->has_outcomes) {
		report_set(r, REPORT_DUPLICATES, f->duplicates);
		report_set(r, REPORT_KNOWN, f->known);
	}
	if (f->has_submitted)
		report_set(r, REPORT_SUBMITTED, f->submitted);
}

void
report_summary(struct report *r, const struct summary *s)
{
	set_figures(r, &s->whole);
	set_quantiles(r, &s->whole);
	if (!s->is_merged)
		set_balances(r, &s->whole);
	if (!s->accounts.unknown)
		report_set(r, REPORT_ACCOUNTS, s->accounts.roster.count);
	set_tempo(r, s);
	set_windows(r, s, NULL);
	set_fates(r, &s->fates);
}

void
report_group_quickly(struct report *r, const struct summary *s,
    const struct summary_group *group)
{
	set_figures(r, &group->figures);
	if (!s->is_merged)
		set_balances(r, &group->figures);
	if (s->by == SUMMARY_WINDOW)
		set_windows(r, s, group);
	for (int i = 0; i < REPORT_COUNT; i++)
		if (!report_is_of((enum report_figure)i, s->by))
			r->known[i] = false;
}

void
report_group(struct report *r, const struct summary *s,
    const struct summary_group *group)
{
	report_group_quickly(r, s, group);
	set_quantiles(r, &group->figures);
}

const char *
report_group_name(enum report_figure figure)
{
	return is_of_reason(figure) ? "reasons" : descriptions[figure].group;
}

const char *
report_name(enum report_figure figure)
{
	return is_of_reason(figure) ? reason_word((enum reason)(figure -
	    REPORT_REASONS)) : descriptions[figure].name;
}

enum report_kind
report_kind(enum report_figure figure)
{
	return descriptions[figure].kind;
}

bool
report_is_of(enum report_figure figure, enum summary_by by)
{
	switch (descriptions[figure].owner) {
	case WHOLE:
		return by == SUMMARY_WHOLE;
	case ALL:
		return true;
	case ACCOUNT:
		return by == SUMMARY_WHOLE || by == SUMMARY_ACCOUNT;
	case WINDOW:
		return by == SUMMARY_WHOLE || by == SUMMARY_WINDOW;
	}
	return false;
}

const char *
report_by_name(enum summary_by by)
{
	static const char *const names[] = { [SUMMARY_WHOLE] = NULL,
	    [SUMMARY_ACCOUNT] = "account", [SUMMARY_WINDOW] = "window",
	    [SUMMARY_MINUTE] = "minute", [SUMMARY_HOUR] = "hour",
	    [SUMMARY_DAY] = "day" };

	return names[by];
}

int
report_decimals(enum report_figure figure, int scale)
{
	switch (report_kind(figure)) {
	case REPORT_IS_NUMBER:
		break;
	case REPORT_IS_MONEY:
		return scale;
	case REPORT_IS_SHARE:
	case REPORT_IS_RATE:
		return 4;
	case REPORT_IS_TIME:
	case REPORT_IS_SECONDS:
		return 6;
	}
	return 0;
}

size_t
report_format(const struct report *r, enum report_figure figure, int scale,
    char *dst)
{
	money_int128 value = r->value[figure];

	if (!r->known[figure])
		return 0;
	if (report_kind(figure) == REPORT_IS_TIME) {
		timestamp_format((struct timestamp){ (int64_t)value }, dst);
		return TIMESTAMP_TEXT_LEN;
	}
	return money_total_format((struct money_total){ value },
	    report_decimals(figure, scale), dst);
}
