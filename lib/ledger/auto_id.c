#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "ledger/auto_id.h"

enum { CAP_AT_FIRST = 1024 };

/* Half of a line's hash, and how many have it; 0: the place is free. */
struct auto_id_entry {
	uint64_t high, low;
	uint64_t count;
};

static uint64_t
number_of(const char *digits)
{
	uint64_t number = 0;

	for (int i = 0; i < 16; i++)
		number = number << 4 | (uint64_t)(digits[i] <= '9' ?
		    digits[i] - '0' : digits[i] - 'a' + 10);
	return number;
}

/* Where an entry is, or would be.  There is a free place. */
static struct auto_id_entry *
place_of(struct auto_id *ids, uint64_t high, uint64_t low)
{
	size_t at = (size_t)low & (ids->cap - 1);

	while (ids->table[at].count > 0 && (ids->table[at].high != high ||
	    ids->table[at].low != low))
		at = (at + 1) & (ids->cap - 1);
	return &ids->table[at];
}

static int
grow(struct auto_id *ids)
{
	struct auto_id old = *ids;

	ids->cap = old.cap == 0 ? CAP_AT_FIRST : 2 * old.cap;
	ids->table = calloc(ids->cap, sizeof(*ids->table));
	if (ids->table == NULL) {
		*ids = old;
		errno = ENOMEM;
		return -1;
	}
	for (size_t i = 0; i < old.cap; i++)
		if (old.table[i].count > 0)
			*place_of(ids, old.table[i].high, old.table[i].low) =
			    old.table[i];
	free(old.table);
	return 0;
}

int
auto_id_next(struct auto_id *ids, struct span line, char *dst)
{
	char hash[DIGEST_TEXT_LEN + 1], count[24];
	struct auto_id_entry *entry;
	struct digest digest;

	if (ids->count >= ids->cap / 4 * 3 && grow(ids) == -1)
		return -1;
	digest_start(&digest);
	digest_put(&digest, line);
	digest_end(&digest, hash);
	entry = place_of(ids, number_of(hash), number_of(hash + 16));
	if (entry->count == 0) {
		entry->high = number_of(hash);
		entry->low = number_of(hash + 16);
		ids->count++;
	}
	snprintf(count, sizeof(count), "\n%" PRIu64 "\n", ++entry->count);
	digest_start(&digest);
	digest_put(&digest, line);
	digest_put(&digest, span_of(count));
	digest_end(&digest, hash);
	memcpy(dst, hash, AUTO_ID_LEN);
	return 0;
}

void
auto_id_clear(struct auto_id *ids)
{
	if (ids->cap > 0)
		memset(ids->table, 0, ids->cap * sizeof(*ids->table));
	ids->count = 0;
}

void
auto_id_free(struct auto_id *ids)
{
	free(ids->table);
	*ids = (struct auto_id){ 0 };
}
