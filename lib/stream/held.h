/*
 * held - records kept back, until it is known what becomes of them.
 *
 *	struct held held = { 0 };
 *
 *	if (held_put(&held, row.raw, id) == -1)
 *		return -1;
 *	...
 *	for (size_t i = 0; i < held.count; i++)
 *		write(held_line(&held, i));
 *	held_clear(&held);
 *
 * A record takes the bytes of its line, and of its id where that is no part of
 * the line, and 24 more.  All zeros holds nothing.
 */
#ifndef BALSYS_HELD_H
#define BALSYS_HELD_H

#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

struct held {
	size_t count;
	struct buf bytes;		/* private */
	struct held_record *record;	/* private */
	size_t cap;			/* private */
};

/* Keep a copy of one more.  Returns 0, or -1 with errno ENOMEM. */
int	held_put(struct held *h, struct span line, struct span id)
	__attribute__((warn_unused_result));

/* The i-th, from 0; borrowed until the next put, clear or free. */
struct span held_line(const struct held *h, size_t i);
struct span held_id(const struct held *h, size_t i);

/* Hold nothing, and keep the memory. */
void	held_clear(struct held *h);

/* Release everything.  Harmless twice. */
void	held_free(struct held *h);

#endif
