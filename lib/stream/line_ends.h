/*
 * line_ends - what is no part of a record, at the ends of its line.
 */
#ifndef BALSYS_LINE_ENDS_H
#define BALSYS_LINE_ENDS_H

#include <stdbool.h>
#include <string.h>

#include "base/span.h"

/* The carriage return that a line may end with. */
static inline struct span
line_without_return(struct span line)
{
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* The UTF-8 byte-order mark that the first one may begin with. */
static inline struct span
line_without_mark(struct span line)
{
	if (line.len >= 3 && memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0) {
		line.ptr += 3;
		line.len -= 3;
	}
	return line;
}

/* A line without both; the mark only if it is the first one. */
static inline struct span
line_without_ends(struct span line, bool is_first)
{
	return line_without_return(is_first ? line_without_mark(line) : line);
}

#endif
