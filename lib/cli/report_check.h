/*
 * report_check - a line of windows.csv against the window itself.
 *
 *	struct report_check check = { .audit = &audit, .scale = 2 };
 *
 *	if (report_check_line(&check, &row, &parcel, &ends) == -1)
 *		return -1;
 *	report_check_free(&check);
 *
 * What can be counted must be what is stated.  A bound must be shown to hold
 * again, by one that needs no search (pack/proof), where its name is that of
 * such a one; that of a search is taken for what it says, from L1 up to the
 * number of batches.
 */
#ifndef BALSYS_REPORT_CHECK_H
#define BALSYS_REPORT_CHECK_H

#include "cli/audit_file.h"
#include "cli/parcel.h"
#include "pack/proof.h"

#define REPORT_CHECK_HEADER "window,count,total,batches,lower_bound,bound," \
	"proven,method,steps,first_id,last_id"

/* The ids of the records that went in first and last; NULL: not known. */
struct report_check_ends {
	struct span first, last;
};

struct report_check {
	struct audit *audit;	/* borrowed, as is name */
	const char *name;
	int scale;

	struct order order;	/* private, from here on */
	struct sizes sizes;
	struct proof proof;
};

/*
 * Check a line, and tell what differs.  Returns 0, or -1 with errno ENOMEM.
 */
int	report_check_line(struct report_check *c, const struct record *row,
	    const struct parcel *p, const struct report_check_ends *ends)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	report_check_free(struct report_check *c);

#endif
