/*
 * oversize_check - oversize.csv against the records of ledger.csv, in order:
 * it has those that no batch can hold, and no other.
 *
 *	struct oversize_check check = { .audit = &audit };
 *
 *	oversize_check_begin(&check);
 *	while (next_record(&row))
 *		oversize_check_take(&check, &row, &fault);
 *	status = oversize_check_end(&check, true);
 */
#ifndef BALSYS_OVERSIZE_CHECK_H
#define BALSYS_OVERSIZE_CHECK_H

#include <stdbool.h>

#include "cli/audit_file.h"
#include "cli/refusals.h"
#include "ledger/recall.h"

struct oversize_check {
	struct audit *audit;	/* borrowed */

	struct audit_file file;	/* private, from here on */
	bool there;		/* a line that has not been met */
	uint64_t number;	/* of ledger.csv, that it tells */
	enum reason reason;
	struct recall recall;
	struct span raw;	/* the record that it tells */
	struct refusals made;	/* makes what a line should be */
	int status;
};

/* Open the file. */
void	oversize_check_begin(struct oversize_check *c);

/*
 * The next record of ledger.csv, and why no batch can hold it: NULL if one can.
 */
void	oversize_check_take(struct oversize_check *c, const struct record *row,
	    const struct txn_fault *why);

/* Is there a line that no record was taken for yet? */
static inline bool
oversize_check_waits(const struct oversize_check *c)
{
	return c->there;
}

/*
 * The end.  compared: all records were there to be compared with.  Releases
 * everything and returns 0, or the status that the reading earned, what was
 * told aside.
 */
int	oversize_check_end(struct oversize_check *c, bool compared)
	__attribute__((warn_unused_result));

#endif
