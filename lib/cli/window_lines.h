/*
 * window_lines - are the lines of a window those that went in, each once, and
 * within a batch in their order?
 *
 *	struct window_lines lines = { 0 };
 *
 *	if (window_lines_begin(&lines, &parcel) == -1)
 *		return -1;
 *	while (next_line_that_went_in(&line))
 *		if (window_lines_take(&lines, line, &i) != WINDOW_LINES_NEXT)
 *			tell(...);
 *	if (window_lines_left(&lines, &i))
 *		tell(...);
 *	window_lines_free(&lines);
 *
 * Lines are found by hash and compared byte for byte, in a time that goes up
 * with their number alone.  cli/window_match tells as much to who writes the
 * file; an auditor takes nothing from there.
 */
#ifndef BALSYS_WINDOW_LINES_H
#define BALSYS_WINDOW_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/parcel.h"

enum window_lines_found {
	WINDOW_LINES_NEXT,	/* it is there, behind all of its batch that
				   went in before */
	WINDOW_LINES_BEFORE,	/* it is there, but before one of these */
	WINDOW_LINES_NONE,	/* it is not there, or not once more */
};

struct window_lines {
	const struct parcel *p;	/* private, all of it */
	uint32_t *slot;		/* indices from 1, by hash */
	size_t nslots, slot_cap;
	uint32_t *batch;	/* of each line, */
	size_t batch_cap;
	uint32_t *least;	/* of each batch: what comes next is no */
	size_t least_cap;	/* index below */
	bool *taken;
	size_t taken_cap;
};

/*
 * Begin with a window read back, in the order of its file; it is borrowed until
 * the next one.  Returns 0, or -1 with errno ENOMEM.
 */
int	window_lines_begin(struct window_lines *m, const struct parcel *p)
	__attribute__((warn_unused_result));

/*
 * The next line that went in.  Sets *i to its index in the window where it is
 * there.
 */
enum window_lines_found window_lines_take(struct window_lines *m,
	    struct span line, size_t *i);

/* The first line of the window that was not taken; returns whether any is. */
bool	window_lines_left(const struct window_lines *m, size_t *i);

/* Release everything.  Harmless twice. */
void	window_lines_free(struct window_lines *m);

#endif
