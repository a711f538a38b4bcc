/* Records out of CSV bytes, however they come. */
#define _GNU_SOURCE
#include "base/digest.h"
#include "check.h"
#include "source.h"
#include "stream/reader.h"

enum { MIB = 1024 * 1024 };

static const struct reader_options record_format;

/* One line of text for what reader_next() gave. */
static void
put_shown(struct buf *shown, const struct reader *in, int got,
    const struct record *row)
{
	char number[32];

	if (got == 0) {
		buf_put(shown, SPAN("end\n"));
		return;
	}
	if (got == -1) {
		snprintf(number, sizeof(number), "failed %d ",
		    (int)reader_failure(in));
		buf_put(shown, span_of(number));
		buf_put(shown, span_of(reader_error(in)));
		buf_putc(shown, '\n');
		return;
	}
	snprintf(number, sizeof(number), "%lu ", row->line);
	buf_put(shown, span_of(number));
	for (size_t i = 0; i < row->nfields; i++) {
		buf_put(shown, row->field[i]);
		buf_putc(shown, '|');
	}
	if (got == 2) {
		CHECK_INT(row->nfields, 0);
		buf_put(shown, span_of(reason_word(reader_reason(in))));
	}
	buf_put(shown, SPAN(" ["));
	buf_put(shown, row->raw);
	buf_put(shown, SPAN("]\n"));
}

/* Read all of paths into shown: header, records, and how it ended. */
static void
show_all(struct buf *shown, const char *const paths[],
    const struct reader_options *options)
{
	struct reader in = { 0 };
	struct record row;
	int got = reader_open(&in, paths, options);

	buf_clear(shown);
	if (got == 0) {
		put_shown(shown, &in, 1, &in.header);
		while ((got = reader_next(&in, &row)) > 0)
			put_shown(shown, &in, got, &row);
	}
	put_shown(shown, &in, got, NULL);
	CHECK(got == 0 || reader_next(&in, &row) == -1);
	reader_close(&in);
	reader_close(&in);
}

static void
show_file(struct buf *shown, struct span bytes,
    const struct reader_options *options)
{
	source_file("in.csv", bytes);
	show_all(shown, (const char *const[]){ "in.csv", NULL }, options);
}

static void
check_reads(struct span bytes, const char *wanted)
{
	struct buf shown = { 0 };

	show_file(&shown, bytes, &record_format);
	CHECK_SPAN(buf_span(&shown), wanted);
	buf_free(&shown);
}

static const char sample_bytes[] = "\xef\xbb\xbfid,amount,note\r\n"
    "1,2.00,x\n2,-3,\"a, \"\"b\"\"\"\r\n3,4,\n\n\"4\",5,broken\"\n"
    "\xef\xbb\xbfid,amount,note\n5,6,\"open\n6,7,\0\n7,8\n8,9,\xff\n"
    "9,10,  spaces  \n";
static const struct span sample = { sample_bytes, sizeof(sample_bytes) - 1 };

static const char *const sample_shown =
    "1 id|amount|note| [id,amount,note]\n"
    "2 1|2.00|x| [1,2.00,x]\n"
    "3 2|-3|a, \"b\"| [2,-3,\"a, \"\"b\"\"\"]\n"
    "4 3|4|| [3,4,]\n"
    "5 blank []\n"
    "6 quote [\"4\",5,broken\"]\n"
    "8 quote [5,6,\"open]\n"
    "9 nul [6,7,\\0]\n"
    "10 columns [7,8]\n"
    "11 8|9|\xff| [8,9,\xff]\n"
    "12 9|10|  spaces  | [9,10,  spaces  ]\n"
    "end\n";

/* NUL as a text that C strings hold. */
static void
show_nul(struct buf *shown)
{
	char *nul = memchr(shown->ptr, '\0', shown->len);

	if (nul == NULL)
		return;
	buf_putc(shown, '0');
	memmove(nul + 2, nul + 1, (size_t)(shown->ptr + shown->len - 1 - nul) -
	    1);
	memcpy(nul, "\\0", 2);
}

static void
records_are_the_same_in_pieces_of_any_size(void)
{
	static const size_t pieces[] = { 1, 2, 3, 7, 4096 };
	static const char *const standard_input[] = { "-", NULL };
	struct buf shown = { 0 }, zip = { 0 };

	source_gzip(&zip, (struct span){ sample.ptr, 50 });
	source_gzip(&zip, SPAN(""));
	source_gzip(&zip, (struct span){ sample.ptr + 50, sample.len - 50 });
	for (size_t i = 0; i < 10; i++) {
		pid_t child = source_pipe(i < 5 ? sample : buf_span(&zip),
		    pieces[i % 5]);
		show_all(&shown, standard_input, &record_format);
		show_nul(&shown);
		CHECK_SPAN(buf_span(&shown), sample_shown);
		source_done(child);
	}
	show_file(&shown, sample, &record_format);
	show_nul(&shown);
	CHECK_SPAN(buf_span(&shown), sample_shown);
	buf_free(&shown);
	buf_free(&zip);
}

static void
several_files_are_one(void)
{
	static const char *const paths[] = { "a.csv", "empty", "b.csv.gz",
	    "c.csv", "empty", NULL };
	static const char *const joined[] = { "joined", NULL };
	struct buf shown = { 0 }, zip = { 0 };
	struct reader in = { 0 };
	struct record row;

	source_file("a.csv", SPAN("id,amount\n1,2\n"));
	source_file("empty", SPAN(""));
	source_gzip(&zip, SPAN("\xef\xbb\xbfid,amount\r\n3,4\r\n"));
	source_file("b.csv.gz", buf_span(&zip));
	source_file("c.csv", SPAN("\"id\",\"amount\"\n5,6\n"));
	show_all(&shown, paths, &record_format);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n2 3|4| [3,4]\n2 5|6| [5,6]\nend\n");
	source_file("joined", SPAN("id,amount\n1,2\n\xef\xbb\xbfid,amount\r\n"
	    "3,4\r\n\"id\",\"amount\"\n5,6\n"));
	show_all(&shown, joined, &record_format);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n4 3|4| [3,4]\n6 5|6| [5,6]\nend\n");
	CHECK_INT(reader_open(&in, paths, &record_format), 0);
	CHECK_SPAN(span_of(in.header.file), "a.csv");
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_SPAN(span_of(row.file), "a.csv");
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_SPAN(span_of(row.file), "b.csv.gz");
	reader_close(&in);
	buf_free(&shown);
	buf_free(&zip);
}

static void
a_missing_second_file_ends_the_reading(void)
{
	static const char *const paths[] = { "a.csv", "missing", "a.csv",
	    NULL };
	struct buf shown = { 0 };

	source_file("a.csv", SPAN("id,amount\n1,2\n"));
	show_all(&shown, paths, &record_format);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\nfailed 2 missing: No such file or directory\n");
	buf_free(&shown);
}

static void
another_header_is_an_error(void)
{
	check_reads(SPAN("id,amount\n1,2\namount,id\n3,4\n"),
	    "1 id|amount| [id,amount]\n2 1|2| [1,2]\n"
	    "failed 1 in.csv:3: another header than the first: column 1 is "
	    "\"amount\", not \"id\"\n");
	check_reads(SPAN("id,amount\nid,amount,note\n"),
	    "1 id|amount| [id,amount]\n"
	    "failed 1 in.csv:2: another header than the first: 3 columns, "
	    "not 2\n");
	/* These are no headers. */
	check_reads(SPAN("id,amount\nid,x\nx,amount\nID,amount\n"),
	    "1 id|amount| [id,amount]\n2 id|x| [id,x]\n"
	    "3 x|amount| [x,amount]\n4 ID|amount| [ID,amount]\nend\n");
}

static void
a_record_has_as_many_fields_as_the_header(void)
{
	check_reads(SPAN("id,amount\n1\n1,2,\n1,2,3\n\"1,2\"\n,\n"),
	    "1 id|amount| [id,amount]\n2 columns [1]\n3 columns [1,2,]\n"
	    "4 columns [1,2,3]\n5 columns [\"1,2\"]\n6 || [,]\nend\n");
}

static void
columns_stand_in_for_a_header(void)
{
	struct reader_options options = { .columns = "id,\"amount\"" };
	struct buf shown = { 0 };

	show_file(&shown, SPAN("\xef\xbb\xbf" "1,2\nid,amount\n3,4\n"),
	    &options);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,\"amount\"]\n"
	    "1 1|2| [1,2]\n3 3|4| [3,4]\nend\n");
	show_file(&shown, SPAN("amount,id\n"), &options);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,\"amount\"]\n"
	    "failed 1 in.csv:1: another header than the first: column 1 is "
	    "\"amount\", not \"id\"\n");
	show_file(&shown, SPAN(""), &options);
	CHECK(shown.len > 0 && strncmp(shown.ptr, "failed", 6) != 0);
	options.columns = "";
	show_file(&shown, SPAN("1,2\n"), &options);
	CHECK_SPAN(buf_span(&shown),
	    "failed 5 --columns \"\" is not a line of CSV\n");
	options.columns = "id,amount\n";
	show_file(&shown, SPAN("1,2\n"), &options);
	CHECK_SPAN(buf_span(&shown),
	    "failed 5 --columns \"id,amount?\" is not a line of CSV\n");
	buf_free(&shown);
}

static void
a_last_line_needs_its_newline(void)
{
	struct reader_options optional = { .final_newline_optional = true };
	struct buf shown = { 0 };

	check_reads(SPAN("id,amount\n1,2\n3,-10"),
	    "1 id|amount| [id,amount]\n2 1|2| [1,2]\nfailed 1 in.csv:3: the "
	    "last line has no newline, so it may be cut short "
	    "(--final-newline=optional takes it)\n");
	check_reads(SPAN("id,amount"), "failed 1 in.csv:1: the last line has "
	    "no newline, so it may be cut short (--final-newline=optional "
	    "takes it)\n");
	show_file(&shown, SPAN("id,amount\n1,2\n3,-10"), &optional);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n3 3|-10| [3,-10]\nend\n");
	buf_free(&shown);
}

static void
what_has_no_header_is_an_error(void)
{
	static const char *const no_header = "failed 1 in.csv:1: this is no "
	    "header: the first line names the columns\n";
	static const char *const nothing = "failed 1 in.csv: there is nothing "
	    "in it: no header names the columns\n";
	struct buf b = { 0 };

	check_reads(SPAN(""), nothing);
	check_reads(SPAN("\n1,2\n"), no_header);
	check_reads(SPAN("\r\n"), no_header);
	check_reads(SPAN("id,am\0unt\n"), no_header);
	check_reads(SPAN("id,\"amount\n"), no_header);
	for (int i = 0; i < MIB + 1; i++)
		buf_putc(&b, 'x');
	buf_putc(&b, '\n');
	check_reads(buf_span(&b), no_header);
	buf_free(&b);
}

/* A record of len bytes between two others, with this end. */
static void
check_long(size_t len, const char *end, bool taken)
{
	static const char *const paths[] = { "long", NULL };
	char detail[200], hash[DIGEST_TEXT_LEN + 1];
	struct buf b = { 0 };
	struct reader in = { 0 };
	struct record row;
	struct digest d;

	buf_put(&b, SPAN("id,note\n1,2\n7,"));
	for (size_t i = 2; i < len; i++)
		buf_putc(&b, (char)('a' + i % 26));
	digest_start(&d);
	digest_put(&d, (struct span){ b.ptr + 12, len });
	digest_end(&d, hash);
	buf_put(&b, span_of(end));
	buf_put(&b, SPAN("8,9\n"));
	source_file("long", buf_span(&b));
	CHECK_INT(reader_open(&in, paths, &record_format), 0);
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_INT(reader_next(&in, &row), taken ? 1 : 2);
	CHECK_INT(row.line, 3);
	CHECK(span_equal(row.raw, (struct span){ b.ptr + 12,
	    taken ? len : READER_KEPT }));
	if (!taken) {
		snprintf(detail, sizeof(detail), "%zu bytes, more than "
		    "1048576; sha256 %s", len, hash);
		CHECK_INT(reader_reason(&in), REASON_LONG);
		CHECK_SPAN(span_of(reader_detail(&in)), detail);
	}
	CHECK_INT(reader_next(&in, &row), 1);
	CHECK_SPAN(row.raw, "8,9");
	CHECK_INT(row.line, 4);
	CHECK_INT(reader_next(&in, &row), 0);
	reader_close(&in);
	buf_free(&b);
}

static void
a_record_has_at_most_a_mebibyte(void)
{
	for (int i = 0; i < 2; i++) {
		const char *end = i == 0 ? "\n" : "\r\n";
		check_long(MIB, end, true);
		check_long(MIB + 1, end, false);
		check_long(3 * MIB, end, false);
	}
}

static void
broken_gzip_gives_the_records_before_it(void)
{
	struct buf zip = { 0 }, shown = { 0 };

	source_gzip(&zip, SPAN("id,amount\n1,2\n3,4\n"));
	zip.len -= 4;
	show_file(&shown, buf_span(&zip), &record_format);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n3 3|4| [3,4]\n"
	    "failed 1 in.csv:4: is truncated gzip\n");
	zip.len += 4;
	buf_putc(&zip, 'x');
	show_file(&shown, buf_span(&zip), &record_format);
	CHECK_SPAN(buf_span(&shown), "1 id|amount| [id,amount]\n"
	    "2 1|2| [1,2]\n3 3|4| [3,4]\n"
	    "failed 1 in.csv:4: has garbage behind its gzip data\n");
	buf_free(&zip);
	buf_free(&shown);
}

static void
any_line_is_followed_by_the_next(void)
{
	static const char soup[] = ",\"\"\r\0a\xef\xbb\xbf;\\'";
	static const char *const paths[] = { "soup", NULL };
	struct buf b = { 0 };
	struct reader in = { 0 };
	struct record row;
	uint64_t state = 3;
	enum { LINES = 20000 };

	buf_put(&b, SPAN("id,note\n"));
	for (int i = 0; i < LINES; i++) {
		uint32_t len = source_random(&state) % 12;
		while (len-- > 0)
			buf_putc(&b, soup[source_random(&state) %
			    (sizeof(soup) - 1)]);
		buf_put(&b, SPAN("\nsound,\"line\"\n"));
	}
	source_file("soup", buf_span(&b));
	CHECK_INT(reader_open(&in, paths, &record_format), 0);
	for (unsigned long i = 0; i < LINES; i++) {
		int got = reader_next(&in, &row);
		if (got != 1 && got != 2)
			CHECK(!"a line is taken or refused");
		if (row.line != 2 * i + 2)
			CHECK(!"a line is where it is");
		if (reader_next(&in, &row) != 1 || row.line != 2 * i + 3 ||
		    !span_equal(row.field[1], SPAN("line"))) {
			CHECK(!"a sound line behind any other is read");
			break;
		}
	}
	CHECK_INT(reader_next(&in, &row), 0);
	reader_close(&in);
	buf_free(&b);
}

static void
columns_are_found_by_name(void)
{
	static const char *const paths[] = { "in.csv", NULL };
	struct reader in = { 0 };

	source_file("in.csv", SPAN("id,\"the, note\",x,amount,x\n"));
	CHECK_INT(reader_open(&in, paths, &record_format), 0);
	CHECK_INT(reader_column(&in, SPAN("id")), 0);
	CHECK_INT(reader_column(&in, SPAN("the, note")), 1);
	CHECK_INT(reader_column(&in, SPAN("amount")), 3);
	CHECK_INT(reader_column(&in, SPAN("x")), -2);
	CHECK_INT(reader_column(&in, SPAN("Amount")), -1);
	reader_close(&in);
}

/* Read on at from, which is the beginning of a line. */
static void
check_goes_on(const char *path, uint64_t from, unsigned long line,
    const char *wanted)
{
	const char *paths[] = { path, NULL };
	struct reader_options options = { .from = from, .from_line = line };
	struct buf shown = { 0 };

	show_all(&shown, paths, &options);
	CHECK_SPAN(buf_span(&shown), wanted);
	buf_free(&shown);
}

static void
reading_goes_on_at_any_line(void)
{
	static const char text[] = "\xef\xbb\xbfid,amount\n1,2\nid,amount\n"
	    "3\n5,6\n";
	static const char header[] = "1 id|amount| [id,amount]\n";
	static const char *const lines[] = { "2 1|2| [1,2]\n", "",
	    "4 columns [3]\n", "5 5|6| [5,6]\n", "" };
	uint64_t from = 13;
	char wanted[200];

	source_file("on", span_of(text));
	for (unsigned long line = 2; line <= 6; line++) {
		snprintf(wanted, sizeof(wanted), "%s", header);
		for (unsigned long i = line; i <= 6; i++)
			strcat(wanted, lines[i - 2]);
		strcat(wanted, "end\n");
		check_goes_on("on", from, line, wanted);
		from += strcspn(text + from, "\n") + 1;
	}
}

static void
reading_goes_on_in_plain_files_alone(void)
{
	static const char gone_on[] = "failed 1 on:7: has fewer bytes than it "
	    "had\n", empty[] = "failed 1 empty: there is nothing in it\n";
	const char *paths[] = { "empty", "on", NULL };
	struct reader_options options = { .from = 10, .from_line = 2 };
	struct buf zip = { 0 }, shown = { 0 };
	pid_t child;

	source_file("on", SPAN("id,amount\n1,2\n"));
	check_goes_on("on", 15, 7, gone_on);
	check_goes_on("on", 11, 7, "failed 1 on:7: is not what it was: there "
	    "is no line that begins where reading is to go on\n");
	source_file("empty", SPAN(""));
	show_all(&shown, paths, &options);
	CHECK_SPAN(buf_span(&shown), empty);
	source_gzip(&zip, SPAN("id,amount\n1,2\n"));
	source_file("zip", buf_span(&zip));
	check_goes_on("zip", 10, 2, "failed 1 zip:2: is gzipped, and cannot "
	    "be read from anywhere but its beginning\n");
	child = source_pipe(SPAN("id,amount\n1,2\n"), 100);
	check_goes_on("-", 10, 2, "failed 1 standard input:2: is no plain "
	    "file, and cannot be read from anywhere but its beginning\n");
	source_done(child);
	buf_free(&zip);
	buf_free(&shown);
}

int
main(void)
{
	RUN(records_are_the_same_in_pieces_of_any_size);
	RUN(several_files_are_one);
	RUN(a_missing_second_file_ends_the_reading);
	RUN(another_header_is_an_error);
	RUN(a_record_has_as_many_fields_as_the_header);
	RUN(columns_stand_in_for_a_header);
	RUN(a_last_line_needs_its_newline);
	RUN(what_has_no_header_is_an_error);
	RUN(a_record_has_at_most_a_mebibyte);
	RUN(broken_gzip_gives_the_records_before_it);
	RUN(any_line_is_followed_by_the_next);
	RUN(columns_are_found_by_name);
	RUN(reading_goes_on_at_any_line);
	RUN(reading_goes_on_in_plain_files_alone);
	return check_status();
}
