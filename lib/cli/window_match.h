/*
 * window_match - are these records the ones that a window was packed from?
 *
 *	struct window_match match = { 0 };
 *	size_t at;
 *
 *	switch (window_match(&match, &file, &came, &at)) { ... }
 *	window_match_free(&match);
 *
 * A window that is read back has its records by batch, and within each as they
 * came.  What came is the same if it has the same lines, as often, and those of
 * a batch in the same order.  Which of several equal lines went where cannot be
 * told, and need not be.
 *
 * It takes 32 bytes a record at most.  All zeros is one to begin with.
 */
#ifndef BALSYS_WINDOW_MATCH_H
#define BALSYS_WINDOW_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "cli/parcel.h"

enum window_match_result {
	WINDOW_MATCH_SAME,
	WINDOW_MATCH_OTHER,	/* what is in the window has not this line */
	WINDOW_MATCH_ORDER,	/* it has, but in another place */
};

struct window_match {
	struct window_match_slot *slot;	/* private */
	size_t cap;
	uint64_t *last;		/* private: of each batch, and where */
	size_t last_cap;
};

/*
 * Compare the held lines of came, in the order they came, with those of file,
 * which is grouped.  Returns a window_match_result, and in *at the first record
 * of came that is not as it was; or -1 with errno ENOMEM.  Where all of them
 * are in file but file has more, *at is how many there are, and it is
 * WINDOW_MATCH_OTHER.
 */
int	window_match(struct window_match *m, const struct parcel *file,
	    const struct held *came, size_t *at)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	window_match_free(struct window_match *m);

#endif
