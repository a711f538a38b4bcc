#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "cli/tally_rows.h"
#include "cli/tally_units.h"
#include "ledger/ledger.h"

enum { OVER_NAMED = 10 };

enum tally_fate
tally_rows_wrong(struct tally *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(t->feed.fault.detail, sizeof(t->feed.fault.detail), format,
	    args);
	va_end(args);
	return TALLY_WRONG;
}

bool
tally_rows_number(struct span text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9' ||
		    __builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number,
		    (uint64_t)(text.ptr[i] - '0'), number))
			return false;
	}
	return *number > 0 && *number <= INT64_MAX;
}

enum tally_fate
tally_rows_not_numbered(struct tally *t, const char *name, struct span text)
{
	char shown[SPAN_SHOWN_MAX];

	return tally_rows_wrong(t, "%s %s is not a number from 1, as "
	    "balsys-batch writes it", name, span_show(text, shown));
}

/* Is there one of the batches over the cap that is still to be named? */
static bool
is_to_be_named(struct tally *t)
{
	return t->over++ < OVER_NAMED && !t->feed.refusals.quiet;
}

void
tally_rows_over(struct tally *t, const struct record *row, uint64_t window,
    uint64_t batch, const char *where, struct money_total total)
{
	char text[MONEY_TOTAL_TEXT_MAX], cap[MONEY_TEXT_MAX];
	size_t len, cap_len;

	if (!is_to_be_named(t))
		return;
	len = money_total_format(total, t->feed.scale, text);
	cap_len = money_format(t->summary->cap, t->feed.scale, cap);
	cli_warn("%s:%lu: batch %" PRIu64 " of window %" PRIu64 " comes to "
	    "%.*s%s, over the cap of %.*s", row->file, row->line, batch,
	    window, (int)len, text, where, (int)cap_len, cap);
}

static struct span
field(const struct tally *t, const struct record *row, int column)
{
	return row->field[t->at[column]];
}

/* Read a field that is a number from 1, called name. */
static enum tally_fate
number(struct tally *t, const struct record *row, int column,
    const char *name, uint64_t *out)
{
	struct span text = field(t, row, column);

	if (tally_rows_number(text, out))
		return TALLY_COUNTED;
	return tally_rows_not_numbered(t, name, text);
}

/* Read how many records a window or a batch has. */
static enum tally_fate
count_of(struct tally *t, const struct record *row, int column,
    uint64_t *count)
{
	enum tally_fate fate = number(t, row, column, "count", count);

	if (fate != TALLY_COUNTED || *count <= UINT32_MAX)
		return fate;
	return tally_rows_wrong(t, "count %" PRIu64 " is more records than a "
	    "window can have", *count);
}

/* Read a field that is a sum of absolute amounts. */
static enum tally_fate
total(struct tally *t, const struct record *row, int column,
    const char *name, struct money *out)
{
	struct span text = field(t, row, column);
	char shown[SPAN_SHOWN_MAX];

	if (txn_parse_amount(text, name, t->feed.scale, out,
	    &t->feed.fault) == -1)
		return TALLY_REFUSE;
	if (out->minor >= 0)
		return TALLY_COUNTED;
	return tally_rows_wrong(t, "%s %s is below zero, which no sum of "
	    "absolute amounts is", name, span_show(text, shown));
}

/* A window that follows the one before. */
static enum tally_fate
next_window(struct tally *t, const struct record *row, int column,
    uint64_t *window)
{
	enum tally_fate fate = number(t, row, column, "window", window);

	if (fate != TALLY_COUNTED)
		return fate;
	if (*window == t->window)
		return tally_rows_wrong(t, "window %" PRIu64 " is there twice",
		    *window);
	if (*window < t->window)
		return tally_rows_wrong(t, "window %" PRIu64 " after window %"
		    PRIu64, *window, t->window);
	return TALLY_COUNTED;
}

/* What a line of a report says, but for the sum. */
struct report_row {
	uint64_t window, count, batches, bound;
	bool proven;
	struct money total;
};

/* See that what a line says can be so. */
static enum tally_fate
check_report(struct tally *t, const struct report_row *r)
{
	if (r->batches > r->count)
		return tally_rows_wrong(t, "batches %" PRIu64 " of window %"
		    PRIu64 " are more than its records, %" PRIu64, r->batches,
		    r->window, r->count);
	if (r->bound > r->batches)
		return tally_rows_wrong(t, "lower_bound %" PRIu64 " of window %"
		    PRIu64 " is above its batches, %" PRIu64, r->bound,
		    r->window, r->batches);
	if (r->proven != (r->bound == r->batches))
		return tally_rows_wrong(t, "proven \"%s\" of window %" PRIu64
		    ", of %" PRIu64 " batches and a lower_bound of %" PRIu64,
		    r->proven ? "yes" : "no", r->window, r->batches, r->bound);
	return TALLY_COUNTED;
}

static enum tally_fate
read_proven(struct tally *t, const struct record *row, bool *proven)
{
	struct span text = field(t, row, TALLY_REPORT_PROVEN);
	char shown[SPAN_SHOWN_MAX];

	*proven = span_equal(text, SPAN("yes"));
	if (*proven || span_equal(text, SPAN("no")))
		return TALLY_COUNTED;
	return tally_rows_wrong(t, "proven %s is neither yes nor no",
	    span_show(text, shown));
}

static enum tally_fate
read_report(struct tally *t, const struct record *row, struct report_row *r)
{
	enum tally_fate fate = next_window(t, row, TALLY_REPORT_WINDOW,
	    &r->window);

	if (fate == TALLY_COUNTED)
		fate = count_of(t, row, TALLY_REPORT_COUNT, &r->count);
	if (fate == TALLY_COUNTED)
		fate = number(t, row, TALLY_REPORT_BATCHES, "batches",
		    &r->batches);
	if (fate == TALLY_COUNTED)
		fate = number(t, row, TALLY_REPORT_BOUND, "lower_bound",
		    &r->bound);
	if (fate == TALLY_COUNTED)
		fate = read_proven(t, row, &r->proven);
	if (fate == TALLY_COUNTED)
		fate = check_report(t, r);
	if (fate == TALLY_COUNTED)
		fate = total(t, row, TALLY_REPORT_TOTAL, "total", &r->total);
	return fate;
}

/* A window whose batches cannot all be within the cap. */
static void
warn_window(struct tally *t, const struct record *row,
    const struct report_row *r)
{
	char text[MONEY_TEXT_MAX], cap[MONEY_TEXT_MAX];
	size_t len, cap_len;

	t->cap_is_used = true;
	if (!is_to_be_named(t))
		return;
	len = money_format(r->total, t->feed.scale, text);
	cap_len = money_format(t->summary->cap, t->feed.scale, cap);
	cli_warn("%s:%lu: window %" PRIu64 " comes to %.*s in %" PRIu64
	    " batch%s, over the cap of %.*s in one at least", row->file,
	    row->line, r->window, (int)len, text, r->batches,
	    r->batches == 1 ? "" : "es", (int)cap_len, cap);
}

static enum tally_fate
add_report(struct tally *t, const struct record *row)
{
	struct report_row r;
	enum tally_fate fate = read_report(t, row, &r);
	struct windows_sums sums = { .windows = 1 };

	if (fate != TALLY_COUNTED)
		return fate;
	sums.batches = r.batches;
	sums.proven = r.proven;
	sums.absolute = money_total_of(r.total);
	sums.lower_bound = r.bound;
	sums.records = r.count;
	if (r.total.minor > (money_int128)t->summary->cap.minor *
	    (money_int128)r.batches)
		warn_window(t, row, &r);
	t->window = r.window;
	if (t->inputs.input[t->now].role == TALLY_WINDOWS)
		t->whole_windows = r.window;
	return summary_add_report(t->summary, r.window, &sums) == -1 ?
	    TALLY_NO_MEMORY : TALLY_COUNTED;
}

/* The cap that a list of batches was made with. */
static enum tally_fate
take_cap(struct tally *t, struct money cap)
{
	char is[MONEY_TEXT_MAX], wanted[MONEY_TEXT_MAX];
	size_t len, wanted_len;

	if (cap.minor == 0)
		return tally_rows_wrong(t, "cap 0 leaves room for nothing");
	if (tally_units_take_cap(t, cap))
		return TALLY_COUNTED;
	len = money_format(cap, t->feed.scale, is);
	wanted_len = money_format(t->summary->cap, t->feed.scale, wanted);
	return tally_rows_wrong(t, "cap %.*s, where it was %.*s so far (--cap "
	    "says which it is)", (int)len, is, (int)wanted_len, wanted);
}

/* See that a batch can follow the one before. */
static enum tally_fate
check_batch(struct tally *t, uint64_t window, uint64_t batch)
{
	if (window == t->window && batch == t->batch)
		return tally_rows_wrong(t, "batch %" PRIu64 " of window %"
		    PRIu64 " is there twice", batch, window);
	if (window < t->window || (window == t->window && batch < t->batch))
		return tally_rows_wrong(t, "batch %" PRIu64 " of window %"
		    PRIu64 " after batch %" PRIu64 " of window %" PRIu64, batch,
		    window, t->batch, t->window);
	return TALLY_COUNTED;
}

static enum tally_fate
add_list(struct tally *t, const struct record *row)
{
	uint64_t window, batch, count;
	struct money sum, cap;
	struct windows_sums sums = { .batches = 1, .has_least = true };
	enum tally_fate fate = number(t, row, TALLY_LIST_WINDOW, "window",
	    &window);

	if (fate == TALLY_COUNTED)
		fate = number(t, row, TALLY_LIST_BATCH, "batch", &batch);
	if (fate == TALLY_COUNTED)
		fate = count_of(t, row, TALLY_LIST_COUNT, &count);
	if (fate == TALLY_COUNTED)
		fate = check_batch(t, window, batch);
	if (fate == TALLY_COUNTED)
		fate = total(t, row, TALLY_LIST_TOTAL, "total", &sum);
	if (fate == TALLY_COUNTED)
		fate = total(t, row, TALLY_LIST_CAP, "cap", &cap);
	if (fate == TALLY_COUNTED)
		fate = take_cap(t, cap);
	if (fate != TALLY_COUNTED)
		return fate;
	if (money_compare(sum, cap) > 0)
		tally_rows_over(t, row, window, batch, "",
		    money_total_of(sum));
	sums.windows = window != t->window;
	sums.absolute = money_total_of(sum);
	sums.least = sum.minor;
	sums.records = count;
	t->window = window;
	t->batch = batch;
	return summary_add_batch(t->summary, window, &sums) == -1 ?
	    TALLY_NO_MEMORY : TALLY_COUNTED;
}

/* Read a word of those that say why a record was refused. */
static enum tally_fate
read_reason(struct tally *t, struct span text, int *reason)
{
	char shown[SPAN_SHOWN_MAX];

	for (*reason = 0; *reason < REASON_COUNT; ++*reason)
		if (span_equal(text, span_of(reason_word(*reason))))
			return TALLY_COUNTED;
	return tally_rows_wrong(t, "reason %s is none that balsys-csv(5) "
	    "knows", span_show(text, shown));
}

static enum tally_fate
add_refused(struct tally *t, const struct record *row)
{
	struct summary_fates *fates = &t->summary->fates;
	struct span text = field(t, row, TALLY_REFUSED_LINE);
	char shown[SPAN_SHOWN_MAX];
	uint64_t line;
	int reason;
	enum tally_fate fate;

	if (!tally_rows_number(text, &line))
		return tally_rows_wrong(t, "line %s is not a number from 1",
		    span_show(text, shown));
	fate = read_reason(t, field(t, row, TALLY_REFUSED_REASON), &reason);
	if (fate != TALLY_COUNTED)
		return fate;
	fates->refused++;
	fates->of_reason[reason]++;
	return TALLY_COUNTED;
}

static enum tally_fate
read_outcome(struct tally *t, const struct record *row,
    enum ledger_outcome *outcome)
{
	struct span text = field(t, row, TALLY_OUTCOME);
	char shown[SPAN_SHOWN_MAX];

	for (int i = LEDGER_ACCEPTED; i <= LEDGER_KNOWN; i++)
		if (span_equal(text, span_of(ledger_word(i)))) {
			*outcome = i;
			return TALLY_COUNTED;
		}
	return tally_rows_wrong(t, "outcome %s is none that balsys-ledger "
	    "writes", span_show(text, shown));
}

static enum tally_fate
add_outcome(struct tally *t, const struct record *row)
{
	struct summary_fates *fates = &t->summary->fates;
	struct span balance = { NULL, 0 };
	enum ledger_outcome outcome = LEDGER_ACCEPTED;
	struct money ignored;
	int reason = 0;
	enum tally_fate fate = read_outcome(t, row, &outcome);

	if (fate == TALLY_COUNTED && outcome == LEDGER_REFUSED)
		fate = read_reason(t, field(t, row, TALLY_OUTCOME_REASON),
		    &reason);
	if (fate != TALLY_COUNTED)
		return fate;
	balance = field(t, row, TALLY_OUTCOME_BALANCE);
	if (balance.len > 0 && txn_parse_amount(balance, "balance",
	    t->feed.scale, &ignored, &t->feed.fault) == -1)
		return TALLY_REFUSE;
	fates->refused += outcome == LEDGER_REFUSED;
	fates->of_reason[reason] += outcome == LEDGER_REFUSED;
	fates->duplicates += outcome == LEDGER_DUPLICATE;
	fates->known += outcome == LEDGER_KNOWN;
	return TALLY_COUNTED;
}

static enum tally_fate
add_submitted(struct tally *t, const struct record *row)
{
	uint64_t window;
	enum tally_fate fate = next_window(t, row, TALLY_SUBMITTED_WINDOW,
	    &window);

	if (fate != TALLY_COUNTED)
		return fate;
	t->window = window;
	t->summary->fates.submitted++;
	return TALLY_COUNTED;
}

enum tally_fate
tally_rows_add(struct tally *t, const struct record *row)
{
	switch (t->kind) {
	case TALLY_REPORT:
		return add_report(t, row);
	case TALLY_LIST:
		return add_list(t, row);
	case TALLY_REFUSED:
		return add_refused(t, row);
	case TALLY_OUTCOMES:
		return add_outcome(t, row);
	default:
		return add_submitted(t, row);
	}
}
