/*
 * text_table - the groups of a summary as a table for people: a line each, in
 * columns that fit on a screen.
 */
#ifndef BALSYS_TEXT_TABLE_H
#define BALSYS_TEXT_TABLE_H

#include "stats/format.h"

/* Headings, and a line for each of these groups, in this order. */
void	text_table_put(const struct page *page, const struct summary *summary,
	    struct summary_group *const *groups, size_t count);

/* So many blanks; and text at the right end of a column of this width, with a
   gap before it. */
void	text_table_blanks(struct writer *w, size_t count);
void	text_table_right(struct writer *w, const char *text, size_t width);

#endif
