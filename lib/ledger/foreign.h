/*
 * foreign - records of somebody else's CSV, turned into the record format.
 *
 *	struct foreign f = { 0 };
 *
 *	if (foreign_start(&f, &options, &reader.header) == -1)
 *		fail(f.wrong);
 *	use(foreign_header(&f));
 *	...
 *	switch (foreign_convert(&f, &row, &fault)) { ... }
 *	use(f.id, f.rest);
 *	foreign_free(&f);
 *
 * A record that cannot be turned for certain is refused.  The columns written
 * are, of those asked for and in this order: id, time, account, amount,
 * balance and the ones kept.
 */
#ifndef BALSYS_FOREIGN_H
#define BALSYS_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "ledger/foreign_amount.h"
#include "ledger/foreign_columns.h"
#include "ledger/foreign_text.h"
#include "ledger/foreign_time.h"
#include "ledger/txn.h"
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

/* A currency sign. */
struct foreign_sign {
	char bytes[4];
	size_t len;		/* 0: none so far */
};

struct foreign {
	/* Of the record converted last, in UTF-8: */
	struct buf id;		/* as it is, unquoted */
	struct buf rest;	/* what is written behind the id, as CSV */

	/* Why foreign_start() failed: a clause to print. */
	char wrong[FOREIGN_COLUMNS_WRONG_MAX];

	/* Private: */
	const struct foreign_options *options;
	int id_at, account_at, amount_at, credit_at, debit_at, debit_when_at;
	int balance_at, currency_at;	/* -1 for one that is not asked for */
	struct foreign_columns time, kept;
	struct split values;		/* of debit_when */
	struct span code;		/* of currency */
	struct foreign_sign sign, seen;	/* of the stream; of the record */
	struct buf text, joined;
	struct buf header;
	size_t nfields;			/* in rest */
	bool failed;			/* for want of memory */
};

/*
 * Find the columns in header.  options are borrowed until foreign_free().
 * Returns 0, or -1 with a clause in f->wrong: a column is missing, is there
 * twice, or would be written twice, or memory is.  foreign_free() is due in
 * either case.
 */
int	foreign_start(struct foreign *f, const struct foreign_options *options,
	    const struct record *header)
	__attribute__((warn_unused_result));

/* The columns that are written, as a line without its newline.  Borrowed. */
struct span foreign_header(const struct foreign *f);

/*
 * Convert a record.  Returns 1 with id and rest filled; 2 with *fault filled;
 * or -1 with errno ENOMEM.
 */
int	foreign_convert(struct foreign *f, const struct record *row,
	    struct txn_fault *fault)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	foreign_free(struct foreign *f);

#endif
