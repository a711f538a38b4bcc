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
 */
#ifndef BALSYS_TEMPO_H
#define BALSYS_TEMPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"
#include "stats/timeline.h"

#define TEMPO_PAUSE INT64_C(60000000)	/* microseconds */

enum { TEMPO_RUN_MAX = 32768 };		/* times; 8 bytes each */

/* A second or a minute, and how many records came in it. */
struct tempo_peak {
	struct timestamp when;	/* it begins */
	uint64_t count;		/* 0: there is none */
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
	bool is_broken;
	int64_t until;		/* where the second of the last one ends */
	int64_t previous;	/* the last time, in order */
	uint64_t in_second, in_minute;
	int64_t *run;		/* owned; of the run so far */
	size_t in_run;
};

/* Count in a time.  Returns 0, or -1 with errno ENOMEM and not counted. */
int	tempo_add(struct tempo *t, struct timestamp time)
	__attribute__((warn_unused_result));

/*
 * Count in a time of run number run, which never goes down; those of one run
 * come in any order.  Not together with tempo_add().  Returns likewise.
 */
int	tempo_add_shuffled(struct tempo *t, uint64_t run,
	    struct timestamp time)
	__attribute__((warn_unused_result));

/* What came so far.  More may be added behind. */
void	tempo_end(struct tempo *t);

/* Release everything and leave it empty.  Harmless twice. */
void	tempo_free(struct tempo *t);

#endif
