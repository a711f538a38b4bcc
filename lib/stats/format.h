/*
 * format - a report as text for people, as CSV or as JSON.
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
};

struct format {
	/* Write a whole stream's.  Returns 0, or -1 with errno ENOMEM. */
	int	(*whole)(const struct page *page, const struct report *report);

	/* Write every account's, in this order.  Returns likewise. */
	int	(*accounts)(const struct page *page,
	    struct summary_account *const *accounts, size_t count);
};

extern const struct format format_csv, format_json, format_text;

#endif
