/*
 * plot - a picture of streams, as a program for gnuplot: a panel for each thing
 * that they have, one below the other.
 *
 *	struct plot plot = { .sketch = &sketch, .scale = 2 };
 *	struct buf script = { 0 };
 *
 *	plot_put(&script, &plot);
 *	if (script.failed)
 *		return -1;
 *	run(buf_span(&script));
 *
 * The panels are: the balance of all accounts together, by time or by number,
 * behind every record, or, of more than fit, behind the last of each bin, and
 * then its range in the bin as a band, unless the records' order hides it; how
 * many amounts are how large; how full batches are; and how many batches
 * windows take, and at least have to.  Where there is nothing of these, there
 * is a sentence.
 *
 * Values go in as exact decimals, with the marks of axes set here (stats/axis).
 * The same plot is the same program, byte for byte.
 *
 * Colours are those of Masataka Okabe and Kei Ito, "Color Universal Design"
 * (2008), which differ for colour-blind readers; what is drawn together differs
 * in lightness and in its line as well.
 */
#ifndef BALSYS_PLOT_H
#define BALSYS_PLOT_H

#include "base/buf.h"
#include "stats/sketch.h"

struct plot {
	const struct sketch *sketch;	/* borrowed */
	int scale;
	const char *currency;	/* a label; NULL if there is none */
	bool is_png;		/* else SVG */
	bool has_accounts;
	uint64_t accounts;	/* how many, if that is known */
	bool has_opening;	/* amounts lead from there to the closing
				   balance; else their sum is drawn */
	struct money_total opening;
};

/* Append the program.  It can fail for want of memory, which buf keeps. */
void	plot_put(struct buf *out, const struct plot *plot);

#endif
