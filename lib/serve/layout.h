/*
 * layout - which columns the records of a book have, and a line of it made of
 * what is known of a record.
 *
 *	struct layout layout = { 0 };
 *	struct layout_place id;
 *
 *	if (layout_read(&layout, "books/main/ledger.csv") == -1)
 *		return -1;
 *	layout_put(&layout, &line, parts, &id);
 *	...
 *	layout_free(&layout);
 */
#ifndef BALSYS_LAYOUT_H
#define BALSYS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

enum layout_part {
	LAYOUT_ID,
	LAYOUT_TIME,
	LAYOUT_ACCOUNT,
	LAYOUT_AMOUNT,
	LAYOUT_RECEIVED,
	LAYOUT_PARTS,
	LAYOUT_OTHER = LAYOUT_PARTS,	/* a column that stays empty */
};

struct layout {
	bool has[LAYOUT_PARTS];
	struct buf header;	/* the line that names them, with its newline */
	enum layout_part *column;	/* private */
	size_t ncolumns, cap;
};

/* Where a field stands in a line, as it stands there. */
struct layout_place {
	size_t at, len;
};

/*
 * Take the columns of the file ledger.csv of a book, but the last, which is the
 * balance's; or, where there is no whole line in it, or no such file, those of
 * a new book: id,time,account,amount,received.  Returns 1; or 0, and those are
 * taken; or -1 with errno of open(2) or read(2), EBADMSG (no line of CSV) or
 * ENOMEM, and layout_free() is due in any case.
 */
int	layout_read(struct layout *l, const char *path)
	__attribute__((warn_unused_result));

/*
 * Append a line, with its newline, and say where the id's field is in it, from
 * the line's beginning.  Parts without a column are left out.
 */
void	layout_put(const struct layout *l, struct buf *line,
	    const struct span part[LAYOUT_PARTS], struct layout_place *id);

/* Release everything.  Harmless twice. */
void	layout_free(struct layout *l);

#endif
