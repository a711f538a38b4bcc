/*
 * book - a folder whose files are the truth of an account of things: its id,
 * the options that shape it, and who may write in it.
 *
 *	struct book book = { 0 };
 *
 *	if (book_open(&book, "books/main", BOOK_WRITE) == -1 ||
 *	    book_lock(&book, "ledger.csv", BOOK_WRITE) == -1)
 *		fail(book_error(&book));
 *	if (book_agree(&book, "scale", given) == -1)
 *		fail(book_error(&book));
 *	...
 *	if (book_save(&book) == -1)
 *		fail(book_error(&book));
 *	use(book.id, book_value(&book, "scale"));
 *	book_close(&book);
 *
 * The file "book" in it is CSV (ledger/book_options), with its sums beside; the
 * id is one of its options.  Several commands may open a book at the same time,
 * each for its own part; a part is locked by a lock on its main file, and the
 * folder, for a moment, by whoever reads or replaces one that is replaced as a
 * whole (stream/summed).  That lock is waited for, for ten seconds, and then it
 * is BOOK_LOCKED.
 */
#ifndef BALSYS_BOOK_H
#define BALSYS_BOOK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "ledger/book_options.h"

enum {
	BOOK_LOCKS = 4,		/* parts that one may lock */
};

enum book_use {
	BOOK_READ,		/* it must be there; nothing is changed */
	BOOK_WRITE,		/* the folder is made if it is not there */
};

/* Why something failed, for the status it earns. */
enum book_failure {
	BOOK_DATA = 1,		/* what is in it, or does not agree with it */
	BOOK_OPEN,		/* it cannot be opened (BOOK_READ) */
	BOOK_CREATE,		/* it cannot be made, or opened to be written */
	BOOK_IO,		/* reading or writing failed */
	BOOK_LOCKED,		/* somebody else has it */
	BOOK_MEMORY,
};

struct book {
	int dir;		/* the folder, open */
	const char *path;	/* borrowed */
	bool saved;		/* the file "book" is there */
	const char *sums_missing;	/* a file that had no sums, which were
				   made; NULL: none; yours to clear */
	char id[BOOK_ID_LEN + 1];	/* empty until it is saved */
	struct book_state *state;	/* private */
};

/*
 * Open the folder path, which is borrowed until book_close(), and read what is
 * in its file "book", if there is one.  A folder without it is a new book, and
 * on disk when this returns; but with BOOK_READ, or where there is something in
 * its ledger.csv or batches.csv, that is BOOK_DATA.  Returns 0, or -1 with
 * book_error() set; book_close() is due in either case.
 */
int	book_open(struct book *b, const char *path, enum book_use use)
	__attribute__((warn_unused_result));

/*
 * Lock a part until book_close(): the file name, made if it is not there and
 * use is BOOK_WRITE.  As long as there is nothing in it, its being in the
 * folder is put on disk here.  BOOK_READ keeps writers out, BOOK_WRITE
 * everybody.  Returns 0, or -1: BOOK_LOCKED if somebody else has it, or this
 * process by another lock.
 */
int	book_lock(struct book *b, const char *name, enum book_use use)
	__attribute__((warn_unused_result));

/* What an option has in this book; NULL if it has none.  Borrowed. */
const char *book_value(const struct book *b, const char *option);

/* All of them; borrowed until the next call that changes one. */
const struct book_options *book_all(const struct book *b);

/*
 * Have an option be value, which is copied and has no line break.  Where it has
 * one already that is the same, or value is NULL, nothing changes.  Returns 0,
 * or -1: BOOK_DATA, naming both, if it has another.
 */
int	book_agree(struct book *b, const char *option, const char *value)
	__attribute__((warn_unused_result));

/*
 * Write what was agreed on and is not there yet, on disk, and give the book an
 * id if it has none.  Another command may have saved the same book since it was
 * opened: what it wrote is kept, is known from then on, and must agree.
 * Returns 0 or -1.
 */
int	book_save(struct book *b)
	__attribute__((warn_unused_result));

/*
 * The bytes of one of its files, whole, for small ones, in the place of what is
 * in *bytes; or put them there, on disk, in one step, with their sums beside.
 * book_read() sets *exists; a file that is not there is no failure.  Of a book
 * that is open to be written it is BOOK_DATA if what was read is not what its
 * sums say.  Return 0 or -1.
 */
int	book_read(struct book *b, const char *name, struct buf *bytes,
	    bool *exists)
	__attribute__((warn_unused_result));
int	book_write(struct book *b, const char *name, struct span bytes)
	__attribute__((warn_unused_result));

/*
 * Note a failure of the caller's own, "books/main/NAME: CLAUSE", or, where name
 * is NULL, "books/main: CLAUSE".  Returns -1.
 */
int	book_fail(struct book *b, enum book_failure kind, const char *name,
	    const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Why something failed, and one line ready to print; borrowed. */
enum book_failure book_failure(const struct book *b);
const char *book_error(const struct book *b);

/* Give up all locks and release everything.  Harmless twice. */
void	book_close(struct book *b);

#endif
