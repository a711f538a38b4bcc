/*
 * format - a report as text for people, as CSV, as JSON, or as metrics.
 *
 *	const struct format *format = &format_json;
 *	struct page page = { .out = &out, .scale = 2, .currency = "GBP" };
 *
 *	if (format->whole(&page, &report) == -1)
 *		fail("out of memory");
 *
 * A format is a file of its own, format_NAME.c.  What it writes fails as a
 * writer does, not here.
 */
#ifndef BALSYS_FORMAT_H
#define BALSYS_FORMAT_H

#include "stats/report.h"
#include "stream/writer.h"

/* Where a report goes, and what belongs to all of it. */
struct page {
	struct writer *out;	/* borrowed */
	int scale;
	const char *currency;	/* a label; NULL if there is none */
	const struct timestamp *at;	/* what time it is, to be told before
					   anything else; NULL: not told */
	bool is_more;		/* one like it went there before: a table's
				   header is not written again */
};

struct format {
	/* Write a whole stream's.  Returns 0, or -1 with errno ENOMEM. */
	int	(*whole)(const struct page *page, const struct report *report);

	/* Write those of these groups, in this order.  Returns likewise. */
	int	(*groups)(const struct page *page,
	    const struct summary *summary,
	    struct summary_group *const *groups, size_t count);
};

extern const struct format format_csv, format_json, format_prometheus,
    format_text;

#endif
