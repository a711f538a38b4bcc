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
 * pulse_beat() is cheap enough for every few dozen records: a look at the
 * clock, and nothing at all if there is nothing to do ever.  While the process
 * sleeps, the hook sees to it that it wakes in time.  What is late is done
 * once, not as often as it was missed.
 */
#ifndef BALSYS_PULSE_H
#define BALSYS_PULSE_H

#include <stdbool.h>
#include <stdint.h>

#include "stream/wait.h"

enum { PULSE_MAX = 4 };

/* Does its work, and returns in how many milliseconds it wants to be called
   again; 0: as usual. */
typedef unsigned pulse_work(void *arg);

struct pulse {
	/* What time it is, in milliseconds from whenever; NULL: the monotonic
	   clock */
	int64_t (*clock)(void);

	int count;		/* private, as is all of this */
	struct pulse_item {
		pulse_work *work;
		void *arg;
		unsigned every;		/* milliseconds */
		int64_t due;		/* by the clock, likewise */
	} item[PULSE_MAX];
	int64_t next;			/* when the first of them is due */
	struct wait_hook inner;
};

/*
 * From now on call work(arg) every so many milliseconds, at least one, the
 * first time so many from now.  At most PULSE_MAX are called.
 */
void	pulse_every(struct pulse *p, unsigned milliseconds, pulse_work *work,
	    void *arg);

/* What time it is by its clock. */
int64_t	pulse_time(const struct pulse *p);

/* Do what is due.  Returns whether there was anything. */
bool	pulse_do(struct pulse *p);

/* The same, for a loop that goes round often. */
static inline void
pulse_beat(struct pulse *p)
{
	if (p->count > 0)
		(void)pulse_do(p);
}

/*
 * A hook that runs inner, does what is due, and has a sleep end when something
 * is; it borrows p, which keeps a copy of inner, of one hook at a time.  What
 * inner says of descriptors and of patience goes on to hold; where something
 * was done, inner is run once more, which may write that out or end the wait.
 */
struct wait_hook pulse_hook(struct pulse *p, struct wait_hook inner);

/*
 * One that runs nothing besides, of which there may be any number: for a sleep
 * that what stands inside of the other one begins.
 */
struct wait_hook pulse_hook_alone(struct pulse *p);

#endif
