/*
 * reject_rows - the lines of a reject file, read back in the order in which
 * they were written, to see what is in it already.
 *
 *	struct reject_rows rows = { 0 };
 *
 *	if (reject_rows_open(&rows, path, from, until) == -1)
 *		fail(rows.failure.sentence);
 *	if (rows.line == row->line && span_equal(rows.row, refused))
 *		status = reject_rows_next(&rows);
 *	reject_rows_close(&rows);
 */
#ifndef BALSYS_REJECT_ROWS_H
#define BALSYS_REJECT_ROWS_H

#include <stdint.h>

#include "base/span.h"
#include "stream/failure.h"
#include "stream/input.h"
#include "stream/lines.h"

struct reject_rows {
	uint64_t line;		/* of the record that the next one tells of;
				   UINT64_MAX: there is none */
	struct span row;	/* the next one, without its newline; borrowed
				   until reject_rows_next() */
	uint64_t offset;	/* where it begins */
	struct failure failure;

	const char *path;	/* private, from here on */
	struct wait_hook hook;
	struct input input;
	struct lines lines;
};

/*
 * Open path, which is borrowed, and have the first row from the offset from on
 * (0: behind the header) as the next one; none begins at until or behind.
 * Returns 0, or -1 with failure set; reject_rows_close() is due in either case.
 */
int	reject_rows_open(struct reject_rows *r, const char *path, uint64_t from,
	    uint64_t until)
	__attribute__((warn_unused_result));

/* Go on to the next one.  Returns 0, or -1 with failure set. */
int	reject_rows_next(struct reject_rows *r)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	reject_rows_close(struct reject_rows *r);

#endif
