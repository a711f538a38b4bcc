#include <stdbool.h>

#include "base/utf8.h"
#include "ledger/foreign_text.h"

static bool
is_plain(enum foreign_encoding encoding, struct span field)
{
	for (size_t i = 0; i < field.len; i++) {
		char c = field.ptr[i];
		if (c == '\n' || c == '\r')
			return false;
		if (encoding == FOREIGN_LATIN1 && (c & 0x80) != 0)
			return false;
	}
	return true;
}

/* Append what one line of the field holds. */
static void
put_line(enum foreign_encoding encoding, struct span line, struct buf *dst)
{
	if (encoding == FOREIGN_LATIN1)
		utf8_put_latin1(dst, line);
	else
		buf_put(dst, line);
}

struct span
foreign_text(enum foreign_encoding encoding, struct span field,
    struct buf *scratch)
{
	size_t start = 0;

	if (is_plain(encoding, field))
		return field;
	buf_clear(scratch);
	for (size_t i = 0; i < field.len; i++) {
		if (field.ptr[i] != '\n' && field.ptr[i] != '\r')
			continue;
		put_line(encoding, (struct span){ field.ptr + start,
		    i - start }, scratch);
		buf_putc(scratch, ' ');
		if (field.ptr[i] == '\r' && i + 1 < field.len &&
		    field.ptr[i + 1] == '\n')
			i++;
		start = i + 1;
	}
	put_line(encoding, (struct span){ field.ptr + start,
	    field.len - start }, scratch);
	return buf_span(scratch);
}
