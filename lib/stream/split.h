/*
 * split - one record of CSV into its fields (RFC 4180).
 *
 *	struct split split = { 0 };
 *
 *	if (split_start(&split, ',', '"') == -1)
 *		return -1;
 *	switch (split_record(&split, line)) { ... }
 *	use(split.field[0]);
 *	split_free(&split);
 *
 * Fields before the first quote and behind the last are cut where they stand;
 * what is between goes to libcsv, made strict: nothing is trimmed, and a quote
 * in the wrong place or one that is not closed is an error.  Both ways mean the
 * same.
 */
#ifndef BALSYS_SPLIT_H
#define BALSYS_SPLIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

struct csv_parser;

struct split {
	char delimiter, quote;
	struct span *field;		/* owned; see split_record() */
	size_t nfields;
	size_t cap;
	struct buf unquoted;		/* private */
	struct csv_parser *parser;	/* private */
	const char *reason;		/* why split_record() said 2 */
};

/* Take the dialect.  Returns 0, or -1 with errno ENOMEM. */
int	split_start(struct split *s, char delimiter, char quote)
	__attribute__((warn_unused_result));

/*
 * Split record, which is whole and has no line end.  Returns 1 and sets field
 * and nfields, at least 1; they borrow from record and from s until the next
 * call.  Returns 2 with a reason, ready to print, if a quote is broken or
 * open; or -1 with errno ENOMEM.
 */
int	split_record(struct split *s, struct span record)
	__attribute__((warn_unused_result));

/*
 * For several records whose fields are wanted together: split_room() forgets
 * what was split and makes room, and split_more() is split_record(), but that
 * fields split before stay good, as long as all those records have no more
 * than len bytes; field itself is filled anew each time.  split_room() returns
 * 0, or -1 with errno ENOMEM.
 */
int	split_room(struct split *s, size_t len)
	__attribute__((warn_unused_result));
int	split_more(struct split *s, struct span record)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	split_free(struct split *s);

#endif
