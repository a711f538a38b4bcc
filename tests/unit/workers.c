/* Pieces of work that come back in the order they were given. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "stream/workers.h"

enum { MANY = 20000, ROOM = 7 };

struct piece {
	int number;		/* what the work begins with */
	int result;		/* what it makes of it */
	pthread_t by;
	sigset_t masked;
	atomic_int held, begun, done;	/* while held it is not done */
};

static void
rest(void)
{
	struct timespec moment = { .tv_nsec = 100000 };

	nanosleep(&moment, NULL);
}

static void
work(void *arg)
{
	struct piece *piece = arg;

	atomic_store(&piece->begun, 1);
	while (atomic_load(&piece->held))
		rest();
	/* Uneven, so that later pieces are done before earlier ones. */
	for (int i = piece->number % 8 * 200; i > 0; i--)
		piece->result ^= i;
	piece->result = piece->number * 3;
	piece->by = pthread_self();
	pthread_sigmask(SIG_SETMASK, NULL, &piece->masked);
	atomic_store(&piece->done, 1);
}

static void
pieces_come_back_in_order_and_done(void)
{
	for (unsigned threads = 1; threads <= 5; threads++) {
		struct workers workers = { 0 };
		struct piece pieces[ROOM] = { 0 };
		int back = 0, wrong = 0;

		CHECK_INT(workers_open(&workers, threads, ROOM, work), 0);
		for (int n = 0; n < MANY || workers_out(&workers) > 0;) {
			struct piece *piece;

			if (n < MANY && workers_out(&workers) < ROOM) {
				pieces[n % ROOM] = (struct piece){
				    .number = n };
				workers_give(&workers, &pieces[n % ROOM]);
				n++;
				continue;
			}
			workers_wait(&workers);
			piece = workers_take(&workers);
			if (piece == NULL || piece->number != back ||
			    piece->result != 3 * back)
				wrong++;
			back++;
		}
		CHECK_INT(back, MANY);
		CHECK_INT(wrong, 0);
		CHECK(workers_take(&workers) == NULL);
		workers_wait(&workers);
		workers_close(&workers);
		workers_close(&workers);
	}
}

static void
later_pieces_are_worked_at_while_the_oldest_is_slow(void)
{
	struct workers workers = { 0 };
	struct piece slow = { .held = 1 }, quick[3] = { 0 };
	int done = 0;

	CHECK_INT(workers_open(&workers, 2, 4, work), 0);
	workers_give(&workers, &slow);
	for (int i = 0; i < 3; i++)
		workers_give(&workers, &quick[i]);
	for (int i = 0; i < 50000 && done < 3; i++) {
		rest();
		done = 0;
		for (int q = 0; q < 3; q++)
			done += atomic_load(&quick[q].done);
	}
	CHECK_INT(done, 3);
	CHECK_INT(atomic_load(&slow.done), 0);
	/* None comes back before it. */
	CHECK(workers_take(&workers) == NULL);
	CHECK_INT(workers_out(&workers), 4);
	atomic_store(&slow.held, 0);
	workers_wait(&workers);
	CHECK(workers_take(&workers) == &slow);
	CHECK(workers_take(&workers) == &quick[0]);
	CHECK_INT(workers_out(&workers), 2);
	workers_close(&workers);
}

static bool
is_readable(int fd, int milliseconds)
{
	struct pollfd fds = { .fd = fd, .events = POLLIN };

	return poll(&fds, 1, milliseconds) == 1;
}

static void
a_sleeping_owner_is_woken_by_the_oldest(void)
{
	struct workers workers = { 0 };
	struct piece pieces[2] = { { .held = 1 }, { 0 } };

	workers_wake_me(&workers);
	CHECK_INT(workers_open(&workers, 2, 2, work), 0);
	workers_wake_me(&workers);
	CHECK(!is_readable(workers_fd(&workers), 0));
	workers_give(&workers, &pieces[0]);
	workers_give(&workers, &pieces[1]);
	workers_wake_me(&workers);
	/* The second is done soon, which is no reason to wake up. */
	CHECK(!is_readable(workers_fd(&workers), 50));
	/* Nor is it for longer than the owner would sleep at most. */
	workers_wait_or(&workers, -1, 1);
	CHECK(workers_take(&workers) == NULL);
	atomic_store(&pieces[0].held, 0);
	CHECK(is_readable(workers_fd(&workers), 5000));
	CHECK(workers_take(&workers) == &pieces[0]);
	/* The next is done already: at once. */
	workers_wake_me(&workers);
	CHECK(is_readable(workers_fd(&workers), 5000));
	CHECK(workers_take(&workers) == &pieces[1]);
	workers_wake_me(&workers);
	CHECK(!is_readable(workers_fd(&workers), 0));
	workers_close(&workers);
}

static void
threads_hear_no_signal(void)
{
	struct workers workers = { 0 };
	struct piece piece = { 0 };
	sigset_t before, after;

	pthread_sigmask(SIG_SETMASK, NULL, &before);
	CHECK_INT(workers_open(&workers, 1, 1, work), 0);
	workers_give(&workers, &piece);
	workers_wait(&workers);
	CHECK(!pthread_equal(piece.by, pthread_self()));
	CHECK_INT(sigismember(&piece.masked, SIGTERM), 1);
	CHECK_INT(sigismember(&piece.masked, SIGALRM), 1);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	CHECK_INT(sigismember(&after, SIGTERM),
	    sigismember(&before, SIGTERM));
	workers_close(&workers);
}

/* Hold a piece no longer, by the time that others would be begun. */
static void *
release(void *arg)
{
	struct piece *piece = arg;

	for (int i = 0; i < 100; i++)
		rest();
	atomic_store(&piece->held, 0);
	return NULL;
}

static void
stopping_leaves_what_is_not_begun(void)
{
	struct workers workers = { 0 };
	struct piece pieces[3] = { { .held = 1 }, { 0 }, { 0 } };
	pthread_t releaser;

	CHECK_INT(workers_open(&workers, 1, 3, work), 0);
	for (int i = 0; i < 3; i++)
		workers_give(&workers, &pieces[i]);
	while (!atomic_load(&pieces[0].begun))
		sched_yield();
	CHECK_INT(pthread_create(&releaser, NULL, release, &pieces[0]), 0);
	workers_stop(&workers);
	pthread_join(releaser, NULL);
	CHECK_INT(workers_out(&workers), 0);
	CHECK(workers_take(&workers) == NULL);
	CHECK_INT(atomic_load(&pieces[0].done), 1);
	CHECK_INT(atomic_load(&pieces[1].done), 0);
	CHECK_INT(atomic_load(&pieces[2].done), 0);
	/* What woke the owner before is gone, and nothing wakes it again. */
	workers_wake_me(&workers);
	CHECK(!is_readable(workers_fd(&workers), 0));
	workers_close(&workers);
}

static void
without_threads_the_owner_does_the_work(void)
{
	struct workers workers = { 0 };
	struct piece pieces[2] = { { .number = 1 }, { .number = 2 } };
	struct rlimit before, none = { 0, 0 };

	/* A sanitizer does not live without memory. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	return;
#endif
	/* Of all limits, root minds this one. */
	CHECK_INT(getrlimit(RLIMIT_AS, &before), 0);
	none.rlim_max = before.rlim_max;
	CHECK_INT(workers_open(&workers, 2, 2, work), 0);
	CHECK_INT(setrlimit(RLIMIT_AS, &none), 0);
	workers_give(&workers, &pieces[0]);
	workers_give(&workers, &pieces[1]);
	CHECK_INT(setrlimit(RLIMIT_AS, &before), 0);
	CHECK_INT(pieces[0].result, 3);
	CHECK(pthread_equal(pieces[0].by, pthread_self()));
	workers_wait(&workers);
	CHECK(workers_take(&workers) == &pieces[0]);
	CHECK(workers_take(&workers) == &pieces[1]);
	workers_close(&workers);
}

static void
processors_are_those_of_this_process(void)
{
	cpu_set_t before, one;
	int first = 0;

	CHECK_INT(sched_getaffinity(0, sizeof(before), &before), 0);
	CHECK_INT(workers_processors(), CPU_COUNT(&before));
	while (!CPU_ISSET(first, &before))
		first++;
	CPU_ZERO(&one);
	CPU_SET(first, &one);
	CHECK_INT(sched_setaffinity(0, sizeof(one), &one), 0);
	CHECK_INT(workers_processors(), 1);
	CHECK_INT(sched_setaffinity(0, sizeof(before), &before), 0);
}

int
main(void)
{
	/* First: a thread that has ended leaves its stack for another. */
	RUN(without_threads_the_owner_does_the_work);
	RUN(pieces_come_back_in_order_and_done);
	RUN(later_pieces_are_worked_at_while_the_oldest_is_slow);
	RUN(a_sleeping_owner_is_woken_by_the_oldest);
	RUN(threads_hear_no_signal);
	RUN(stopping_leaves_what_is_not_begun);
	RUN(processors_are_those_of_this_process);
	return check_status();
}
