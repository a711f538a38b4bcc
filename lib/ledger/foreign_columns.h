/*
 * foreign_columns - the columns of a foreign header, found by name.
 *
 * A name is what stands in the header, turned into UTF-8 and, where it has
 * line breaks, into one line.  One that is missing or there twice is an error.
 */
#ifndef BALSYS_FOREIGN_COLUMNS_H
#define BALSYS_FOREIGN_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "ledger/foreign_text.h"
#include "stream/reader.h"

enum { FOREIGN_COLUMNS_WRONG_MAX = 128 };

/* Where names are looked up; yours to fill but for text. */
struct foreign_names {
	const struct record *header;	/* borrowed */
	enum foreign_encoding encoding;
	char *wrong;		/* has room for FOREIGN_COLUMNS_WRONG_MAX */
	struct buf text;	/* private; yours to free */
	bool failed;		/* for want of memory a name is not whole */
};

/* Some of the columns.  All zeros is none. */
struct foreign_columns {
	int *at;		/* owned */
	size_t count;
};

/*
 * The name of column at in UTF-8; borrowed from the header or until the next
 * call of any of these.
 */
struct span foreign_columns_name(struct foreign_names *names, int at);

/*
 * Find a column.  Returns where it is, or -1 with a clause to print in
 * names->wrong.
 */
int	foreign_columns_find(struct foreign_names *names, struct span name)
	__attribute__((warn_unused_result));

/*
 * Find several, named by a line of CSV or with a + between each two; a column
 * whose own name has a + in it comes first.  Returns 0 with *columns filled,
 * or -1 with a clause to print in names->wrong and *columns as it was.
 */
int	foreign_columns_find_list(struct foreign_names *names,
	    const char *list, struct foreign_columns *columns)
	__attribute__((warn_unused_result));
int	foreign_columns_find_sum(struct foreign_names *names,
	    const char *sum, struct foreign_columns *columns)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	foreign_columns_free(struct foreign_columns *columns);

#endif
