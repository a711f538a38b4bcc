/* Lines of any length, and lines joined by an open quote. */
#define _GNU_SOURCE
#include "check.h"
#include "source.h"
#include "stream/lines.h"

static const struct wait_hook no_hook;

static struct span
repeated(char c, size_t len)
{
	static char bytes[4 * 1024 * 1024];

	memset(bytes, c, len);
	return (struct span){ bytes, len };
}

/* Make a file of first, a line of len bytes "x", its end, and "last\n". */
static void
write_long(size_t len, const char *end)
{
	struct buf b = { 0 };

	buf_put(&b, SPAN("first\n"));
	buf_put(&b, repeated('x', len));
	buf_put(&b, span_of(end));
	buf_put(&b, SPAN("last\n"));
	source_file("long", buf_span(&b));
	buf_free(&b);
}

static void
check_long(size_t len, const char *end, int wanted)
{
	struct lines l = { 0 };
	struct input in = { 0 };
	struct span line;
	char hash[DIGEST_TEXT_LEN + 1], right[DIGEST_TEXT_LEN + 1];
	size_t given = len + strlen(end) - 1;

	write_long(len, end);
	CHECK_INT(input_open(&in, "long", &no_hook), 0);
	lines_start(&l, &in);
	CHECK_INT(lines_next(&l, &line), 1);
	CHECK_SPAN(line, "first");
	CHECK_INT(lines_next(&l, &line), wanted);
	CHECK(l.ended && l.count == 1);
	if (wanted == 1) {
		CHECK_INT(line.len, given);
		CHECK_INT(l.len, given);
	} else {
		struct digest d;
		digest_start(&d);
		digest_put(&d, repeated('x', len));
		digest_end(&d, right);
		digest_end(&l.hash, hash);
		CHECK_SPAN(span_of(hash), right);
		CHECK_INT(line.len, LINES_KEPT);
		CHECK(span_equal(line, repeated('x', LINES_KEPT)));
		CHECK_INT(l.len, len);
	}
	CHECK_INT(lines_next(&l, &line), 1);
	CHECK_SPAN(line, "last");
	CHECK_INT(lines_next(&l, &line), 0);
	CHECK_INT(lines_next(&l, &line), 0);
	CHECK(l.cap <= LINES_MAX + LINES_MAX / 4);
	input_close(&in);
	lines_free(&l);
	lines_free(&l);
}

static void
a_line_has_at_most_a_mebibyte(void)
{
	for (int i = 0; i < 2; i++) {
		const char *end = i == 0 ? "\n" : "\r\n";
		check_long(LINES_KEPT, end, 1);
		check_long(LINES_MAX - 1, end, 1);
		check_long(LINES_MAX, end, 1);
		check_long(LINES_MAX + 1, end, 2);
		check_long(LINES_MAX + 2, end, 2);
		check_long(3 * LINES_MAX, end, 2);
	}
}

static void
a_carriage_return_inside_a_long_line_is_hashed(void)
{
	enum { LEN = 2 * LINES_MAX };
	struct buf b = { 0 };
	struct lines l = { 0 };
	struct input in = { 0 };
	struct span line;
	struct digest d;
	char hash[DIGEST_TEXT_LEN + 1], right[DIGEST_TEXT_LEN + 1];

	/* Nothing but carriage returns: any of them might be the last. */
	buf_put(&b, repeated('\r', LEN + 1));
	buf_putc(&b, '\n');
	source_file("returns", buf_span(&b));
	buf_free(&b);
	CHECK_INT(input_open(&in, "returns", &no_hook), 0);
	lines_start(&l, &in);
	CHECK_INT(lines_next(&l, &line), 2);
	CHECK_INT(l.len, LEN);
	digest_start(&d);
	digest_put(&d, repeated('\r', LEN));
	digest_end(&d, right);
	digest_end(&l.hash, hash);
	CHECK_SPAN(span_of(hash), right);
	input_close(&in);
	lines_free(&l);
}

static void
a_long_last_line_without_newline_is_told(void)
{
	struct lines l = { 0 };
	struct input in = { 0 };
	struct span line;

	for (size_t len = LINES_MAX; len <= 3 * LINES_MAX; len += LINES_MAX) {
		source_file("long", repeated('x', len));
		CHECK_INT(input_open(&in, "long", &no_hook), 0);
		lines_start(&l, &in);
		CHECK_INT(lines_next(&l, &line), len == LINES_MAX ? 1 : 2);
		CHECK_INT(l.len, len);
		CHECK(!l.ended);
		CHECK_INT(lines_next(&l, &line), 0);
		input_close(&in);
	}
	lines_free(&l);
}

/* Read all of text, quoted lines joined, in pieces; show them with "|". */
static void
check_joins(const char *text, const char *wanted)
{
	static const size_t pieces[] = { 1, 2, 7, 4096 };
	struct buf shown = { 0 };
	struct span line;

	for (size_t i = 0; i < 4; i++) {
		pid_t child = source_pipe(span_of(text), pieces[i]);
		struct lines l = { 0 };
		struct input in;
		unsigned long count = 0;

		buf_clear(&shown);
		CHECK_INT(input_open(&in, "-", &no_hook), 0);
		lines_start(&l, &in);
		while (lines_next_quoted(&l, ',', '"', &line) == 1) {
			CHECK_INT(l.len, line.len);
			count += l.count;
			buf_put(&shown, line);
			buf_putc(&shown, l.ended ? '|' : '.');
		}
		CHECK_SPAN(buf_span(&shown), wanted);
		for (const char *c = text; *c != '\0'; c++)
			count -= *c == '\n' || c[1] == '\0';
		CHECK_INT(count, 0);
		input_close(&in);
		lines_free(&l);
		source_done(child);
	}
	buf_free(&shown);
}

static void
an_open_quote_joins_lines(void)
{
	check_joins("a\nb\n", "a|b|");
	check_joins("a,\"b\nc\",d\ne\n", "a,\"b\nc\",d|e|");
	check_joins("\"\n\n\n\"\nx\n", "\"\n\n\n\"|x|");
	check_joins("\"a\"\"\n\"\nx\n", "\"a\"\"\n\"|x|");
	check_joins("\"a\r\nb\"\r\n", "\"a\r\nb\"\r|");
	check_joins("\"a\nb\"", "\"a\nb\".");
	check_joins("\n\n", "||");
}

static void
a_quote_that_never_closes_is_one_line(void)
{
	check_joins("a\n\"b\nc\nd\n", "a|\"b|c|d|");
	check_joins("\"b\nc", "\"b|c.");
	check_joins("\"b\n", "\"b|");
	check_joins("\"b", "\"b.");
	check_joins("x\"\ny\"\nz\"\nw\n", "x\"|y\"|z\"|w|");
	check_joins("1,12\" pipe\n2,x\n3,\"14\"\" pipe\"\n",
	    "1,12\" pipe|2,x|3,\"14\"\" pipe\"|");
	check_joins("1,\"a\"b\"\n2,x\n", "1,\"a\"b\"|2,x|");
}

static void
a_join_beyond_a_mebibyte_is_none(void)
{
	struct lines l = { 0 };
	struct input in = { 0 };
	struct span line;
	struct buf b = { 0 };

	buf_put(&b, SPAN("\"open\n"));
	for (int i = 0; i < 3000; i++) {
		buf_put(&b, repeated('y', 999));
		buf_putc(&b, '\n');
	}
	buf_put(&b, SPAN("\"\n"));
	source_file("open", buf_span(&b));
	buf_free(&b);
	CHECK_INT(input_open(&in, "open", &no_hook), 0);
	lines_start(&l, &in);
	CHECK_INT(lines_next_quoted(&l, ',', '"',
	    &line), 1);
	CHECK_SPAN(line, "\"open");
	CHECK_INT(l.count, 1);
	for (int i = 0; i < 3000; i++) {
		CHECK_INT(lines_next_quoted(&l, ',', '"',
	    &line), 1);
		CHECK_INT(line.len, 999);
	}
	CHECK_INT(lines_next_quoted(&l, ',', '"',
	    &line), 1);
	CHECK_SPAN(line, "\"");
	CHECK_INT(lines_next_quoted(&l, ',', '"',
	    &line), 0);
	CHECK(l.cap <= LINES_MAX + LINES_MAX / 4);
	input_close(&in);
	lines_free(&l);
}

/* Put count lines whose last quote is open at the end of each of them. */
static void
put_open_lines(struct buf *b, int count)
{
	for (int i = 0; i < count; i++)
		buf_put(b, SPAN("\"x\",\"y\n"));
}

static void
check_open_lines(struct lines *l, int count)
{
	struct span line;
	int right = 0;

	for (int i = 0; i < count; i++) {
		CHECK_INT(lines_next_quoted(l, ',', '"', &line), 1);
		/* The record behind may close it, which makes it no CSV. */
		if (l->count > 1)
			line = lines_part(l);
		right += l->count == 1 && l->ended &&
		    span_equal(line, SPAN("\"x\",\"y"));
	}
	CHECK_INT(right, count);
}

/*
 * Of many quotes that nothing closes, each is looked for no farther than where
 * the one before was: a record there, at any distance, is none the worse.
 */
static void
a_record_among_open_quotes_is_whole(void)
{
	enum { LINE = 8, FULL = LINES_MAX / LINE };
	static const int before[] = { 1, 1000, FULL / 2, FULL - 300, FULL - 1,
	    FULL, FULL + 1, FULL + 300, 3 * FULL / 2, 2 * FULL + 5 };
	struct lines l = { 0 };
	struct input in = { 0 };
	struct span line;

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		struct buf b = { 0 };

		put_open_lines(&b, before[i]);
		buf_put(&b, SPAN("1,\"a\n"));
		for (int k = 0; k < 1000; k++)
			buf_put(&b, SPAN("text\n"));
		buf_put(&b, SPAN("b\",2\n"));
		put_open_lines(&b, before[i]);
		source_file("among", buf_span(&b));
		buf_free(&b);
		CHECK_INT(input_open(&in, "among", &no_hook), 0);
		lines_start(&l, &in);
		check_open_lines(&l, before[i]);
		CHECK_INT(lines_next_quoted(&l, ',', '"', &line), 1);
		CHECK_INT(l.count, 1002);
		CHECK_INT(line.len, 5 + 5 * 1000 + 4);
		CHECK_INT(l.len, line.len);
		check_open_lines(&l, before[i]);
		CHECK_INT(lines_next_quoted(&l, ',', '"', &line), 0);
		input_close(&in);
	}
	lines_free(&l);
}

/* Whether that is memory, only a sanitizer can tell. */
static void
what_is_behind_a_full_block_may_be_read(void)
{
	struct lines l = { 0 };
	struct input in = { 0 };
	struct buf b = { 0 };
	struct span line, there;
	char behind[LINES_AHEAD];

	/* How an input begins may come by itself; the line ends behind it. */
	buf_put(&b, repeated('x', LINES_KEPT));
	buf_put(&b, repeated('\n', LINES_MAX));
	source_file("full", buf_span(&b));
	buf_free(&b);
	CHECK_INT(input_open(&in, "full", &no_hook), 0);
	lines_start(&l, &in);
	CHECK_INT(lines_next(&l, &line), 1);
	there = lines_there(&l);
	CHECK(there.ptr + there.len == l.block + l.cap);
	memcpy(behind, there.ptr + there.len, sizeof(behind));
	/* Whatever they are. */
	CHECK(memchr(behind, behind[0], sizeof(behind)) == behind);
	input_close(&in);
	lines_free(&l);
}

int
main(void)
{
	RUN(a_line_has_at_most_a_mebibyte);
	RUN(a_carriage_return_inside_a_long_line_is_hashed);
	RUN(a_long_last_line_without_newline_is_told);
	RUN(an_open_quote_joins_lines);
	RUN(a_quote_that_never_closes_is_one_line);
	RUN(a_join_beyond_a_mebibyte_is_none);
	RUN(what_is_behind_a_full_block_may_be_read);
	RUN(a_record_among_open_quotes_is_whole);
	return check_status();
}
