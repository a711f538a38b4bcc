/*
 * window_file - windows read back from the file of a book that they were
 * written to, one at a time, as they were when they had been packed.
 *
 *	struct window_file f = { 0 };
 *	struct parcel parcel = { .cap = cap };
 *
 *	if (window_file_open(&f, path, scale, 0) == -1)
 *		fail(window_file_error(&f));
 *	while ((got = window_file_next(&f, &parcel)) > 0)
 *		use(&parcel);
 *	if (got == -1)
 *		fail(window_file_error(&f));
 *	window_file_close(&f);
 *	parcel_free(&parcel);
 *
 * What comes has number, held, amount and groups, so that batch_output_put()
 * writes of it what it wrote when it was packed.  Its records are in the order
 * of the file: by batch, and within a batch as they came; as lines go without
 * the two columns that were appended.  What a report and a certificate say
 * besides is not in the file.
 *
 * One window is held, and of the next one a record at most.
 */
#ifndef BALSYS_WINDOW_FILE_H
#define BALSYS_WINDOW_FILE_H

#include <stdint.h>

#include "cli/parcel.h"
#include "stream/failure.h"

struct window_file {
	struct window_file_state *state;	/* private */
};

/*
 * Open path, which is borrowed until it is closed, whose last two columns are a
 * window and a batch, and whose amounts have scale decimals.  It is read up to
 * the offset until, where a line ends, or, if that is 0, to its end.  Returns 0
 * or -1; window_file_close() is due in either case.
 */
int	window_file_open(struct window_file *f, const char *path, int scale,
	    uint64_t until)
	__attribute__((warn_unused_result));

/* Its header, without the two columns; borrowed until it is closed. */
struct span window_file_header(const struct window_file *f);

/*
 * Go to offset, where a window begins, at a line counted from 1; not once a
 * window was read.  Returns 0, or -1.
 */
int	window_file_seek(struct window_file *f, uint64_t offset,
	    unsigned long line)
	__attribute__((warn_unused_result));

/*
 * The next window into p, whose cap is set and which is emptied first.  Returns
 * 1, or 0 at the end, or -1 if there is a line that no window can have: windows
 * count up by one from the first, batches from 1 within each, no batch is over
 * the cap.  A window is all the lines with its number, be they enough or not.
 */
int	window_file_next(struct window_file *f, struct parcel *p)
	__attribute__((warn_unused_result));

/*
 * Where the window that came last ended, or, before the first, where that
 * begins: the offset, and the line that begins there.
 */
uint64_t window_file_offset(const struct window_file *f);
unsigned long window_file_line(const struct window_file *f);

/* Why something failed: the kind, and one line ready to print.  Borrowed. */
enum reader_failure window_file_failure(const struct window_file *f);
const char *window_file_error(const struct window_file *f);

/* Release everything.  Harmless twice. */
void	window_file_close(struct window_file *f);

#endif
