/*
 * pulse - what a command does every now and then, whether records come or not:
 * telling figures, writing metrics, showing how far it is.
 *
 *	struct pulse pulse = { 0 };
 *
 *	pulse_every(&pulse, 250, show_progress, &progress);
 *	pulse_every(&pulse, 1000, write_metrics, &metrics);
 *	options.hook = pulse_hook(&pulse, options.hook);
 *	while (next_records())
 *		pulse_beat(&pulse);
 *
 * pulse_beat() is cheap enough for every few dozen records: a look at a coarse
 * clock, and nothing at all if there is nothing to do ever.  While the process
 * sleeps, the hook sees to it that it wakes in time.  What is late is done
 * once, not as often as it was missed.
 */
#ifndef BALSYS_PULSE_H
#define BALSYS_PULSE_H

#include <stdint.h>

#include "stream/wait.h"

enum { PULSE_MAX = 4 };

/* Does its work, and returns in how many milliseconds it wants to be called
   again; 0: as usual. */
typedef unsigned pulse_work(void *arg);

struct pulse {
	int count;		/* private, as is all of it */
	struct pulse_item {
		pulse_work *work;
		void *arg;
		unsigned every;		/* milliseconds */
		int64_t due;		/* of the monotonic clock, likewise */
	} item[PULSE_MAX];
	int64_t next;			/* when the first of them is due */
	struct wait_hook inner;
};

/* From now on call work(arg) every so many milliseconds, the first time so
   many from now. */
void	pulse_every(struct pulse *p, unsigned milliseconds, pulse_work *work,
	    void *arg);

/* Do what is due. */
void	pulse_beat(struct pulse *p);

/*
 * A hook that runs inner, does what is due, and has a sleep end when something
 * is; it borrows p, which keeps a copy of inner.  Where there is nothing to do
 * ever it is inner itself.
 */
struct wait_hook pulse_hook(struct pulse *p, struct wait_hook inner);

#endif
