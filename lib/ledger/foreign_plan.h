/*
 * foreign_plan - what to take from foreign records, and where it stands.
 */
#ifndef BALSYS_FOREIGN_PLAN_H
#define BALSYS_FOREIGN_PLAN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "ledger/foreign_amount.h"
#include "ledger/foreign_columns.h"
#include "ledger/foreign_text.h"
#include "ledger/foreign_time.h"
#include "stream/reader.h"
#include "stream/split.h"

/* What was asked for; a string that is NULL was not.  All are borrowed. */
struct foreign_options {
	const char *id;		/* the column; NULL: the caller makes ids */
	const char *time;	/* a column, or several with + between */
	const char *account;	/* a column, or = and the account itself */
	const char *amount;	/* a column; or else these two: */
	const char *credit, *debit;
	const char *debit_when;	/* COLUMN=VALUE,... as CSV */
	const char *balance;	/* a column */
	const char *currency;	/* COLUMN=CODE */
	const char *keep;	/* columns as a line of CSV */
	bool negate;		/* credit and debit change places */
	enum foreign_encoding encoding;
	struct foreign_amount form;
	const struct foreign_time *time_format;	/* NULL: RFC 3339 */
};

struct foreign_plan {
	const struct foreign_options *options;	/* borrowed */
	const struct record *header_row;	/* borrowed */

	/* Where the columns are; -1 for one that is not asked for. */
	int id_at, account_at, amount_at, credit_at, debit_at, debit_when_at;
	int balance_at, currency_at;
	struct foreign_columns time, kept;

	struct split values;	/* of debit_when */
	struct span code;	/* of currency; borrowed */
	struct buf header;	/* the columns that are written, as a line */
	char wrong[FOREIGN_COLUMNS_WRONG_MAX];	/* a clause to print */
};

/*
 * Find the columns in header; both are borrowed until foreign_plan_free().
 * Returns 0, or -1 with p->wrong and errno EINVAL (a column is missing, is
 * there twice, or would be written twice) or ENOMEM.  foreign_plan_free() is
 * due in either case.
 */
int	foreign_plan_start(struct foreign_plan *p,
	    const struct foreign_options *options,
	    const struct record *header)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	foreign_plan_free(struct foreign_plan *p);

#endif
