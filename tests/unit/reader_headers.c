/* Records under one header after the other, and where inputs end. */
#define _GNU_SOURCE
#include "check.h"
#include "source.h"
#include "stream/reader.h"

/* One line of text for what came. */
static void
put_shown(struct buf *shown, int got, const struct record *row)
{
	char number[32];

	snprintf(number, sizeof(number), "%lu ", row->line);
	buf_put(shown, got == 0 ? SPAN("end\n") : span_of(number));
	if (got == 0)
		return;
	for (size_t i = 0; got != 2 && i < row->nfields; i++) {
		buf_put(shown, row->field[i]);
		buf_putc(shown, '|');
	}
	buf_put(shown, got == 2 ? SPAN("refused [") : SPAN(" ["));
	buf_put(shown, row->raw);
	buf_put(shown, got == 3 ? SPAN("] header\n") : SPAN("]\n"));
}

/* Names that the columns of one kind have here. */
static bool
is_other_header(const struct span *field, size_t nfields)
{
	return nfields > 0 && span_equal(field[0], SPAN("window"));
}

/*
 * All of paths as one who takes every header does, a record at a time or, where
 * they are ready, several.
 */
static void
show_with_headers(struct buf *shown, const char *const paths[], bool ready,
    const uint64_t *until)
{
	struct reader_options options = { .is_header = is_other_header,
	    .until_of = until };
	struct reader in = { 0 };
	struct record row[8];
	int got;

	buf_clear(shown);
	CHECK(reader_open(&in, paths, &options) == 0);
	put_shown(shown, 1, &in.header);
	do {
		size_t count = ready ? reader_ready(&in, row, 8) : 0;

		for (size_t i = 0; i < count; i++)
			put_shown(shown, 1, &row[i]);
		got = reader_next(&in, row);
		put_shown(shown, got, row);
		if (got != 3)
			continue;
		CHECK(reader_take_header(&in, row) == 0);
		CHECK(in.header.nfields == row->nfields);
		CHECK(span_equal(in.header.raw, row->raw));
	} while (got > 0);
	reader_close(&in);
}

/* Under another header, records have other columns; any header is given. */
static void
headers_may_follow_each_other(void)
{
	static const char text[] = "id,amount\n1,2\n3,4\nwindow,count,x\n"
	    "1,2,3\n4,5\n6,7,8\nid,amount\n9,10\nid,amount\n11,12\n"
	    "window\n13\n";
	static const char expected[] = "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n3 3|4| [3,4]\n"
	    "4 window|count|x| [window,count,x] header\n5 1|2|3| [1,2,3]\n"
	    "6 refused [4,5]\n7 6|7|8| [6,7,8]\n"
	    "8 id|amount| [id,amount] header\n"
	    "9 9|10| [9,10]\n10 id|amount| [id,amount] header\n"
	    "11 11|12| [11,12]\n12 window| [window] header\n13 13| [13]\nend\n";
	const char *const paths[] = { "mixed.csv", NULL };
	struct buf shown = { 0 };

	source_file(paths[0], SPAN(text));
	show_with_headers(&shown, paths, false, NULL);
	CHECK_SPAN(buf_span(&shown), expected);
	show_with_headers(&shown, paths, true, NULL);
	CHECK_SPAN(buf_span(&shown), expected);
	buf_free(&shown);
}

/* A header with as many fields as the one before is the caller's to tell. */
static void
a_header_may_be_among_records_that_are_ready(void)
{
	const char *const paths[] = { "same.csv", NULL };
	struct reader_options options = { .is_header = is_other_header };
	struct reader in = { 0 };
	struct record row[8];
	size_t count;

	source_file(paths[0], SPAN("id,amount\n1,2\nwindow,count\n3,4\n5\n"));
	CHECK(reader_open(&in, paths, &options) == 0);
	CHECK_INT(reader_next(&in, row), 1);
	count = reader_ready(&in, row, 8);
	CHECK_INT(count, 2);
	CHECK(reader_take_header(&in, &row[0]) == 0);
	CHECK_INT(reader_column(&in, SPAN("count")), 1);
	CHECK_INT(reader_column(&in, SPAN("amount")), -1);
	CHECK_INT(in.header.line, 3);
	CHECK(span_equal(row[1].field[1], SPAN("4")));
	CHECK_INT(reader_next(&in, row), 2);
	CHECK_INT(reader_next(&in, row), 0);
	reader_close(&in);
}

/* Each input ends where it is said to, and says which one it is. */
static void
inputs_end_where_they_are_told_to(void)
{
	const char *const paths[] = { "one.csv", "two.csv", "three.csv", NULL };
	const uint64_t until[] = { 14, 0, 18 };
	struct buf shown = { 0 };
	struct reader in = { 0 };
	struct record row;

	source_file(paths[0], SPAN("id,amount\n1,2\n3,4\n5,"));
	source_file(paths[1], SPAN("6,7\n8,9\n"));
	source_file(paths[2], SPAN("id,amount\n10,11\n12,1"));
	show_with_headers(&shown, paths, false, (uint64_t[]){ 14, 0, 16 });
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n1 6|7| [6,7]\n2 8|9| [8,9]\n"
	    "1 id|amount| [id,amount] header\n2 10|11| [10,11]\nend\n");
	CHECK(reader_open(&in, paths, &(struct reader_options){
	    .until_of = until }) == 0);
	CHECK_INT(reader_input(&in), 0);
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_INT(reader_input(&in), 0);
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_INT(reader_input(&in), 1);
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_INT(reader_input(&in), 2);
	CHECK_INT(reader_next(&in, &row), -1);
	CHECK_SPAN(span_of(reader_error(&in)), "three.csv:3: the last line has "
	    "no newline, so it may be cut short (--final-newline=optional "
	    "takes it)");
	reader_close(&in);
	buf_free(&shown);
}

int
main(void)
{
	RUN(headers_may_follow_each_other);
	RUN(a_header_may_be_among_records_that_are_ready);
	RUN(inputs_end_where_they_are_told_to);
	return check_status();
}
