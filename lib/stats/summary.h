/*
 * summary - all that is known of some streams: figures of the whole, of groups
 * of records, of windows and batches, and of what was not taken.
 *
 *	struct summary s = { .by = SUMMARY_DAY, .cap = cap };
 *
 *	if (summary_open(&s) == -1)
 *		return -1;
 *	if (summary_add(&s, &txn, has_balance ? &balance : NULL, &place) == -1)
 *		return -1;
 *	...
 *	summary_end(&s);
 *	use(&s.whole);
 *	summary_free(&s);
 *
 * A summary without groups takes the same memory however many records there
 * are: of each account it knows the name, and the first and the last balance,
 * and only of so many as stats/holders is told; where there are more, how many
 * there are and where their balances began and ended is not known.  Each group
 * takes its name, the size of struct summary_group and a histogram
 * (stats/histogram.h).
 */
#ifndef BALSYS_SUMMARY_H
#define BALSYS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/reason.h"
#include "base/roster.h"
#include "stats/figures.h"
#include "stats/holders.h"
#include "stats/period.h"
#include "stats/tempo.h"
#include "stats/windows.h"

enum { SUMMARY_ACCOUNTS = 4096 };	/* accounts.max, usually */

/* What makes a group. */
enum summary_by {
	SUMMARY_WHOLE,		/* there are none */
	SUMMARY_ACCOUNT,
	SUMMARY_WINDOW,
	SUMMARY_MINUTE,
	SUMMARY_HOUR,
	SUMMARY_DAY,
};

/* Windows and batches, by what is known of them. */
struct summary_windows {
	struct windows_sums lines;	/* of records that have a batch */
	struct windows_sums listed;	/* of lists of batches: no windows */
	struct windows_sums reported;	/* of reports, a line a window */
};

/*
 * A group.  Its key is the account's name; or a window's number, or the instant
 * at which a minute, an hour or a day begins, as eight bytes that sort as they
 * do; or nothing, of records without one.
 */
struct summary_group {
	struct span key;		/* borrowed from groups */
	struct figures figures;
	struct summary_windows *windows;	/* NULL but by window; lines
						   lacks the last window, see
						   summary_windows_of() */
};

/* What became of records that are not in the figures. */
struct summary_fates {
	uint64_t refused;
	uint64_t of_reason[REASON_COUNT];	/* of these, as far as known */
	uint64_t duplicates, known;
	uint64_t submitted;			/* windows */
	bool has_outcomes;	/* duplicates and known were looked for */
	bool has_submitted;	/* so was submitted */
};

struct sketch;

/* Where a record stands, as far as its stream says. */
struct summary_place {
	bool has_window;	/* window and batch are numbers from 1 */
	uint64_t window, batch;
};

struct summary {
	/* As asked, before summary_open(): */
	enum summary_by by;
	struct money cap;		/* of a batch; above zero */
	struct sketch *sketch;		/* counts likewise, for a picture;
					   borrowed; NULL: none is wanted */
	const char *zone;		/* of clocks: see ledger/foreign_time;
					   NULL is UTC.  Borrowed */

	struct figures whole;
	struct tempo tempo;		/* of a stream; see is_merged */
	struct windows lines;		/* of records that have a batch */
	struct summary_windows windows;	/* of all; likewise */
	bool has_windows;		/* there are columns, or files, of them;
					   perhaps with nothing in them */
	struct summary_fates fates;
	uint64_t streams;		/* of transactions; of several it is not
					   told what depends on their order */
	bool is_merged;			/* of saved ones, nor is it of these */

	struct holders accounts;	/* its max is yours to set */
	struct roster groups;		/* of pointers to them */

	bool is_shuffled;		/* private, as is all that follows */
	struct arena memory;
	struct summary_group *last;	/* the group of the last record */
	struct period period;		/* that it is of */
	struct summary_group *window;	/* that of the last window of lines */
};

/* Hash names with a seed that nobody who could choose them knows; before any
   is in the summary, if at all. */
void	summary_seed(struct summary *s, uint64_t seed);

/* Make ready.  Returns 0, or -1 with errno ENOMEM. */
int	summary_open(struct summary *s)
	__attribute__((warn_unused_result));

/*
 * A stream of transactions begins; shuffled: with windows and batches, so that
 * in a window its order is not that of posting.
 */
void	summary_begin_stream(struct summary *s, bool shuffled);

/*
 * Count in a record, and the balance it left behind unless that is NULL.
 * Returns 0; or 1 if it is the one by which its batch goes over the cap; or -1
 * with errno EINVAL and nothing changed if no record can stand at that place
 * behind the one before; or -1 with errno ENOMEM, and then nothing but
 * summary_free() may follow.
 */
int	summary_add(struct summary *s, const struct txn *txn,
	    const struct money *balance, const struct summary_place *place)
	__attribute__((warn_unused_result));

/*
 * Count in count records, at most ROSTER_RUN_MAX, which have no place; balance
 * is NULL, or has the balance behind each.  It is what summary_add() does, in
 * less time.  Returns 0, or -1 with errno ENOMEM as above.
 */
int	summary_add_run(struct summary *s, const struct txn *txn,
	    const struct money *balance, size_t count)
	__attribute__((warn_unused_result));

/*
 * Count in what a report says of a window, and what a list says of a batch in
 * one.  Return 0, or -1 with errno ENOMEM as above.
 */
int	summary_add_report(struct summary *s, uint64_t window,
	    const struct windows_sums *sums)
	__attribute__((warn_unused_result));
int	summary_add_batch(struct summary *s, uint64_t window,
	    const struct windows_sums *sums)
	__attribute__((warn_unused_result));

/*
 * Work out, of what came so far, what is only known at the end, such as the
 * balances that accounts began and ended with.  More may be added behind.
 */
void	summary_end(struct summary *s);

/* Does what depends on the order of records have a meaning? */
bool	summary_is_one_stream(const struct summary *s);

/* What is known of the windows of a group, or of all if that is NULL. */
struct summary_windows summary_windows_of(const struct summary *s,
	    const struct summary_group *group);

/* The group with this key, made if it is not there; NULL with ENOMEM. */
struct summary_group *summary_find_group(struct summary *s, struct span key);

/* The keys of windows and instants, and back. */
enum { SUMMARY_KEY_LEN = 8 };
void	summary_make_key(int64_t number, char *key);
int64_t	summary_read_key(struct span key);

/*
 * The groups in the order of their keys' bytes; or, with top above 0, those
 * with the greatest absolute sums, at most so many, the greatest first and
 * equal ones in the order of keys.  Sets *count.  Gives an array, to be freed
 * by the caller, of pointers that the summary owns; NULL with errno ENOMEM.
 */
struct summary_group **summary_sorted(const struct summary *s, size_t top,
	    size_t *count);

/* How a group is called; borrowed from it, or in the room of dst. */
enum { SUMMARY_LABEL_MAX = 64 };
struct span summary_label(const struct summary *s,
	    const struct summary_group *group, char *dst);

/* Release everything.  Harmless twice. */
void	summary_free(struct summary *s);

#endif
