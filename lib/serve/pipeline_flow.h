/*
 * pipeline_flow - what goes into a pipeline's ledger, and what comes out of it:
 * lines, and what became of them.
 *
 * A part of serve/pipeline, which decides when; nobody else includes this.
 */
#ifndef BALSYS_PIPELINE_FLOW_H
#define BALSYS_PIPELINE_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "serve/children.h"
#include "serve/flights.h"
#include "serve/layout.h"
#include "serve/loop.h"
#include "serve/outcomes.h"
#include "serve/pipeline.h"

enum pipeline_stage {
	PIPELINE_WAITS,		/* for the next start */
	PIPELINE_STARTS,	/* the ledger makes its book whole */
	PIPELINE_OPENS,		/* and a new one has to be made */
	PIPELINE_READY,
	PIPELINE_ENDS,		/* one has ended, or is to */
	PIPELINE_CLOSED,
};

struct pipeline_state {
	enum pipeline_stage stage;
	struct children children;
	struct loop_source input, output;	/* of the ledger */
	struct loop_timer step;		/* what comes next in this stage */
	struct loop_timer write;	/* what was put, together */
	struct loop_timer deadline;	/* of pipeline_finish() */

	struct flights flights;
	struct outcomes outcomes;
	struct layout layout;
	size_t header_sent;		/* bytes of its line */
	struct buf line;		/* the one that is being put */
	struct timestamp received;	/* of the last one */
	struct timestamp_memo memo;
	struct buf book_path, ledger_path;	/* of files in the book */

	int64_t wait;			/* before the last start */
	bool was_ready;			/* since then, for a time */
	bool has_been_ready;		/* ever */
	bool is_closing, is_late;
	bool was_full;			/* there was no room, and nobody was
					   told yet that there is */
	unsigned nudges;		/* signals to those that are to end */
};

/* Write what was put, as much as is taken without waiting: first the line that
   names the columns, then records once it is ready. */
void	pipeline_write(struct pipeline *p);

/*
 * Read what the ledger says, once, and tell of all that is decided by it.
 * Returns 1; or 0 at the end; or -1 with errno: EAGAIN if there is nothing for
 * now, EBADMSG if it is no answer to what was put.
 */
int	pipeline_read(struct pipeline *p)
	__attribute__((warn_unused_result));

/* Tell of those at the front that are known to be in the ledger. */
void	pipeline_settle(struct pipeline *p);

/* Tell that there is room again, if there was none. */
void	pipeline_tell_room(struct pipeline *p);

/* Tell of all that are left that nobody knows. */
void	pipeline_give_up(struct pipeline *p);

#endif
