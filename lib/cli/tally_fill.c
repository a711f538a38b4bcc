#include <inttypes.h>

#include "cli/tally_fill.h"

enum tally_fate
tally_fill_end(struct tally *t)
{
	struct windows_sums sums = t->filling;

	t->filling = (struct windows_sums){ 0 };
	if (sums.batches == 0)
		return TALLY_COUNTED;
	sums.has_least = true;
	sums.least = sums.absolute.minor;
	return summary_add_batch(t->summary, t->window, &sums) == -1 ?
	    TALLY_NO_MEMORY : TALLY_COUNTED;
}

/* The batch before is whole, and another begins. */
static enum tally_fate
begin_batch(struct tally *t, uint64_t window, uint64_t batch)
{
	enum tally_fate fate;

	if (window < t->window || (window == t->window && batch < t->batch))
		return tally_rows_wrong(t, "batch %" PRIu64 " of window %"
		    PRIu64 " after batch %" PRIu64 " of window %" PRIu64
		    ": the lines are not grouped as balsys-batch writes them",
		    batch, window, t->batch, t->window);
	fate = tally_fill_end(t);
	t->filling.windows = window != t->window;
	t->filling.batches = 1;
	t->window = window;
	t->batch = batch;
	return fate;
}

enum tally_fate
tally_fill_add(struct tally *t, const struct record *row, struct money amount)
{
	struct span window_text = row->field[t->at[TALLY_WINDOW]];
	struct span batch_text = row->field[t->at[TALLY_BATCH]];
	struct money_total *sum = &t->filling.absolute;
	uint64_t window, batch;
	money_int128 before;

	if (!tally_rows_number(window_text, &window))
		return tally_rows_not_numbered(t, "window", window_text);
	if (!tally_rows_number(batch_text, &batch))
		return tally_rows_not_numbered(t, "batch", batch_text);
	if (window > t->whole_windows)
		return TALLY_COUNTED;
	if (window != t->window || batch != t->batch) {
		enum tally_fate fate = begin_batch(t, window, batch);

		if (fate != TALLY_COUNTED)
			return fate;
	}
	before = sum->minor;
	money_total_add_magnitude(sum, amount);
	t->filling.records++;
	if (before <= t->summary->cap.minor &&
	    sum->minor > t->summary->cap.minor)
		tally_rows_over(t, row, window, batch, " here", *sum);
	return TALLY_COUNTED;
}
