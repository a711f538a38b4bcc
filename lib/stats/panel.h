/*
 * panel - the parts of a picture that stats/plot puts below each other, each in
 * a file of its own.
 */
#ifndef BALSYS_PANEL_H
#define BALSYS_PANEL_H

#include "stats/axis.h"
#include "stats/plot.h"

/*
 * Of Okabe and Ito: blue, sky blue, vermilion, orange.  In print the first is
 * dark and the others are not; where two lines cross, one is dashed.
 */
#define PANEL_DARK "#0072B2"
#define PANEL_LIGHT "#56B4E9"
#define PANEL_OTHER "#D55E00"
#define PANEL_BETWEEN "#E69F00"

enum { PANEL_FEW = 60 };	/* values that get a point each */

struct panel {
	/* Is there anything to see? */
	bool	(*has)(const struct plot *plot);

	/* The axis upwards. */
	struct axis (*axis)(const struct plot *plot);

	/* Append what is seen, fit for double quotes. */
	void	(*put_title)(struct buf *out, const struct plot *plot);

	/* Append the data, what axes are of, and the command that draws. */
	void	(*put)(struct buf *out, const struct plot *plot,
	    const struct axis *axis);
};

extern const struct panel panel_amounts, panel_balance, panel_fills,
    panel_windows;

/* Append the command that says what y is of and in: "balance (million GBP)". */
void	panel_put_unit(struct buf *out, const char *what, const char *unit,
	    const struct axis *axis);

/* Append a count of things: "1 record", "2,000 records". */
void	panel_put_count(struct buf *out, uint64_t count, const char *thing);

/* Append the axis of numbers from 1 to s->last, and what they are of; and where
   on it a number begins, which takes from a half below to a half above it. */
void	panel_put_numbers(struct buf *out, const struct series *s,
	    const char *label);
void	panel_put_begin(struct buf *out, int64_t number);

#endif
