/*
 * book_names - how the files of a book are called.
 */
#ifndef BALSYS_BOOK_NAMES_H
#define BALSYS_BOOK_NAMES_H

#include <stdbool.h>

#include "base/span.h"

/*
 * Is this the name of a file that a book has or may have: one of its own, the
 * sums of one, or what is written to take the place of one?
 */
bool	book_names_has(struct span name);

#endif
