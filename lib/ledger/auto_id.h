/*
 * auto_id - ids for records that come without, made from what is in them.
 *
 *	struct auto_id ids = { 0 };
 *	char id[AUTO_ID_LEN];
 *
 *	if (auto_id_next(&ids, line, id) == -1)
 *		return -1;
 *
 * An id is the first 32 hexadecimal digits of the SHA-256 of the line, a
 * newline, how many like it there have been since the last clear, itself
 * included, in decimal, and a newline: equal lines get different ids, and the
 * same lines again, after a clear, the same.
 *
 * A line costs 24 bytes in a table that is between three eighths and three
 * quarters full.  All zeros is one that has seen no lines.
 */
#ifndef BALSYS_AUTO_ID_H
#define BALSYS_AUTO_ID_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum {
	AUTO_ID_LEN = 32,	/* bytes of an id; no NUL */
};

struct auto_id_entry;

struct auto_id {
	struct auto_id_entry *table;	/* private: open addressing */
	size_t cap;			/* a power of two, or 0 */
	size_t count;
};

/*
 * Make the next id, for line, which has no newline, and write it into dst.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	auto_id_next(struct auto_id *ids, struct span line, char *dst)
	__attribute__((warn_unused_result));

/* Forget all lines and keep the memory. */
void	auto_id_clear(struct auto_id *ids);

/* Release everything.  Harmless twice. */
void	auto_id_free(struct auto_id *ids);

#endif
