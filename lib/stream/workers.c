/* The processors that a process may use are told by a GNU extension. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "stream/pipe.h"
#include "stream/workers.h"

struct place {
	void *piece;
	bool done;
};

/*
 * Pieces are numbered from 0 as they are given, and the n-th is in place n
 * modulo room.  Those below taken are back, those below begun are a worker's
 * or done, those below given wait for one.
 */
struct workers_state {
	void (*work)(void *piece);
	pthread_mutex_t lock;	/* of all that follows but the pipe */
	pthread_cond_t changed;	/* a piece was given, or it is the end */
	uint64_t taken, begun, given;
	unsigned idle;		/* threads that wait for a piece */
	bool waking;		/* one of them was woken, and is not up yet */
	bool ending;
	bool asleep;		/* the owner is, or will be */
	unsigned threads;	/* only the owner's */
	unsigned most;
	size_t stack;
	pthread_t *thread;
	int wake[2];		/* a pipe: a byte in it wakes the owner */
	size_t room;
	struct place place[];
};

static struct place *
place_of(struct workers_state *s, uint64_t n)
{
	return &s->place[n % s->room];
}

static bool
oldest_is_done(struct workers_state *s)
{
	return s->taken < s->given && place_of(s, s->taken)->done;
}

/* With the lock: the owner sleeps no longer. */
static void
wake_owner(struct workers_state *s)
{
	s->asleep = false;
	/* There is room: a byte is read before the next is asked for. */
	pipe_wake(s->wake);
}

/*
 * With the lock: wake a thread for what waits.  Each that wakes wakes the next,
 * as to wake one takes longer than many pieces do.
 */
static void
wake_thread(struct workers_state *s)
{
	if (s->begun == s->given || s->idle == 0 || s->waking)
		return;
	s->waking = true;
	pthread_cond_signal(&s->changed);
}

static void *
serve(void *arg)
{
	struct workers_state *s = arg;

	pthread_mutex_lock(&s->lock);
	for (;;) {
		struct place *place;

		s->idle++;
		while (s->begun == s->given && !s->ending)
			pthread_cond_wait(&s->changed, &s->lock);
		s->idle--;
		s->waking = false;
		if (s->ending)
			break;
		place = place_of(s, s->begun++);
		wake_thread(s);
		pthread_mutex_unlock(&s->lock);
		s->work(place->piece);
		pthread_mutex_lock(&s->lock);
		place->done = true;
		if (s->asleep && oldest_is_done(s))
			wake_owner(s);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

int
workers_open(struct workers *w, unsigned threads, size_t room,
    void (*work)(void *piece))
{
	struct workers_state *s = calloc(1, sizeof(*s) +
	    room * sizeof(s->place[0]));

	if (s == NULL)
		return -1;
	s->work = work;
	s->most = threads;
	s->stack = w->stack;
	s->room = room;
	s->thread = calloc(threads, sizeof(s->thread[0]));
	if (s->thread == NULL || pipe_open(s->wake) == -1) {
		free(s->thread);
		free(s);
		return -1;
	}
	/* Neither fails with attributes that are as usual. */
	(void)pthread_mutex_init(&s->lock, NULL);
	(void)pthread_cond_init(&s->changed, NULL);
	w->state = s;
	return 0;
}

/* One thread more, if there may be; what cannot be made is not asked again. */
static void
add_thread(struct workers_state *s)
{
	sigset_t all, before;
	pthread_attr_t attributes;

	if (s->threads == s->most)
		return;
	(void)pthread_attr_init(&attributes);
	if (s->stack > 0)
		(void)pthread_attr_setstacksize(&attributes, s->stack);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&s->thread[s->threads], &attributes, serve, s) == 0)
		s->threads++;
	else
		s->most = s->threads;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	(void)pthread_attr_destroy(&attributes);
}

bool
workers_start(struct workers *w)
{
	add_thread(w->state);
	return w->state->threads > 0;
}

void
workers_give(struct workers *w, void *piece)
{
	struct workers_state *s = w->state;
	bool busy;

	pthread_mutex_lock(&s->lock);
	assert(s->given - s->taken < s->room);
	*place_of(s, s->given++) = (struct place){ piece, false };
	busy = s->given - s->begun > s->idle;
	wake_thread(s);
	pthread_mutex_unlock(&s->lock);
	if (busy)
		add_thread(s);
	if (s->threads > 0)
		return;
	s->work(piece);
	place_of(s, s->begun++)->done = true;
}

size_t
workers_out(const struct workers *w)
{
	/* Only the owner changes these two. */
	return (size_t)(w->state->given - w->state->taken);
}

void *
workers_take(struct workers *w)
{
	struct workers_state *s = w->state;
	void *piece = NULL;

	pthread_mutex_lock(&s->lock);
	if (oldest_is_done(s))
		piece = place_of(s, s->taken++)->piece;
	pthread_mutex_unlock(&s->lock);
	return piece;
}

void
workers_wake_me(struct workers *w)
{
	struct workers_state *s = w->state;
	char bytes[8];

	if (s == NULL)
		return;
	while (read(s->wake[0], bytes, sizeof(bytes)) > 0)
		;
	pthread_mutex_lock(&s->lock);
	s->asleep = true;
	if (oldest_is_done(s))
		wake_owner(s);
	pthread_mutex_unlock(&s->lock);
}

int
workers_fd(const struct workers *w)
{
	return w->state->wake[0];
}

void
workers_wait_or(struct workers *w, int fd, int milliseconds)
{
	struct workers_state *s = w->state;
	struct pollfd fds[] = {
		{ .fd = s->wake[0], .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};
	bool done;
	int ready = 1;

	while (fds[1].revents == 0 && (ready != 0 || milliseconds < 0)) {
		pthread_mutex_lock(&s->lock);
		done = s->taken == s->given || oldest_is_done(s);
		pthread_mutex_unlock(&s->lock);
		if (done)
			return;
		workers_wake_me(w);
		ready = poll(fds, 2, milliseconds);
	}
}

void
workers_wait(struct workers *w)
{
	workers_wait_or(w, -1, -1);
}

void
workers_stop(struct workers *w)
{
	struct workers_state *s = w->state;

	pthread_mutex_lock(&s->lock);
	s->ending = true;
	pthread_cond_broadcast(&s->changed);
	pthread_mutex_unlock(&s->lock);
	while (s->threads > 0)
		pthread_join(s->thread[--s->threads], NULL);
	s->taken = s->begun = s->given;
}

void
workers_close(struct workers *w)
{
	struct workers_state *s = w->state;

	if (s == NULL)
		return;
	workers_stop(w);
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->changed);
	pipe_close(s->wake);
	free(s->thread);
	free(s);
	w->state = NULL;
}

unsigned
workers_processors(void)
{
	cpu_set_t set;
	long count = sched_getaffinity(0, sizeof(set), &set) == 0 ?
	    CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		return 1;
	return count > WORKERS_MAX ? WORKERS_MAX : (unsigned)count;
}
