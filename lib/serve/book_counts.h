/*
 * book_counts - what of a book is only counted: the lines of rejects.csv and
 * oversize.csv, by their reasons, and those of submitted.csv.
 *
 *	struct book_counts counts = { 0 };
 *
 *	if (book_counts_open(&counts) == -1)
 *		return -1;
 *	if (book_counts_refused(&counts, dir, 1, &summary.fates) == -1 ||
 *	    book_counts_look(&counts, dir, &summary.fates) == -1)
 *		return -1;
 *	book_counts_close(&counts);
 */
#ifndef BALSYS_BOOK_COUNTS_H
#define BALSYS_BOOK_COUNTS_H

#include "serve/follower.h"
#include "stats/summary.h"
#include "stream/split.h"

struct book_counts {
	struct follower rejects, oversize, submitted;
	struct split split;		/* private */
	const char *wrong;		/* the file for which -1 was said */
};

/* Make ready.  Returns 0, or -1 with errno ENOMEM. */
int	book_counts_open(struct book_counts *c)
	__attribute__((warn_unused_result));

/*
 * Count up to most lines of rejects.csv that are there and were not counted.
 * Returns 0; or 1 if there are fewer; or -1 with wrong set, and errno as of
 * follower_next(), or EBADMSG if a line is none of a book.
 */
int	book_counts_refused(struct book_counts *c, int dir, uint64_t most,
	    struct summary_fates *fates)
	__attribute__((warn_unused_result));

/* Count all that is new in the two others.  Returns 0, or -1 as above. */
int	book_counts_look(struct book_counts *c, int dir,
	    struct summary_fates *fates)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	book_counts_close(struct book_counts *c);

#endif
