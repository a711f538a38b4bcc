/*
 * picture - what balsys-stats draws, and where to.
 *
 *	struct picture picture = PICTURE_START;
 *
 *	if (!picture_option(&picture, letter))
 *		...
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

#define PICTURE_OPTIONS \
	{ PICTURE_FILE, "plot", "FILE", \
	    "draw what is in the stream to FILE.svg or FILE.png" }

enum {
	PICTURE_FILE = 960,	/* the option's letter */
};

struct picture {
	const char *path;	/* NULL: none is asked for */
	bool is_png;
	struct sketch sketch;	/* private, as is what follows */
	struct page_file file;
};

#define PICTURE_START { .sketch = SKETCH_START }

/*
 * Take the option.  Returns whether it is this one; exits with EX_USAGE after
 * saying so if the file's name tells no format.
 */
bool	picture_option(struct picture *p, int letter);

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
 * NULL.  Returns 0, or the status to exit with after saying why, and the file is
 * as it was.
 */
int	picture_draw(struct picture *p, const struct summary *summary,
	    int scale, const char *currency)
	__attribute__((warn_unused_result));

/* Release everything, behind outputs_close().  Harmless twice. */
void	picture_close(struct picture *p);

#endif
