#include "stats/report.h"

struct description {
	const char *group, *name;
	enum report_kind kind;
	bool is_of_account;
};

static const struct description descriptions[REPORT_COUNT] = {
	[REPORT_RECORDS] = { NULL, "records", REPORT_IS_NUMBER, true },
	[REPORT_ACCOUNTS] = { NULL, "accounts", REPORT_IS_NUMBER, false },
	[REPORT_CREDITS_COUNT] = { "credits", "count", REPORT_IS_NUMBER,
	    true },
	[REPORT_CREDITS_SUM] = { "credits", "sum", REPORT_IS_MONEY, true },
	[REPORT_DEBITS_COUNT] = { "debits", "count", REPORT_IS_NUMBER, true },
	[REPORT_DEBITS_SUM] = { "debits", "sum", REPORT_IS_MONEY, true },
	[REPORT_NET] = { NULL, "net", REPORT_IS_MONEY, true },
	[REPORT_ABSOLUTE] = { NULL, "absolute", REPORT_IS_MONEY, true },
	[REPORT_MIN] = { NULL, "min", REPORT_IS_MONEY, true },
	[REPORT_MAX] = { NULL, "max", REPORT_IS_MONEY, true },
	[REPORT_BALANCE_OPENING] = { "balance", "opening", REPORT_IS_MONEY,
	    true },
	[REPORT_BALANCE_CLOSING] = { "balance", "closing", REPORT_IS_MONEY,
	    true },
	[REPORT_BALANCE_MIN] = { "balance", "min", REPORT_IS_MONEY, true },
	[REPORT_BALANCE_MAX] = { "balance", "max", REPORT_IS_MONEY, true },
	[REPORT_TIME_FIRST] = { "time", "first", REPORT_IS_TIME, true },
	[REPORT_TIME_LAST] = { "time", "last", REPORT_IS_TIME, true },
	[REPORT_WINDOWS] = { NULL, "windows", REPORT_IS_NUMBER, false },
	[REPORT_BATCHES_COUNT] = { "batches", "count", REPORT_IS_NUMBER,
	    false },
	[REPORT_BATCHES_FILL_MEAN] = { "batches", "fill_mean",
	    REPORT_IS_SHARE, false },
	[REPORT_BATCHES_LOWER_BOUND] = { "batches", "lower_bound",
	    REPORT_IS_NUMBER, false },
	[REPORT_BATCHES_ABOVE_BOUND] = { "batches", "above_bound",
	    REPORT_IS_NUMBER, false },
	[REPORT_PROVEN_COUNT] = { "proven", "count", REPORT_IS_NUMBER, false },
	[REPORT_PROVEN_SHARE] = { "proven", "share", REPORT_IS_SHARE, false },
	[REPORT_REFUSED] = { NULL, "refused", REPORT_IS_NUMBER, false },
};

void
report_set(struct report *r, enum report_figure figure, money_int128 value)
{
	r->known[figure] = true;
	r->value[figure] = value;
}

void
report_figures(struct report *r, const struct figures *f)
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
	}
	if (f->has_balance) {
		report_set(r, REPORT_BALANCE_OPENING, f->opening.minor);
		report_set(r, REPORT_BALANCE_CLOSING, f->closing.minor);
		report_set(r, REPORT_BALANCE_MIN, f->lowest.minor);
		report_set(r, REPORT_BALANCE_MAX, f->highest.minor);
	}
	if (f->has_time) {
		report_set(r, REPORT_TIME_FIRST, f->first.micros);
		report_set(r, REPORT_TIME_LAST, f->last.micros);
	}
}

void
report_summary(struct report *r, const struct summary *summary)
{
	report_figures(r, &summary->whole);
	report_set(r, REPORT_ACCOUNTS, summary->accounts.count);
}

void
report_windows(struct report *r, const struct windows *windows)
{
	struct windows_sums sums = windows_sums(windows);

	report_set(r, REPORT_WINDOWS, sums.windows);
	report_set(r, REPORT_BATCHES_COUNT, sums.batches);
	report_set(r, REPORT_BATCHES_LOWER_BOUND, sums.lower_bound);
	report_set(r, REPORT_BATCHES_ABOVE_BOUND,
	    sums.batches - sums.lower_bound);
	report_set(r, REPORT_PROVEN_COUNT, sums.proven);
	if (sums.windows == 0)
		return;
	report_set(r, REPORT_BATCHES_FILL_MEAN, windows_share(
	    sums.absolute.minor,
	    (money_int128)sums.batches * windows->cap.minor));
	report_set(r, REPORT_PROVEN_SHARE, windows_share(sums.proven,
	    sums.windows));
}

const char *
report_group(enum report_figure figure)
{
	return descriptions[figure].group;
}

const char *
report_name(enum report_figure figure)
{
	return descriptions[figure].name;
}

enum report_kind
report_kind(enum report_figure figure)
{
	return descriptions[figure].kind;
}

bool
report_is_of_account(enum report_figure figure)
{
	return descriptions[figure].is_of_account;
}

size_t
report_format(const struct report *r, enum report_figure figure, int scale,
    char *dst)
{
	struct money_total value = { r->value[figure] };

	if (!r->known[figure])
		return 0;
	switch (report_kind(figure)) {
	case REPORT_IS_NUMBER:
		return money_total_format(value, 0, dst);
	case REPORT_IS_MONEY:
		return money_total_format(value, scale, dst);
	case REPORT_IS_SHARE:
		return money_total_format(value, 4, dst);
	case REPORT_IS_TIME:
		timestamp_format((struct timestamp){ (int64_t)value.minor },
		    dst);
		return TIMESTAMP_TEXT_LEN;
	}
	return 0;
}
