/*
 * tally_kind - which kind of records these are, as their columns tell.
 *
 *	kind = tally_kind_of(field, nfields);
 *	if (kind == TALLY_UNKNOWN)
 *		complain();
 *	else if (tally_kind_find(kind, field, nfields, at) != NULL)
 *		complain_that_there_are_two();
 *	use(row->field[at[TALLY_REPORT_BATCHES]]);
 *
 * Columns are found by name, in any order and among any others.
 */
#ifndef BALSYS_TALLY_KIND_H
#define BALSYS_TALLY_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

enum tally_kind {
	TALLY_TRANSACTIONS,
	TALLY_REPORT,		/* balsys-batch --report */
	TALLY_LIST,		/* balsys-batch --output batches */
	TALLY_REFUSED,		/* --rejects of any filter */
	TALLY_OUTCOMES,		/* balsys-ledger --outcomes */
	TALLY_SUBMISSIONS,	/* submitted.csv of a book */
	TALLY_UNKNOWN,
};

/* Where columns stand among those of their kind. */
enum {
	/* of transactions; the first two of those that may be missing, too */
	TALLY_BALANCE = 0, TALLY_WINDOW, TALLY_BATCH,
	TALLY_REPORT_WINDOW = 0, TALLY_REPORT_COUNT, TALLY_REPORT_TOTAL,
	TALLY_REPORT_BATCHES, TALLY_REPORT_BOUND, TALLY_REPORT_PROVEN,
	TALLY_LIST_WINDOW = 0, TALLY_LIST_BATCH, TALLY_LIST_COUNT,
	TALLY_LIST_TOTAL, TALLY_LIST_CAP,
	TALLY_REFUSED_LINE = 0, TALLY_REFUSED_REASON,
	TALLY_OUTCOME = 0, TALLY_OUTCOME_REASON, TALLY_OUTCOME_BALANCE,
	TALLY_SUBMITTED_WINDOW = 0, TALLY_SUBMITTED_KEY,
	TALLY_COLUMNS_MAX = 6,
};

/* Of which kind are records under these names? */
enum tally_kind tally_kind_of(const struct span *field, size_t nfields);

/* May a line with these fields be a header?  It is that of a known kind. */
bool	tally_kind_is_header(const struct span *field, size_t nfields);

/*
 * Set *at to where a name stands, or to -1 if it does not.  Returns whether it
 * stands there once at most.
 */
bool	tally_kind_column(const struct span *field, size_t nfields,
	    struct span name, int *at);

/*
 * Find the columns of a kind.  Returns NULL, or the name of one that is there
 * twice.
 */
const char *tally_kind_find(enum tally_kind kind, const struct span *field,
	    size_t nfields, int at[TALLY_COLUMNS_MAX]);

#endif
