/*
 * utf8 - are these bytes text?
 *
 * UTF-8 as RFC 3629 has it: the shortest form only, no surrogates, nothing
 * above U+10FFFF.  NUL is a character like any other, and an empty span is
 * valid.  Bytes below 0x80 are passed over eight at a time.
 */
#ifndef BALSYS_UTF8_H
#define BALSYS_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

/* Is all of s UTF-8? */
bool	utf8_valid(struct span s);

/*
 * How many bytes, 1 to 4, has the character that s begins with?  Returns 0 if
 * s begins with none: it is empty, cut short within a character, or its first
 * byte is to be treated as a wrong one and the next looked at.
 */
size_t	utf8_first_len(struct span s);

/*
 * The same for a character that may be shown; 0 also if it is a control
 * character, U+0000 to U+001F or U+007F to U+009F.
 */
size_t	utf8_shown_len(struct span s);

/*
 * Append s, which is ISO 8859-1, as UTF-8.  Every byte is a character there:
 * 0x80 to 0x9f are control characters, not what Windows-1252 has in their
 * place.
 */
void	utf8_put_latin1(struct buf *b, struct span s);

#endif
