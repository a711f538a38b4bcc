/*
 * seen - what was decided before, exactly.
 *
 *	struct seen ids = { 0 };
 *	const struct seen_item *before = seen_find(&ids, id);
 *
 *	if (before == NULL)
 *		item = seen_add(&ids, id, content, SEEN_ACCEPTED);
 *	else if (seen_is(before, content))
 *		...
 *
 * Keys and contents are kept whole and compared byte for byte, so that two
 * records are never taken for the same because of a hash.  One costs its bytes
 * and some 30 more.  All zeros is an empty set.
 */
#ifndef BALSYS_SEEN_H
#define BALSYS_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/span.h"

enum seen_fate {
	SEEN_ACCEPTED,		/* posted in this run */
	SEEN_DECIDED,		/* decided in an earlier one */
	SEEN_LIMIT,		/* refused, now or in an earlier one: for */
	SEEN_OVERFLOW,		/* a limit, or a balance that cannot be held */
};

struct seen_item {
	uint32_t key_len, content_len;
	uint8_t fate;
	bool any_content;	/* it matches every content */
	char bytes[];		/* the key, then the content */
};

struct seen {
	struct map by_key;		/* its seed is yours to set */
	struct arena memory;
};

/* What is known of key, or NULL.  Borrowed until seen_free(). */
const struct seen_item *seen_find(const struct seen *seen, struct span key);

/* Was it this content, or is its content not known? */
bool	seen_is(const struct seen_item *item, struct span content);

/*
 * Remember key, which is not there yet, and its content; a content whose ptr
 * is NULL is not known and matches every one.  Both are copied; each is
 * shorter than 4 GiB.  Returns the item, whose fate may still be changed, or
 * NULL with errno ENOMEM.  Borrowed until seen_free().
 */
struct seen_item *seen_add(struct seen *seen, struct span key,
	    struct span content, enum seen_fate fate)
	__attribute__((warn_unused_result));

/*
 * What makes two records with one id the same: the bytes of time, account and
 * amount, each after its length.  Any of them may be empty.  It replaces what
 * is in *content; failure sticks there.
 */
void	seen_content(struct span time, struct span account,
	    struct span amount, struct buf *content);

/* Release everything.  Harmless twice. */
void	seen_free(struct seen *seen);

#endif
