/*
 * batch_lines - lines of batches.csv, added up batch by batch.
 *
 *	struct batch_lines lines = { 0 };
 *
 *	if (batch_lines_columns(&lines, header, "window", "batch") == -1)
 *		return -1;
 *	for (each line of window 7)
 *		if (batch_lines_add(&lines, 7, line, 2, take, arg) == -1)
 *			return -1;
 *	batch_lines_end(&lines, take, arg);
 *	batch_lines_free(&lines);
 */
#ifndef BALSYS_BATCH_LINES_H
#define BALSYS_BATCH_LINES_H

#include <stdint.h>

#include "base/buf.h"
#include "base/money.h"
#include "stream/split.h"

struct window_batch {
	uint64_t window, batch, count;
	struct money_total total;	/* absolute */
	struct span first_id, last_id;	/* borrowed */
};

struct batch_lines {
	int id, amount;		/* columns; private, as is all that follows */
	size_t count;
	struct split split;
	struct window_batch now;	/* count 0: none */
	struct buf first_id, last_id;
};

/* Find the columns in the first line; the last two are called window and batch.
   Returns 0, or -1 with errno EBADMSG or ENOMEM. */
int	batch_lines_columns(struct batch_lines *l, struct span header,
	    const char *window, const char *batch)
	__attribute__((warn_unused_result));

/*
 * Add a line, which is of this window; if it begins a batch, take(arg) is
 * called with the one before, borrowed until it returns.  Returns 0, or -1
 * with errno EBADMSG if it is none that balsys-batch writes there, or ENOMEM;
 * the next line then begins anew.
 */
int	batch_lines_add(struct batch_lines *l, uint64_t window,
	    struct span line, int scale,
	    void (*take)(void *arg, const struct window_batch *batch),
	    void *arg)
	__attribute__((warn_unused_result));

/* The last batch is whole: take(arg) is called with it. */
void	batch_lines_end(struct batch_lines *l,
	    void (*take)(void *arg, const struct window_batch *batch),
	    void *arg);

/* Read a number from 1, as balsys-batch writes it.  Returns 0, or -1 with
   errno EBADMSG. */
int	batch_lines_number(struct span text, uint64_t *number)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	batch_lines_free(struct batch_lines *l);

#endif
