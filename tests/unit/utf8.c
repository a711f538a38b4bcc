/* UTF-8: every character there is, and all that looks like one. */
#include "base/utf8.h"
#include "check.h"

/* Write a character in len bytes, be it the shortest form or not. */
static void
encode(unsigned long c, size_t len, char *dst)
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = len - 1; i > 0; i--) {
		dst[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	dst[0] = (char)(len == 1 ? c : lead[len] | c);
}

static size_t
shortest(unsigned long c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* What utf8_first_len() ought to say, by way of the character's number. */
static size_t
expected_len(const unsigned char *p, size_t len)
{
	size_t wanted = len == 0 ? 0 : p[0] < 0x80 ? 1 :
	    (p[0] & 0xe0) == 0xc0 ? 2 : (p[0] & 0xf0) == 0xe0 ? 3 :
	    (p[0] & 0xf8) == 0xf0 ? 4 : 0;
	unsigned long c;

	if (wanted == 0 || wanted > len)
		return 0;
	c = wanted == 1 ? p[0] : p[0] & (0x7fu >> wanted);
	for (size_t i = 1; i < wanted; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (shortest(c) != wanted || c > 0x10ffff ||
	    (c >= 0xd800 && c <= 0xdfff))
		return 0;
	return wanted;
}

static void
every_character_is_valid_in_its_shortest_form_only(void)
{
	char text[4];

	for (unsigned long c = 0; c <= 0x1fffff; c++)
		for (size_t len = shortest(c); len <= 4; len++) {
			bool good = len == shortest(c) && c <= 0x10ffff &&
			    (c < 0xd800 || c > 0xdfff);
			encode(c, len, text);
			struct span s = { text, len };
			CHECK(utf8_valid(s) == good);
			CHECK(utf8_first_len(s) == (good ? len : 0));
		}
}

/* All of up to three bytes, and four of those at which something changes. */
static void
first_len_agrees_with_the_number_of_the_character(void)
{
	static const unsigned char edges[] = { 0, 0x41, 0x7f, 0x80, 0x8f, 0x90,
	    0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
	    0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff };
	const size_t n = sizeof(edges);
	unsigned char t[4];

	for (unsigned long i = 0; i < 1ul << 24; i++) {
		t[0] = (unsigned char)(i >> 16);
		t[1] = (unsigned char)(i >> 8);
		t[2] = (unsigned char)i;
		struct span s = { (const char *)t, 1 + i % 3 };
		if (utf8_first_len(s) != expected_len(t, s.len))
			CHECK(false);
	}
	for (size_t i = 0; i < n * n * n * n; i++) {
		t[0] = edges[i % n];
		t[1] = edges[i / n % n];
		t[2] = edges[i / n / n % n];
		t[3] = edges[i / n / n / n];
		CHECK(utf8_first_len((struct span){ (const char *)t, 4 }) ==
		    expected_len(t, 4));
	}
}

static void
a_wrong_byte_is_found_wherever_it_is(void)
{
	char text[40];

	for (size_t len = 0; len <= sizeof(text); len++) {
		memset(text, 'a', sizeof(text));
		CHECK(utf8_valid((struct span){ text, len }));
		for (size_t at = 0; at < len; at++) {
			text[at] = (char)0xff;
			CHECK(!utf8_valid((struct span){ text, len }));
			text[at] = '\0';
			CHECK(utf8_valid((struct span){ text, len }));
			text[at] = 'a';
		}
	}
}

static void
a_character_cut_short_is_wrong(void)
{
	CHECK(utf8_valid(SPAN("caf\303\251")));
	CHECK(!utf8_valid(SPAN("caf\303")));
	CHECK(utf8_valid(SPAN("\342\202\254")));
	CHECK(!utf8_valid(SPAN("\342\202")));
	CHECK(!utf8_valid(SPAN("\342\202\342\202\254")));
	CHECK(utf8_valid(SPAN("\360\237\222\267!")));
	CHECK(!utf8_valid(SPAN("\360\237\222!")));
	CHECK(!utf8_valid(SPAN("\251")));
	CHECK(utf8_valid((struct span){ NULL, 0 }));
	CHECK(utf8_first_len((struct span){ NULL, 0 }) == 0);
	CHECK(utf8_first_len(SPAN("\303\251\303\251")) == 2);
}

static void
latin1_becomes_utf8(void)
{
	struct buf b = { 0 };
	char all[256];
	char *p;

	utf8_put_latin1(&b, SPAN("caf\351 \24312 na\357ve, no more"));
	CHECK_SPAN(buf_span(&b),
	    "caf\303\251 \302\24312 na\303\257ve, no more");
	buf_clear(&b);
	utf8_put_latin1(&b, (struct span){ NULL, 0 });
	CHECK(b.len == 0 && !b.failed);
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	utf8_put_latin1(&b, (struct span){ all, sizeof(all) });
	CHECK_INT(b.len, 128 + 2 * 128);
	CHECK(utf8_valid(buf_span(&b)));
	p = b.ptr;
	for (unsigned i = 0; i < 256 && b.len == 384; i++) {
		char wanted[4];
		size_t len = shortest(i);
		encode(i, len, wanted);
		CHECK(memcmp(p, wanted, len) == 0);
		p += len;
	}
	buf_free(&b);
}

int
main(void)
{
	RUN(every_character_is_valid_in_its_shortest_form_only);
	RUN(first_len_agrees_with_the_number_of_the_character);
	RUN(a_wrong_byte_is_found_wherever_it_is);
	RUN(a_character_cut_short_is_wrong);
	RUN(latin1_becomes_utf8);
	return check_status();
}
