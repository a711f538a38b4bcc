/*
 * submitted_check - submitted.csv: windows from the first on, each under the
 * key that its bytes have.
 *
 *	struct submitted_check check = { 0 };
 *
 *	status = submitted_check_begin(&check, &audit, header, scale);
 *	while (status == 0 && next_window(&parcel))
 *		status = submitted_check_take(&check, &parcel);
 *	status = cli_worse(status, submitted_check_end(&check));
 */
#ifndef BALSYS_SUBMITTED_CHECK_H
#define BALSYS_SUBMITTED_CHECK_H

#include <stdbool.h>

#include "cli/audit_file.h"
#include "cli/window_text.h"

struct submitted_check {
	struct audit *audit;	/* private, all of it */
	struct audit_file file;
	struct window_text text;
	bool there;		/* a line for a window that has not come */
};

/*
 * Open it; header is that of the records.  Returns 0 or the status to exit
 * with, after saying why, as the others do.
 */
int	submitted_check_begin(struct submitted_check *c, struct audit *audit,
	    struct span header, int scale)
	__attribute__((warn_unused_result));

/* The next window, from the first on. */
int	submitted_check_take(struct submitted_check *c, const struct parcel *p)
	__attribute__((warn_unused_result));

/* No more windows come.  Releases everything. */
int	submitted_check_end(struct submitted_check *c)
	__attribute__((warn_unused_result));

#endif
