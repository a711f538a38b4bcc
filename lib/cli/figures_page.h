/*
 * figures_page - the figures of a summary in the format, and of the groups,
 * that were asked for.
 *
 *	struct figures_page p = FIGURES_PAGE_START;
 *
 *	if (!figures_page_option(&p, letter))
 *		...
 *	figures_page_check(&p, &summary);
 *	...
 *	if (figures_page_put(&p, &summary, &refusals, &out) == -1)
 *		fail("out of memory");
 *
 * A page may be put again and again while more is read: it tells what is known
 * so far.
 */
#ifndef BALSYS_FIGURES_PAGE_H
#define BALSYS_FIGURES_PAGE_H

#include "cli/refusals.h"
#include "stats/format.h"

#define FIGURES_PAGE_OPTIONS \
	{ FIGURES_PAGE_FORMAT, "format", "text|csv|json|prometheus", \
	    "how to write the figures (default text)" }, \
	{ FIGURES_PAGE_BY, "by", "account|window|minute|hour|day", \
	    "write the figures of every one of these" }, \
	{ FIGURES_PAGE_ZONE, "zone", "ZONE", \
	    "by the clocks of ZONE (default UTC)" }, \
	{ FIGURES_PAGE_TOP, "top", "N", \
	    "only those of the N with the largest sums" }, \
	{ FIGURES_PAGE_ACCOUNTS, "accounts", "N", \
	    "how many accounts are known (default 4096)" }, \
	{ FIGURES_PAGE_CURRENCY, "currency", "CODE", "label the figures: GBP" }

enum {
	FIGURES_PAGE_ACCOUNTS = 900,	/* the options' letters */
	FIGURES_PAGE_BY,
	FIGURES_PAGE_CURRENCY,
	FIGURES_PAGE_FORMAT,
	FIGURES_PAGE_TOP,
	FIGURES_PAGE_ZONE,
};

struct figures_page {
	const struct format *format;
	const char *currency;		/* or NULL */
	enum summary_by by;
	const char *zone;		/* or NULL */
	size_t top;			/* 0: all groups */
	size_t accounts_max;		/* 0: as usual */
	int scale;			/* yours to set, once it is known */
	const struct timestamp *at;	/* what the clock shows, where pages
					   come again and again; or NULL */
	bool is_more;			/* a page like it was put before */
};

#define FIGURES_PAGE_START { .format = &format_text }

/*
 * Take one of FIGURES_PAGE_OPTIONS.  Returns whether it was; exits with
 * EX_USAGE if it is not as it should be.
 */
bool	figures_page_option(struct figures_page *p, int letter);

/*
 * See that options go together, or exit with EX_USAGE, and have the summary be
 * as they say; the process's time zone is then that of --zone.
 */
void	figures_page_check(const struct figures_page *p, struct summary *s);

/* Count in what this run refused itself: of all there is, at the end. */
void	figures_page_refused(struct summary *s, const struct refusals *own);

/*
 * Write the figures so far; own is what was refused and is not counted in yet,
 * or NULL.  Returns 0, or -1 with errno ENOMEM; writing fails as a writer does.
 */
int	figures_page_put(const struct figures_page *p, struct summary *s,
	    const struct refusals *own, struct writer *w)
	__attribute__((warn_unused_result));

#endif
