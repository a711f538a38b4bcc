/*
 * saved - a summary kept in a file, and read back, or several of them into one.
 *
 *	if (saved_put(&out, &summary, &shape) == -1)
 *		return -1;
 *	...
 *	if (saved_read(&s, &summary, "monday.sum", &shape) == -1)
 *		fail(s.failure);
 *
 * Kept is what can be added in any order: counts, sums, the least and the
 * greatest, histograms, counts by time, the names of accounts, groups, windows
 * as reports have them.  Merging parts of a stream, however it was divided,
 * gives what merging the one summary of all of it gives.  The file is lines of
 * text, the last of them the SHA-256 of those before, so that one that is cut
 * short or changed is none.
 */
#ifndef BALSYS_SAVED_H
#define BALSYS_SAVED_H

#include "stats/summary.h"
#include "stream/failure.h"
#include "stream/writer.h"

/* What summaries must agree on to be merged. */
struct saved_shape {
	int scale;
	const char *currency;	/* or NULL */
};

struct saved {
	struct failure failure;
	char *currency;		/* owned: of the first one that was read */
};

/*
 * Write a summary, behind summary_end().  Returns 0, or -1 with errno ENOMEM;
 * what is written fails as a writer does.
 */
int	saved_put(struct writer *w, const struct summary *s,
	    const struct saved_shape *shape)
	__attribute__((warn_unused_result));

/*
 * Add what is in the file path ("-": standard input) to s, which is_merged from
 * then on.  The first one that is read decides the shape, by, cap and zone,
 * where given[...] does not; others must have the same.  Returns 0, or -1 with
 * failure set, and s is then good for nothing but summary_free().
 */
int	saved_read(struct saved *r, struct summary *s, const char *path,
	    struct saved_shape *shape)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	saved_free(struct saved *r);

#endif
