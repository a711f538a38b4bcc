/*
 * loop - what a server waits for: descriptors, moments, and a signal that asks
 * to stop.
 *
 *	struct loop loop = { 0 };
 *	struct loop_source out = { .fd = fd, .wants = POLLIN, .ready = read_it,
 *	    .arg = job };
 *	struct loop_timer again = { .ring = start, .arg = job };
 *
 *	if (loop_watch(&loop, &out) == -1)
 *		return -1;
 *	loop_set(&loop, &again, loop_now() + 100000);
 *	while (loop_turn(&loop) == 0)
 *		;
 *	loop_free(&loop);
 *
 * All is in one thread: nothing is called but from loop_turn(), one thing after
 * the other, so nothing needs a lock, and whoever is called returns soon.
 */
#ifndef BALSYS_LOOP_H
#define BALSYS_LOOP_H

#include <stdbool.h>
#include <stdint.h>

enum {
	LOOP_SOURCES = 32,	/* that may be watched at the same time */
};

/* A descriptor; belongs to who watches it, and stays where it is until then. */
struct loop_source {
	int fd;
	short wants;		/* POLLIN, POLLOUT, or nothing for now; yours to
				   change at any time */
	void (*ready)(void *arg);	/* there is some, or the end, or an
					   error: what, read(2) will say */
	void *arg;
};

/* A moment; all zeros but for ring and arg is one that never comes. */
struct loop_timer {
	void (*ring)(void *arg);	/* may set it anew */
	void *arg;
	int64_t due;			/* private, as is what follows */
	bool is_set;
	struct loop_timer *next;
};

struct loop {
	bool is_over;			/* loop_stop() was called */
	struct loop_source *source[LOOP_SOURCES];	/* private; borrowed */
	unsigned nsources;
	struct loop_timer *first;	/* the next that is due; borrowed */
	bool rings;			/* those that are due, at this time: */
	int64_t until;
};

/* The monotonic clock, in microseconds. */
int64_t	loop_now(void);

/*
 * Watch a source, which is borrowed until loop_unwatch(), harmless where it is
 * not watched.  Both may be called by who is called.  Returns 0, or -1 with
 * errno ENOSPC if there are LOOP_SOURCES.
 */
int	loop_watch(struct loop *l, struct loop_source *source)
	__attribute__((warn_unused_result));
void	loop_unwatch(struct loop *l, struct loop_source *source);

/*
 * Ring once, as soon as the clock shows due, or later where there is more to
 * do: what is set by one that rings, however early, rings no sooner than in the
 * next turn.  One that is set already is moved.  Unset one, harmless where it
 * is not.
 */
void	loop_set(struct loop *l, struct loop_timer *timer, int64_t due);
void	loop_unset(struct loop *l, struct loop_timer *timer);

/* Have loop_turn() say 1 from now on. */
void	loop_stop(struct loop *l);

/*
 * Wait until something is ready or due, and see to all that is.  Returns 0; or
 * 1 if loop_stop() was called; or -1 with errno EINTR if a signal asks to stop,
 * which is told once: the next call waits again.
 */
int	loop_turn(struct loop *l)
	__attribute__((warn_unused_result));

/* Forget all.  Harmless twice. */
void	loop_free(struct loop *l);

#endif
