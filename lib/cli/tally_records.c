#include <errno.h>
#include <inttypes.h>

#include "cli/tally_records.h"

/* Where a record stands. */
static enum tally_fate
find_place(struct tally *t, const struct record *row,
    struct summary_place *place)
{
	struct span window, batch;

	place->has_window = t->at[TALLY_WINDOW] != -1;
	if (!place->has_window)
		return TALLY_COUNTED;
	window = row->field[t->at[TALLY_WINDOW]];
	batch = row->field[t->at[TALLY_BATCH]];
	if (!tally_rows_number(window, &place->window))
		return tally_rows_not_numbered(t, "window", window);
	if (!tally_rows_number(batch, &place->batch))
		return tally_rows_not_numbered(t, "batch", batch);
	return TALLY_COUNTED;
}

enum tally_fate
tally_records_add(struct tally *t, const struct record *row,
    const struct txn *txn)
{
	struct windows *lines = &t->summary->lines;
	struct summary_place place;
	struct span text = { NULL, 0 };
	struct money balance;
	enum tally_fate fate;
	int got;

	if (t->at[TALLY_BALANCE] != -1)
		text = row->field[t->at[TALLY_BALANCE]];
	if (text.len > 0 && txn_parse_amount(text, "balance", t->feed.scale,
	    &balance, &t->feed.fault) == -1)
		return TALLY_REFUSE;
	fate = find_place(t, row, &place);
	if (fate != TALLY_COUNTED)
		return fate;
	got = summary_add(t->summary, txn, text.len > 0 ? &balance : NULL,
	    &place);
	if (got == 1)
		tally_rows_over(t, row, place.window, place.batch, " here",
		    windows_batch_total(lines));
	if (got != -1)
		return TALLY_COUNTED;
	if (errno == ENOMEM)
		return TALLY_NO_MEMORY;
	return tally_rows_wrong(t, "batch %" PRIu64 " of window %" PRIu64
	    " after batch %" PRIu64 " of window %" PRIu64 ": the lines are not "
	    "grouped as balsys-batch writes them", place.batch, place.window,
	    lines->batch, lines->window);
}

/* How many of these records have a balance that can be read; sets them. */
static size_t
parse_balances(const struct tally *t, const struct record *row, size_t count,
    struct money *balance)
{
	for (size_t i = 0; i < count; i++)
		if (money_parse(row[i].field[t->at[TALLY_BALANCE]],
		    t->feed.scale, &balance[i]) == -1)
			return i;
	return count;
}

ssize_t
tally_records_add_ready(struct tally *t)
{
	struct money balance[FEED_RUN];
	bool has_balance = t->at[TALLY_BALANCE] != -1;
	const struct record *row;
	const struct txn *txn;
	size_t count;

	if (t->kind != TALLY_TRANSACTIONS || t->at[TALLY_WINDOW] != -1)
		return 0;
	count = feed_ready(&t->feed, &row, &txn);
	if (has_balance)
		count = parse_balances(t, row, count, balance);
	if (summary_add_run(t->summary, txn, has_balance ? balance : NULL,
	    count) == -1)
		return -1;
	feed_pass(&t->feed, count);
	t->feed.refusals.accepted += count;
	return (ssize_t)count;
}
