#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <time.h>

#include "serve/loop.h"
#include "stream/wait.h"

int64_t
loop_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int
loop_watch(struct loop *l, struct loop_source *source)
{
	if (l->nsources == LOOP_SOURCES) {
		errno = ENOSPC;
		return -1;
	}
	l->source[l->nsources++] = source;
	return 0;
}

void
loop_unwatch(struct loop *l, struct loop_source *source)
{
	for (unsigned i = 0; i < l->nsources; i++)
		if (l->source[i] == source) {
			l->source[i] = l->source[--l->nsources];
			return;
		}
}

void
loop_set(struct loop *l, struct loop_timer *timer, int64_t due)
{
	struct loop_timer **at = &l->first;

	loop_unset(l, timer);
	if (l->rings && due <= l->until)
		due = l->until + 1;
	while (*at != NULL && (*at)->due <= due)
		at = &(*at)->next;
	timer->due = due;
	timer->is_set = true;
	timer->next = *at;
	*at = timer;
}

void
loop_unset(struct loop *l, struct loop_timer *timer)
{
	struct loop_timer **at = &l->first;

	if (!timer->is_set)
		return;
	while (*at != timer)
		at = &(*at)->next;
	*at = timer->next;
	timer->is_set = false;
}

void
loop_stop(struct loop *l)
{
	l->is_over = true;
}

/* Is it still watched?  Whoever was called before may have ended that. */
static bool
is_watched(const struct loop *l, const struct loop_source *source)
{
	for (unsigned i = 0; i < l->nsources; i++)
		if (l->source[i] == source)
			return true;
	return false;
}

/* Ring those that were due when this began, and none that is set meanwhile. */
static void
ring(struct loop *l)
{
	struct loop_timer *timer;

	l->until = loop_now();
	l->rings = true;
	while (!l->is_over && (timer = l->first) != NULL &&
	    timer->due <= l->until) {
		loop_unset(l, timer);
		timer->ring(timer->arg);
	}
	l->rings = false;
}

/* How long until the next is due, in microseconds; -1 if none is set. */
static int64_t
patience(const struct loop *l)
{
	int64_t left;

	if (l->first == NULL)
		return -1;
	left = l->first->due - loop_now();
	return left < 0 ? 0 : left;
}

int
loop_turn(struct loop *l)
{
	struct loop_source *source[LOOP_SOURCES];
	struct pollfd fds[LOOP_SOURCES];
	unsigned count = l->nsources;
	int ready;

	if (l->is_over)
		return 1;
	for (unsigned i = 0; i < count; i++) {
		source[i] = l->source[i];
		fds[i].fd = source[i]->wants == 0 ? -1 : source[i]->fd;
		fds[i].events = source[i]->wants;
		fds[i].revents = 0;
	}
	ready = wait_any(fds, count, patience(l));
	if (ready == -1)
		return -1;
	for (unsigned i = 0; ready > 0 && i < count && !l->is_over; i++)
		if (fds[i].revents != 0 && is_watched(l, source[i]))
			source[i]->ready(source[i]->arg);
	ring(l);
	return l->is_over ? 1 : 0;
}

void
loop_free(struct loop *l)
{
	while (l->first != NULL)
		loop_unset(l, l->first);
	l->nsources = 0;
}
