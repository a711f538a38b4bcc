/*
 * pages - where figures go, a page of them at a time: one behind the other to
 * standard output, or each in the place of the one before, into a file.
 *
 *	struct pages pages = { 0 };
 *
 *	status = pages_open(&pages, &outputs, path);
 *	...
 *	writer_put(&pages.out, SPAN("records 2\n"));
 *	status = pages_end(&pages);
 *	...
 *	status = cli_worse(status, outputs_close(&outputs));
 *	pages_close(&pages);
 */
#ifndef BALSYS_PAGES_H
#define BALSYS_PAGES_H

#include "base/buf.h"
#include "cli/outputs.h"
#include "cli/page_file.h"

struct pages {
	struct writer out;	/* what is put here is on the page */
	struct page_file file;	/* synced is yours to set */
	const char *path;	/* private, as is all that follows; NULL:
				   standard output */
	struct buf text;	/* the page so far */
};

/*
 * Write to the file path, see page_file_open(), or to standard output, as one
 * more of the outputs, if it is NULL.  path is borrowed.  Returns 0, or the
 * status to exit with after saying why; pages_close() is due in either case,
 * and behind outputs_close().
 */
int	pages_open(struct pages *p, struct outputs *outputs, const char *path)
	__attribute__((warn_unused_result));

/*
 * The page is whole: have it in the file.  Returns 0, or EX_IOERR after saying
 * why, and what was in the file is still there.  What fails on standard output,
 * outputs_close() tells.
 */
int	pages_end(struct pages *p)
	__attribute__((warn_unused_result));

/* Release everything; a page that was not ended is gone.  Harmless twice. */
void	pages_close(struct pages *p);

#endif
