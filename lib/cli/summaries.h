/*
 * summaries - what balsys-stats keeps with --save, and adds up with --merge.
 *
 *	struct summaries kept = { 0 };
 *
 *	if (!summaries_option(&kept, letter))
 *		...
 *	summaries_check(&kept, &page, &feed, cap, &summary);
 *	status = summaries_open(&kept, &outputs);
 *	if (status == 0)
 *		status = summaries_merge(&kept, &outputs, operands, &summary,
 *		    &page);
 *	summary_end(&summary);
 *	if (status == 0)
 *		status = summaries_save(&kept, &summary, &page);
 *	...
 *	summaries_close(&kept);
 */
#ifndef BALSYS_SUMMARIES_H
#define BALSYS_SUMMARIES_H

#include <stdbool.h>

#include "cli/feed.h"
#include "cli/figures_page.h"
#include "cli/outputs.h"
#include "cli/page_file.h"
#include "stats/merge.h"

#define SUMMARIES_OPTIONS \
	{ SUMMARIES_SAVE, "save", "FILE", \
	    "keep the figures there, to be merged" }, \
	{ SUMMARIES_MERGE, "merge", NULL, \
	    "the operands are figures that were kept" }

enum {
	SUMMARIES_MERGE = 950,	/* the options' letters */
	SUMMARIES_SAVE,
};

struct summaries {
	const char *save;	/* FILE of --save, or NULL */
	bool merges;		/* --merge */
	struct merge merge;
	struct page_file file;	/* private */
};

/* Take one of SUMMARIES_OPTIONS.  Returns whether it was. */
bool	summaries_option(struct summaries *k, int letter);

/*
 * In the place of figures_page_check(), where summaries are merged: these must
 * have what options say, --cap being NULL where it is not given.  Exits with
 * EX_USAGE if that is not possible.
 */
void	summaries_check(struct summaries *k, const struct figures_page *p,
	    const struct feed *feed, const char *cap, struct summary *s);

/*
 * See that the file of --save, if there is one, can be made; it stays as it is.
 * Returns 0 or the status to exit with after saying why; summaries_close() is
 * due in either case, behind outputs_close().
 */
int	summaries_open(struct summaries *k, struct outputs *outputs)
	__attribute__((warn_unused_result));

/*
 * Add up the saved summaries paths, which end with NULL and are borrowed, and
 * have the clocks be those of their zone, and the page have their scale and
 * currency.  Returns 0, or the status to exit with after saying why, and then
 * there is nothing to tell of s, which borrows from k.
 */
int	summaries_merge(struct summaries *k, struct outputs *outputs,
	    const char *const paths[], struct summary *s,
	    struct figures_page *p)
	__attribute__((warn_unused_result));

/*
 * Save a summary, behind summary_end(), if that is asked for.  Returns 0, or
 * the status to exit with after saying why, and the file is as it was.
 */
int	summaries_save(struct summaries *k, const struct summary *s,
	    const struct figures_page *p)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	summaries_close(struct summaries *k);

#endif
