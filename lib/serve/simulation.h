/*
 * simulation - transactions that balsys-gen makes, put into a pipeline as they
 * come.
 *
 *	struct simulation s = { .loop = &loop, .pipeline = &pipeline,
 *	    .ended = ended, .arg = server };
 *
 *	if (simulation_start(&s, &(struct simulation_plan){
 *	    .millionths = 50 * 1000000 }) == -1)
 *		return -1;
 *	...
 *	simulation_stop(&s);
 *
 * Ids begin with "sim-" and the time of the start, to the microsecond and never
 * twice the same, so that no run repeats another's.  Where the pipeline has no
 * room, nothing is read, and the generator waits: what it makes is never lost,
 * and late by as much.  So it is where memory is missing, for as long as it is.
 */
#ifndef BALSYS_SIMULATION_H
#define BALSYS_SIMULATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/timestamp.h"
#include "serve/pipeline.h"
#include "serve/process.h"

/* What is asked for: so many records, evenly over so many seconds; or so many
   a second until it is stopped. */
struct simulation_plan {
	uint64_t count;		/* 1 to SIMULATION_COUNT_MAX; 0: no end */
	uint64_t micros;	/* with count: SIMULATION_MICROS_MIN to
				   SIMULATION_MICROS_MAX */
	uint64_t millionths;	/* without: records a million seconds;
				   1 to SIMULATION_RATE_MAX millions */
	bool has_seed;
	uint64_t seed;
};

#define SIMULATION_COUNT_MAX UINT64_C(1000000000)
#define SIMULATION_MICROS_MIN UINT64_C(1000)
#define SIMULATION_MICROS_MAX (UINT64_C(86400) * 366 * 1000000)
#define SIMULATION_RATE_MAX UINT64_C(1000000)	/* records a second */

struct simulation {
	/* Yours to set, and borrowed: */
	struct loop *loop;
	struct pipeline *pipeline;	/* which tells of what was put: so
					   this stays where it is until that is
					   closed */
	int scale;		/* decimals of amounts */
	void (*ended)(void *arg);	/* it has, by itself or as asked; NULL:
					   nobody wants to know */
	void *arg;

	bool is_running;		/* until all that it made is put */
	struct simulation_plan plan;	/* of this run, or the last */
	struct timestamp started;	/* likewise */
	struct span prefix;		/* of its ids; borrowed until the next
					   start; empty before the first */
	uint64_t made, accepted, duplicates, refused;	/* of this run, or the
							   last */
	bool has_failed;	/* the generator ended otherwise than asked:
				   made may be less than was wanted */
	uint64_t runs;
	struct simulation_state *state;	/* private */
};

/*
 * Records a million seconds, as planned, rounded; or 0 if that cannot be, as
 * simulation_start() says.
 */
uint64_t simulation_rate(const struct simulation_plan *plan);

/*
 * Start.  Returns 0, or -1 with errno: EBUSY if one is running; EINVAL if what
 * is asked for is not as above, or so many over so long are less than one in a
 * million seconds, or more than SIMULATION_RATE_MAX a second; of pipe2(2) or
 * process_begin(); ENOMEM.  Where it fails, all stays as it was.
 */
int	simulation_start(struct simulation *s,
	    const struct simulation_plan *plan)
	__attribute__((warn_unused_result));

/*
 * Stop it: no more is made from now on, and what was made is put, as there is
 * room; ended is called then.  Harmless where none runs.
 */
void	simulation_stop(struct simulation *s);

/* To be called where the pipeline has room again. */
void	simulation_go_on(struct simulation *s);

/* End it at once, and release everything.  Harmless twice. */
void	simulation_free(struct simulation *s);

#endif
