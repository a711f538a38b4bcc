/*
 * batch_mark - how far a book's batches have come, kept in its batch.ckpt so
 * that the next run need not read what was read before.
 */
#ifndef BALSYS_BATCH_MARK_H
#define BALSYS_BATCH_MARK_H

#include <stdint.h>

#include "base/digest.h"
#include "ledger/book.h"

/* The end of a window, in all files. */
struct batch_mark {
	uint64_t windows;	/* up to its end */
	uint64_t line;		/* of ledger.csv: of its last record; 0 where
				   there is no window yet */
	uint64_t batches;	/* bytes of batches.csv */
	uint64_t oversize;	/* bytes of oversize.csv, of rows before line */

	/* What batch_mark_keep() adds. */
	uint64_t version;
	uint64_t offset;	/* of ledger.csv: behind that record */
	char hash[DIGEST_TEXT_LEN + 1];	/* of what stands before offset */
	char id[BOOK_ID_LEN + 1];	/* of the book */
};

/*
 * The mark of a book whose ledger.csv is open at ledger.  Returns 0 if there is
 * one that is still true of it, as far as its length and what stands before the
 * offset go; else -1, and that is no matter.
 */
int	batch_mark_load(const struct book *book, int ledger,
	    struct batch_mark *mark)
	__attribute__((warn_unused_result));

/*
 * Keep a mark that is further on than *before, which is all zeros if there is
 * none: only what is between them is read again.  Where it cannot be kept that
 * costs time, and no more: why is said.  *before is then the mark, or at least
 * has its batches, so that it is not tried again at once.
 */
void	batch_mark_keep(const struct book *book, int ledger,
	    struct batch_mark *before, struct batch_mark *mark);

#endif
