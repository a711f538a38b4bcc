/*
 * roster - many small items, each found by a name that it was given.
 *
 *	struct roster roster = { 0 };
 *	struct account *a = roster_find_or_add(&roster, name, sizeof(*a));
 *
 *	if (a == NULL)
 *		return -1;
 *
 * A roster owns its items and their names, which stand side by side: an item
 * of size bytes with a name of len takes size + len + 1, rounded up to 8, and
 * 11 to 22 in the table of hashes.  That has 32 bits of the hash beside each
 * item's number, so that looking for a name touches one line of the table and
 * the item itself, and a table that grows is copied without a look at either.
 *
 * All zeros is an empty roster.  All calls for one pass the same size, which
 * is a multiple of 8 and at most ROSTER_SIZE_MAX; items are aligned to 8 and
 * hold nothing that needs more.  Names are bytes, at most ROSTER_NAME_MAX.
 *
 * Things of any size, with keys of any length, that are kept elsewhere, are for
 * base/places.h.
 */
#ifndef BALSYS_ROSTER_H
#define BALSYS_ROSTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum {
	ROSTER_SIZE_MAX = 4096,
	ROSTER_NAME_MAX = 255,
	ROSTER_RUN_MAX = 64,	/* names looked for at once */
};

struct roster {
	size_t count;
	uint64_t seed;		/* of span_hash(); yours, while it is empty */
	struct roster_bucket *bucket;	/* private, as is all that follows */
	size_t nbuckets;	/* a power of two, or 0 */
	int shift;
	uint32_t used;		/* units of chunks */
	char **chunk;
	size_t nchunks, chunk_cap;
};

/* The item of this name, or NULL. */
void	*roster_find(const struct roster *r, struct span name, size_t size);

/*
 * Find many at once, up to ROSTER_RUN_MAX: item[i] is set to what roster_find()
 * says of the i-th name, which stands i times stride bytes behind name.  It
 * takes less time, since the memory for one is on its way while the others are
 * looked at.
 */
void	roster_find_run(const struct roster *r, const struct span *name,
	    size_t stride, size_t count, size_t size, void **item);

/*
 * The item of this name, made with all zeros if there is none.  The pointer
 * stays good until roster_free().  Returns NULL with errno ENOMEM and the
 * roster unchanged.
 */
void	*roster_find_or_add(struct roster *r, struct span name, size_t size);

/* The name of an item.  Borrowed for as long as the item is there. */
static inline struct span
roster_name(const void *item, size_t size)
{
	const unsigned char *name = (const unsigned char *)item + size;

	return (struct span){ (const char *)name + 1, *name };
}

/*
 * Visit every item once, in no order: *at is 0 to begin with.  Returns NULL
 * behind the last.
 */
void	*roster_next(const struct roster *r, size_t *at);

/* Release everything and leave it empty.  Harmless twice. */
void	roster_free(struct roster *r);

#endif
