/*
 * posted - a line of ledger.csv as what it tells.
 *
 *	struct posted_columns columns = { 0 };
 *	struct posted posted;
 *
 *	if (posted_columns(&columns, header, "balance", &why) == -1)
 *		fail(why);
 *	if (posted_parse(&columns, line, scale, &posted) == -1)
 *		fail();
 */
#ifndef BALSYS_POSTED_H
#define BALSYS_POSTED_H

#include "ledger/txn.h"
#include "stream/split.h"

struct posted_columns {
	struct txn_columns at;
	int received, balance;	/* received: -1 if there is no such column */
	size_t count;
	struct split split;	/* private, as is what follows */
	struct timestamp_memo memo;
};

struct posted {
	struct txn txn;
	struct span received_text, balance_text;
	struct money balance;
	bool has_when;		/* its time or, if that is empty, received,
				   if that is one */
	struct timestamp when;
};

/*
 * Find the columns in the first line; balance is how the last one is called,
 * which the ledger appended.  Returns 0, or -1 with *why a clause, borrowed for
 * ever.
 */
int	posted_columns(struct posted_columns *c, struct span header,
	    const char *balance, const char **why)
	__attribute__((warn_unused_result));

/*
 * Read a line; what is in *out borrows from it and from c, until the next call.
 * Returns 0, or -1 with errno EBADMSG if it is none that a ledger wrote, or
 * ENOMEM.
 */
int	posted_parse(struct posted_columns *c, struct span line, int scale,
	    struct posted *out)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	posted_free(struct posted_columns *c);

#endif
