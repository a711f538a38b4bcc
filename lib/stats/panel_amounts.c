/* How many amounts are how large, on a logarithmic axis. */
#include <inttypes.h>

#include "stats/panel.h"
#include "stats/script.h"

enum { MARKS = 8 };		/* across, at most */

static uint64_t
bar(const struct decades *d, int i)
{
	return d->credits[i] > d->debits[i] ? d->credits[i] : d->debits[i];
}

/* The first and the last bar that is not empty.  Returns whether there is. */
static bool
find_ends(const struct decades *d, int *first, int *last)
{
	*first = DECADES_BARS;
	for (int i = 0; i < DECADES_BARS; i++)
		if (bar(d, i) > 0) {
			*first = i < *first ? i : *first;
			*last = i;
		}
	return *first < DECADES_BARS;
}

static bool
has(const struct plot *plot)
{
	int first, last;

	return find_ends(&plot->sketch->amounts, &first, &last);
}

static struct axis
axis(const struct plot *plot)
{
	const struct decades *d = &plot->sketch->amounts;
	uint64_t most = 1;

	for (int i = 0; i < DECADES_BARS; i++)
		if (bar(d, i) > most)
			most = bar(d, i);
	return axis_of(0, most, 1, 0);
}

static void
put_title(struct buf *out, const struct plot *plot)
{
	script_say(out, "How large the amounts of ");
	panel_put_count(out, plot->sketch->records, "record");
	script_say(out, " are");
	if (plot->sketch->amounts.zeros > 0) {
		script_say(out, "; not shown: ");
		script_number(out, plot->sketch->amounts.zeros);
		script_say(out, " of 0");
	}
}

static void
put_edge(struct buf *out, const struct plot *plot, int i)
{
	struct decades_edge edge = decades_edge(i);

	script_say(out, "%" PRIu64 "e%d", edge.mantissa,
	    edge.exponent - plot->scale);
}

/* The outline of some bars: each edge, with the count from there on. */
static bool
put_bars(struct buf *out, const struct plot *plot, const char *name,
    const uint64_t *counts, int first, int last)
{
	bool any = false;

	script_say(out, "$%s << EOD\n", name);
	for (int i = first; i <= last + 1; i++) {
		uint64_t count = i <= last ? counts[i] : 0;

		put_edge(out, plot, i);
		script_say(out, " %" PRIu64 "\n", i == first ? 0 : counts[i -
		    1]);
		put_edge(out, plot, i);
		script_say(out, " %" PRIu64 "\n", count);
		any = any || count > 0;
	}
	script_say(out, "EOD\n");
	return any;
}

/* A power of ten in words: 0.01, 100, 10 million. */
static void
put_power(struct buf *out, int exponent)
{
	static const char *const words[] = { "", " million", " billion",
	    " trillion", " quadrillion" };
	int word = exponent < 6 ? 0 : exponent / 3 - 1;
	money_int128 value = 1;

	for (int i = 0; i < (exponent < 0 ? -exponent : exponent) -
	    (word > 0 ? 3 * word + 3 : 0); i++)
		value *= 10;
	if (exponent < 0)
		script_decimal(out, 1, -exponent);
	else
		script_number(out, value);
	script_say(out, "%s", words[word]);
}

/* Marks at powers of ten, of so many that there is room for their words. */
static void
put_axis(struct buf *out, const struct plot *plot, int first, int last)
{
	int from, until, every;

	/* Whole decades, and at least one. */
	from = first / DECADES_PARTS;
	until = last / DECADES_PARTS + 1;
	every = (until - from) / MARKS + 1;
	/* gnuplot leaves out a mark that its logarithm puts outside. */
	script_say(out, "set logscale x\nset xrange [9999e%d:10001e%d]\n"
	    "set xtics (", from - plot->scale - 4, until - plot->scale - 4);
	for (int i = from; i <= until; i++) {
		script_say(out, i == from ? "\"" : ", \"");
		if ((i - from) % every == 0)
			put_power(out, i - plot->scale);
		script_say(out, "\" 1e%d", i - plot->scale);
	}
	script_say(out, ")\nset xlabel \"amount%s%s%s\"\n",
	    plot->currency != NULL ? " (" : "",
	    plot->currency != NULL ? plot->currency : "",
	    plot->currency != NULL ? ")" : "");
}

static void
put(struct buf *out, const struct plot *plot, const struct axis *axis)
{
	const struct decades *d = &plot->sketch->amounts;
	bool credits, debits;
	int first, last;

	if (!find_ends(d, &first, &last))
		return;
	credits = put_bars(out, plot, "credits", d->credits, first, last);
	debits = put_bars(out, plot, "debits", d->debits, first, last);
	put_axis(out, plot, first, last);
	panel_put_unit(out, "records", "", axis);
	script_say(out, "plot ");
	if (credits)
		script_say(out, "$credits using 1:2 with filledcurves y1=0 "
		    "fillcolor \"" PANEL_LIGHT "\" fillstyle solid 0.5 "
		    "notitle, $credits using 1:2 with lines linecolor \""
		    PANEL_DARK "\" linewidth 1.5 title \"credits\"%s",
		    debits ? ", " : "");
	if (debits)
		script_say(out, "$debits using 1:2 with lines linecolor \""
		    PANEL_OTHER "\" linewidth 2 dashtype (3,2) title "
		    "\"debits\"");
	script_say(out, "\nunset logscale x\n");
}

const struct panel panel_amounts = { has, axis, put_title, put };
