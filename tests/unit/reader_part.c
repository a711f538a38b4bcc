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

/* Bytes after the header and after each record, as they are to be. */
static void
check_bytes(const char *const paths[], const struct reader_options *options,
    const int wanted[])
{
	struct reader r = { 0 };
	struct record row;
	int i = 0;

	CHECK_INT(reader_open(&r, paths, options), 0);
	CHECK_INT(reader_bytes(&r), wanted[i++]);
	while (reader_next(&r, &row) == 1)
		CHECK_INT(reader_bytes(&r), wanted[i++]);
	CHECK_INT(reader_bytes(&r), wanted[i]);
	reader_close(&r);
	CHECK_INT(reader_bytes(&r), 0);
}

static void
bytes_of_what_was_given_are_counted(void)
{
	static const char *const both[] = { "one.csv", "two.csv", NULL };
	static const char *const input[] = { "-", NULL };
	static const struct reader_options whole, part = { .from = 14,
	    .from_line = 3, .until = 18 };
	pid_t child;

	source_file("one.csv", SPAN("id,amount\na,1\nb,2\n"));
	source_file("two.csv", SPAN("id,amount\nc,3\nd,4\n"));
	check_bytes(both, &whole, (int[]){ 10, 14, 18, 32, 36, 36 });
	check_bytes(both, &part, (int[]){ 0, 4, 18, 22, 22 });
	child = source_pipe(SPAN("id,amount\na,1\nb,2\n"), 18);
	check_bytes(input, &whole, (int[]){ 10, 14, 18, 18 });
	source_done(child);
}

static void
bytes_of_gzip_are_compressed(void)
{
	const char *const paths[] = { "long.csv.gz", NULL };
	struct buf text = { 0 }, zip = { 0 };
	struct reader r = { 0 };
	struct record row;
	char line[32];
	uint64_t lot = 1, before = 0, bytes;

	buf_put(&text, SPAN("id,amount\n"));
	/* Enough for a thread. */
	for (int i = 0; i < 200000; i++) {
		snprintf(line, sizeof(line), "%d,%u\n", i,
		    (unsigned)source_random(&lot));
		buf_put(&text, span_of(line));
	}
	source_gzip(&zip, buf_span(&text));
	source_file("long.csv.gz", buf_span(&zip));
	CHECK_INT(reader_open(&r, paths, &(struct reader_options){ 0 }), 0);
	while (reader_next(&r, &row) == 1) {
		bytes = reader_bytes(&r);
		if (bytes < before || bytes > zip.len)
			break;
		before = bytes;
	}
	CHECK_INT(before, zip.len);
	CHECK_INT(reader_bytes(&r), zip.len);
	reader_close(&r);
	buf_free(&text);
	buf_free(&zip);
}

int
main(void)
{
	RUN(reading_ends_where_it_is_told);
	RUN(what_was_appended_makes_no_line_too_long);
	RUN(bytes_of_what_was_given_are_counted);
	RUN(bytes_of_gzip_are_compressed);
	return check_status();
}
