/*
 * cutter - the records of a block, cut where its marks are.
 *
 *	struct cutter cutter = { 0 };
 *
 *	if (cutter_open(&cutter, nfields) == -1)
 *		return -1;
 *	while ((count = cutter_cut(&cutter, &split, &text, row, cap)) > 0)
 *		use(row, count);
 *	cutter_close(&cutter);
 *
 * This is the short way of a reader: it takes the lines that are what nearly
 * all lines are, many at a time, and leaves every other to the long way, which
 * says what a line means.
 */
#ifndef BALSYS_CUTTER_H
#define BALSYS_CUTTER_H

#include <stddef.h>
#include <stdint.h>

#include "stream/marks.h"
#include "stream/record.h"
#include "stream/split.h"

enum {
	CUTTER_AHEAD = MARKS_AHEAD,	/* bytes behind a text that are read */
};

struct cutter {
	size_t nfields;
	struct span *field;	/* owned: of all records cut at a time */
	uint32_t *mark;		/* owned: private, as is what follows */
	size_t nmarks, next;
	const char *from;	/* what marks count from; NULL: none yet */
	size_t line;		/* where the next line begins, from there */
	const char *left;	/* a line that was left; or NULL */
	size_t reach;		/* how much is looked through at a time */
};

/*
 * Have records of nfields.  All zeros is a cutter that cuts nothing; so is one
 * for records of one field, or of thousands.  Returns 0, or -1 with errno
 * ENOMEM and *c all zeros.
 */
int	cutter_open(struct cutter *c, size_t nfields)
	__attribute__((warn_unused_result));

/*
 * Cut the records at the beginning of *text, up to cap of them but perhaps
 * fewer, and take them off it.  Sets field, nfields and raw of each,
 * borrowed from text, and from c and split until the next call.  Returns how
 * many there are: 0 if the first line is not whole, or is another than one with
 * nfields fields, no NUL and its quotes in order, or if it could be a header.
 *
 * CUTTER_AHEAD bytes behind *text are read.  A text is the one before without
 * some lines at its beginning, of which what is known is used; where it is
 * another, or its bytes have moved, cutter_forget() comes first.
 */
size_t	cutter_cut(struct cutter *c, struct split *split, struct span *text,
	    struct record *row, size_t cap);

void	cutter_forget(struct cutter *c);

/* Release everything.  Harmless twice. */
void	cutter_close(struct cutter *c);

#endif
