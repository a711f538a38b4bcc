/*
 * tempo - how fast records came by their own times: a rate that pauses do not
 * dilute, the pauses, and the busiest second and minute.
 *
 *	struct tempo tempo = { 0 };
 *
 *	if (tempo_add(&tempo, txn.time) == -1)
 *		return -1;
 *	...
 *	tempo_end(&tempo);
 *	use(&tempo);
 *
 * Records come in the order of their times, or in runs within which they are
 * in any order and which follow each other in time: windows, as balsys-batch
 * writes them.  A run longer than TEMPO_RUN_MAX, or a time that goes back where
 * none may, and there is no telling how long anybody waited: is_ordered is
 * then false for good.
 *
 * Where one record comes more than TEMPO_PAUSE behind the one before, the time
 * between is idle.  The rate is that of all others: how many there are by the
 * time that is not idle.  So one that is emitted every 20 ms has a rate of
 * exactly 50, with whatever pauses.
 *
 * The busiest second and minute are aligned in UTC, the first of equals.  Of
 * records in order they are known; of others, as far as the timeline is fine
 * enough.
 */
#ifndef BALSYS_TEMPO_H
#define BALSYS_TEMPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"
#include "stats/timeline.h"

#define TEMPO_PAUSE INT64_C(60000000)	/* microseconds */

enum { TEMPO_RUN_MAX = 16384 };		/* times; 16 bytes each */

/* A second or a minute, and how many records came in it. */
struct tempo_peak {
	struct timestamp when;	/* it begins */
	uint64_t count;		/* 0: there is none */
};

/* Records followed in the order of their times.  Private. */
struct tempo_walk {
	int64_t previous;	/* the time of the last one */
	int64_t until;		/* where the second that it is in ends */
	int64_t minute_until;	/* and the minute */
	uint64_t in_second;	/* so far; 0: there was none yet */
	uint64_t in_minute;	/* in its seconds before this one */
	bool is_broken;		/* one went back */
	uint64_t pauses;
	int64_t idle;
	struct tempo_peak second, minute;
};

struct tempo {
	/* What came of it, behind tempo_end(): */
	uint64_t count;		/* records with a time */
	struct timestamp first, last;	/* the least and the greatest time */
	bool is_ordered;	/* it can be told: */
	uint64_t pauses;
	int64_t idle;		/* microseconds, of all pauses together */
	struct tempo_peak second, minute;	/* count is 0 if not known */
	struct timeline timeline;	/* also good for who merges */

	/* private, as is all that follows: */
	struct tempo_walk walk;
	bool has_time;		/* of a record: first and last are something */
	uint64_t listed;	/* of in_second, that are in the timeline */
	int64_t *run;		/* owned: its times so far, and as much room
				   behind them */
	size_t run_cap, in_run;
	uint64_t run_number;
};

/* The same as tempo_add(), where a new second begins.  Private. */
int	tempo_turn(struct tempo *t, struct timestamp time)
	__attribute__((warn_unused_result));

/* Count in a time.  Returns 0, or -1 with errno ENOMEM and not counted. */
__attribute__((warn_unused_result))
static inline int
tempo_add(struct tempo *t, struct timestamp time)
{
	if (time.micros < t->walk.previous || time.micros >= t->walk.until)
		return tempo_turn(t, time);
	t->walk.previous = time.micros;
	t->walk.in_second++;
	return 0;
}

/*
 * Count in a time of run number run, which never goes down; those of one run
 * come in any order.  Returns likewise.
 */
int	tempo_add_shuffled(struct tempo *t, uint64_t run,
	    struct timestamp time)
	__attribute__((warn_unused_result));

/*
 * Count in the records of others, of which only these are known: when the first
 * and the last came, and how many came when; timeline is not empty.  is_ordered
 * is then false.  Returns 0, or -1 with errno ENOMEM, or ERANGE if there would
 * be more than UINT64_MAX, and not counted.
 */
int	tempo_merge(struct tempo *t, struct timestamp first,
	    struct timestamp last, const struct timeline *timeline)
	__attribute__((warn_unused_result));

/* What came so far.  More may be added behind. */
void	tempo_end(struct tempo *t);

/* Release everything and leave it empty.  Harmless twice. */
void	tempo_free(struct tempo *t);

#endif
