/*
 * sum_check - files of a book, compared with the files of their sums.
 *
 *	struct sum_check check = { .audit = &audit, .again = "balsys-ledger" };
 *
 *	status = sum_check_begin(&check);
 *	if (status == 0)
 *		status = sum_check_file(&check, "ledger.csv", true);
 *	...
 *	status = sum_check_end(&check, status);
 *
 * The sums of a file must be, byte for byte, what stream/sums makes of it now.
 * Where they are not, the lines of the first block that differs are told; so
 * nothing in a file, and nothing in its sums, changes unseen.  Where a list of
 * seals from earlier is given, each must be the hash of a beginning of its
 * file; and a new list is printed where it is asked for.
 */
#ifndef BALSYS_SUM_CHECK_H
#define BALSYS_SUM_CHECK_H

#include <stdbool.h>

#include "cli/audit.h"
#include "cli/seals.h"

struct sum_check {
	struct audit *audit;	/* borrowed, as is all that is yours to set */
	const char *again;	/* the command that writes these files */

	struct seals seals;	/* private, from here on: of earlier, */
	struct seals last;	/* and of now */
};

/* Read the seals, if any.  Returns 0 or the status, after saying why. */
int	sum_check_begin(struct sum_check *c)
	__attribute__((warn_unused_result));

/* Was it there when a seal was made? */
bool	sum_check_is_sealed(const struct sum_check *c, const char *name);

/*
 * Check a file; one that is not needed, and not sealed, may be missing with
 * its sums, not alone.  Returns 0, whatever was found and told, or the status
 * to exit with, after saying why.
 */
int	sum_check_file(struct sum_check *c, const char *name, bool needed)
	__attribute__((warn_unused_result));

/*
 * The end of it all.  Where status is 0, nothing differs, and a seal is wanted,
 * print it.  Release everything, and return the worse of status and what came.
 */
int	sum_check_end(struct sum_check *c, int status)
	__attribute__((warn_unused_result));

#endif
