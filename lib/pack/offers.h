/*
 * offers - all sets of one to three of a few sizes, to be put into a batch.
 *
 *	offers_make(offers, &sizes, &worth, loose, nloose);
 *	at = offers_best(offers, 0, offers->count, room);
 *	if (at < offers->count)
 *		put(offers->set[at]);
 *
 * Nothing here allocates; of some 36 KB, whoever uses it has one.
 */
#ifndef BALSYS_OFFERS_H
#define BALSYS_OFFERS_H

#include <stddef.h>
#include <stdint.h>

#include "pack/sizes.h"
#include "pack/worth.h"

enum {
	OFFERS_FROM = 20,	/* the most sizes that sets are made of */
	OFFERS_MOST = OFFERS_FROM + OFFERS_FROM * (OFFERS_FROM - 1) / 2 +
	    OFFERS_FROM * (OFFERS_FROM - 1) * (OFFERS_FROM - 2) / 6,
	OFFERS_NONE = UINT32_MAX,
};

/* Places in what the sets were made of, falling; OFFERS_NONE behind them. */
struct offers_set {
	uint32_t place[3];
};

struct offers {
	size_t count;
	size_t npairs;		/* sets before it are of one or two */
	uint64_t size[OFFERS_MOST];	/* what the set takes up, in all */
	int64_t value[OFFERS_MOST];	/* what it is worth */
	struct offers_set set[OFFERS_MOST];
};

/*
 * Make all sets of n sizes, at most OFFERS_FROM, that are given as positions
 * in sizes.  The cap and what each of them is worth are at most INT64_MAX / 4,
 * so that no sum overflows.
 */
void	offers_make(struct offers *o, const struct sizes *s,
	    const struct worth *worth, const uint32_t *position, uint32_t n);

/*
 * Of the sets from at to end, the first of those that are worth most among
 * those that take up no more than room; or end if there is none.
 */
size_t	offers_best(const struct offers *o, size_t at, size_t end,
	    uint64_t room);

#endif
