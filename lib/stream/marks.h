/*
 * marks - where the bytes stand that decide what a line of CSV is: its
 * delimiters, quotes, NULs, and the newline behind it.
 *
 *	struct marks_kind csv = { .delimiter = ',', .quote = '"' };
 *	size_t count = marks_find(&csv, text, at);
 *
 * A line without quotes and NULs has as many marks as fields, and the last of
 * them is its newline.  Marks are found 64 bytes at a time, with no branch that
 * depends on where they are, after G. Langdale and D. Lemire, "Parsing
 * Gigabytes of JSON per Second", The VLDB Journal 28(6), 2019.
 */
#ifndef BALSYS_MARKS_H
#define BALSYS_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum {
	MARKS_AHEAD = 64,	/* bytes behind a text that are read */
	MARKS_MORE = 6,		/* offsets behind the last that are written */
};

struct marks_kind {
	char delimiter, quote;
};

/*
 * Find the marks of text, of under 4 GiB, and put their offsets into at, which
 * has room for text.len and MARKS_MORE of them.  Returns how many there are.
 * MARKS_AHEAD bytes behind text are read, whatever they are.
 */
size_t	marks_find(const struct marks_kind *kind, struct span text,
	    uint32_t *at);

#endif
