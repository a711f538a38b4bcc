/* The windows of a book that is written by hand. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/window_list.h"
#include "source.h"

#define REPORT "window,count,total,batches,lower_bound,bound,proven,method," \
    "steps,first_id,last_id\n"

static int here;

static void
append(const char *name, const char *bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0666);

	if (write(fd, bytes, strlen(bytes)) != (ssize_t)strlen(bytes))
		abort();
	close(fd);
}

static struct window_list
begin(void)
{
	unlink("windows.csv");
	unlink("batches.csv");
	return (struct window_list){ .scale = 2, .window_name = "w",
	    .batch_name = "b" };
}

static void
check_total(struct money_total total, int64_t wanted)
{
	CHECK(total.minor == wanted);
}

/* The batches of a window, as text: "first-last:count:total ...". */
static void
note(void *arg, const struct window_batch *b)
{
	struct buf *text = arg;
	char total[MONEY_TOTAL_TEXT_MAX], words[200];
	int len = (int)money_total_format(b->total, 2, total);

	len = snprintf(words, sizeof(words), "%d.%d %.*s-%.*s:%d:%.*s\n",
	    (int)b->window, (int)b->batch, (int)b->first_id.len,
	    b->first_id.ptr, (int)b->last_id.len, b->last_id.ptr,
	    (int)b->count, len, total);
	buf_put(text, (struct span){ words, (size_t)len });
}

static void
check_batches(struct window_list *l, uint64_t number, const char *wanted)
{
	struct buf text = { 0 };

	CHECK_INT(window_list_batches(l, here, number, note, &text), 0);
	CHECK_SPAN(buf_span(&text), wanted);
	buf_free(&text);
}

static void
a_window_is_there_once_its_line_is(void)
{
	struct window_list l = begin();
	struct window_entry *w;

	CHECK_INT(window_list_next(&l, here, &w), 0);
	append("windows.csv", REPORT);
	append("batches.csv", "id,amount,balance,w,b\n");
	CHECK_INT(window_list_next(&l, here, &w), 0);
	append("batches.csv", "1,-5.00,5.00,1,1\n\"3,\",1,5.00,1,1\n"
	    "2,7.00,5.00,1,2\n");
	CHECK_INT(window_list_next(&l, here, &w), 0);
	append("windows.csv", "1,3,13.00,2,2,L1,yes,best,1,1,\"3,\"");
	CHECK_INT(window_list_next(&l, here, &w), 0);
	append("windows.csv", "\n2,2,0.00,2,1,L1,no,best,1,4,5\n");
	CHECK_INT(window_list_next(&l, here, &w), 1);
	CHECK_INT(w->number, 1);
	CHECK_INT(w->count, 3);
	CHECK_INT(w->batches, 2);
	CHECK_INT(w->lower_bound, 2);
	CHECK(w->is_proven);
	CHECK_INT(w->micros, -1);
	check_total(w->total, 1300);
	check_total(w->least, 600);
	check_batches(&l, 1, "1.1 1-3,:2:6.00\n1.2 2-2:1:7.00\n");
	/* Its lines come late: it waits. */
	append("batches.csv", "4,0.00,5.00,2,1\n5,0.0");
	CHECK_INT(window_list_next(&l, here, &w), 0);
	check_batches(&l, 1, "1.1 1-3,:2:6.00\n1.2 2-2:1:7.00\n");
	append("batches.csv", "0,5.00,2,2\n");
	CHECK_INT(window_list_next(&l, here, &w), 1);
	CHECK_INT(w->number, 2);
	CHECK(!w->is_proven);
	CHECK_INT(window_list_next(&l, here, &w), 0);
	CHECK_INT(l.count, 2);
	CHECK_INT(l.batches, 4);
	CHECK_INT(l.lower_bound, 3);
	CHECK_INT(l.proven, 1);
	CHECK_INT(l.records, 5);
	check_batches(&l, 2, "2.1 4-4:1:0.00\n2.2 5-5:1:0.00\n");
	check_batches(&l, 1, "1.1 1-3,:2:6.00\n1.2 2-2:1:7.00\n");
	errno = 0;
	CHECK_INT(window_list_batches(&l, here, 3, note, NULL), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(window_list_batches(&l, here, 0, note, NULL), -1);
	window_list_free(&l);
	window_list_free(&l);
}

/* What is cut off at a restart comes again. */
static void
a_window_that_was_cut_off_comes_again(void)
{
	struct window_list l = begin();
	struct window_entry *w;

	append("windows.csv", REPORT "1,1,5.00,1,1,L1,yes,best,1,1,1\n2,1,");
	append("batches.csv", "id,amount,balance,w,b\n1,-5.00,5.00,1,1\n2,6");
	CHECK_INT(window_list_next(&l, here, &w), 1);
	CHECK_INT(window_list_next(&l, here, &w), 0);
	CHECK_INT(truncate("windows.csv", sizeof(REPORT) - 1 + 31), 0);
	CHECK_INT(truncate("batches.csv", 22 + 17), 0);
	follower_close(&l.reports);
	follower_close(&l.lines);
	CHECK_INT(window_list_next(&l, here, &w), 0);
	append("batches.csv", "2,6.00,5.00,2,1\n");
	append("windows.csv", "2,1,6.00,1,1,L1,yes,best,1,2,2\n");
	CHECK_INT(window_list_next(&l, here, &w), 1);
	check_batches(&l, 2, "2.1 2-2:1:6.00\n");
	window_list_free(&l);
}

static void
check_wrong(const char *reports, const char *batches)
{
	struct window_list l = begin();
	struct window_entry *w;

	append("windows.csv", reports);
	append("batches.csv", batches);
	errno = 0;
	CHECK_INT(window_list_next(&l, here, &w), -1);
	CHECK_INT(errno, EBADMSG);
	window_list_free(&l);
}

static void
what_is_no_window_is_told(void)
{
	const char *good = "id,amount,balance,w,b\n1,5.00,5.00,1,1\n";

	check_wrong("window\n", good);
	check_wrong(REPORT "2,1,5.00,1,1,L1,yes,best,1,1,1\n", good);
	check_wrong(REPORT "2,1,5.00,1,1,L1,yes,best,1,1,1\n",
	    "id,amount,balance,w,b\n1,5.00,5.00,2,1\n");
	check_wrong(REPORT "1,x,5.00,1,1,L1,yes,best,1,1,1\n", good);
	check_wrong(REPORT "1,1,5.00\n", good);
	check_wrong(REPORT "1,1,5.00,2,1,L1,no,best,1,1,1\n", good);
	check_wrong(REPORT "1,1,5.00,1,1,L1,yes,best,1,1,1\n",
	    "id,amount,w,b,balance\n1,5.00,1,1,5.00\n");
	check_wrong(REPORT "1,1,5.00,1,1,L1,yes,best,1,1,1\n",
	    "id,amount,balance,w,b\n1,5.00,5.00,2,1\n");
	check_wrong(REPORT "1,1,5.00,1,1,L1,yes,best,1,1,1\n",
	    "id,amount,balance,w,b\n1,5.00,5.00,1,0\n");
	check_wrong(REPORT "1,2,5.00,2,1,L1,no,best,1,1,1\n",
	    "id,amount,balance,w,b\n1,5.00,5.00,1,2\n2,5.00,5.00,1,1\n");
}

int
main(void)
{
	here = open(".", O_RDONLY | O_DIRECTORY);
	RUN(a_window_is_there_once_its_line_is);
	RUN(a_window_that_was_cut_off_comes_again);
	RUN(what_is_no_window_is_told);
	return check_status();
}
