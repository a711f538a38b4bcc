/*
 * option_check - what the file "book" says: every option that the part of a
 * command has, once that has begun, each with a value that a run would write,
 * and none that no command knows.
 *
 *	unsigned begun = 0;
 *
 *	if (option_check_begun(&audit.book, OPTION_CHECK_LEDGER))
 *		begun = OPTION_CHECK_LEDGER;
 *	option_check(&audit, begun);
 *
 * The next run would take one that is missing for one that was never given, and
 * go on with what is usual.
 */
#ifndef BALSYS_OPTION_CHECK_H
#define BALSYS_OPTION_CHECK_H

#include <stdbool.h>

#include "cli/audit.h"

enum {
	OPTION_CHECK_LEDGER = 1,	/* parts of a book, to be added up */
	OPTION_CHECK_BATCH = 2,
};

/* Has a part begun, as far as the options tell? */
bool	option_check_begun(const struct book *book, unsigned part);

/*
 * Tell the first difference.  begun are parts that have begun for whatever else
 * is known of them; those of which there is an option have in any case.
 */
void	option_check(struct audit *a, unsigned begun);

#endif
