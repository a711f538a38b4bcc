/*
 * summaries - what balsys-stats keeps with --save, and adds up with --merge.
 *
 *	struct summaries kept = { .save = "monday.sum", .merges = true };
 *
 *	status = summaries_open(&kept, &outputs);
 *	if (status == 0)
 *		status = summaries_merge(&kept, &outputs, &summary, operands);
 *	summary_end(&summary);
 *	if (status == 0)
 *		status = summaries_save(&kept, &summary, kept.merge.scale,
 *		    kept.merge.value[MERGE_CURRENCY]);
 *	...
 *	summaries_close(&kept);
 */
#ifndef BALSYS_SUMMARIES_H
#define BALSYS_SUMMARIES_H

#include <stdbool.h>

#include "cli/figures_page.h"
#include "cli/outputs.h"
#include "cli/page_file.h"
#include "stats/merge.h"

struct summaries {
	const char *save;	/* FILE of --save, or NULL */
	bool merges;		/* --merge */
	struct merge merge;	/* what summaries must have is yours to set */
	struct page_file file;	/* private */
};

/*
 * What summaries must have, as options say it: a scale, or -1; a cap, as text;
 * a currency and groups, as of a page.  Exits with EX_USAGE if cap is no
 * amount.  All is borrowed.
 */
void	summaries_want(struct summaries *k, int scale, const char *cap,
	    const struct figures_page *page);

/*
 * See that the file of --save, if there is one, can be made; it stays as it is.
 * Returns 0 or the status to exit with after saying why; summaries_close() is
 * due in either case, behind outputs_close().
 */
int	summaries_open(struct summaries *k, struct outputs *outputs)
	__attribute__((warn_unused_result));

/*
 * Add up the saved summaries paths, which end with NULL and are borrowed, and
 * have the clocks be those of their zone.  Returns 0, or the status to exit
 * with after saying why, and then there is nothing to tell of s, which borrows
 * from k.
 */
int	summaries_merge(struct summaries *k, struct outputs *outputs,
	    struct summary *s, const char *const paths[])
	__attribute__((warn_unused_result));

/*
 * Save a summary, behind summary_end(), if that is asked for.  Returns 0, or
 * the status to exit with after saying why, and the file is as it was.
 */
int	summaries_save(struct summaries *k, const struct summary *s, int scale,
	    const char *currency)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	summaries_close(struct summaries *k);

#endif
