/* How full batches are, in the order in which they come. */
#include "stats/panel.h"
#include "stats/script.h"
#include "stats/windows.h"

enum {
	DECIMALS = 2,		/* of a percentage, that is ten-thousandths */
	FULL = 10000,
};

static money_int128
fill(const struct plot *plot, money_int128 sum, uint64_t batches)
{
	return windows_share(sum, (money_int128)plot->sketch->cap.minor *
	    batches);
}

/* The mean of all. */
static money_int128
mean(const struct plot *plot)
{
	const struct series *s = &plot->sketch->fills;
	money_int128 sum = 0;
	struct series_step step;
	size_t at = 0;

	while (series_next(s, &at, &step))
		sum += step.bin.sum;
	return fill(plot, sum, s->count);
}

static bool
has(const struct plot *plot)
{
	return plot->sketch->fills.count > 0;
}

/* From nothing to full; where all are nearly full, from nearer there. */
static struct axis
axis(const struct plot *plot)
{
	static const int lows[] = { 9900, 9000, 5000, 0 };
	money_int128 low = FULL, high = FULL, one;
	struct series_step step;
	struct axis axis;
	size_t at = 0;
	int i = 0;

	while (series_next(&plot->sketch->fills, &at, &step)) {
		one = fill(plot, step.bin.low, 1);
		low = one < low ? one : low;
		one = fill(plot, step.bin.high, 1);
		high = one > high ? one : high;
	}
	while (lows[i] > low)
		i++;
	axis = axis_of(lows[i], high, 1, DECIMALS);
	axis.top += axis.step / 5;	/* lines at full are seen, too */
	return axis;
}

static void
put_title(struct buf *out, const struct plot *plot)
{
	script_say(out, "How full ");
	panel_put_count(out, plot->sketch->fills.count, "batch");
	script_say(out, plot->sketch->fills.count == 1 ? " is: " : " are: ");
	script_people(out, mean(plot), DECIMALS, DECIMALS);
	script_say(out, " %% of the cap on average");
}

static void
put_row(struct buf *out, const struct axis *axis,
    money_int128 low, money_int128 mean, money_int128 high)
{
	script_say(out, " ");
	axis_put_value(out, axis, low);
	script_say(out, " ");
	axis_put_value(out, axis, mean);
	script_say(out, " ");
	axis_put_value(out, axis, high);
	script_say(out, "\n");
}

static void
put_data(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	const struct series *s = &plot->sketch->fills;
	struct series_step step;
	size_t at = 0;

	script_say(out, "$fill << EOD\n");
	while (series_next(s, &at, &step)) {
		money_int128 low = fill(plot, step.bin.low, 1);
		money_int128 high = fill(plot, step.bin.high, 1);
		money_int128 middle = fill(plot, step.bin.sum, step.bin.count);

		panel_put_begin(out, step.from);
		put_row(out, axis, low, middle, high);
		panel_put_begin(out, step.bin.last + 1);
		put_row(out, axis, low, middle, high);
	}
	script_say(out, "EOD\n");
}

/* Where each is seen, its own; else the range of some, and their mean. */
static void
put_each(struct buf *out, const struct axis *axis)
{
	script_say(out, "$fill using 1:3 with filledcurves y1=");
	axis_put_value(out, axis, axis->low);
	script_say(out, " fillcolor \"" PANEL_LIGHT "\" fillstyle solid 0.5 "
	    "notitle, $fill using 1:3 with lines linecolor \"" PANEL_DARK
	    "\" linewidth 1.5 title \"each batch\", ");
}

static void
put_some(struct buf *out)
{
	script_say(out, "$fill using 1:2:4 with filledcurves fillcolor \""
	    PANEL_LIGHT "\" fillstyle solid 0.5 title \"least to greatest\", "
	    "$fill using 1:3 with lines linecolor \"" PANEL_DARK
	    "\" linewidth 1.5 title \"mean of neighbours\", ");
}

static void
put(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	put_data(out, plot, axis);
	panel_put_numbers(out, &plot->sketch->fills, "batch");
	script_say(out, "set ylabel \"fill (%%)\"\nplot ");
	if (plot->sketch->fills.most > 1)
		put_some(out);
	else
		put_each(out, axis);
	axis_put_value(out, axis, mean(plot));
	script_say(out, " with lines linecolor \"" PANEL_OTHER "\" linewidth "
	    "1.5 dashtype 2 title \"mean of all\"\n");
}

const struct panel panel_fills = { has, axis, put_title, put };
