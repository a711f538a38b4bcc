/*
 * metrics - figures of a run as a page for Prometheus.
 *
 *	struct metrics m = { .tool = "balsys-ledger", .run = SPAN("main"),
 *	    .started = started, .status = -1 };
 *	struct buf page = { 0 };
 *
 *	metrics_feed(&m, &feed);
 *	metrics_set(&m, METRICS_WRITTEN, feed.refusals.accepted);
 *	metrics_put(&m, now, &page);
 *	if (page.failed)
 *		return -1;
 *
 * What is not set is not told.  Every sample has the labels tool and run; what
 * a family is called and means is the same for all commands.
 */
#ifndef BALSYS_METRICS_H
#define BALSYS_METRICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "cli/feed.h"
#include "cli/refusals.h"

/* What is counted beside what becomes of records that are read. */
enum metrics_counter {
	METRICS_WRITTEN,		/* records */
	METRICS_READ_BYTES,
	METRICS_WRITTEN_BYTES,
	METRICS_WINDOWS,
	METRICS_BATCHES,
	METRICS_SUBMISSIONS,
	METRICS_RETRIES,
	METRICS_COUNTERS,
};

enum { METRICS_BUCKETS = 19 };

/* How long something took, each time; all zeros is never. */
struct metrics_times {
	uint64_t count, micros;		/* how often, and in all */
	uint64_t bucket[METRICS_BUCKETS];	/* private */
};

struct metrics {
	const char *tool;		/* borrowed, as is all of this */
	struct span run;		/* tells this run from others */
	const struct refusals *refusals;	/* NULL: nothing is read */
	bool has[METRICS_COUNTERS];	/* private, as is this */
	uint64_t count[METRICS_COUNTERS];
	const struct metrics_times *packing;	/* of windows; or NULL */
	bool has_balance;
	struct money_total balance;	/* of all accounts together, */
	int scale;			/* with so many decimals */
	bool has_last;
	struct timestamp last;		/* of the last record */
	struct timestamp started;
	int status;			/* that the run ended with; or -1 */
};

/* Set a counter. */
void	metrics_set(struct metrics *m, enum metrics_counter counter,
	    uint64_t count);

/* Set what can be told of a feed: all of it but records written. */
void	metrics_feed(struct metrics *m, const struct feed *feed);

/* Count in that something took so many microseconds. */
void	metrics_time(struct metrics_times *times, uint64_t micros);

/* Append the page, written at the time now, to page, which keeps failures. */
void	metrics_put(const struct metrics *m, struct timestamp now,
	    struct buf *page);

#endif
