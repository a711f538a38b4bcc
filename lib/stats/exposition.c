#include "base/utf8.h"
#include "stats/exposition.h"

/* What stands for a byte that is no text: U+FFFD. */
#define REPLACEMENT SPAN("\357\277\275")

void
exposition_family(struct exposition *e, const char *name, const char *type,
    const char *help)
{
	buf_put(e->out, SPAN("# HELP "));
	buf_put(e->out, span_of(name));
	buf_putc(e->out, ' ');
	buf_put(e->out, span_of(help));
	buf_put(e->out, SPAN("\n# TYPE "));
	buf_put(e->out, span_of(name));
	buf_putc(e->out, ' ');
	buf_put(e->out, span_of(type));
	buf_putc(e->out, '\n');
}

void
exposition_begin(struct exposition *e, const char *name)
{
	buf_put(e->out, span_of(name));
	e->labelled = false;
}

/* Put what s, not being empty, begins with.  Returns how many bytes that is. */
static size_t
put_first(struct buf *out, struct span s)
{
	size_t len = utf8_first_len(s);

	if (len == 0) {
		buf_put(out, REPLACEMENT);
		return 1;
	}
	if (*s.ptr == '\n') {
		buf_put(out, SPAN("\\n"));
		return 1;
	}
	if (*s.ptr == '"' || *s.ptr == '\\')
		buf_putc(out, '\\');
	buf_put(out, (struct span){ s.ptr, len });
	return len;
}

void
exposition_label(struct exposition *e, const char *name, struct span value)
{
	buf_putc(e->out, e->labelled ? ',' : '{');
	e->labelled = true;
	buf_put(e->out, span_of(name));
	buf_put(e->out, SPAN("=\""));
	while (value.len > 0) {
		size_t len = put_first(e->out, value);
		value.ptr += len;
		value.len -= len;
	}
	buf_putc(e->out, '"');
}

void
exposition_decimal(struct exposition *e, struct money_total value, int scale)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len = money_total_format(value, scale, text);

	if (e->labelled)
		buf_putc(e->out, '}');
	buf_putc(e->out, ' ');
	buf_put(e->out, (struct span){ text, len });
	buf_putc(e->out, '\n');
}

void
exposition_number(struct exposition *e, int64_t value)
{
	exposition_decimal(e, (struct money_total){ value }, 0);
}
