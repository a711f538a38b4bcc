#include <stdio.h>

#include "stats/script.h"

void
script_say(struct buf *out, const char *format, ...)
{
	char text[SCRIPT_MAX];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (len > 0 && (size_t)len < sizeof(text))
		buf_put(out, (struct span){ text, (size_t)len });
	else if (len != 0)
		out->failed = true;
}

void
script_decimal(struct buf *out, money_int128 value, int scale)
{
	char text[MONEY_TOTAL_TEXT_MAX];

	buf_put(out, (struct span){ text, money_total_format(
	    (struct money_total){ value }, scale, text) });
}

void
script_number(struct buf *out, money_int128 value)
{
	script_people(out, value, 0, 0);
}

void
script_people(struct buf *out, money_int128 value, int scale, int decimals)
{
	char text[MONEY_TOTAL_TEXT_MAX];
	size_t len, whole, at = 0;

	for (; scale > decimals; scale--)
		value /= 10;
	len = money_total_format((struct money_total){ value }, scale, text);
	whole = scale == 0 ? len : len - (size_t)scale - 1;
	if (*text == '-')
		buf_putc(out, text[at++]);
	for (; at < whole; at++) {
		buf_putc(out, text[at]);
		if (at + 1 < whole && (whole - at - 1) % 3 == 0)
			buf_putc(out, ',');
	}
	buf_put(out, (struct span){ text + whole, len - whole });
}
