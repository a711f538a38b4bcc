/*
 * places - where things are, by 64 bits of a hash of their names: exact once
 * whoever asks has looked there.
 *
 *	struct places places = { 0 };
 *	uint64_t at = PLACES_FIRST, place;
 *
 *	while (places_find(&places, print, &at, &place))
 *		if (is_it(place))
 *			return place;
 *	if (places_add(&places, print, place) == -1)
 *		return -1;
 *
 * A fingerprint may stand for several things, so each place found has to be
 * looked at; one that is not found stands for none.  An entry has 16 bytes,
 * and the table grows by a quarter, in place: from 20 to 26 bytes a thing at
 * any time, beside a few KiB.  Entries are in the order of their fingerprints:
 * linear probing whose sequences are sorted (Amble, O. and Knuth, D. E. (1974),
 * Ordered hash tables, The Computer Journal 17, 135-142), where a fingerprint's
 * home is its share of the table, so that growing is one pass.
 *
 * All zeros is an empty table.  Any fingerprint may be put in, and any place
 * but PLACES_NONE.
 */
#ifndef BALSYS_PLACES_H
#define BALSYS_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define PLACES_FIRST UINT64_MAX	/* where a search begins */
#define PLACES_NONE UINT64_MAX	/* no place */

struct places {
	uint64_t count;
	struct places_entry *entry;	/* private, from here on */
	uint64_t slots, homes;
};

/*
 * The next place of this fingerprint, in the order in which they were put in:
 * *at is PLACES_FIRST to begin with.  Returns whether there is one; *place is
 * then set.
 */
bool	places_find(const struct places *p, uint64_t print, uint64_t *at,
	    uint64_t *place);

/* Have the memory for print on its way. */
void	places_near(const struct places *p, uint64_t print);

/*
 * Put one more in.  Returns 0, or -1 with errno ENOMEM and nothing changed;
 * after places_reserve() has returned 0, the next one cannot fail.
 */
int	places_add(struct places *p, uint64_t print, uint64_t place)
	__attribute__((warn_unused_result));
int	places_reserve(struct places *p)
	__attribute__((warn_unused_result));

/*
 * The same in two steps, behind places_reserve(): where print is to be put, and
 * whether there is none like it yet; then to put it there, if nothing else was
 * put in between.
 */
uint64_t places_seek(const struct places *p, uint64_t print, bool *is_new);
void	places_put(struct places *p, uint64_t at, uint64_t print,
	    uint64_t place);

/*
 * The whole table as bytes, to be kept by somebody; borrowed until it changes.
 * places_room() frees what is in a table and makes it one of as many bytes, to
 * be filled with what was kept; then places_adopt() takes it as it is, and
 * nothing else but places_free() may come before.  Returns NULL with errno
 * ENOMEM; and -1 with errno EINVAL, the table then being empty, if this is no
 * table of count things (which is looked at in the large: bytes that may have
 * been changed are to be checked before).
 */
struct span places_bytes(const struct places *p);
char	*places_room(struct places *p, size_t len);
int	places_adopt(struct places *p, uint64_t count)
	__attribute__((warn_unused_result));

/* Release everything and leave it empty.  Harmless twice. */
void	places_free(struct places *p);

#endif
