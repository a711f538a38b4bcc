/*
 * progress - on a terminal, how far a run is that takes long: a line on
 * standard error that comes after two seconds, is redrawn a few times a second,
 * and is gone in the end.
 *
 *	struct progress progress = { .far = far, .arg = &feed };
 *
 *	if (progress_is_seen(&outputs))
 *		progress_start(&progress, &pulse);
 *	...
 *	progress_end(&progress);
 *
 * It says which part is done, how many records a second that was, and how many
 * bytes, and how long the rest will take if it goes on like that.  Where that
 * cannot be known, or nobody would see it, there is none.
 */
#ifndef BALSYS_PROGRESS_H
#define BALSYS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "cli/outputs.h"
#include "cli/pulse.h"

enum {
	PROGRESS_AFTER = 2000,	/* milliseconds, and then every so many: */
	PROGRESS_EVERY = 250,
	PROGRESS_LINE_MAX = 160,
};

/* How far a run has come. */
struct progress_far {
	uint64_t records;
	uint64_t done, all;	/* of whatever the whole is counted in; done
				   may come to more */
	bool are_bytes;		/* that is bytes */
};

struct progress {
	/* Yours to set: */
	void (*far)(void *arg, struct progress_far *far);
	void *arg;

	const struct pulse *pulse;	/* private, from here on; NULL: not
					   started */
	int64_t started;
	char line[2][PROGRESS_LINE_MAX];	/* shown, and to be shown */
	int turn;
};

/*
 * How many bytes are in the inputs, which end with NULL, as files, from where
 * standard input is on; 0 where that cannot be known, as one is a pipe.
 */
uint64_t progress_size(const char *const inputs[]);

/*
 * Can a line be shown: is standard error a terminal that can do it, and none of
 * the outputs?  Those that are written only at the end do not disturb it.
 */
bool	progress_is_seen(const struct outputs *outputs);

/* Begin: the line is drawn as pulse, which is borrowed, beats. */
void	progress_start(struct progress *p, struct pulse *pulse);

/* Be done with it: the line is gone.  Harmless if there was none. */
void	progress_end(struct progress *p);

/*
 * Write the line into dst, which has room for PROGRESS_LINE_MAX bytes, as much
 * of it as fits into so many columns: after so many milliseconds, which are
 * over 0.  Returns how many bytes; no NUL is written.
 */
size_t	progress_format(const struct progress_far *far, const char *name,
	    int64_t elapsed, unsigned columns, char *dst);

#endif
