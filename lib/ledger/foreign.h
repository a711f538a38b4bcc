/*
 * foreign - records of somebody else's CSV, turned into the record format.
 *
 *	struct foreign f = { 0 };
 *
 *	if (foreign_start(&f, &options, &reader.header) == -1)
 *		fail(foreign_wrong(&f));
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
#include "ledger/foreign_plan.h"
#include "ledger/txn.h"
#include "stream/reader.h"

/* A currency sign. */
struct foreign_sign {
	char bytes[4];
	size_t len;		/* 0: none so far */
};

struct foreign {
	/* Of the record converted last, in UTF-8: */
	struct buf id;		/* as it is, unquoted */
	struct buf rest;	/* what is written behind the id, as CSV */

	/* Private: */
	struct foreign_plan plan;
	struct foreign_sign sign, seen;	/* of the stream; of the record */
	struct buf text, joined;
	size_t nfields;			/* in rest */
	bool failed;			/* for want of memory */
};

/*
 * As foreign_plan_start(); foreign_wrong() is what is wrong, or empty.
 * foreign_free() is due in either case.
 */
int	foreign_start(struct foreign *f, const struct foreign_options *options,
	    const struct record *header)
	__attribute__((warn_unused_result));
const char *foreign_wrong(const struct foreign *f);

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
