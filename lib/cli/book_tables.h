/*
 * book_tables - what a ledger was told before its first record, kept in its
 * book: a new one gets copies, an old one must have been told the same.
 *
 *	struct book_tables tables = { .given = &given, .scale = 2,
 *	    .begun = ledger_csv.size > 0 };
 *
 *	status = book_tables_agree(&tables, &book);
 *	if (status == 0)
 *		status = book_tables_read(&tables, &ledger);
 *	book_tables_free(&tables);
 *
 * opening.csv and limits.csv are sorted by account, known.csv is as the files
 * of --known came.  What balsys-ledger reads is always the copy.
 */
#ifndef BALSYS_BOOK_TABLES_H
#define BALSYS_BOOK_TABLES_H

#include "base/buf.h"
#include "cli/ledger_tables.h"
#include "ledger/book.h"

#define BOOK_TABLES_OPENING "account,balance\n"
#define BOOK_TABLES_LIMITS "account,min_balance,max_amount\n"

struct book_tables {
	const struct ledger_tables *given;	/* borrowed */
	int scale;
	bool begun;			/* the book has a ledger already */

	bool has_known;			/* there is a known.csv */
	struct ledger_tables kept;	/* private: the copies, */
	struct buf opening, limits;	/* and their paths */
};

/*
 * Agree with the book on all of it, and write the copies of one that has not
 * begun.  Returns 0, or the status to exit with after
 * saying why.
 */
int	book_tables_agree(struct book_tables *t, struct book *book)
	__attribute__((warn_unused_result));

/*
 * Read all but known.csv into ledger, which is empty.  Returns 0, or the status
 * to exit with after saying why.  It may be called again.
 */
int	book_tables_read(const struct book_tables *t, struct ledger *ledger)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	book_tables_free(struct book_tables *t);

#endif
