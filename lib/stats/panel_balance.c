/* The balance behind each record, and how far it went. */
#include "stats/axis_time.h"
#include "stats/panel.h"
#include "stats/script.h"

enum { DATE_LEN = 10 };

/* Where x is: instants, or numbers. */
struct across {
	bool by_number;
	struct axis_time time;
};

static struct across
across_of(const struct plot *plot)
{
	const struct series *s = &plot->sketch->balance;

	if (plot->sketch->by_number)
		return (struct across){ .by_number = true };
	return (struct across){ .time = axis_time_of(
	    (struct timestamp){ s->first }, (struct timestamp){ s->last }) };
}

static void
put_place(struct buf *out, const struct across *across, int64_t place)
{
	if (across->by_number)
		script_decimal(out, place, 0);
	else
		axis_time_put_moment(out, &across->time, place);
}

static bool
has(const struct plot *plot)
{
	return plot->sketch->balance.count > 0;
}

/* Several records are in one bin, and their order is that of posting. */
static bool
has_band(const struct plot *plot)
{
	const struct series *s = &plot->sketch->balance;

	return s->most > 1 && !plot->sketch->is_shuffled && !s->went_back;
}

static struct axis
axis(const struct plot *plot)
{
	money_int128 now = plot->opening.minor, low = now, high = now;
	bool band = has_band(plot);
	struct series_step step;
	size_t at = 0;

	while (series_next(&plot->sketch->balance, &at, &step)) {
		if (band && now + step.bin.low < low)
			low = now + step.bin.low;
		if (band && now + step.bin.high > high)
			high = now + step.bin.high;
		now += step.bin.sum;
		if (now < low)
			low = now;
		if (now > high)
			high = now;
	}
	return axis_of(low, high, 1, plot->scale);
}

/* The days that it is of, or how many records. */
static void
put_extent(struct buf *out, const struct plot *plot)
{
	const struct series *s = &plot->sketch->balance;
	char first[TIMESTAMP_TEXT_LEN], last[TIMESTAMP_TEXT_LEN];

	if (plot->sketch->by_number) {
		panel_put_count(out, s->count, "record");
		return;
	}
	timestamp_format((struct timestamp){ s->first }, first);
	timestamp_format((struct timestamp){ s->last }, last);
	script_say(out, "%.*s", DATE_LEN, first);
	if (memcmp(first, last, DATE_LEN) != 0)
		script_say(out, " to %.*s", DATE_LEN, last);
}

static void
put_title(struct buf *out, const struct plot *plot)
{
	if (!plot->has_opening)
		script_say(out, "Sum of all amounts so far");
	else if (!plot->has_accounts)
		script_say(out, "Balance of all accounts together");
	else
		script_say(out, "Balance of ");
	if (plot->has_opening && plot->has_accounts)
		panel_put_count(out, plot->accounts, "account");
	script_say(out, ", ");
	put_extent(out, plot);
}

static void
put_range(struct buf *out, const struct across *across,
    const struct axis *axis, int64_t place, money_int128 low,
    money_int128 high)
{
	put_place(out, across, place);
	script_say(out, " ");
	axis_put_value(out, axis, low);
	script_say(out, " ");
	axis_put_value(out, axis, high);
	script_say(out, "\n");
}

/* Both ends of each bin; between bins nothing happens. */
static void
put_band(struct buf *out, const struct plot *plot,
    const struct across *across, const struct axis *axis)
{
	money_int128 now = plot->opening.minor;
	struct series_step step;
	size_t at = 0;

	script_say(out, "$range << EOD\n");
	while (series_next(&plot->sketch->balance, &at, &step)) {
		money_int128 low = now + step.bin.low;
		money_int128 high = now + step.bin.high;

		put_range(out, across, axis, step.from, now, now);
		put_range(out, across, axis, step.from, low, high);
		put_range(out, across, axis, step.until, low, high);
		now += step.bin.sum;
		put_range(out, across, axis, step.until, now, now);
	}
	script_say(out, "EOD\n");
}

static void
put_point(struct buf *out, const struct across *across,
    const struct axis *axis, int64_t place, money_int128 value)
{
	put_place(out, across, place);
	script_say(out, " ");
	axis_put_value(out, axis, value);
	script_say(out, "\n");
}

/* Where it stood at the beginning, and behind the last record of each bin. */
static void
put_line(struct buf *out, const struct plot *plot,
    const struct across *across, const struct axis *axis)
{
	const struct series *s = &plot->sketch->balance;
	money_int128 now = plot->opening.minor;
	struct series_step step;
	size_t at = 0;

	script_say(out, "$balance << EOD\n");
	put_point(out, across, axis, s->first, now);
	while (series_next(s, &at, &step)) {
		now += step.bin.sum;
		put_point(out, across, axis, step.bin.last, now);
	}
	script_say(out, "EOD\n");
}

static void
put(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	const struct series *s = &plot->sketch->balance;
	struct across across = across_of(plot);
	bool band = has_band(plot);

	if (band)
		put_band(out, plot, &across, axis);
	put_line(out, plot, &across, axis);
	if (across.by_number)
		panel_put_numbers(out, s, "record");
	else
		axis_time_put(out, &across.time);
	panel_put_unit(out, plot->has_opening ? "balance" : "sum",
	    plot->currency == NULL ? "" : plot->currency, axis);
	script_say(out, "plot ");
	if (band)
		script_say(out, "$range using 1:2:3 with filledcurves "
		    "fillcolor \"" PANEL_LIGHT "\" fillstyle solid 0.5 "
		    "title \"least to greatest\", ");
	script_say(out, "$balance using 1:2 with steps linecolor \"" PANEL_DARK
	    "\" linewidth 1.5 title \"%s\"", s->most == 1 ?
	    "after each record" : "at the end of each moment");
	if (s->count <= PANEL_FEW)
		script_say(out, ", $balance using 1:2 every ::1 with points "
		    "pointtype 7 pointsize 0.6 linecolor \"" PANEL_DARK
		    "\" notitle");
	script_say(out, "\n");
}

const struct panel panel_balance = { has, axis, put_title, put };
