/*
 * replace - a file that is replaced as a whole: written beside, put on disk,
 * and only then renamed.
 *
 *	struct replace r;
 *
 *	if (replace_open(&r, dir, "book") == -1 ||
 *	    replace_write(&r, text) == -1 ||
 *	    replace_sync(&r) == -1 ||
 *	    replace_end(&r) == -1)
 *		...
 *
 * Until replace_end() the file is as it was, or absent as it was; behind it the
 * new one is there for good.  A process that ends between leaves NAME.new,
 * which nobody reads and the next one writes over.
 *
 * What fails before leaves no NAME.new, and needs no replace_drop().
 */
#ifndef BALSYS_REPLACE_H
#define BALSYS_REPLACE_H

#include "base/span.h"

#define REPLACE_SUFFIX ".new"

enum { REPLACE_NAME_MAX = 255 };

struct replace {
	int dir;		/* borrowed: the folder it is in */
	int fd;			/* of NAME.new; -1 when it is closed */
	const char *name;	/* borrowed */
	char fresh[REPLACE_NAME_MAX + sizeof(REPLACE_SUFFIX)];
};

/*
 * Make NAME.new in the folder open at dir, in the place of one that is there,
 * which is not written to, be it a link or a FIFO.  name has no more than
 * REPLACE_NAME_MAX bytes.  Returns 0, or -1 with errno of open(2).
 */
int	replace_open(struct replace *r, int dir, const char *name)
	__attribute__((warn_unused_result));

/* Append bytes to it.  Returns 0, or -1 with errno of write(2). */
int	replace_write(struct replace *r, struct span bytes)
	__attribute__((warn_unused_result));

/*
 * Have its bytes on disk, and close it.  Returns 0, or -1 with errno of
 * fsync(2) or close(2).
 */
int	replace_sync(struct replace *r)
	__attribute__((warn_unused_result));

/*
 * Rename it, and have that on disk.  Returns 0, or -1 with errno of rename(2),
 * and NAME.new is still there, or of fsync(2), and it is the caller's to know
 * that after a power cut either of the two may be there, whole.
 */
int	replace_end(struct replace *r)
	__attribute__((warn_unused_result));

/*
 * In the place of the two before: close it and rename it, and wait for no disk.
 * Who reads it finds one or the other, whole; after a power cut it may be
 * empty.  Returns 0, or -1 with errno of close(2) or rename(2).
 */
int	replace_at_once(struct replace *r)
	__attribute__((warn_unused_result));

/* Do not replace it after all.  Harmless twice; not behind replace_end(). */
void	replace_drop(struct replace *r);

#endif
