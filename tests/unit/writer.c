/* Bytes out, whole and in order, or an error that sticks. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <time.h>

#include "check.h"
#include "source.h"
#include "stream/writer.h"

static struct span
read_file(const char *path, char *dst, size_t room)
{
	int fd = open(path, O_RDONLY);
	size_t len = 0;
	ssize_t got;

	while ((got = read(fd, dst + len, room - len)) > 0)
		len += (size_t)got;
	close(fd);
	return (struct span){ dst, len };
}

static int
create(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
}

static void
what_is_put_is_what_is_written(void)
{
	static char wanted[3000000], got[3000001];
	struct writer w;
	size_t len = 0;
	uint64_t state = 1;

	CHECK_INT(writer_open(&w, create("out"), "out"), 0);
	while (len < sizeof(wanted) - 300000) {
		size_t piece = source_random(&state) % 20 == 0 ?
		    source_random(&state) % 300000 :
		    source_random(&state) % 500;
		memset(wanted + len, 'a' + (int)(piece % 26), piece);
		writer_put(&w, (struct span){ wanted + len, piece });
		len += piece;
		writer_putc(&w, '\n');
		wanted[len++] = '\n';
	}
	CHECK_INT(writer_close(&w), 0);
	CHECK(span_equal(read_file("out", got, sizeof(got)),
	    (struct span){ wanted, len }));
}

static void
nothing_is_written_before_a_flush_and_all_at_it(void)
{
	struct writer w;
	char got[100];

	CHECK_INT(writer_open(&w, create("out"), "out"), 0);
	writer_put(&w, SPAN("1,2.00\n"));
	CHECK_SPAN(read_file("out", got, 100), "");
	CHECK_INT(writer_flush(&w), 0);
	CHECK_SPAN(read_file("out", got, 100), "1,2.00\n");
	writer_put(&w, SPAN("more"));
	CHECK_INT(writer_close(&w), 0);
	CHECK_SPAN(read_file("out", got, 100), "1,2.00\nmore");
	CHECK_INT(writer_close(&w), 0);
}

static void
fields_are_quoted_where_needed_alone(void)
{
	struct writer w;
	char got[200];

	CHECK_INT(writer_open(&w, create("out"), "out"), 0);
	writer_put_field(&w, SPAN("plain text; it's"));
	writer_putc(&w, '|');
	writer_put_field(&w, SPAN("a,b"));
	writer_putc(&w, '|');
	writer_put_field(&w, SPAN("say \"x\""));
	writer_putc(&w, '|');
	writer_put_field(&w, SPAN("a\nb"));
	writer_putc(&w, '|');
	writer_put_field(&w, SPAN("a\rb"));
	writer_putc(&w, '|');
	writer_put_field(&w, SPAN(""));
	CHECK_INT(writer_close(&w), 0);
	CHECK_SPAN(read_file("out", got, 200), "plain text; it's|\"a,b\"|"
	    "\"say \"\"x\"\"\"|\"a\nb\"|\"a\rb\"|");
}

static void
numbers_are_whole_at_both_ends(void)
{
	struct writer w;
	char got[100];

	CHECK_INT(writer_open(&w, create("out"), "out"), 0);
	writer_put_number(&w, 0);
	writer_putc(&w, ' ');
	writer_put_number(&w, 10);
	writer_putc(&w, ' ');
	writer_put_number(&w, UINT64_MAX);
	CHECK_INT(writer_close(&w), 0);
	CHECK_SPAN(read_file("out", got, 100), "0 10 18446744073709551615");
}

static void
a_full_disk_sticks_until_the_end(void)
{
	struct writer w;

	CHECK_INT(writer_open(&w, open("/dev/full", O_WRONLY), "full"), 0);
	writer_put(&w, SPAN("a"));
	CHECK_INT(writer_error(&w), 0);
	CHECK_INT(writer_flush(&w), -1);
	CHECK_INT(writer_error(&w), ENOSPC);
	writer_put(&w, SPAN("b"));
	CHECK_INT(writer_flush(&w), -1);
	CHECK_INT(writer_close(&w), -1);
	CHECK_INT(writer_error(&w), ENOSPC);
	CHECK_INT(writer_close(&w), -1);
	CHECK_INT(writer_open(&w, open("/dev/full", O_WRONLY), "full"), 0);
	writer_putc(&w, 'a');
	CHECK_INT(writer_close(&w), -1);
}

static void
a_reader_who_left_is_epipe(void)
{
	struct writer w;
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(pipe(ends), 0);
	close(ends[0]);
	CHECK_INT(writer_open(&w, ends[1], "pipe"), 0);
	writer_put(&w, SPAN("a"));
	CHECK_INT(writer_close(&w), -1);
	CHECK_INT(writer_error(&w), EPIPE);
}

/* Write much into a pipe whose reader is slow; nothing may be missing. */
static void
check_slow_reader(int flags)
{
	static char block[1000];
	struct writer w;
	int ends[2], status;
	pid_t child;

	CHECK_INT(pipe2(ends, flags), 0);
	child = fork();
	if (child == 0) {
		struct timespec moment = { .tv_nsec = 10000000 };
		size_t len = 0;
		ssize_t got;
		fcntl(ends[0], F_SETFL, 0);
		close(ends[1]);
		nanosleep(&moment, NULL);
		while ((got = read(ends[0], block, sizeof(block))) > 0)
			len += (size_t)got;
		_exit(len != 1000000);
	}
	close(ends[0]);
	CHECK_INT(writer_open(&w, ends[1], "pipe"), 0);
	for (int i = 0; i < 1000; i++)
		writer_put(&w, (struct span){ block, sizeof(block) });
	CHECK_INT(writer_close(&w), 0);
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
}

static void
a_slow_reader_gets_all(void)
{
	check_slow_reader(0);
	check_slow_reader(O_NONBLOCK);
}

static void
a_writer_of_zeros_closes(void)
{
	struct writer w = { 0 };

	CHECK_INT(writer_close(&w), 0);
	CHECK_INT(fcntl(STDIN_FILENO, F_GETFD) == -1, 0);
}

int
main(void)
{
	RUN(what_is_put_is_what_is_written);
	RUN(nothing_is_written_before_a_flush_and_all_at_it);
	RUN(fields_are_quoted_where_needed_alone);
	RUN(numbers_are_whole_at_both_ends);
	RUN(a_full_disk_sticks_until_the_end);
	RUN(a_reader_who_left_is_epipe);
	RUN(a_slow_reader_gets_all);
	RUN(a_writer_of_zeros_closes);
	return check_status();
}
