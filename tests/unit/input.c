/* Bytes from files and pipes, plain and gzipped, sound and broken. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "check.h"
#include "source.h"
#include "stream/input.h"

static const struct wait_hook no_hook;

/* Read path to its end.  Returns 0, or the errno; the bytes are in *got. */
static int
read_all(const char *path, size_t len, struct buf *got)
{
	struct input in = { 0 };
	ssize_t n;
	int error = 0;

	buf_clear(got);
	if (input_open(&in, path, &no_hook) == -1)
		return errno;
	do {
		if (buf_reserve(got, len) == -1)
			abort();
		n = input_read(&in, got->ptr + got->len, len);
		if (n > 0)
			got->len += (size_t)n;
	} while (n > 0);
	if (n == -1) {
		error = errno;
		/* It stays so. */
		CHECK_INT(input_read(&in, got->ptr, 1), -1);
		CHECK_INT(errno, error);
		CHECK(error != EBADMSG || input_reason(&in) != NULL);
	} else {
		CHECK_INT(input_read(&in, got->ptr, 1), 0);
	}
	input_close(&in);
	input_close(&in);
	return error;
}

static struct span
text(void)
{
	static char bytes[300000];

	for (size_t i = 0; bytes[0] == '\0' && i < sizeof(bytes); i++)
		bytes[sizeof(bytes) - 1 - i] = (char)('a' + i * i % 23);
	return (struct span){ bytes, sizeof(bytes) };
}

static void
check_gives(struct span bytes, struct span wanted)
{
	static const size_t lens[] = { 1, 7, 100000 };
	static const size_t pieces[] = { 1, 2, 3, 7, 4096 };
	struct buf got = { 0 };

	source_file("file", bytes);
	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(read_all("file", lens[i], &got), 0);
		CHECK(span_equal(buf_span(&got), wanted));
	}
	for (size_t i = bytes.len > 5000 ? 4 : 0; i < 5; i++) {
		pid_t child = source_pipe(bytes, pieces[i]);
		CHECK_INT(read_all("-", 5000, &got), 0);
		CHECK(span_equal(buf_span(&got), wanted));
		source_done(child);
	}
	buf_free(&got);
}

static void
check_fails(struct span bytes, struct span wanted, const char *reason)
{
	struct buf got = { 0 };
	struct input in = { 0 };
	char one;
	ssize_t n;

	source_file("file", bytes);
	CHECK_INT(read_all("file", 1000, &got), EBADMSG);
	CHECK(span_equal(buf_span(&got), wanted));
	CHECK_INT(input_open(&in, "file", &no_hook), 0);
	while ((n = input_read(&in, &one, 1)) == 1)
		continue;
	CHECK_INT(n, -1);
	CHECK(input_reason(&in) != NULL &&
	    strcmp(input_reason(&in), reason) == 0);
	input_close(&in);
	buf_free(&got);
}

static void
plain_bytes_come_as_they_are(void)
{
	check_gives(SPAN(""), SPAN(""));
	check_gives(SPAN("a"), SPAN("a"));
	check_gives(SPAN("id,amount\n1,2\0\xff\n"),
	    SPAN("id,amount\n1,2\0\xff\n"));
	check_gives(text(), text());
	/* These begin like something compressed and are not. */
	check_gives(SPAN("\x1f"), SPAN("\x1f"));
	check_gives(SPAN("BZh9, a name\n"), SPAN("BZh9, a name\n"));
	check_gives(SPAN("(\xb5/"), SPAN("(\xb5/"));
}

static void
gzip_is_told_from_its_bytes(void)
{
	struct buf zip = { 0 };

	source_gzip(&zip, SPAN("id,amount\n1,2\n"));
	check_gives(buf_span(&zip), SPAN("id,amount\n1,2\n"));
	buf_clear(&zip);
	source_gzip(&zip, text());
	check_gives(buf_span(&zip), text());
	buf_clear(&zip);
	source_gzip(&zip, SPAN(""));
	check_gives(buf_span(&zip), SPAN(""));
	buf_free(&zip);
}

static void
members_follow_each_other_and_may_be_empty(void)
{
	struct buf zip = { 0 };

	source_gzip(&zip, SPAN(""));
	source_gzip(&zip, SPAN("one\n"));
	source_gzip(&zip, SPAN(""));
	source_gzip(&zip, SPAN(""));
	source_gzip(&zip, SPAN("two\n"));
	source_gzip(&zip, SPAN(""));
	check_gives(buf_span(&zip), SPAN("one\ntwo\n"));
	buf_free(&zip);
}

/* A member of exactly len bytes, made long by the name of its file. */
static void
put_long_member(struct buf *zip, struct span bytes, size_t len)
{
	struct buf plain = { 0 };

	source_gzip(&plain, bytes);
	plain.ptr[3] |= 8;
	buf_put(zip, (struct span){ plain.ptr, 10 });
	for (size_t i = plain.len + 1; i < len; i++)
		buf_putc(zip, 'n');
	buf_putc(zip, '\0');
	buf_put(zip, (struct span){ plain.ptr + 10, plain.len - 10 });
	buf_free(&plain);
}

static void
members_may_end_at_any_byte_of_a_block(void)
{
	for (size_t len = 65530; len < 65545; len++) {
		struct buf zip = { 0 };

		put_long_member(&zip, SPAN("one\n"), len);
		CHECK_INT(zip.len, len);
		source_gzip(&zip, SPAN("two\n"));
		check_gives(buf_span(&zip), SPAN("one\ntwo\n"));
		buf_free(&zip);
	}
}

static void
gzip_cut_at_any_byte_is_truncated(void)
{
	static const struct span whole = { "id,amount\n1,2.50\n2,3\n", 21 };
	struct buf zip = { 0 }, got = { 0 };

	source_gzip(&zip, whole);
	for (size_t len = 2; len < zip.len; len++) {
		source_file("cut", (struct span){ zip.ptr, len });
		CHECK_INT(read_all("cut", 100, &got), EBADMSG);
		CHECK(got.len <= whole.len &&
		    memcmp(got.ptr, whole.ptr, got.len) == 0);
	}
	/* All of the data is there, only its check is cut. */
	check_fails((struct span){ zip.ptr, zip.len - 1 }, whole,
	    "is truncated gzip");
	buf_clear(&zip);
	source_gzip(&zip, text());
	source_file("cut", (struct span){ zip.ptr, zip.len - 5 });
	CHECK_INT(read_all("cut", 1000, &got), EBADMSG);
	CHECK(span_equal(buf_span(&got), text()));
	buf_free(&zip);
	buf_free(&got);
}

static void
a_second_member_cut_is_no_end(void)
{
	struct buf zip = { 0 };
	size_t first;

	source_gzip(&zip, SPAN("one\n"));
	first = zip.len;
	source_gzip(&zip, SPAN("two\n"));
	check_fails((struct span){ zip.ptr, first + 5 }, SPAN("one\n"),
	    "is truncated gzip");
	check_fails((struct span){ zip.ptr, zip.len - 2 }, SPAN("one\ntwo\n"),
	    "is truncated gzip");
	buf_free(&zip);
}

static void
a_wrong_checksum_or_length_is_corrupt(void)
{
	struct buf zip = { 0 };

	source_gzip(&zip, SPAN("one\n"));
	for (size_t i = 1; i <= 8; i++) {
		zip.ptr[zip.len - i] ^= 1;
		check_fails(buf_span(&zip), SPAN("one\n"), "is corrupt gzip");
		zip.ptr[zip.len - i] ^= 1;
	}
	check_gives(buf_span(&zip), SPAN("one\n"));
	buf_free(&zip);
}

static void
garbage_behind_gzip_is_no_silent_end(void)
{
	static const struct span garbage[] = { { "x", 1 }, { "\0", 1 },
	    { "\n\n", 2 }, { "3,4\n", 4 }, { "\x1f", 1 }, { "\x1fx", 2 } };
	struct buf zip = { 0 };

	for (size_t i = 0; i < sizeof(garbage) / sizeof(*garbage); i++) {
		buf_clear(&zip);
		source_gzip(&zip, SPAN("one\n"));
		buf_put(&zip, garbage[i]);
		check_fails(buf_span(&zip), SPAN("one\n"),
		    "has garbage behind its gzip data");
	}
	buf_free(&zip);
}

static void
other_compressions_are_named(void)
{
	check_fails(SPAN("\x28\xb5\x2f\xfd\x04\x00"), SPAN(""),
	    "is zstd: pipe it through zstd -dc");
	check_fails(SPAN("\xfd" "7zXZ\0\0"), SPAN(""),
	    "is xz: pipe it through xz -dc");
	check_fails(SPAN("BZh91AY&SYxx"), SPAN(""),
	    "is bzip2: pipe it through bzip2 -dc");
	check_fails(SPAN("BZh11AY&SYxx"), SPAN(""),
	    "is bzip2: pipe it through bzip2 -dc");
}

static void
what_cannot_be_opened_says_why(void)
{
	struct buf got = { 0 };

	CHECK_INT(read_all("missing", 10, &got), ENOENT);
	CHECK_INT(read_all(".", 10, &got), EISDIR);
	source_file("file", SPAN("x"));
	CHECK_INT(read_all("file/x", 10, &got), ENOTDIR);
	buf_free(&got);
}

static void
a_fifo_is_opened_before_it_has_a_writer(void)
{
	struct input in = { 0 };
	char got[8];
	pid_t child;

	CHECK_INT(mkfifo("fifo", 0666), 0);
	CHECK_INT(input_open(&in, "fifo", &no_hook), 0);
	child = fork();
	if (child == 0) {
		struct timespec moment = { .tv_nsec = 20000000 };
		nanosleep(&moment, NULL);
		source_file("fifo", SPAN("late"));
		_exit(0);
	}
	CHECK_INT(input_read(&in, got, sizeof(got)), 4);
	CHECK(memcmp(got, "late", 4) == 0);
	waitpid(child, NULL, 0);
	CHECK_INT(input_read(&in, got, sizeof(got)), 0);
	input_close(&in);
}

/* A pipe from which somebody else reads, too. */
static int shared[2];

static void
take_byte(int signal)
{
	char byte;

	if (signal == SIGUSR1 && read(shared[0], &byte, 1) != 1)
		_exit(100);
}

static int
put_byte(void *arg)
{
	(void)arg;
	return write(shared[1], "b", 1) == 1 ? 0 : -1;
}

/* Interrupt a process again and again. */
static pid_t
interrupt(pid_t pid)
{
	pid_t child = fork();

	while (child == 0) {
		struct timespec moment = { .tv_nsec = 10000000 };
		nanosleep(&moment, NULL);
		if (kill(pid, SIGUSR2) == -1)
			_exit(0);
	}
	return child;
}

/*
 * A signal takes the byte that was there, and is let in when that has been
 * seen: so the read has none.
 */
static int
read_second(int flags)
{
	struct wait_hook hook = { .before = put_byte };
	struct sigaction action = { .sa_handler = take_byte };
	sigset_t held;
	struct input in = { 0 };
	pid_t child;
	ssize_t n;
	char got;

	if (pipe(shared) == -1 || write(shared[1], "a", 1) != 1 ||
	    fcntl(shared[0], F_SETFL, flags) == -1 ||
	    dup2(shared[0], STDIN_FILENO) == -1 ||
	    input_open(&in, "-", &hook) == -1)
		return 2;
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGUSR2, &action, NULL);
	wait_catch_signals();
	sigemptyset(&held);
	sigaddset(&held, SIGUSR1);
	sigprocmask(SIG_BLOCK, &held, NULL);
	raise(SIGUSR1);
	child = interrupt(getpid());
	n = input_read(&in, &got, 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	input_close(&in);
	return n != 1 || got != 'b';
}

static void
another_reader_may_be_first(void)
{
	static const int flags[] = { 0, O_NONBLOCK };

	for (int i = 0; i < 2; i++) {
		pid_t child = fork();
		int status;

		if (child == 0)
			_exit(read_second(flags[i]));
		waitpid(child, &status, 0);
		CHECK_INT(status, 0);
	}
}

/* Begun anywhere, before or after anything was read, and in large files. */
static void
a_plain_file_can_be_begun_anywhere(void)
{
	struct input in = { 0 };
	char line[8], got[4096];
	struct buf lines = { 0 };

	for (int i = 0; i < 5000; i++) {
		snprintf(line, sizeof(line), "%06d\n", i);
		buf_put(&lines, span_of(line));
	}
	source_file("file", buf_span(&lines));
	for (int i = 0; i <= 5000; i += 500) {
		CHECK_INT(input_open(&in, "file", &no_hook), 0);
		for (int times = 0; times < 2; times++) {
			size_t left = lines.len - 7 * (size_t)i;
			size_t wanted = left < 4096 ? left : 4096;
			CHECK_INT(input_seek(&in, 7 * (uint64_t)i), 0);
			CHECK_INT(input_read(&in, got, 4096), wanted);
			CHECK(memcmp(got, lines.ptr + 7 * i, wanted) == 0);
		}
		input_close(&in);
	}
	CHECK_INT(input_open(&in, "file", &no_hook), 0);
	CHECK_INT(input_seek(&in, 6), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(input_read(&in, got, 1), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(input_seek(&in, 7), -1);
	input_close(&in);
	buf_free(&lines);
}

int
main(void)
{
	/* A read that is never over is a failure, too. */
	alarm(60);
	RUN(plain_bytes_come_as_they_are);
	RUN(gzip_is_told_from_its_bytes);
	RUN(members_follow_each_other_and_may_be_empty);
	RUN(members_may_end_at_any_byte_of_a_block);
	RUN(gzip_cut_at_any_byte_is_truncated);
	RUN(a_second_member_cut_is_no_end);
	RUN(a_wrong_checksum_or_length_is_corrupt);
	RUN(garbage_behind_gzip_is_no_silent_end);
	RUN(other_compressions_are_named);
	RUN(what_cannot_be_opened_says_why);
	RUN(a_fifo_is_opened_before_it_has_a_writer);
	RUN(another_reader_may_be_first);
	RUN(a_plain_file_can_be_begun_anywhere);
	return check_status();
}
