/*
 * saved_parts - the parts of a saved summary (stats/saved), read back.
 *
 *	struct figures figures = { 0 };
 *	struct timeline timeline = { 0 };
 *
 *	if (saved_parts_figures(&in, scale, &figures) == -1 ||
 *	    saved_parts_timeline(&in, &figures, &timeline) == -1)
 *		fail(in.failure->sentence);
 *	timeline_free(&timeline);
 *	figures_free(&figures);
 *
 * Each begins at the line where in stands, and leaves it at the one behind.
 * What may be absent is then all zeros.  Each returns 0, or -1 with the failure
 * of in set; what was read until then is still to be freed.
 */
#ifndef BALSYS_SAVED_PARTS_H
#define BALSYS_SAVED_PARTS_H

#include "stats/saved_lines.h"
#include "stats/summary.h"

/* Figures, which are all zeros before; of no records if there are none. */
int	saved_parts_figures(struct saved_lines *in, int scale,
	    struct figures *f)
	__attribute__((warn_unused_result));

/* When the records of figures came, if they have times. */
int	saved_parts_timeline(struct saved_lines *in, const struct figures *f,
	    struct timeline *t)
	__attribute__((warn_unused_result));

int	saved_parts_fates(struct saved_lines *in, struct summary_fates *f)
	__attribute__((warn_unused_result));

/* Windows and batches, as lists and reports have them. */
int	saved_parts_windows(struct saved_lines *in, int scale,
	    struct summary_windows *w)
	__attribute__((warn_unused_result));

#endif
