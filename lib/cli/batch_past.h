/*
 * batch_past - what earlier runs have read and packed, passed over and compared
 * with what a book has of it.
 *
 *	struct batch_past past = { .windows = 12, .window = 1000, ... };
 *
 *	if (batch_past_open(&past, batches, oversize) == -1)
 *		fail(batch_past_error(&past));
 *	while (batch_past_left(&past) && next_record())
 *		if (batch_past_take(&past, row) == -1)
 *			fail(batch_past_error(&past));
 *	...
 *	batch_past_close(&past);
 *
 * A window that is in the book is made of the records that come in its place,
 * all of them and no others (cli/window_match); a record that was refused is
 * refused again, in the same words.
 */
#ifndef BALSYS_BATCH_PAST_H
#define BALSYS_BATCH_PAST_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/reject_rows.h"
#include "cli/window_file.h"
#include "cli/window_match.h"
#include "stream/record.h"

struct batch_past {
	/* Yours to set: */
	uint64_t windows;	/* in the book */
	uint64_t passed;	/* of these, not to be looked at again */
	uint64_t offset;	/* where these end in the file of batches; 0: at
				   its header */
	uint64_t end;		/* where all of them do */
	uint64_t oversize, oversize_end;	/* likewise, of rows refused */
	size_t window;		/* records in each */
	uint64_t cap;
	int scale;

	const char *batches;	/* private, from here on */
	struct window_file file;
	struct reject_rows rows;
	struct parcel then;
	struct held now;
	unsigned long *line;	/* of each that is in now */
	size_t line_cap;
	struct window_match match;
	struct failure failure;
};

/*
 * Open the two files, whose paths are borrowed.  Returns 0, or -1 with
 * batch_past_error() set; batch_past_close() is due in either case.
 */
int	batch_past_open(struct batch_past *p, const char *batches,
	    const char *oversize)
	__attribute__((warn_unused_result));

/* Is a window to come that is in the book? */
static inline bool
batch_past_left(const struct batch_past *p)
{
	return p->passed < p->windows;
}

/*
 * A record comes that is not refused: see that it was not before.  Returns 0 or
 * -1.
 */
static inline bool
batch_past_was_refused(const struct batch_past *p, const struct record *row)
{
	return row->line >= p->rows.line;
}

int	batch_past_not_refused(struct batch_past *p, const struct record *row)
	__attribute__((warn_unused_result));

/* Pass over a record of a window that is in the book.  Returns 0 or -1. */
int	batch_past_take(struct batch_past *p, const struct record *row)
	__attribute__((warn_unused_result));

/*
 * A record is refused, of which refused is the line.  Returns 1 if it is in
 * the book, 0 if it is news, or -1.
 */
int	batch_past_refuse(struct batch_past *p, const struct record *row,
	    struct span refused)
	__attribute__((warn_unused_result));

/* The input, called file, has ended: was it all there?  Returns 0 or -1. */
int	batch_past_end(struct batch_past *p, const char *file)
	__attribute__((warn_unused_result));

/* Why something failed, and one line ready to print.  Borrowed. */
enum reader_failure batch_past_failure(const struct batch_past *p);
const char *batch_past_error(const struct batch_past *p);

/* Release everything.  Harmless twice. */
void	batch_past_close(struct batch_past *p);

#endif
