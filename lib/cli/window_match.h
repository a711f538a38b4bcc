/*
 * window_match - are the lines of a window those that went in, each once, and
 * within a batch in their order?
 *
 *	struct window_match match = { 0 };
 *
 *	if (window_match_begin(&match, &parcel) == -1)
 *		return -1;
 *	while (next_line_that_went_in(&line))
 *		if (window_match_take(&match, line, &i) != WINDOW_MATCH_NEXT)
 *			tell(...);
 *	if (window_match_left(&match, &i))
 *		tell(...);
 *	window_match_free(&match);
 *
 * Lines are found by hash and compared byte for byte, in a time that goes up
 * with their number alone.
 */
#ifndef BALSYS_WINDOW_MATCH_H
#define BALSYS_WINDOW_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/parcel.h"

enum window_match_found {
	WINDOW_MATCH_NEXT,	/* it is there, behind all of its batch that
				   went in before */
	WINDOW_MATCH_BEFORE,	/* it is there, but before one of these */
	WINDOW_MATCH_NONE,	/* it is not there, or not once more */
};

struct window_match {
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
int	window_match_begin(struct window_match *m, const struct parcel *p)
	__attribute__((warn_unused_result));

/*
 * The next line that went in.  Sets *i to its index in the window where it is
 * there.
 */
enum window_match_found window_match_take(struct window_match *m,
	    struct span line, size_t *i);

/* The first line of the window that was not taken; returns whether any is. */
bool	window_match_left(const struct window_match *m, size_t *i);

/* Release everything.  Harmless twice. */
void	window_match_free(struct window_match *m);

#endif
