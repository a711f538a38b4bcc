/* Lines of a file by where they begin, in any order. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "source.h"
#include "stream/lookback.h"

enum { LINES = 3000 };

static uint64_t start[LINES + 1];
static char *text;

/* Lines of 0 to 200 bytes, a few of 100,000. */
static int
make_file(void)
{
	uint64_t state = 3;
	int fd = open("lines", O_RDWR | O_CREAT | O_TRUNC, 0666);

	text = malloc(LINES * 200 + LINES / 200 * 100001);
	for (int i = 0; i < LINES; i++) {
		size_t len = i % 300 == 7 ? 100000 :
		    source_random(&state) % 200;
		memset(text + start[i], 'a' + i % 26, len);
		text[start[i] + len] = '\n';
		start[i + 1] = start[i] + len + 1;
	}
	CHECK(write(fd, text, start[LINES]) == (ssize_t)start[LINES]);
	return fd;
}

static void
check_line(struct lookback *b, int i)
{
	struct span line;

	CHECK_INT(lookback_line(b, start[i], &line), 0);
	CHECK(span_equal(line, (struct span){ text + start[i],
	    start[i + 1] - start[i] - 1 }));
}

static void
every_line_is_found_in_any_order(void)
{
	struct lookback b = { .fd = make_file() };
	uint64_t state = 9;

	for (int i = 0; i < LINES; i++)
		check_line(&b, i);
	for (int i = LINES; i-- > 0;)
		check_line(&b, i);
	for (int i = 0; i < LINES; i++)
		check_line(&b, (int)(source_random(&state) % LINES));
	lookback_free(&b);
	check_line(&b, 5);
	lookback_free(&b);
	close(b.fd);
	free(text);
}

static void
what_is_not_there_is_told(void)
{
	struct lookback b = { .fd = open("lines", O_RDWR | O_TRUNC) };
	struct span line;

	CHECK(write(b.fd, "a\nbc", 4) == 4);
	CHECK_INT(lookback_line(&b, 0, &line), 0);
	CHECK_SPAN(line, "a");
	errno = 0;
	CHECK_INT(lookback_line(&b, 2, &line), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(lookback_line(&b, 99, &line), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(lookback_bytes(&b, 2, 2, &line), -1);
	CHECK_INT(lookback_bytes(&b, 2, 3, &line), 0);
	close(b.fd);
	lookback_free(&b);
	CHECK_INT(lookback_line(&b, 0, &line), -1);
	CHECK_INT(errno, EBADF);
	lookback_free(&b);
}

int
main(void)
{
	RUN(every_line_is_found_in_any_order);
	RUN(what_is_not_there_is_told);
	return check_status();
}
