/*
 * window_list - the windows of a book as they are formed, and their batches.
 *
 *	struct window_list list = { .scale = 2, .window_name = "window",
 *	    .batch_name = "batch" };
 *
 *	while ((got = window_list_next(&list, dir, &window)) == 1)
 *		tell(window);
 *	if (window_list_batches(&list, dir, number, take, arg) == -1)
 *		return -1;
 *	window_list_free(&list);
 *
 * A window is in the book by its line in windows.csv.  Of each is kept what
 * that says, and where its lines begin in batches.csv: 96 bytes.  Its batches
 * are added up from these lines once, and again when somebody asks.
 */
#ifndef BALSYS_WINDOW_LIST_H
#define BALSYS_WINDOW_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/money.h"
#include "serve/batch_lines.h"
#include "serve/follower.h"

struct window_entry {
	uint64_t number, count, batches, lower_bound;
	struct money_total total;	/* absolute */
	struct money_total least;	/* of the batch that is least full */
	bool is_proven;
	int64_t micros;		/* from when its last record was safe until it
				   was seen; -1: it was there before; yours */
	uint64_t offset, end;	/* of its lines in batches.csv; private */
};

struct window_list {
	/* Yours to set: */
	int scale;
	const char *window_name, *batch_name;	/* what these columns are
						   called; borrowed */
	struct window_entry *window;	/* by number, from 1; the first is
					   window[0] */
	size_t count, room;		/* room: private */
	uint64_t batches, lower_bound, proven, records;	/* of all */
	struct follower reports, lines;	/* private, as is what follows: to be
					   closed where files may be others */
	struct window_list_state *state;
};

/*
 * The next window that is formed; borrowed until the next call.  Returns 1; 0
 * if there is none for now; or -1 with errno as of follower_next(), EBADMSG if
 * a line is none that balsys-batch writes.
 */
int	window_list_next(struct window_list *l, int dir,
	    struct window_entry **window)
	__attribute__((warn_unused_result));

/*
 * Call take(arg) with each batch of a window, in order; what it is given is
 * borrowed until it returns.  Returns 0, or -1 with errno as above, or ENOENT
 * if there is no such window.
 */
int	window_list_batches(struct window_list *l, int dir, uint64_t number,
	    void (*take)(void *arg, const struct window_batch *batch),
	    void *arg)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	window_list_free(struct window_list *l);

#endif
