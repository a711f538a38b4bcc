#include "stats/panel.h"
#include "stats/script.h"

/* Pixels, of which gnuplot is told as parts of the whole. */
enum {
	WIDTH = 1000,
	HEIGHT = 310,		/* of a panel */
	EMPTY_HEIGHT = 120,	/* of a picture without any */
	TITLE = 24, KEY = 48,	/* how far below its top these stand, */
	TOP = 62,		/* and what is drawn begins */
	BOTTOM = 62,
	RIGHT = 40,
	LEFT = 66,		/* and the marks */
	DIGIT = 8,		/* how wide a character of those is */
	PANELS = 4,
	TENTHS = 10,		/* of a number: halves of it */
};

static const struct panel *const panels[PANELS] = { &panel_balance,
    &panel_amounts, &panel_fills, &panel_windows };

void
panel_put_unit(struct buf *out, const char *what, const char *unit,
    const struct axis *axis)
{
	const char *multiple = axis_multiple(axis);
	bool has_both = *multiple != '\0' && *unit != '\0';

	script_say(out, "set ylabel \"%s", what);
	if (*multiple != '\0' || *unit != '\0')
		script_say(out, " (%s%s%s)", multiple, has_both ? " " : "",
		    unit);
	script_say(out, "\"\n");
}

void
panel_put_count(struct buf *out, uint64_t count, const char *thing)
{
	size_t len = strlen(thing);

	script_number(out, count);
	script_say(out, " %s%s", thing, count == 1 ? "" :
	    thing[len - 1] == 'h' ? "es" : "s");
}

void
panel_put_numbers(struct buf *out, const struct series *s, const char *label)
{
	struct axis axis = axis_of(TENTHS, TENTHS * s->last, TENTHS, 1);
	const char *multiple = axis_multiple(&axis);

	axis_put_range(out, 'x', &axis, TENTHS / 2, TENTHS * s->last +
	    TENTHS / 2);
	script_say(out, "set xlabel \"%s number%s%s%s\"\n", label,
	    *multiple != '\0' ? " (" : "", multiple,
	    *multiple != '\0' ? ")" : "");
}

void
panel_put_begin(struct buf *out, int64_t number)
{
	script_decimal(out, TENTHS * number - TENTHS / 2, 1);
}

/* Append a part of the whole, exact enough for every pixel. */
static void
put_part(struct buf *out, int64_t part, int64_t whole)
{
	script_decimal(out, (money_int128)part * 1000000 / whole, 6);
}

/* A thing of gnuplot's, set to a height that is counted from the top. */
static void
put_height(struct buf *out, const char *words, int64_t from_top,
    int64_t height)
{
	script_say(out, "%s", words);
	put_part(out, height - from_top, height);
}

/* The size of titles: in pixels, or in points, of which 3 are 4 pixels. */
static const char *
heading(const struct plot *plot)
{
	return plot->is_png ? ",11" : ",14";
}

static void
put_panel(struct buf *out, const struct plot *plot,
    const struct panel *panel, int64_t top, int64_t height, int64_t left)
{
	struct axis axis = panel->axis(plot);

	put_height(out, "set tmargin at screen ", top + TOP, height);
	put_height(out, "\nset bmargin at screen ", top + HEIGHT - BOTTOM,
	    height);
	script_say(out, "\nset label 1 \"");
	panel->put_title(out, plot);
	script_say(out, "\" at screen ");
	put_part(out, left, WIDTH);
	put_height(out, ", screen ", top + TITLE, height);
	script_say(out, " left font \"%s\"\nset key at screen ",
	    heading(plot));
	put_part(out, WIDTH - RIGHT, WIDTH);
	put_height(out, ", screen ", top + KEY, height);
	script_say(out, " right center horizontal maxrows 1 samplen 3\n");
	axis_put_range(out, 'y', &axis, axis.low, axis.top);
	panel->put(out, plot, &axis);
}

/* How far from the left the panels begin, which is the same for all. */
static int64_t
left_of(const struct plot *plot)
{
	size_t most = 0;

	for (int i = 0; i < PANELS; i++)
		if (panels[i]->has(plot)) {
			struct axis axis = panels[i]->axis(plot);
			size_t width = axis_width(&axis);

			most = width > most ? width : most;
		}
	return LEFT + DIGIT * (int64_t)most;
}

static void
put_start(struct buf *out, const struct plot *plot, int64_t height)
{
	if (plot->is_png)
		script_say(out, "set terminal pngcairo noenhanced size %d,%d "
		    "fontscale 2 linewidth 2 background \"white\" font "
		    "\"DejaVu Sans,9\"\n", 2 * WIDTH,
		    2 * (int)height);
	else
		script_say(out, "set terminal svg noenhanced size %d,%d fixed "
		    "background \"white\" font \"DejaVu Sans, sans-serif,12\"\n"
		    , WIDTH, (int)height);
}

static void
put_nothing(struct buf *out, const struct plot *plot)
{
	put_start(out, plot, EMPTY_HEIGHT);
	script_say(out, "unset border\nunset tics\nunset key\n"
	    "set label 1 \"No records, and no batches\" at screen 0.5, "
	    "screen 0.5 center font \"%s\"\nset xrange [0:1]\n"
	    "set yrange [0:1]\nplot 2\n", heading(plot));
}

void
plot_put(struct buf *out, const struct plot *plot)
{
	int64_t height = 0, left, top = 0;

	for (int i = 0; i < PANELS; i++)
		height += panels[i]->has(plot) ? HEIGHT : 0;
	if (height == 0) {
		put_nothing(out, plot);
		return;
	}
	left = left_of(plot);
	put_start(out, plot, height);
	script_say(out, "set grid linecolor \"#D9D9D9\" linetype 1 linewidth "
	    "0.5\nset border 3 linecolor \"#404040\"\n"
	    "set tics nomirror out textcolor \"black\"\n"
	    "set lmargin at screen ");
	put_part(out, left, WIDTH);
	script_say(out, "\nset rmargin at screen ");
	put_part(out, WIDTH - RIGHT, WIDTH);
	script_say(out, "\nset multiplot\n");
	for (int i = 0; i < PANELS; i++)
		if (panels[i]->has(plot)) {
			put_panel(out, plot, panels[i], top, height, left);
			top += HEIGHT;
		}
	script_say(out, "unset multiplot\n");
}
