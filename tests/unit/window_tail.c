/* Where the last window ends, from the end of files of many shapes. */
#define _GNU_SOURCE
#include "check.h"
#include "cli/reject_rows.h"
#include "cli/window_tail.h"
#include "source.h"

/* Have a journal of these bytes open. */
static void
open_file(struct journal *j, struct span bytes)
{
	int dir = open(".", O_RDONLY | O_DIRECTORY);

	source_file("w.csv", bytes);
	(void)unlink("w.csv.sum");
	CHECK_INT(journal_open(j, dir, ".", "w.csv"), 0);
}

static void
close_file(struct journal *j)
{
	int dir = j->dir;

	journal_free(j);
	close(dir);
}

/* The end for window last, of count lines each; -1: it is not whole. */
static void
check(const char *text, enum window_tail_field field, uint64_t last,
    uint64_t count, long wanted, const char *sentence)
{
	struct failure failure = { 0 };
	struct journal j;
	uint64_t end;
	int status;

	open_file(&j, span_of(text));
	status = window_tail_find(&j, field, last, count, &end, &failure);
	CHECK_INT(status, wanted == -1 ? -1 : 0);
	if (wanted != -1)
		CHECK_INT(end, wanted);
	else
		CHECK_SPAN(span_of(failure.sentence), sentence);
	failure_free(&failure);
	close_file(&j);
}

static void
windows_end_where_their_lines_do(void)
{
	static const char text[] = "id,w,b\nx,1,1\ny,1,2\n"
	    "\"a,9,9\",2,1\nz,2,1\nq,3,1\n";

	check(text, WINDOW_TAIL_BEFORE_LAST, 0, 2, 7, NULL);
	check(text, WINDOW_TAIL_BEFORE_LAST, 1, 2, 19, NULL);
	check(text, WINDOW_TAIL_BEFORE_LAST, 2, 2, 37, NULL);
	check(text, WINDOW_TAIL_BEFORE_LAST, 3, 2, -1, "./w.csv:7: window 3 "
	    "has 1 lines here, and should have 2");
	check(text, WINDOW_TAIL_BEFORE_LAST, 4, 2, -1, "./w.csv:8: window 4 "
	    "has 0 lines here, and should have 2");
	check("", WINDOW_TAIL_BEFORE_LAST, 0, 2, 0, NULL);
	check("id,w,b\n", WINDOW_TAIL_BEFORE_LAST, 0, 2, 7, NULL);
	check("id,w,b\nx,1,1\n", WINDOW_TAIL_BEFORE_LAST, 0, 2, 7, NULL);
	check("window,id\n1,\"a,2\"\n1,b\n2,c\n", WINDOW_TAIL_FIRST, 1, 2, 22,
	    NULL);
}

/* The same where a window is larger than what is read at first. */
static void
windows_may_be_large(void)
{
	enum { WINDOWS = 3, LINES = 20000 };
	struct failure failure = { 0 };
	struct buf text = { 0 };
	struct journal j;
	uint64_t end, last;
	size_t ends[WINDOWS + 1] = { 7 };
	char line[64];

	buf_put(&text, SPAN("id,w,b\n"));
	for (int w = 1; w <= WINDOWS; w++) {
		for (int i = 0; i < LINES; i++) {
			snprintf(line, sizeof(line), "%d,%d,%d\n",
			    w * 100000 + i, w, i + 1);
			buf_put(&text, span_of(line));
		}
		ends[w] = text.len;
	}
	open_file(&j, buf_span(&text));
	for (uint64_t w = 0; w <= WINDOWS; w++) {
		CHECK_INT(window_tail_find(&j, WINDOW_TAIL_BEFORE_LAST, w,
		    LINES, &end, &failure), 0);
		CHECK_INT(end, ends[w]);
	}
	close_file(&j);
	for (size_t i = 0; i < 7; i++)
		text.ptr[i] = '#';
	text.ptr[6] = '\n';
	open_file(&j, buf_span(&text));
	CHECK_INT(window_tail_last(&j, &last, &failure), 0);
	CHECK_INT(last, 3 * 100000 + LINES - 1);
	close_file(&j);
	buf_free(&text);
}

static void
the_last_line_says_which_is_last(void)
{
	static const struct {
		const char *text;
		int status;
		uint64_t last;
	} cases[] = {
		{ "", 0, 0 }, { "window,count\n", 0, 0 },
		{ "window,count\n1,7\n", 0, 1 },
		{ "window,count\n1,7\n25,7\n26", 0, 25 },
		{ "window,count\n1,7\nx,7\n", -1, 0 },
		{ "window,count\n1,7\n\n", -1, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct failure failure = { 0 };
		struct journal j;
		uint64_t last = 77;

		open_file(&j, span_of(cases[i].text));
		CHECK_INT(window_tail_last(&j, &last, &failure),
		    cases[i].status);
		if (cases[i].status == 0)
			CHECK_INT(last, cases[i].last);
		failure_free(&failure);
		close_file(&j);
	}
}

static void
rows_of_a_reject_file_come_in_order(void)
{
	static const char text[] = "file,line,reason,detail,record\n"
	    "l.csv,7,x,y,z\nl.csv,9,x,\"y,\",z\nl.csv,torn";
	struct reject_rows r;

	source_file("r.csv", span_of(text));
	CHECK_INT(reject_rows_open(&r, "r.csv", 0, strlen(text) - 10), 0);
	CHECK_INT(r.line, 7);
	CHECK_SPAN(r.row, "l.csv,7,x,y,z");
	CHECK_INT(r.offset, 31);
	CHECK_INT(reject_rows_next(&r), 0);
	CHECK_INT(r.line, 9);
	CHECK_INT(r.offset, 45);
	CHECK_INT(reject_rows_next(&r), 0);
	CHECK(r.line == UINT64_MAX);
	CHECK_INT(r.offset, strlen(text) - 10);
	reject_rows_close(&r);
	CHECK_INT(reject_rows_open(&r, "r.csv", 45, strlen(text) - 10), 0);
	CHECK_INT(r.line, 9);
	reject_rows_close(&r);
	CHECK_INT(reject_rows_open(&r, "nowhere", 0, 0), 0);
	CHECK(r.line == UINT64_MAX);
	reject_rows_close(&r);
	source_file("r.csv", SPAN("header\nl.csv,x,y\n"));
	CHECK_INT(reject_rows_open(&r, "r.csv", 0, 17), -1);
	CHECK_SPAN(span_of(r.failure.sentence), "r.csv: a line of it does not "
	    "say which record was refused");
	reject_rows_close(&r);
}

int
main(void)
{
	RUN(windows_end_where_their_lines_do);
	RUN(windows_may_be_large);
	RUN(the_last_line_says_which_is_last);
	RUN(rows_of_a_reject_file_come_in_order);
	return check_status();
}
