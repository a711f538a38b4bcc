/*
 * audit_records - ledger.csv of a book, as transactions.
 *
 *	struct audit_records r = { .audit = &audit, .scale = 2 };
 *
 *	if (audit_records_open(&r))
 *		while ((count = audit_records_ready(&r)) > 0) {
 *			use(r.row[0].raw, r.txn[0].amount, r.begin);
 *			audit_records_pass(&r, 1);
 *		}
 *	status = audit_records_close(&r);
 *
 * A line that is no transaction is a difference, told and passed over, unless
 * somebody wants to hear of it.
 */
#ifndef BALSYS_AUDIT_RECORDS_H
#define BALSYS_AUDIT_RECORDS_H

#include <stdbool.h>

#include "cli/audit.h"
#include "ledger/txn.h"
#include "stream/reader.h"

#define AUDIT_LEDGER "ledger.csv"

enum { AUDIT_RECORDS_RUN = 64 };

struct audit_records {
	struct audit *audit;		/* borrowed */
	int scale;
	unsigned appended;		/* bytes that a line may have over
					   READER_LINE_MAX */
	void (*refused)(void *arg, const struct record *row,
	    enum reason reason, const char *detail);
					/* NULL: it is a difference */
	void *arg;

	struct txn_columns at;		/* the last column is the balance */
	size_t nfields;
	const struct record *row;	/* those that are ready; borrowed */
	const struct txn *txn;		/* until the next call */
	uint64_t begin;			/* where the first of them begins */
	uint64_t lines;			/* before them, with the header */

	struct reader in;		/* private, from here on */
	const char *paths[2];
	struct record *rows;
	struct txn *txns;
	size_t next, parsed, count;
	struct timestamp_memo memo;
	int status;
};

/* Open it.  Returns whether it can be read. */
bool	audit_records_open(struct audit_records *r);

/* Its header, without the newline; borrowed until it is closed. */
struct span audit_records_header(const struct audit_records *r);

/* Have some ready, up to AUDIT_RECORDS_RUN; returns how many: 0 at the end. */
size_t	audit_records_ready(struct audit_records *r);

/* Go on behind the first count of them. */
void	audit_records_pass(struct audit_records *r, size_t count);

/*
 * Release everything.  Returns 0, or the status that the reading earned, what
 * was told aside.
 */
int	audit_records_close(struct audit_records *r)
	__attribute__((warn_unused_result));

#endif
