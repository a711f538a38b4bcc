/*
 * seen - what was decided before, exactly, and where it is kept.
 *
 *	struct seen ids = { .store = store };
 *	struct seen_item before;
 *	int got = seen_find(&ids, id, &before);
 *
 *	if (got == 0 && seen_add(&ids, id, place) == 0)
 *		...
 *	else if (got == 1 && seen_is(&before, time, account, amount))
 *		...
 *
 * Of a key there are a fingerprint and a place here (base/places: some 22
 * bytes), and all the rest is in a store: in memory (ledger/seen_memory), or in
 * the files of a book (ledger/recall).  Where fingerprints meet the store is
 * looked at, so that two records are never taken for the same because of a
 * hash.  All zeros, but for the store, is an empty set.
 */
#ifndef BALSYS_SEEN_H
#define BALSYS_SEEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/places.h"
#include "base/span.h"

enum seen_fate {
	SEEN_ACCEPTED,		/* posted in this run, or in this book */
	SEEN_DECIDED,		/* decided in an earlier run */
	SEEN_LIMIT,		/* refused, now or in an earlier one: for */
	SEEN_OVERFLOW,		/* a limit, or a balance that cannot be held */
};

/* What stands at a place; borrowed from the store until it is asked again. */
struct seen_item {
	struct span time, account, amount;
	enum seen_fate fate;
	bool any_content;	/* the three are not known: they match all */
	struct span key;	/* whose it is, from a store */
};

/*
 * Where things are kept.  is() returns 1 if what stands at place is key's, with
 * *item filled, 0 if it is another's, whose key is then set, or -1 with errno.
 */
struct seen_store {
	int (*is)(void *arg, uint64_t place, struct span key,
	    struct seen_item *item);
	void *arg;
};

struct seen {
	struct seen_store store;
	uint64_t seed;		/* of fingerprints; yours, while it is empty */
	uint64_t blur;		/* bits that all fingerprints have alike: 0,
				   but where a test wants them to meet */
	struct places places;
};

/* The fingerprint of a key. */
static inline uint64_t
seen_print(const struct seen *seen, struct span key)
{
	return span_hash(key, seen->seed) | seen->blur;
}

/* Is there none with this fingerprint, so that the key is new for certain? */
static inline bool
seen_none(const struct seen *seen, uint64_t print)
{
	uint64_t at = PLACES_FIRST, place;

	return !places_find(&seen->places, print, &at, &place);
}

/*
 * What is known of key?  Returns 1 with *item filled, 0 if nothing is, or -1
 * with errno from the store, or EBADMSG if what stands at a place is nothing
 * that was ever remembered.
 */
int	seen_find(struct seen *seen, struct span key, struct seen_item *item)
	__attribute__((warn_unused_result));

/* Was it this content, or is its content not known? */
bool	seen_is(const struct seen_item *item, struct span time,
	    struct span account, struct span amount);

/*
 * Remember that key, which is not there yet, stands at place, which is not
 * PLACES_NONE.  Returns 0, or -1 with errno ENOMEM; after places_reserve() it
 * cannot fail.
 */
int	seen_add(struct seen *seen, struct span key, uint64_t place)
	__attribute__((warn_unused_result));

/* Release everything here; the store is its owner's.  Harmless twice. */
void	seen_free(struct seen *seen);

#endif
