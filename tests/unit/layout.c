/* The columns of a book, and lines of it. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "serve/layout.h"

static const char path[] = "ledger.csv";

static void
write_file(const char *bytes)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(bytes, file) == EOF || fclose(file) == EOF)
		abort();
}

/* The line of a record whose parts are known. */
static void
check_line(const struct layout *l, const char *wanted, const char *wanted_id)
{
	const struct span part[LAYOUT_PARTS] = { SPAN("i\"d"), SPAN("t"),
	    SPAN("a,b"), SPAN("1.00"), SPAN("now") };
	struct buf line = { 0 };
	struct layout_place id;

	buf_put(&line, SPAN("before "));
	layout_put(l, &line, part, &id);
	CHECK(!line.failed);
	CHECK_SPAN(((struct span){ line.ptr + 7, line.len - 7 }), wanted);
	CHECK_SPAN(((struct span){ line.ptr + 7 + id.at, id.len }), wanted_id);
	buf_free(&line);
}

static void
a_new_book_has_the_usual_ones(void)
{
	struct layout l = { 0 };

	unlink(path);
	for (int i = 0; i < 3; i++) {
		CHECK(layout_read(&l, path) == 0);
		CHECK_SPAN(buf_span(&l.header),
		    "id,time,account,amount,received\n");
		for (int part = 0; part < LAYOUT_PARTS; part++)
			CHECK(l.has[part]);
		check_line(&l, "\"i\"\"d\",t,\"a,b\",1.00,now\n", "\"i\"\"d\"");
		write_file(i == 0 ? "" : "id,amount,bal");
	}
	layout_free(&l);
	layout_free(&l);
}

/* Nobody ever writes to it, and nobody waits for that. */
static void
what_is_no_file_is_not_waited_for(void)
{
	struct layout l = { 0 };

	unlink(path);
	CHECK(mkfifo(path, 0600) == 0);
	alarm(60);
	CHECK(layout_read(&l, path) == 0);
	alarm(0);
	layout_free(&l);
	unlink(path);
}

static void
those_of_a_book_are_taken_but_the_last(void)
{
	struct layout l = { 0 };

	write_file("amount,note,id,balance\n1.00,x,a,1.00\n");
	CHECK(layout_read(&l, path) == 1);
	CHECK_SPAN(buf_span(&l.header), "amount,note,id\n");
	CHECK(l.has[LAYOUT_ID] && l.has[LAYOUT_AMOUNT]);
	CHECK(!l.has[LAYOUT_TIME] && !l.has[LAYOUT_RECEIVED]);
	check_line(&l, "1.00,,\"i\"\"d\"\n", "\"i\"\"d\"");
	write_file("id,\"a,b\",amount,\"my, balance\"\n");
	CHECK(layout_read(&l, path) == 1);
	CHECK_SPAN(buf_span(&l.header), "id,\"a,b\",amount\n");
	check_line(&l, "\"i\"\"d\",,1.00\n", "\"i\"\"d\"");
	layout_free(&l);
}

static void
what_is_no_line_of_names_is_told(void)
{
	struct layout l = { 0 };

	write_file("id,\"amount\n");
	errno = 0;
	CHECK(layout_read(&l, path) == -1);
	CHECK_INT(errno, EBADMSG);
	errno = 0;
	CHECK(layout_read(&l, "ledger.csv/x") == -1);
	CHECK_INT(errno, ENOTDIR);
	layout_free(&l);
}

int
main(void)
{
	RUN(a_new_book_has_the_usual_ones);
	RUN(what_is_no_file_is_not_waited_for);
	RUN(those_of_a_book_are_taken_but_the_last);
	RUN(what_is_no_line_of_names_is_told);
	return check_status();
}
