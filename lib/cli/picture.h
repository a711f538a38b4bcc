/*
 * picture - what balsys-stats draws, and where to.
 *
 *	struct picture picture = PICTURE_START;
 *
 *	picture_option(&picture, cli_argument());
 *	...
 *	status = picture_open(&picture, &outputs, &summary);
 *	...
 *	status = picture_draw(&picture, &summary, scale, currency);
 *	picture_close(&picture);
 *
 * Where no picture was asked for, each does nothing and returns 0.
 */
#ifndef BALSYS_PICTURE_H
#define BALSYS_PICTURE_H

#include <stdbool.h>

#include "cli/outputs.h"
#include "cli/page_file.h"
#include "stats/sketch.h"

struct picture {
	const char *path;	/* NULL: none is asked for */
	bool is_png;
	struct sketch sketch;	/* private, as is what follows */
	struct page_file file;
};

#define PICTURE_START { .sketch = SKETCH_START }

/*
 * Have it drawn to this file, whose name tells the format.  Exits with EX_USAGE
 * after saying so if it does not.  path is borrowed.
 */
void	picture_option(struct picture *p, const char *path);

/*
 * See that it can be drawn and written, and have summary count for it; summary
 * borrows p.  Returns 0, or the status to exit with after saying why:
 * EX_UNAVAILABLE, EX_CANTCREAT, EX_USAGE, EX_IOERR.
 */
int	picture_open(struct picture *p, struct outputs *outputs,
	    struct summary *summary)
	__attribute__((warn_unused_result));

/*
 * Draw what was counted, behind summary_end(); once.  currency is a label, or
 * NULL.  Returns 0, or the status to exit with after saying why, and the file
 * is as it was.  So it is where a signal asks to stop meanwhile: EX_TEMPFAIL,
 * and nothing is said.
 */
int	picture_draw(struct picture *p, const struct summary *summary,
	    int scale, const char *currency)
	__attribute__((warn_unused_result));

/* Release everything, behind outputs_close().  Harmless twice. */
void	picture_close(struct picture *p);

#endif
