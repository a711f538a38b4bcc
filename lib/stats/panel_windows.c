/* How many batches windows take, and how many they at least have to. */
#include "stats/panel.h"
#include "stats/script.h"

enum { DECIMALS = 4 };		/* of a mean: as a share, ten-thousandths */

#define TIMES 10000

/* Rounded down: both lines are, so that equal ones stay so. */
static money_int128
mean(const struct series_bin *bin)
{
	return bin->sum * TIMES / bin->count;
}

static bool
has(const struct plot *plot)
{
	return plot->sketch->batches.count > 0;
}

static struct axis
axis(const struct plot *plot)
{
	const struct sketch *s = plot->sketch;
	struct series_step batches, bounds;
	money_int128 low = 0, high = 0;
	size_t at = 0, bound_at = 0;

	while (series_next(&s->batches, &at, &batches) &&
	    series_next(&s->bounds, &bound_at, &bounds)) {
		if (high == 0 || bounds.bin.low < low)
			low = bounds.bin.low;
		if (batches.bin.low < low)
			low = batches.bin.low;
		if (batches.bin.high > high)
			high = batches.bin.high;
		if (bounds.bin.high > high)
			high = bounds.bin.high;
	}
	return axis_of((low - 1) * TIMES, (high + 1) * TIMES, TIMES, DECIMALS);
}

static money_int128
sum(const struct series *s)
{
	money_int128 sum = 0;
	struct series_step step;
	size_t at = 0;

	while (series_next(s, &at, &step))
		sum += step.bin.sum;
	return sum;
}

static void
put_title(struct buf *out, const struct plot *plot)
{
	money_int128 batches = sum(&plot->sketch->batches);
	money_int128 above = batches - sum(&plot->sketch->bounds);

	panel_put_count(out, plot->sketch->batches.count, "window");
	script_say(out, plot->sketch->batches.count == 1 ? " takes " :
	    " take ");
	panel_put_count(out, (uint64_t)batches, "batch");
	script_say(out, ": ");
	script_number(out, above);
	script_say(out, " above the lower bound");
}

/* Both ends of each bin: its bound, its batches, and the range of these. */
static void
put_data(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	const struct sketch *s = plot->sketch;
	struct series_step batches, bounds;
	size_t at = 0, bound_at = 0;

	script_say(out, "$windows << EOD\n");
	while (series_next(&s->batches, &at, &batches) &&
	    series_next(&s->bounds, &bound_at, &bounds)) {
		money_int128 columns[] = { mean(&bounds.bin),
		    mean(&batches.bin), batches.bin.low * TIMES,
		    batches.bin.high * TIMES };

		for (int end = 0; end < 2; end++) {
			panel_put_begin(out, end == 0 ? batches.from :
			    batches.bin.last + 1);
			for (int i = 0; i < 4; i++) {
				script_say(out, " ");
				axis_put_value(out, axis, columns[i]);
			}
			script_say(out, "\n");
		}
	}
	script_say(out, "EOD\n");
}

static void
put(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	bool band = plot->sketch->batches.most > 1;

	put_data(out, plot, axis);
	panel_put_numbers(out, &plot->sketch->batches, "window");
	panel_put_unit(out, "batches", "", axis);
	script_say(out, "plot ");
	if (band)
		script_say(out, "$windows using 1:4:5 with filledcurves "
		    "fillcolor \"" PANEL_LIGHT "\" fillstyle solid 0.4 title "
		    "\"range\", ");
	if (sum(&plot->sketch->batches) > sum(&plot->sketch->bounds))
		script_say(out, "$windows using 1:2:3 with filledcurves "
		    "fillcolor \"" PANEL_BETWEEN "\" fillstyle solid 0.8 "
		    "title \"above the bound\", ");
	script_say(out, "$windows using 1:3 with lines linecolor \"" PANEL_DARK
	    "\" linewidth 1.5 title \"%s\", $windows using 1:2 with lines "
	    "linecolor \"" PANEL_OTHER "\" linewidth 1.5 dashtype 2 title "
	    "\"%s\"\n", band ? "mean of batches" : "batches",
	    band ? "mean of bounds" : "lower bound");
}

const struct panel panel_windows = { has, axis, put_title, put };
