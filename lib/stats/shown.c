#include "base/utf8.h"
#include "stats/shown.h"

enum { SECOND_LEN = sizeof("2026-11-22T06:50:00") - 1 };

/* Write what is in text, with commas up to where its decimals are. */
static char *
put_commas(struct span text, size_t whole, char *dst)
{
	for (size_t at = 0; at < text.len; at++) {
		if (at > 0 && at < whole && (whole - at) % 3 == 0 &&
		    text.ptr[at - 1] != '-')
			*dst++ = ',';
		*dst++ = text.ptr[at];
	}
	return dst;
}

const char *
shown_figure(const struct report *r, enum report_figure figure, int scale,
    char *dst)
{
	enum report_kind kind = report_kind(figure);
	struct money_total value = { r->value[figure] };
	char plain[REPORT_TEXT_MAX], *end = dst;
	struct span text = { plain, 0 };
	size_t tail;

	if (r->known[figure] && kind == REPORT_IS_SHARE) {
		end += money_total_format(value, 2, end);
		*end++ = ' ';
		*end++ = '%';
	} else if (r->known[figure]) {
		text.len = report_format(r, figure, scale, plain);
		scale = report_decimals(figure, scale);
		tail = scale == 0 ? 0 : (size_t)scale + 1;
		end = put_commas(text, kind == REPORT_IS_TIME ? 0 :
		    text.len - tail, end);
	}
	*end = '\0';
	return dst;
}

const char *
shown_second(const struct report *r, enum report_figure figure, char *dst)
{
	size_t len = report_format(r, figure, 0, dst);

	if (len > SECOND_LEN) {
		len = SECOND_LEN;
		dst[len++] = 'Z';
	}
	dst[len] = '\0';
	return dst;
}

size_t
shown_name(struct writer *w, struct span name)
{
	size_t width = 0;

	if (name.len == 0)
		name = SPAN("\"\"");
	while (name.len > 0) {
		size_t len = utf8_first_len(name);
		bool is_shown = utf8_shown_len(name) > 0;

		if (len == 0)
			len = 1;
		if (w != NULL)
			writer_put(w, is_shown ?
			    (struct span){ name.ptr, len } : SPAN("?"));
		name.ptr += len;
		name.len -= len;
		width++;
	}
	return width;
}
