/*
 * field - one field of CSV as it is written.
 *
 * It is quoted where it holds a comma, a double quote or a line break, and
 * nowhere else.
 */
#ifndef BALSYS_FIELD_H
#define BALSYS_FIELD_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

/* Must it be quoted? */
bool	field_needs_quotes(struct span s);

/* Append it, quoted where needed. */
void	field_put(struct buf *b, struct span s);

#endif
