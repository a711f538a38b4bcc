#include <stdlib.h>

#include "ledger/seen.h"

static struct span
key_of(const struct seen_item *item)
{
	return (struct span){ item->bytes, item->key_len };
}

static size_t
slot_of(const struct seen *seen, struct span key)
{
	size_t mask = seen->cap - 1;
	size_t slot = (size_t)span_hash(key, seen->seed) & mask;

	while (seen->index[slot] != NULL &&
	    !span_equal(key_of(seen->index[slot]), key))
		slot = (slot + 1) & mask;
	return slot;
}

static int
grow(struct seen *seen)
{
	struct seen larger = *seen;

	larger.cap = seen->cap == 0 ? 64 : 2 * seen->cap;
	larger.index = calloc(larger.cap, sizeof(struct seen_item *));
	if (larger.index == NULL)
		return -1;
	for (size_t i = 0; i < seen->cap; i++)
		if (seen->index[i] != NULL)
			larger.index[slot_of(&larger, key_of(seen->index[i]))] =
			    seen->index[i];
	free(seen->index);
	*seen = larger;
	return 0;
}

const struct seen_item *
seen_find(const struct seen *seen, struct span key)
{
	return seen->cap == 0 ? NULL : seen->index[slot_of(seen, key)];
}

bool
seen_is(const struct seen_item *item, struct span content)
{
	return item->any_content || span_equal(content,
	    (struct span){ item->bytes + item->key_len, item->content_len });
}

int
seen_add(struct seen *seen, struct span key, struct span content,
    enum seen_fate fate)
{
	struct seen_item *item;

	if (seen->count >= seen->cap / 4 * 3 && grow(seen) == -1)
		return -1;
	item = arena_get(&seen->memory, sizeof(*item) + key.len + content.len);
	if (item == NULL)
		return -1;
	*item = (struct seen_item){ .key_len = (uint32_t)key.len,
	    .content_len = (uint32_t)content.len, .fate = (uint8_t)fate,
	    .any_content = content.ptr == NULL };
	if (key.len > 0)
		memcpy(item->bytes, key.ptr, key.len);
	if (content.len > 0)
		memcpy(item->bytes + key.len, content.ptr, content.len);
	seen->index[slot_of(seen, key)] = item;
	seen->count++;
	return 0;
}

static void
put_part(struct buf *content, struct span part)
{
	uint32_t len = (uint32_t)part.len;

	buf_put(content, (struct span){ (const char *)&len, sizeof(len) });
	buf_put(content, part);
}

void
seen_content(struct span time, struct span account, struct span amount,
    struct buf *content)
{
	buf_clear(content);
	put_part(content, time);
	put_part(content, account);
	put_part(content, amount);
}

void
seen_free(struct seen *seen)
{
	free(seen->index);
	arena_free(&seen->memory);
	*seen = (struct seen){ 0 };
}
