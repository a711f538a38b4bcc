#include "base/utf8.h"

/* How many bytes at the beginning of s are below 0x80? */
static size_t
ascii_len(struct span s)
{
	size_t i = 0;
	uint64_t word;

	for (; s.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, s.ptr + i, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < s.len && ((unsigned char)s.ptr[i] & 0x80) == 0)
		i++;
	return i;
}

/* s without its first len bytes. */
static struct span
behind(struct span s, size_t len)
{
	return (struct span){ len == 0 ? s.ptr : s.ptr + len, s.len - len };
}

static bool
is_within(char c, unsigned low, unsigned high)
{
	return (unsigned char)c >= low && (unsigned char)c <= high;
}

/*
 * The second byte has less room behind some first ones, which is what keeps
 * out long forms (e0, f0), surrogates (ed) and all above U+10FFFF (f4): The
 * Unicode Standard, table 3-7.
 */
size_t
utf8_first_len(struct span s)
{
	unsigned first, low = 0x80, high = 0xbf;
	size_t len;

	if (s.len == 0)
		return 0;
	first = (unsigned char)s.ptr[0];
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	len = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (first == 0xe0)
		low = 0xa0;
	else if (first == 0xed)
		high = 0x9f;
	else if (first == 0xf0)
		low = 0x90;
	else if (first == 0xf4)
		high = 0x8f;
	if (s.len < len || !is_within(s.ptr[1], low, high))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!is_within(s.ptr[i], 0x80, 0xbf))
			return 0;
	return len;
}

bool
utf8_valid(struct span s)
{
	for (;;) {
		s = behind(s, ascii_len(s));
		if (s.len == 0)
			return true;
		size_t len = utf8_first_len(s);
		if (len == 0)
			return false;
		s = behind(s, len);
	}
}

size_t
utf8_shown_len(struct span s)
{
	size_t len = utf8_first_len(s);
	unsigned char first = len == 0 ? 0 : (unsigned char)s.ptr[0];

	if (len == 1 && (first < 0x20 || first == 0x7f))
		return 0;
	if (len == 2 && first == 0xc2 && (unsigned char)s.ptr[1] < 0xa0)
		return 0;
	return len;
}

void
utf8_put_latin1(struct buf *b, struct span s)
{
	for (;;) {
		size_t len = ascii_len(s);
		buf_put(b, (struct span){ s.ptr, len });
		s = behind(s, len);
		if (s.len == 0)
			return;
		unsigned c = (unsigned char)s.ptr[0];
		buf_putc(b, (char)(0xc0 | c >> 6));
		buf_putc(b, (char)(0x80 | (c & 0x3f)));
		s = behind(s, 1);
	}
}
