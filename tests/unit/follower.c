/* Lines of a file that grows, and is cut back. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "serve/follower.h"
#include "source.h"
#include "stream/lines.h"

static int here;

static void
append(const char *bytes)
{
	int fd = open("lines", O_WRONLY | O_CREAT | O_APPEND, 0666);

	if (write(fd, bytes, strlen(bytes)) != (ssize_t)strlen(bytes))
		abort();
	close(fd);
}

static void
check_next(struct follower *f, const char *wanted)
{
	struct span line = SPAN("(nothing)");

	CHECK_INT(follower_next(f, here, &line), wanted == NULL ? 0 : 1);
	if (wanted != NULL)
		CHECK_SPAN(line, wanted);
}

static void
each_line_is_given_once_it_is_whole(void)
{
	struct follower f = { .name = "lines" };

	check_next(&f, NULL);		/* it is not there */
	CHECK_INT(follower_fd(&f), -1);
	append("");
	check_next(&f, NULL);
	append("one");
	check_next(&f, NULL);
	append("\ntwo\n\nthr");
	check_next(&f, "one");
	CHECK_INT(f.offset, 0);
	CHECK_INT(f.next, 4);
	CHECK_INT(f.lines, 1);
	CHECK(follower_fd(&f) >= 0);
	check_next(&f, "two");
	check_next(&f, "");
	CHECK_INT(f.offset, 8);
	CHECK_INT(f.lines, 3);
	check_next(&f, NULL);
	append("ee\n");
	check_next(&f, "three");
	CHECK_INT(f.next, 15);
	check_next(&f, NULL);
	follower_close(&f);
	follower_close(&f);
	CHECK_INT(follower_fd(&f), -1);
	/* It goes on where it was. */
	append("four\n");
	check_next(&f, "four");
	CHECK_INT(f.lines, 5);
	follower_close(&f);
	unlink("lines");
}

static void
what_was_cut_off_is_read_again(void)
{
	struct follower f = { .name = "lines" };

	append("one\ntwo\nth");
	check_next(&f, "one");
	check_next(&f, "two");
	check_next(&f, NULL);
	CHECK_INT(truncate("lines", 8), 0);
	check_next(&f, NULL);
	append("other\n");
	check_next(&f, "other");
	/* Shorter than what was read, and filled again. */
	CHECK_INT(truncate("lines", 4), 0);
	check_next(&f, NULL);
	append("two\nother\nmore\n");
	check_next(&f, "more");
	follower_close(&f);
	/* Another file of that name, where it was closed in between. */
	CHECK_INT(rename("lines", "before"), 0);
	append("one\ntwo\nother\nmore\nand more\n");
	check_next(&f, "and more");
	follower_close(&f);
	unlink("lines");
}

static void
lines_of_all_lengths_are_whole(void)
{
	struct follower f = { .name = "lines" };
	size_t most = LINES_MAX + LINES_MORE, total = 0, sum = 0;
	char *text = malloc(3 * most);
	struct span line;
	uint64_t state = 5;
	int count = 0;

	while (total < 2 * most - 10) {
		size_t len = source_random(&state) % (count % 9 == 0 ?
		    200000 : 300);

		if (count == 7)
			len = most;
		memset(text + total, 'a' + count % 26, len);
		text[total + len] = '\n';
		total += len + 1;
		count++;
	}
	source_file("lines", (struct span){ text, total });
	while (follower_next(&f, here, &line) == 1) {
		CHECK(span_equal(line, (struct span){ text + sum, line.len }));
		CHECK_INT(text[sum + line.len], '\n');
		CHECK_INT(f.offset, sum);
		sum += line.len + 1;
	}
	CHECK_INT(sum, total);
	CHECK_INT(f.lines, count);
	follower_close(&f);
	/* A byte more is no line of a book. */
	memset(text, 'x', most + 2);
	text[most + 1] = '\n';
	source_file("lines", (struct span){ text, most + 2 });
	f = (struct follower){ .name = "lines" };
	errno = 0;
	CHECK_INT(follower_next(&f, here, &line), -1);
	CHECK_INT(errno, EBADMSG);
	follower_close(&f);
	free(text);
	unlink("lines");
}

static void
what_cannot_be_opened_is_told(void)
{
	struct follower f = { .name = "lines" };
	struct span line;

	CHECK_INT(symlink("lines", "lines"), 0);
	errno = 0;
	CHECK_INT(follower_next(&f, here, &line), -1);
	CHECK_INT(errno, ELOOP);
	follower_close(&f);
	unlink("lines");
}

int
main(void)
{
	here = open(".", O_RDONLY | O_DIRECTORY);
	RUN(each_line_is_given_once_it_is_whole);
	RUN(what_was_cut_off_is_read_again);
	RUN(lines_of_all_lengths_are_whole);
	RUN(what_cannot_be_opened_is_told);
	return check_status();
}
