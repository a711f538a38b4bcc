#include "stream/field.h"

bool
field_needs_quotes(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '"' || s.ptr[i] == ',' || s.ptr[i] == '\n' ||
		    s.ptr[i] == '\r')
			return true;
	return false;
}

void
field_put(struct buf *b, struct span s)
{
	if (!field_needs_quotes(s)) {
		buf_put(b, s);
		return;
	}
	buf_putc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.ptr[i]);
	}
	buf_putc(b, '"');
}
