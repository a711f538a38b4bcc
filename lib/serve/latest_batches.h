/*
 * latest_batches - the batches that were formed last, the newest first.
 *
 *	struct latest_batches latest = { .limit = 12 };
 *
 *	if (latest_batches_read(&latest, &view->windows, dir) == -1)
 *		return -1;
 *	for (size_t i = 0; i < latest.count; i++)
 *		use(latest_batches_at(&latest, i));
 *	latest_batches_free(&latest);
 *
 * They are read by whole windows, one at least, and no further back than
 * LATEST_BATCHES_READ_MAX bytes of lines go: there may be fewer than there is
 * room for, and yet older ones.
 */
#ifndef BALSYS_LATEST_BATCHES_H
#define BALSYS_LATEST_BATCHES_H

#include "serve/window_list.h"

enum { LATEST_BATCHES_READ_MAX = 1024 * 1024 };

struct latest_batches {
	size_t limit;		/* yours to set, above 0: at most so many */
	size_t count;
	struct latest_batch *ring;	/* private, as is what follows */
	uint64_t taken;
	uint64_t windows;	/* that there were */
};

/*
 * Read them, unless no window was formed since they were read.  Returns 0, or
 * -1 with errno ENOMEM, or as of window_list_batches(), and there are none.
 */
int	latest_batches_read(struct latest_batches *l, struct window_list *list,
	    int dir)
	__attribute__((warn_unused_result));

/* The one that is number i, from 0; its ids are borrowed until the next
   reading. */
struct window_batch latest_batches_at(const struct latest_batches *l,
	    size_t i);

/* Release everything.  Harmless twice. */
void	latest_batches_free(struct latest_batches *l);

#endif
