/*
 * live - the page that a command ends with, and, where that is asked for, one
 * like it again and again until then, with all that is known so far.
 *
 *	struct live live = { .every = 1000, .page = put_page, .arg = &job,
 *	    .out = &out, .redraws = true };
 *
 *	live_start(&live, &feed.pulse);
 *	read_all();
 *	if (live_end(&live) == -1)
 *		...
 *	live_free(&live);
 *
 * On a terminal pages that are for people replace each other in place, cut to
 * its size, and the last one is written whole; elsewhere one is appended to the
 * other, and each is handed to the system at once; in a file of its own each
 * replaces the one before.  A page comes even if nothing has happened since the
 * last one: that is what it then tells.
 */
#ifndef BALSYS_LIVE_H
#define BALSYS_LIVE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "cli/page_file.h"
#include "cli/pulse.h"
#include "stream/text.h"
#include "stream/writer.h"

enum {
	LIVE_LEAST = 100,		/* milliseconds */
	LIVE_MOST = 86400 * 1000,
};

/*
 * Puts a page to out: the clock says at, NULL where there is one page alone;
 * is_more: another went there before.  Returns 0, or -1 with errno ENOMEM.
 */
typedef int live_page(void *arg, struct writer *out,
    const struct timestamp *at, bool is_more);

struct live {
	/* Yours to set: */
	unsigned every;		/* milliseconds between pages, from LIVE_LEAST
				   to LIVE_MOST; 0: one alone, at the end */
	live_page *page;
	void *arg;
	struct writer *out;	/* where pages go, or NULL, and */
	struct page_file *file;	/* then here; both borrowed */
	bool spaced;		/* a page has many lines: a blank one stands
				   before the next */
	bool redraws;		/* and on a terminal it is replaced by it */

	bool on_terminal;	/* by live_start(): it is one, and is */
	bool is_more;		/* private, from here on */
	struct text text;	/* a page, */
	struct buf shown[2];	/* and what fits of it, and of the last */
	int turn;
};

/* Read the argument of --every; exits with EX_USAGE if it is none. */
void	live_option(struct live *l, const char *text);

/* Begin: pages come as p beats.  Returns 0, or -1 with errno ENOMEM. */
int	live_start(struct live *l, struct pulse *p)
	__attribute__((warn_unused_result));

/*
 * Put the last page.  Returns 0, or -1 with errno, ENOMEM or as page_file_put()
 * has it; failures of out are out's.  What kept an earlier page from being put
 * is of no matter then.
 */
int	live_end(struct live *l)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice, and on all zeros. */
void	live_free(struct live *l);

#endif
