/* Gzip that is inflated by a thread: as soon as it comes, and not for ever. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

#include "check.h"
#include "source.h"
#include "stream/input.h"

static const struct wait_hook no_hook;

static struct span
text(void)
{
	static char bytes[300000];

	for (size_t i = 0; bytes[0] == '\0' && i < sizeof(bytes); i++)
		bytes[sizeof(bytes) - 1 - i] = (char)('a' + i * i % 23);
	return (struct span){ bytes, sizeof(bytes) };
}

/* A gzip stream that is written line by line into a pipe. */
struct stream {
	z_stream zip;
	int fd;
	int left;		/* lines to be written */
	size_t written, given;	/* bytes of lines */
	int times;		/* the hook was run */
};

/* Write a line more, or the end. */
static void
write_line(struct stream *s)
{
	unsigned char out[200];
	char line[50];
	int len = snprintf(line, sizeof(line), "%d,line\n", s->left);

	if (s->left < 0)
		return;
	s->zip.next_in = (unsigned char *)line;
	s->zip.avail_in = s->left == 0 ? 0 : (uInt)len;
	s->written += s->zip.avail_in;
	s->zip.next_out = out;
	s->zip.avail_out = sizeof(out);
	(void)deflate(&s->zip, s->left == 0 ? Z_FINISH : Z_SYNC_FLUSH);
	len = (int)sizeof(out) - (int)s->zip.avail_out;
	CHECK_INT(write(s->fd, out, (size_t)len), len);
	if (s->left-- == 0)
		close(s->fd);
}

/* Standard input is to be such a stream. */
static void
open_stream(struct stream *s, int lines)
{
	int ends[2];

	*s = (struct stream){ .left = lines };
	if (deflateInit2(&s->zip, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK || pipe(ends) == -1)
		abort();
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	s->fd = ends[1];
}

static void
close_stream(struct stream *s)
{
	if (s->left >= 0)
		close(s->fd);
	deflateEnd(&s->zip);
	source_done(0);
}

/* The next line is written only when all before was read. */
static int
write_when_given(void *arg)
{
	struct stream *s = arg;

	s->times++;
	if (s->given == s->written)
		write_line(s);
	return 0;
}

static void
a_slow_gzip_stream_is_given_at_once(void)
{
	struct stream s;
	struct wait_hook hook = { .before = write_when_given, .arg = &s };
	struct input in = { 0 };
	char got[100];
	ssize_t n;

	open_stream(&s, 50);
	CHECK_INT(input_open(&in, "-", &hook), 0);
	while ((n = input_read(&in, got, sizeof(got))) > 0) {
		CHECK_INT(s.times > 0, 1);
		s.given += (size_t)n;
	}
	CHECK_INT(n, 0);
	CHECK_INT(s.left, -1);
	CHECK_INT(s.given, s.written);
	input_close(&in);
	close_stream(&s);
}

/* Read on from a stream that stays as it is; returns errno. */
static int
read_on(struct stream *s, int (*before)(void *arg))
{
	struct wait_hook hook = { .before = before, .arg = s };
	struct input in = { 0 };
	char got[100];
	ssize_t n;
	int error;

	open_stream(s, 5);
	write_line(s);
	if (input_open(&in, "-", &hook) == -1)
		return 0;
	while ((n = input_read(&in, got, sizeof(got))) > 0)
		s->given += (size_t)n;
	error = n == -1 ? errno : 0;
	if (input_read(&in, got, sizeof(got)) != -1 || errno != error)
		error = 0;
	input_close(&in);
	return error;
}

/* What a hook says or raises once all has been given. */
static int
say_no(void *arg)
{
	struct stream *s = arg;

	return s->given == s->written ? -1 : 0;
}

static int
raise_signal(void *arg)
{
	struct stream *s = arg;

	if (s->given == s->written)
		raise(SIGTERM);
	return 0;
}

static void
a_gzip_stream_may_be_left_in_the_middle(void)
{
	struct stream s;
	int status;
	pid_t child;

	CHECK_INT(read_on(&s, say_no), ECANCELED);
	close_stream(&s);
	child = fork();
	if (child == 0) {
		signal(SIGTERM, SIG_DFL);
		wait_catch_signals();
		_exit(read_on(&s, raise_signal) != EINTR ||
		    wait_signal() != SIGTERM);
	}
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
}

static int
count_threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	int count = 0;

	if (tasks == NULL)
		abort();
	for (struct dirent *task; (task = readdir(tasks)) != NULL;)
		count += task->d_name[0] != '.';
	closedir(tasks);
	return count;
}

/* How many threads are there after so many reads? */
static int
threads_for(struct span bytes, int reads)
{
	struct input in = { 0 };
	char got[10];
	int count;

	source_file("file", bytes);
	CHECK_INT(input_open(&in, "file", &no_hook), 0);
	while (reads-- > 0)
		CHECK_INT(input_read(&in, got, sizeof(got)), sizeof(got));
	count = count_threads();
	input_close(&in);
	return count;
}

static void
gzip_alone_has_a_thread_if_it_is_not_read_at_once(void)
{
	struct buf zip = { 0 };

	source_gzip(&zip, text());
	CHECK_INT(threads_for(text(), 5), 1);
	CHECK_INT(threads_for(buf_span(&zip), 2), 1);
	CHECK_INT(threads_for(buf_span(&zip), 3), 2);
	CHECK_INT(threads_for(text(), 5), 1);
	buf_free(&zip);
}

static void
gzip_is_read_without_a_thread_where_there_is_none(void)
{
	struct rlimit before, none = { 0, 0 };
	struct buf zip = { 0 }, room = { 0 };
	char got[1000];
	size_t len = 0;
	struct input in = { 0 };
	ssize_t n;

	/* A sanitizer does not live without memory. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return;
#endif
	source_gzip(&zip, text());
	source_file("file", buf_span(&zip));
	CHECK_INT(input_open(&in, "file", &no_hook), 0);
	CHECK_INT(getrlimit(RLIMIT_AS, &before), 0);
	none.rlim_max = before.rlim_max;
	/* There is room on the heap, but none for a thread's stack. */
	CHECK_INT(mallopt(M_MMAP_MAX, 0), 1);
	CHECK_INT(mallopt(M_TRIM_THRESHOLD, INT_MAX), 1);
	CHECK_INT(buf_reserve(&room, 1 << 20), 0);
	buf_free(&room);
	CHECK_INT(setrlimit(RLIMIT_AS, &none), 0);
	while ((n = input_read(&in, got, sizeof(got))) > 0) {
		CHECK(memcmp(got, text().ptr + len, (size_t)n) == 0);
		len += (size_t)n;
	}
	CHECK_INT(setrlimit(RLIMIT_AS, &before), 0);
	CHECK_INT(n, 0);
	CHECK_INT(len, text().len);
	input_close(&in);
	buf_free(&zip);
}

int
main(void)
{
	/* A read that is never over is a failure, too. */
	alarm(60);
	RUN(a_slow_gzip_stream_is_given_at_once);
	RUN(a_gzip_stream_may_be_left_in_the_middle);
	RUN(gzip_alone_has_a_thread_if_it_is_not_read_at_once);
	RUN(gzip_is_read_without_a_thread_where_there_is_none);
	return check_status();
}
