/*
 * window_tail - where the last window ends that a file of lines is to keep.
 *
 *	uint64_t end;
 *
 *	if (window_tail_last(&windows, &last) == -1 ||
 *	    window_tail_find(&batches, WINDOW_TAIL_BEFORE_LAST, last, 1000,
 *	    &end) == -1)
 *		return -1;
 *	journal_keep(&batches, end);
 *
 * Files are read from their ends, no further than a window that is whole.
 */
#ifndef BALSYS_WINDOW_TAIL_H
#define BALSYS_WINDOW_TAIL_H

#include <stdint.h>

#include "stream/failure.h"
#include "stream/journal.h"

/* Which field of a line is the number of its window. */
enum window_tail_field {
	WINDOW_TAIL_FIRST,
	WINDOW_TAIL_BEFORE_LAST,	/* neither it nor the last is quoted */
};

/*
 * The number in the last line of a file whose lines begin with one, or 0 if
 * there is none behind its header.  Returns 0, or -1 with *failure set, as
 * does window_tail_find().
 */
int	window_tail_last(const struct journal *j, uint64_t *window,
	    struct failure *failure)
	__attribute__((warn_unused_result));

/*
 * Where the lines of window last end, of which there are count, or, if last is
 * 0, where the header does, or 0 if there is none.  It is a failure if there
 * are not as many.  Windows go up by one, from 1, with count lines each.
 */
int	window_tail_find(const struct journal *j, enum window_tail_field field,
	    uint64_t last, uint64_t count, uint64_t *end,
	    struct failure *failure)
	__attribute__((warn_unused_result));

#endif
