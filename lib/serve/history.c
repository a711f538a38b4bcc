#include <errno.h>
#include <stdlib.h>

#include "base/grow.h"
#include "serve/history_index.h"

enum {
	BITS_A_NAME = 16,
	BITS_A_RECORD = 20,	/* at most, with the accounts */
	LATELY = 1024,		/* a power of two */
};

/* The last block, as long as it grows: the names in it, hashed. */
struct history_open {
	uint64_t *id, *account;		/* owned */
	size_t nids, ids_cap;
	size_t naccounts, accounts_cap;
	uint64_t lately[LATELY];	/* of account, by last bits */
};

uint64_t
history_id_hash(const struct history *h, struct span id)
{
	return span_hash(id, h->seed);
}

uint64_t
history_account_hash(const struct history *h, struct span account)
{
	return span_hash(account, ~h->seed) | 1;	/* lately has zeros */
}

static bool
has(const uint64_t *hash, size_t count, uint64_t wanted)
{
	for (size_t i = 0; i < count; i++)
		if (hash[i] == wanted)
			return true;
	return false;
}

bool
history_may_have_id(const struct history *h, size_t block, uint64_t hash)
{
	if (block == h->nblocks - 1)
		return has(h->open->id, h->open->nids, hash);
	return bloom_may_have(&h->block[block].names, hash);
}

bool
history_may_have_account(const struct history *h, size_t block, uint64_t hash)
{
	if (block == h->nblocks - 1)
		return has(h->open->account, h->open->naccounts, hash);
	return bloom_may_have(&h->block[block].names, hash);
}

/* The last block is whole.  Returns 0 or -1 with ENOMEM. */
static int
end_block(struct history *h)
{
	struct history_open *open = h->open;
	struct bloom *names = &h->block[h->nblocks - 1].names;
	size_t bits = BITS_A_NAME * (open->nids + open->naccounts);

	if (bits > BITS_A_RECORD * open->nids)
		bits = BITS_A_RECORD * open->nids;
	if (bloom_make(names, (uint32_t)bits) == -1)
		return -1;
	for (size_t i = 0; i < open->nids; i++)
		bloom_add(names, open->id[i]);
	for (size_t i = 0; i < open->naccounts; i++)
		bloom_add(names, open->account[i]);
	open->nids = open->naccounts = 0;
	memset(open->lately, 0, sizeof(open->lately));
	return 0;
}

/* Have room for a line, in a block that it fits into.  Returns 0 or -1. */
static int
make_room(struct history *h, uint64_t offset, size_t len)
{
	struct history_open *open = h->open;

	if (open == NULL)
		open = h->open = calloc(1, sizeof(*h->open));
	if (open == NULL || GROW(h->block, h->cap, h->nblocks + 1) == -1 ||
	    GROW(open->id, open->ids_cap, open->nids + 1) == -1 ||
	    GROW(open->account, open->accounts_cap, open->naccounts + 1) == -1)
		return -1;
	if (h->nblocks > 0 &&
	    h->block[h->nblocks - 1].len + len <= HISTORY_BLOCK)
		return 0;
	if (h->nblocks > 0 && end_block(h) == -1)
		return -1;
	h->block[h->nblocks++] = (struct history_block){ .offset = offset,
	    .least = INT64_MAX, .most = INT64_MIN };
	return 0;
}

static void
add_account(struct history_open *open, uint64_t hash)
{
	uint64_t *lately = &open->lately[hash % LATELY];

	if (*lately == hash)
		return;
	*lately = hash;
	open->account[open->naccounts++] = hash;
}

int
history_add(struct history *h, uint64_t offset, size_t len,
    const struct posted *posted)
{
	struct history_block *block;

	if (make_room(h, offset, len) == -1)
		return -1;
	block = &h->block[h->nblocks - 1];
	h->open->id[h->open->nids++] = history_id_hash(h, posted->txn.id);
	add_account(h->open, history_account_hash(h, posted->txn.account));
	block->len += len;
	if (posted->has_when && posted->when.micros < block->least)
		block->least = posted->when.micros;
	if (posted->has_when && posted->when.micros > block->most)
		block->most = posted->when.micros;
	h->records++;
	h->bytes = offset + len;
	return 0;
}

void
history_free(struct history *h)
{
	for (size_t i = 0; i < h->nblocks; i++)
		bloom_free(&h->block[i].names);
	free(h->block);
	if (h->open != NULL) {
		free(h->open->id);
		free(h->open->account);
		free(h->open);
	}
	*h = (struct history){ .seed = h->seed };
}
