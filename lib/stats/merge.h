/*
 * merge - saved summaries (stats/saved) added up to one.
 *
 *	struct merge merge = { .hook = outputs_hook(&outputs) };
 *
 *	if (merge_read(&merge, &summary, "monday.sum") == -1 ||
 *	    merge_read(&merge, &summary, "tuesday.sum") == -1)
 *		fail(merge.failure.sentence);
 *	summary_end(&summary);
 *	use(&summary, merge.scale, merge.value[MERGE_CURRENCY]);
 *	merge_free(&merge);
 *
 * The parts of a stream come to the same, however it was divided, in whatever
 * order they are read, and read from merges of them; and that is what the one
 * summary of all of it comes to when it is read.
 *
 * Nothing in a file is believed: not its hash alone, as whoever can change a
 * file can make one, but every figure as far as others tell what it can be.
 */
#ifndef BALSYS_MERGE_H
#define BALSYS_MERGE_H

#include "stats/summary.h"
#include "stream/failure.h"
#include "stream/wait.h"

/* What summaries must agree on. */
enum merge_item {
	MERGE_SCALE,
	MERGE_CURRENCY,
	MERGE_BY,
	MERGE_CAP,
	MERGE_ZONE,
	MERGE_ITEMS,
};

struct merge {
	/* Yours, before the first file: */
	struct wait_hook hook;	/* run before every wait */
	const char *wanted[MERGE_ITEMS];	/* what they must have, as an
						   option would say it; NULL
						   where they decide */
	struct failure failure;

	/* Behind the first file: */
	int scale;
	char *value[MERGE_ITEMS];	/* owned: what it has; NULL for none */
	const char *first;		/* borrowed: its path */
};

/*
 * Add what is in the file path ("-": standard input) to s, which is_merged from
 * then on.  The first file decides by, cap and zone of s, which borrows from m
 * until merge_free(); the others must agree.  (That none has a currency, where
 * one is wanted, is no difference.)  Returns 0, or -1 with failure set, and s
 * is then good for nothing but summary_free().  path is borrowed, too.
 */
int	merge_read(struct merge *m, struct summary *s, const char *path)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	merge_free(struct merge *m);

#endif
