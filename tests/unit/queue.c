/* Bytes on their way to a file: in order, and found wherever they are. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "source.h"
#include "stream/queue.h"

enum { MOST = 1024 * 1024 };

static void
count(void *arg)
{
	++*(int *)arg;
}

static void
check_line(struct queue *q, uint64_t offset, const char *wanted)
{
	struct span line;

	CHECK_INT(queue_line(q, offset, &line), 0);
	CHECK_SPAN(line, wanted);
}

static void
a_line_is_found_in_the_file_and_in_all_three_parts(void)
{
	int fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0666), taken = 0;
	struct queue q;
	struct span line;

	CHECK(write(fd, "0\n", 2) == 2);
	CHECK_INT(queue_open(&q, fd, 2, MOST, count, &taken), 0);
	writer_put(&q.fills, SPAN("1\n"));
	CHECK_INT(queue_hold(&q), 2);
	queue_send(&q);
	CHECK_SPAN(queue_sent(&q), "1\n");
	CHECK_INT(q.at, 2);
	writer_put(&q.fills, SPAN("2\n3"));
	CHECK_INT(queue_hold(&q), 3);
	writer_put(&q.fills, SPAN("33\n4"));
	CHECK_INT(queue_waiting(&q), 7);
	check_line(&q, 0, "0");
	check_line(&q, 2, "1");
	check_line(&q, 4, "2");
	/* One half of it is held, the other is being put. */
	check_line(&q, 6, "333");
	CHECK_INT(queue_line(&q, 10, &line), -1);
	CHECK_INT(errno, EBADMSG);
	/* Now the file has it. */
	CHECK(write(fd, "1\n", 2) == 2);
	queue_settle(&q);
	check_line(&q, 2, "1");
	CHECK_INT(taken, 0);
	queue_free(&q);
	queue_free(&q);
	close(fd);
}

static void
what_is_sent_is_what_was_held_in_order(void)
{
	struct queue q;
	int taken = 0;

	CHECK_INT(queue_open(&q, -1, 0, MOST, count, &taken), 0);
	writer_put(&q.fills, SPAN("a"));
	(void)queue_hold(&q);
	writer_put(&q.fills, SPAN("b"));
	(void)queue_hold(&q);
	writer_put(&q.fills, SPAN("c"));
	queue_send(&q);
	CHECK_SPAN(queue_sent(&q), "ab");
	CHECK_INT(q.at, 0);
	queue_settle(&q);
	(void)queue_hold(&q);
	queue_send(&q);
	CHECK_SPAN(queue_sent(&q), "c");
	CHECK_INT(q.at, 2);
	queue_settle(&q);
	writer_put(&q.fills, SPAN("d"));
	(void)queue_hold(&q);
	queue_drop(&q);
	queue_send(&q);
	CHECK_INT(queue_sent(&q).len, 0);
	CHECK(!writer_flush(&q.fills));
	CHECK_INT(taken, 1);
	queue_free(&q);
}

int
main(void)
{
	RUN(a_line_is_found_in_the_file_and_in_all_three_parts);
	RUN(what_is_sent_is_what_was_held_in_order);
	return check_status();
}
