/*
 * seen_memory - a store for ledger/seen that keeps all of it in memory.
 *
 *	struct seen_memory memory = { 0 };
 *	struct seen ids = { .store = seen_memory_store(&memory) };
 *
 *	if (seen_memory_reserve(&memory, id, &item) == -1 ||
 *	    places_reserve(&ids.places) == -1)
 *		return -1;
 *	(void)seen_add(&ids, id, seen_memory_put(&memory, id, &item));
 *
 * A key and its content take their bytes and 5 more, or one more for each part
 * of over 127 bytes.  All zeros is an empty store; several sets may share one.
 */
#ifndef BALSYS_SEEN_MEMORY_H
#define BALSYS_SEEN_MEMORY_H

#include "base/arena.h"
#include "ledger/seen.h"

struct seen_memory {
	struct arena arena;	/* private */
};

/* The store; it borrows m. */
struct seen_store seen_memory_store(struct seen_memory *m);

/*
 * Have room for a key and what is known of it.  Returns 0, or -1 with errno
 * ENOMEM.
 */
int	seen_memory_reserve(struct seen_memory *m, struct span key,
	    const struct seen_item *item)
	__attribute__((warn_unused_result));

/*
 * Keep copies of both, for which there is room.  Returns their place, which
 * stays theirs until seen_memory_free().
 */
uint64_t seen_memory_put(struct seen_memory *m, struct span key,
	    const struct seen_item *item);

/* Release everything.  Harmless twice. */
void	seen_memory_free(struct seen_memory *m);

#endif
