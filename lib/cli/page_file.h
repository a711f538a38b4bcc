/*
 * page_file - a file that always holds one whole page: the next one is written
 * beside it and renamed into its place.
 *
 *	struct page_file file = { 0 };
 *
 *	status = page_file_open(&file, &outputs, "balsys.prom");
 *	...
 *	if (page_file_put(&file, page) == -1)
 *		cli_warn("%s: %s", "balsys.prom", strerror(errno));
 *	page_file_close(&file);
 *
 * Who reads it finds one page or another, never a part of one, wherever this
 * process is stopped; what is beside meanwhile is called NAME.new.  A link is
 * followed, and the file keeps its mode.  What is no plain file, such as a FIFO
 * or a terminal, is written to as it is, a page behind the other.
 */
#ifndef BALSYS_PAGE_FILE_H
#define BALSYS_PAGE_FILE_H

#include <stdbool.h>

#include "base/span.h"
#include "cli/outputs.h"

struct page_file {
	bool synced;		/* yours to set: a page is on disk before it is
				   there; else a power cut may take it */

	bool is_open;
	int dir;		/* private, from here on; where it is, */
	int fd;			/* or, where it is no plain file, itself */
	char *path, *fresh;	/* owned: its name, and what is beside */
	const char *name;	/* behind the last slash of path */
};

/*
 * See that the file path can be replaced, and is nothing else that the command
 * reads or writes.  It is left as it is, or absent as it is.  Returns 0, or the
 * status to exit with after saying why: EX_CANTCREAT, EX_USAGE, or EX_IOERR if
 * memory is out; page_file_close() is due in either case, and behind
 * outputs_close(), as outputs borrows names from f.
 */
int	page_file_open(struct page_file *f, struct outputs *outputs,
	    const char *path)
	__attribute__((warn_unused_result));

/*
 * Have this page in it.  Returns 0, or -1 with errno and the page before still
 * there; another try may do better.
 */
int	page_file_put(struct page_file *f, struct span page)
	__attribute__((warn_unused_result));

/* Release everything; the page stays.  Harmless twice, and on all zeros. */
void	page_file_close(struct page_file *f);

#endif
