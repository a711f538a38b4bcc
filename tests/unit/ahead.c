/* Bytes that a thread makes ahead, and how it is waited for and ended. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "source.h"
#include "stream/ahead.h"

static const struct wait_hook no_hook;

/* Gives left bytes, each the low byte of its place, and then result. */
struct maker {
	size_t place, left;
	uint64_t random;
	int error;		/* 0: it is an end, no failure */
	struct ahead *ahead;	/* wait for fd before each piece; or NULL */
	int fd;
	atomic_int begun;
	pthread_t by;
	sigset_t masked;
};

static ssize_t
make(void *arg, char *dst, size_t len)
{
	struct maker *m = arg;
	size_t piece = source_random(&m->random) % (2 * AHEAD_BLOCK);
	char byte;

	m->by = pthread_self();
	pthread_sigmask(SIG_SETMASK, NULL, &m->masked);
	atomic_fetch_add(&m->begun, 1);
	if (m->ahead != NULL && (ahead_wait(m->ahead, m->fd) == -1 ||
	    read(m->fd, &byte, 1) == -1))
		return -1;
	if (m->left == 0) {
		errno = m->error;
		return m->error == 0 ? 0 : -1;
	}
	if (piece == 0 || m->ahead != NULL)
		piece = 1;
	if (len > piece)
		len = piece;
	if (len > m->left)
		len = m->left;
	for (size_t i = 0; i < len; i++)
		dst[i] = (char)m->place++;
	m->left -= len;
	return (ssize_t)len;
}

static void
check_all(size_t count, size_t len, int error)
{
	static char block[300000];
	struct maker m = { .left = count, .error = error };
	struct ahead ahead = { 0 };
	size_t place = 0;
	int wrong = 0;
	ssize_t got;

	CHECK_INT(ahead_open(&ahead, make, &m), 0);
	while ((got = ahead_read(&ahead, block, len, &no_hook)) > 0)
		for (ssize_t i = 0; i < got; i++)
			wrong += block[i] != (char)place++;
	CHECK_INT(wrong, 0);
	CHECK_INT(place, count);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(got, error == 0 ? 0 : -1);
		CHECK(error == 0 || errno == error);
		got = ahead_read(&ahead, block, len, &no_hook);
	}
	ahead_close(&ahead);
	ahead_close(&ahead);
	CHECK(!pthread_equal(m.by, pthread_self()));
	CHECK(sigismember(&m.masked, SIGTERM) == 1);
}

static void
all_bytes_come_in_order_and_then_the_end(void)
{
	check_all(0, 100, 0);
	check_all(1, 100, 0);
	check_all(3000000, 100, 0);
	check_all(3000000, 300000, 0);
	check_all(300000, 1, 0);
}

static void
a_failure_comes_behind_all_before(void)
{
	check_all(0, 100, EIO);
	check_all(3000000, 1000, EBADMSG);
}

static void
rest(void)
{
	struct timespec moment = { .tv_nsec = 20000000 };

	nanosleep(&moment, NULL);
}

/* Sleep until n pieces are begun, so that those before the last are made. */
static void
until_begun(struct maker *m, int n)
{
	while (atomic_load(&m->begun) < n)
		rest();
}

/* Lets the maker go on when the reader is about to sleep. */
struct gate {
	int fd, times;
};

static int
open_gate(void *arg)
{
	struct gate *gate = arg;

	gate->times++;
	return write(gate->fd, "", 1) == 1 ? 0 : -1;
}

static void
the_hook_is_run_before_a_wait_and_only_then(void)
{
	struct ahead ahead = { 0 };
	struct maker m = { .left = 3, .ahead = &ahead };
	int ends[2];
	struct gate gate;
	struct wait_hook hook = { .before = open_gate, .arg = &gate };
	char got[10];

	CHECK_INT(pipe(ends), 0);
	m.fd = ends[0];
	gate = (struct gate){ ends[1], 0 };
	CHECK_INT(ahead_open(&ahead, make, &m), 0);
	CHECK_INT(ahead_read(&ahead, got, 10, &hook), 1);
	CHECK_INT(gate.times, 1);
	/* What is made is there without a wait, however long it has been. */
	CHECK_INT(open_gate(&gate), 0);
	until_begun(&m, 3);
	CHECK_INT(ahead_read(&ahead, got, 10, &hook), 1);
	CHECK_INT(gate.times, 2);
	CHECK_INT(ahead_read(&ahead, got, 10, &hook), 1);
	CHECK_INT(gate.times, 3);
	/* Nothing is ever made again. */
	ahead_close(&ahead);
	close(ends[0]);
	close(ends[1]);
}

static int
say_no(void *arg)
{
	(void)arg;
	return -1;
}

static int
raise_signal(void *arg)
{
	(void)arg;
	raise(SIGTERM);
	return 0;
}

/* Read what is never made, with a hook; returns the errno of that. */
static int
read_in_vain(int (*before)(void *arg))
{
	struct ahead ahead = { 0 };
	struct maker m = { .left = 3, .ahead = &ahead };
	struct wait_hook hook = { .before = before };
	int ends[2], error;
	char got[10];

	if (pipe(ends) == -1)
		return -1;
	m.fd = ends[0];
	if (ahead_open(&ahead, make, &m) == -1)
		return -1;
	error = ahead_read(&ahead, got, 10, &hook) == -1 ? errno : 0;
	ahead_close(&ahead);
	close(ends[0]);
	close(ends[1]);
	return error;
}

static void
a_hook_that_says_no_ends_the_wait(void)
{
	CHECK_INT(read_in_vain(say_no), ECANCELED);
}

static void
a_signal_ends_the_wait(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		signal(SIGTERM, SIG_DFL);
		wait_catch_signals();
		_exit(read_in_vain(raise_signal) != EINTR ||
		    wait_signal() != SIGTERM);
	}
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
}

/* Waits again and again, as long as it may. */
static ssize_t
wait_on(void *arg, char *dst, size_t len)
{
	struct maker *m = arg;

	(void)dst;
	(void)len;
	atomic_fetch_add(&m->begun, 1);
	while (ahead_wait(m->ahead, m->fd) == 0)
		continue;
	m->error = errno;
	return -1;
}

static void
the_thread_ends_even_where_there_is_always_input(void)
{
	struct ahead ahead = { 0 };
	struct maker m = { .ahead = &ahead };
	int ends[2];

	CHECK_INT(pipe(ends), 0);
	CHECK_INT(write(ends[1], "", 1), 1);
	m.fd = ends[0];
	CHECK_INT(ahead_open(&ahead, wait_on, &m), 0);
	until_begun(&m, 1);
	ahead_close(&ahead);
	CHECK_INT(m.error, ECANCELED);
	close(ends[0]);
	close(ends[1]);
}

/* One that came before is heard even where there is no need to wait. */
static void
a_signal_is_heard_without_a_wait(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		struct ahead ahead = { 0 };
		struct maker m = { .left = 1000000 };
		char got[10];

		signal(SIGTERM, SIG_DFL);
		wait_catch_signals();
		if (ahead_open(&ahead, make, &m) == -1)
			_exit(2);
		until_begun(&m, 2);
		raise(SIGTERM);
		_exit(ahead_read(&ahead, got, 10, &no_hook) != -1 ||
		    errno != EINTR);
	}
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
}

static void
the_thread_is_only_so_far_ahead(void)
{
	struct maker m = { .left = 100000000 };
	struct ahead ahead = { 0 };
	char got[10];

	CHECK_INT(ahead_open(&ahead, make, &m), 0);
	until_begun(&m, AHEAD_BLOCKS);
	rest();
	CHECK_INT(atomic_load(&m.begun), AHEAD_BLOCKS);
	CHECK_INT(ahead_read(&ahead, got, 10, &no_hook), 10);
	rest();
	CHECK_INT(atomic_load(&m.begun), AHEAD_BLOCKS);
	ahead_close(&ahead);
}

static void
without_a_thread_nothing_is_opened(void)
{
	struct maker m = { .left = 10 };
	struct ahead ahead = { 0 };
	struct rlimit before, none = { 0, 0 };
	struct buf room = { 0 };

	/* A sanitizer does not live without memory. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return;
#endif
	/* There is room on the heap, but none for a thread's stack. */
	CHECK_INT(mallopt(M_MMAP_MAX, 0), 1);
	CHECK_INT(mallopt(M_TRIM_THRESHOLD, INT_MAX), 1);
	CHECK_INT(buf_reserve(&room, 1 << 20), 0);
	buf_free(&room);
	CHECK_INT(getrlimit(RLIMIT_AS, &before), 0);
	none.rlim_max = before.rlim_max;
	CHECK_INT(setrlimit(RLIMIT_AS, &none), 0);
	CHECK_INT(ahead_open(&ahead, make, &m), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(setrlimit(RLIMIT_AS, &before), 0);
	CHECK_INT(atomic_load(&m.begun), 0);
	CHECK(ahead.state == NULL);
	ahead_close(&ahead);
}

int
main(void)
{
	/* A wait that is never over is a failure, too. */
	alarm(60);
	RUN(without_a_thread_nothing_is_opened);
	RUN(all_bytes_come_in_order_and_then_the_end);
	RUN(a_failure_comes_behind_all_before);
	RUN(the_hook_is_run_before_a_wait_and_only_then);
	RUN(a_hook_that_says_no_ends_the_wait);
	RUN(a_signal_ends_the_wait);
	RUN(a_signal_is_heard_without_a_wait);
	RUN(the_thread_is_only_so_far_ahead);
	RUN(the_thread_ends_even_where_there_is_always_input);
	return check_status();
}
