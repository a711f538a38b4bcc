#include <stdbool.h>

#include "fuzz/texts.h"

/* Bytes that mean something to whoever reads them, and some that do not. */
static const char telling[] = ",,,\"\"\"\r\r\0\0..--++09:TZtz eE#;'\\/\xef\xbb"
    "\xbf\x80\xff\xc3\xa9\x01\x1b\x7f\t\v";

enum { PIECE = 64 };	/* the most that is copied to another place */

static bool
one_of(struct random *r, uint64_t n)
{
	return random_below(r, n) == 0;
}

static char
any_byte(struct random *r)
{
	return one_of(r, 3) ? (char)random_below(r, 256) :
	    telling[random_below(r, sizeof(telling) - 1)];
}

static void
put_digits(struct buf *text, struct random *r, uint64_t count)
{
	while (count-- > 0)
		buf_putc(text, (char)('0' + random_below(r, 10)));
}

void
texts_insert(struct buf *text, size_t at, char c)
{
	buf_putc(text, c);
	if (text->failed)
		return;
	memmove(text->ptr + at + 1, text->ptr + at, text->len - 1 - at);
	text->ptr[at] = c;
}

static void
cut(struct buf *text, size_t at)
{
	memmove(text->ptr + at, text->ptr + at + 1, text->len - at - 1);
	text->len--;
}

void
texts_spoil(struct buf *text, size_t from, struct random *r)
{
	size_t len = text->len - from;
	size_t at = from + (size_t)random_below(r, len + 1);

	if (at == text->len || one_of(r, 2))
		texts_insert(text, at, any_byte(r));
	else
		text->ptr[at] = any_byte(r);
}

/* The sizes of int64 in every scale, and their neighbours. */
static void
put_largest(struct buf *text, struct random *r)
{
	static const char *const magnitudes[] = {
		"9223372036854775807", "9223372036854775808",
		"9223372036854775806", "18446744073709551616", "9999999999",
		"99999999", "100000000", "9999999999999999",
		"10000000000000000",
	};
	const char *digits = magnitudes[random_below(r, 9)];
	size_t places = random_below(r, 7);

	for (const char *p = digits; *p != '\0'; p++) {
		if (places > 0 && strlen(p) == places)
			buf_putc(text, '.');
		buf_putc(text, *p);
	}
}

void
texts_put_amount(struct buf *text, struct random *r)
{
	static const char *const none[] = { "", "-", "+", ".", "-.", "1.",
	    ".5", "--1", "+-1", "1e5", "0x10", "1.2.3", " 1.00", "1.00 ",
	    "NaN", "inf", "1_000", "\xc2\xa3" "5", "amount", "id" };
	size_t from = text->len;
	uint64_t kind = random_below(r, 24);

	if (kind == 0) {
		buf_put(text, span_of(none[random_below(r, 20)]));
		return;
	}
	if (one_of(r, 2))
		buf_putc(text, one_of(r, 4) ? '+' : '-');
	if (kind == 1) {
		put_largest(text, r);
	} else if (kind == 2) {
		/* Any length, a point anywhere. */
		put_digits(text, r, random_below(r, 41));
		texts_insert(text, text->len -
		    (size_t)random_below(r, text->len - from + 1), '.');
	} else if (kind == 3) {
		for (uint64_t n = random_below(r, 30); n > 0; n--)
			buf_putc(text, '0');
		put_digits(text, r, random_below(r, 12));
	} else {
		put_digits(text, r, 1 + random_below(r, kind < 8 ? 14 : 6));
		if (!one_of(r, 8))
			buf_putc(text, '.');
		put_digits(text, r, kind == 4 ? random_below(r, 10) : 2);
	}
	if (kind == 5)
		texts_spoil(text, from, r);
}

static void
put_two(struct buf *text, uint64_t number)
{
	buf_putc(text, (char)('0' + number / 10 % 10));
	buf_putc(text, (char)('0' + number % 10));
}

/* A date and a time of day, most of them real. */
static void
put_civil(struct buf *text, struct random *r)
{
	bool real = !one_of(r, 6);
	uint64_t day = real ? 28 : 33, hour = real ? 24 : 26;

	if (one_of(r, 4)) {
		put_digits(text, r, 4);
	} else {
		put_two(text, 20);
		put_two(text, random_below(r, 30));
	}
	buf_putc(text, '-');
	put_two(text, real + random_below(r, real ? 12 : 14));
	buf_putc(text, '-');
	put_two(text, real + random_below(r, day));
	buf_putc(text, one_of(r, 6) ? "t T"[random_below(r, 3)] : 'T');
	put_two(text, random_below(r, hour));
	buf_putc(text, ':');
	put_two(text, random_below(r, real ? 60 : 62));
	buf_putc(text, ':');
	put_two(text, random_below(r, real ? 60 : 62));
}

void
texts_put_time(struct buf *text, struct random *r)
{
	size_t from = text->len;
	uint64_t kind = random_below(r, 12);

	if (kind == 0)
		return;
	put_civil(text, r);
	if (kind > 2) {
		buf_putc(text, '.');
		put_digits(text, r, 6);
	} else if (one_of(r, 2)) {
		buf_putc(text, '.');
		put_digits(text, r, random_below(r, 10));
	}
	if (kind > 3) {
		buf_putc(text, 'Z');
	} else if (one_of(r, 8)) {
		buf_putc(text, 'z');
	} else {
		buf_putc(text, one_of(r, 2) ? '+' : '-');
		put_two(text, random_below(r, 25));
		buf_putc(text, ':');
		put_two(text, random_below(r, 61));
	}
	if (one_of(r, 16))
		texts_spoil(text, from, r);
	if (one_of(r, 64))
		cut(text, from + (size_t)random_below(r, text->len - from));
}

static void
mutate_once(struct buf *text, struct random *r)
{
	size_t at = (size_t)random_below(r, text->len + 1);
	size_t from = (size_t)random_below(r, text->len + 1);
	size_t len = text->len - (from > at ? from : at);

	if (len > PIECE)
		len = PIECE;
	switch (random_below(r, 5)) {
	case 0:
		texts_insert(text, at, any_byte(r));
		break;
	case 1:
		if (at < text->len)
			cut(text, at);
		break;
	case 2:
		if (at < text->len)
			texts_insert(text, at, text->ptr[at]);
		break;
	case 3:
		if (len > 0)
			memmove(text->ptr + at, text->ptr + from,
			    (size_t)random_below(r, len + 1));
		break;
	default:
		if (at < text->len)
			text->ptr[at] = any_byte(r);
		break;
	}
}

void
texts_mutate(struct buf *text, struct random *r)
{
	for (uint64_t n = 1 + random_below(r, 4); n > 0 && !text->failed; n--)
		mutate_once(text, r);
}
