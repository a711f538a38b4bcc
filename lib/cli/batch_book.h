/*
 * batch_book - the part of a book that balsys-batch keeps: its windows, what no
 * batch can hold, and how far it has come.
 *
 *	struct batch_book b = { .path = "books/main", .tee = true };
 *
 *	status = batch_book_open(&b, &shape, &feed, &outputs);
 *	status = feed_open(&feed, &outputs, b.inputs);
 *	status = batch_book_begin(&b);
 *	while (!batch_book_stopped(&b) && next_record())
 *		if (refused)
 *			ended = batch_book_refuse(&b, row) == -1;
 *		else if (batch_book_passes(&b, row) == 0)
 *			put it into the window that fills, and, of the last,
 *			batch_book_full(&b, number, row);
 *	...
 *		batch_book_put(&b, parcel)	for every window packed
 *	status = batch_book_finish(&b, ended_well, status);
 *	batch_book_close(&b);
 *
 * A window is there once its line is in windows.csv; all that belongs to it is
 * on disk before that is.  What an earlier run has left of one that is not
 * there is cut off, and what it had consumed is passed over (cli/batch_past).
 *
 * What goes wrong is said here.
 */
#ifndef BALSYS_BATCH_BOOK_H
#define BALSYS_BATCH_BOOK_H

#include "cli/batch_files.h"
#include "cli/batch_mark.h"
#include "cli/batch_output.h"
#include "cli/batch_past.h"
#include "cli/batch_shape.h"
#include "cli/feed.h"
#include "cli/outputs.h"
#include "cli/submitted.h"
#include "stream/commit.h"

enum { BATCH_BOOK_FULL = 512 };	/* windows that may be on their way, at most */

/* What is known of a window when its last record comes. */
struct batch_book_place {
	uint64_t line;		/* of the input */
	uint64_t oversize;	/* bytes of oversize.csv, of rows before it */
};

/* A window that is there: where it ends in batches.csv, and what it is. */
struct batch_book_note {
	uint64_t end, records, micros;
	uint32_t batches, bound;
};

struct batch_book {
	/* Yours to set: */
	struct telemetry *telemetry;	/* told of windows; borrowed */
	const char *path;	/* NULL: there is no book */
	bool tee;
	const struct submit *submit;	/* NULL: nothing is submitted */
	bool stream;		/* standard input is read, not its ledger */

	const char *inputs[2];	/* what is to be read */
	int status;		/* what the run has earned so far */

	struct book book;	/* private, from here on */
	struct batch_files files;
	struct batch_shape *shape;	/* borrowed, as are these two */
	struct feed *feed;
	struct outputs *outputs;
	struct commit commit;
	struct writer *refused;	/* of the commit */
	struct batch_output lines;	/* what goes into files */
	struct batch_output told;	/* and to standard output */
	struct writer out;
	struct writer *counted;	/* of the commit: for every window, once it */
	struct writer counts;	/* is there, a note */
	uint64_t safe;		/* the end of the last of these, */
	uint64_t noted;		/* and its number */
	uint64_t began;		/* bytes of its files at the start */
	struct submitted submitted;
	uint64_t put;		/* the last that is in the files' writers */
	struct writer capture;	/* of the line of a record refused */
	struct buf refusal;
	struct batch_past past;
	struct batch_mark marked, reached;	/* on disk, and by now */
	struct batch_book_place full[BATCH_BOOK_FULL];	/* that of window n is
							   at n modulo that */
};

/* Is path the file called name in the book? */
bool	batch_book_has(const struct batch_book *b, const char *path,
	    const char *name);

/*
 * Open and lock the book, agree on the options, have what is there whole and on
 * disk, and with tee, hand it on.  Returns 0 or the status to exit with;
 * batch_book_close() is due in either case.
 */
int	batch_book_open(struct batch_book *b, struct batch_shape *shape,
	    struct feed *feed, struct outputs *outputs)
	__attribute__((warn_unused_result));

/*
 * The header of the input is there: see that it is that of the book, or write
 * it.  Returns 0 or the status to exit with.
 */
int	batch_book_begin(struct batch_book *b)
	__attribute__((warn_unused_result));

/* A hook for who waits: what is put goes to disk. */
struct wait_hook batch_book_hook(struct batch_book *b);

/* How many bytes this run put into the book, until it is closed. */
uint64_t batch_book_bytes(const struct batch_book *b);

/* Windows that are in the book already. */
static inline uint64_t
batch_book_windows(const struct batch_book *b)
{
	return b->files.count;
}

/* Is going on pointless? */
static inline bool
batch_book_stopped(const struct batch_book *b)
{
	return b->status != 0 || writer_error(b->refused) != 0;
}

/*
 * A record that is not refused: returns 1 if it is in the book already, 0 if it
 * is a new one, or -1 with status set.
 */
int	batch_book_passes(struct batch_book *b, const struct record *row)
	__attribute__((warn_unused_result));

/*
 * Refuse row for what the feed's fault says.  Returns 0, or -1 if the run ends
 * here.
 */
int	batch_book_refuse(struct batch_book *b, const struct record *row)
	__attribute__((warn_unused_result));

/* The record is the last of a new window. */
void	batch_book_full(struct batch_book *b, uint64_t number,
	    const struct record *row);

/*
 * Put a window that is packed.  Returns 0, or -1 with errno ENOMEM: it may be
 * tried again.
 */
int	batch_book_put(struct batch_book *b, const struct parcel *p)
	__attribute__((warn_unused_result));

/*
 * Have everything on disk; at_end: the input was read to its end.  status is
 * what the run has earned so far: behind trouble no more is told.  Returns what
 * it has earned in all.
 */
int	batch_book_finish(struct batch_book *b, bool at_end, int status)
	__attribute__((warn_unused_result));

/* Release everything, and the locks.  Harmless twice. */
void	batch_book_close(struct batch_book *b);

#endif
