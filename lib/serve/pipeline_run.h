/*
 * pipeline_run - the stages of a pipeline: begun, ready, ended, begun again.
 *
 *	PIPELINE_WAITS      a timer: both are begun
 *	PIPELINE_STARTS     the ledger names the columns of its outcomes, and is
 *	                    told those of records
 *	PIPELINE_OPENS      the book is there
 *	PIPELINE_READY      one ends, or it is being closed with nothing left
 *	PIPELINE_ENDS       both have ended: PIPELINE_WAITS, or
 *	PIPELINE_CLOSED
 *
 * A part of serve/pipeline; nobody else includes this.
 */
#ifndef BALSYS_PIPELINE_RUN_H
#define BALSYS_PIPELINE_RUN_H

#include <stdint.h>

#include "serve/pipeline_flow.h"

/* Set up what the stages need; the first one follows from loop_turn(). */
void	pipeline_prepare(struct pipeline *p);

/* As pipeline_finish(), once. */
void	pipeline_close(struct pipeline *p, int64_t most);

/* End children that run, and watch nothing of theirs.  Harmless twice. */
void	pipeline_stop(struct pipeline *p);

#endif
