/*
 * history_index - the blocks of a history, as who looks into them sees them.
 */
#ifndef BALSYS_HISTORY_INDEX_H
#define BALSYS_HISTORY_INDEX_H

#include "serve/bloom.h"
#include "serve/history.h"

struct history_block {
	uint64_t offset, len;	/* its lines in the file */
	int64_t least, most;	/* of the times among them; INT64_MAX and
				   INT64_MIN if there are none */
	struct bloom names;	/* the last block, which grows, has none yet */
};

/* The hashes by which names are looked for. */
uint64_t history_id_hash(const struct history *h, struct span id);
uint64_t history_account_hash(const struct history *h, struct span account);

/* May a name with this hash be in a block?  False is certain. */
bool	history_may_have_id(const struct history *h, size_t block,
	    uint64_t hash);
bool	history_may_have_account(const struct history *h, size_t block,
	    uint64_t hash);

#endif
