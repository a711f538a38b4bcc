/* A part of an input, and lines that became too long when they were kept. */
#define _GNU_SOURCE
#include "check.h"
#include "source.h"
#include "stream/reader.h"

static void
reading_ends_where_it_is_told(void)
{
	struct reader_options options = { .until = 14 };
	const char *const paths[] = { "until.csv", NULL };
	struct reader r;
	struct record row;

	source_file("until.csv", SPAN("id,amount\na,1\nb,2\nc,torn"));
	CHECK_INT(reader_open(&r, paths, &options), 0);
	CHECK_INT(reader_next(&r, &row), 1);
	CHECK_SPAN(row.raw, "a,1");
	CHECK_INT(reader_next(&r, &row), 0);
	reader_close(&r);
	options.until = 18;
	options.from = 14;
	options.from_line = 3;
	CHECK_INT(reader_open(&r, paths, &options), 0);
	CHECK_INT(reader_next(&r, &row), 1);
	CHECK_SPAN(row.raw, "b,2");
	CHECK_INT(row.line, 3);
	CHECK_INT(reader_next(&r, &row), 0);
	reader_close(&r);
	/* Where it is to begin there may be nothing to read. */
	options.from = 18;
	CHECK_INT(reader_open(&r, paths, &options), 0);
	CHECK_INT(reader_next(&r, &row), 0);
	reader_close(&r);
}

/* A line of so many bytes, read with so many allowed over the most. */
static int
read_long(size_t len, unsigned appended)
{
	struct reader_options options = { .appended = appended };
	const char *const paths[] = { "long.csv", NULL };
	struct buf text = { 0 };
	struct reader r;
	struct record row;
	int got;

	buf_put(&text, SPAN("id,amount\n"));
	while (text.len < strlen("id,amount\n") + len - 2)
		buf_putc(&text, 'x');
	buf_put(&text, SPAN(",1\nb,2\n"));
	source_file("long.csv", buf_span(&text));
	CHECK_INT(reader_open(&r, paths, &options), 0);
	got = reader_next(&r, &row);
	CHECK_INT(reader_next(&r, &row), 1);
	CHECK_SPAN(row.raw, "b,2");
	reader_close(&r);
	buf_free(&text);
	return got;
}

static void
what_was_appended_makes_no_line_too_long(void)
{
	CHECK_INT(read_long(READER_LINE_MAX, 0), 1);
	CHECK_INT(read_long(READER_LINE_MAX + 1, 0), 2);
	CHECK_INT(read_long(READER_LINE_MAX + 50, 50), 1);
	CHECK_INT(read_long(READER_LINE_MAX + 51, 50), 2);
	CHECK_INT(read_long(READER_LINE_MAX + READER_APPENDED_MAX,
	    READER_APPENDED_MAX), 1);
}

int
main(void)
{
	RUN(reading_ends_where_it_is_told);
	RUN(what_was_appended_makes_no_line_too_long);
	return check_status();
}
