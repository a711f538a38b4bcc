#include <stdlib.h>
#include <string.h>

#include "ledger/txn.h"
#include "serve/latest_batches.h"

/* A batch, with ids of its own. */
struct latest_batch {
	struct window_batch batch;
	char first_id[TXN_ID_MAX], last_id[TXN_ID_MAX];
};

static struct span
copy_id(char *room, struct span id)
{
	size_t len = id.len < TXN_ID_MAX ? id.len : TXN_ID_MAX;

	memcpy(room, id.ptr, len);
	return (struct span){ room, len };
}

static void
take(void *arg, const struct window_batch *batch)
{
	struct latest_batches *l = arg;
	struct latest_batch *kept = &l->ring[l->taken++ % l->limit];

	kept->batch = *batch;
	kept->batch.first_id = copy_id(kept->first_id, batch->first_id);
	kept->batch.last_id = copy_id(kept->last_id, batch->last_id);
}

/* The first window of those that have the last batches, or as many of them as
   may be read. */
static uint64_t
first_window(const struct latest_batches *l, const struct window_list *list)
{
	uint64_t number = list->count, batches = 0, bytes = 0;

	for (; number > 0; number--) {
		const struct window_entry *w = &list->window[number - 1];

		bytes += w->end - w->offset;
		if (batches >= l->limit ||
		    (batches > 0 && bytes > LATEST_BATCHES_READ_MAX))
			break;
		batches += w->batches;
	}
	return number + 1;
}

int
latest_batches_read(struct latest_batches *l, struct window_list *list,
    int dir)
{
	if (l->windows == list->count)
		return 0;
	if (l->ring == NULL)
		l->ring = calloc(l->limit, sizeof(*l->ring));
	if (l->ring == NULL)
		return -1;
	l->windows = 0;
	l->count = 0;
	l->taken = 0;
	for (uint64_t n = first_window(l, list); n <= list->count; n++)
		if (window_list_batches(list, dir, n, take, l) == -1)
			return -1;
	l->windows = list->count;
	l->count = l->taken < l->limit ? (size_t)l->taken : l->limit;
	return 0;
}

struct window_batch
latest_batches_at(const struct latest_batches *l, size_t i)
{
	return l->ring[(l->taken - 1 - i) % l->limit].batch;
}

void
latest_batches_free(struct latest_batches *l)
{
	free(l->ring);
	*l = (struct latest_batches){ .limit = l->limit };
}
