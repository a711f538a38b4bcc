/*
 * book_record - a record that was posted, kept as texts of its own.
 *
 *	struct book_view_record record = { 0 };
 *
 *	if (book_record_keep(&record, &posted, 2) == -1)
 *		return -1;
 *	...
 *	book_record_free(&record);
 */
#ifndef BALSYS_BOOK_RECORD_H
#define BALSYS_BOOK_RECORD_H

#include "base/buf.h"
#include "serve/posted.h"

struct book_view_record {
	struct buf id, account;
	struct buf time;	/* in UTC, with microseconds; or empty */
	struct buf received;	/* as it came */
	struct buf amount, balance;	/* with all decimals */
};

/* Keep a record in the place of another.  Returns 0, or -1 with errno
   ENOMEM. */
int	book_record_keep(struct book_view_record *r,
	    const struct posted *posted, int scale)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	book_record_free(struct book_view_record *r);

#endif
