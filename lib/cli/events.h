/*
 * events - what happens in a run, a line each, appended to a file that several
 * commands may share.
 *
 *	struct events events = { 0 };
 *
 *	status = events_open(&events, &outputs, "balsys-ledger", path);
 *	events_put(&events, "resumed", span_of("books/main"),
 *	    "%" PRIu64 " records", count);
 *	status = cli_worse(status, events_close(&events));
 *
 * A line is time,tool,event,subject,detail and one write(2), so that lines of
 * several processes stand behind each other; the time is the clock's.  The
 * header is written where the file is empty, by one of those who open it, under
 * a lock.  Behind a line that was cut short a new one begins.
 *
 * An event that cannot be written is told once, and ends nothing.
 */
#ifndef BALSYS_EVENTS_H
#define BALSYS_EVENTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "cli/outputs.h"

#define EVENTS_HEADER "time,tool,event,subject,detail\n"

enum {
	EVENTS_SUBJECT_MAX = 512,	/* bytes that are kept, */
	EVENTS_DETAIL_MAX = 1400,	/* so that a pipe takes a line whole */
};

/* All zeros is one that is not open, to which what is put is lost. */
struct events {
	bool is_open;
	const char *tool, *path;	/* private, as all is; borrowed */
	int fd;
	bool is_torn;		/* the file ends within a line */
	bool has_failed;
	struct buf line;
};

/*
 * Open path, or make it, and see that it has the header.  Returns 0, or the
 * status to exit with after saying why: EX_CANTCREAT, or EX_USAGE if it is
 * something else that the command reads or writes.
 */
int	events_open(struct events *e, struct outputs *outputs,
	    const char *tool, const char *path)
	__attribute__((warn_unused_result));

/*
 * Append an event.  What is no text in subject and detail becomes "?", and what
 * is too long is cut, and ends with "...".  Harmless with NULL for e.
 */
void	events_put(struct events *e, const char *event, struct span subject,
	    const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Close it.  Returns 0, or EX_IOERR if any event was lost.  Harmless twice. */
int	events_close(struct events *e)
	__attribute__((warn_unused_result));

#endif
