/*
 * telemetry - how a run is getting on, for who watches it: figures in a file
 * for Prometheus, and events in another.
 *
 *	static const struct cli_option options[] = {
 *		TELEMETRY_OPTIONS,
 *		{ 0 },
 *	};
 *	struct telemetry t = { .tool = "balsys-ledger", .fill = fill,
 *	    .arg = &job };
 *
 *		if (!telemetry_option(&t, letter))
 *			...
 *	status = telemetry_open(&t, &outputs, &pulse, argv, inputs);
 *	...
 *	status = cli_worse(status, outputs_close(&outputs));
 *	status = telemetry_end(&t, status);
 *
 * The file of figures is made at once, replaced as a whole once a second, or so
 * rarely that it takes no more than a hundredth of the time, and at the end;
 * not while a command is run, or a reader lets this one wait.
 * What goes into it is asked for then, by fill: a run without --metrics counts
 * next to nothing that it would not count anyway.
 *
 * Neither file is worth a transaction: where one cannot be written any more,
 * that is told once, the run goes on, and EX_IOERR is what it earns.
 */
#ifndef BALSYS_TELEMETRY_H
#define BALSYS_TELEMETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "cli/events.h"
#include "cli/metrics.h"
#include "cli/outputs.h"
#include "cli/page_file.h"
#include "cli/pulse.h"

#define TELEMETRY_OPTIONS \
	{ TELEMETRY_METRICS, "metrics", "FILE", \
	    "keep figures of the run there, for Prometheus" }, \
	{ TELEMETRY_EVENTS, "events", "FILE", \
	    "append there what happens in the run" }

enum {
	TELEMETRY_METRICS = 1024,	/* the options' letters */
	TELEMETRY_EVENTS,
};

struct telemetry {
	/* Yours to set: */
	const char *tool;
	const char *book;		/* NULL: there is none */
	void (*fill)(void *arg, struct metrics *m);
	void *arg;

	struct events events;		/* open while the run is */
	bool has_metrics;		/* they were asked for */

	/* What came of windows: */
	uint64_t windows, batches, records;	/* in those that are formed */
	uint64_t submissions, retries;
	struct metrics_times packing;

	const char *metrics_path, *events_path;	/* private, from here on */
	struct page_file file;
	struct buf page;
	bool has_started, has_failed;
	struct timestamp started;
	int64_t due;			/* of the monotonic clock, in ms */
};

/* Take one of TELEMETRY_OPTIONS.  Returns whether it was. */
bool	telemetry_option(struct telemetry *t, int letter);

/*
 * Open what was asked for, and say that the run has started: with which options
 * of argv, and on which inputs, which is NULL if it reads nothing.  From then
 * on pulse, which borrows t, keeps figures fresh.  Returns 0, or the status to
 * exit with after saying why; telemetry_end() is due in either case.
 */
int	telemetry_open(struct telemetry *t, struct outputs *outputs,
	    struct pulse *pulse, char *const argv[],
	    const char *const inputs[])
	__attribute__((warn_unused_result));

/* So many bytes that were not finished are cut off a file.  Harmless with NULL
   for t. */
void	telemetry_recovered(struct telemetry *t, const char *file,
	    uint64_t bytes);

/* A window is formed: count it in, and tell. */
void	telemetry_window(struct telemetry *t, uint64_t number,
	    uint64_t records, uint64_t batches, uint64_t bound);

/*
 * A window was handed to a command, for the number-th of so many times: why is
 * why it did not take it, or NULL, and then key is the submission's.  Figures
 * are written anew if it is time.  Harmless with NULL for t.
 */
void	telemetry_tried(struct telemetry *t, uint64_t window, unsigned number,
	    unsigned tries, const char *why, const char *key);

/*
 * The run has ended with status: write figures for the last time, say so, and
 * close all.  Returns what was earned in all.  Harmless where nothing was asked
 * for.
 */
int	telemetry_end(struct telemetry *t, int status)
	__attribute__((warn_unused_result));

#endif
