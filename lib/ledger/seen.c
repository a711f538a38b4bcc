#include "ledger/seen.h"

static struct span
key_of(const void *stored)
{
	const struct seen_item *item = stored;

	return (struct span){ item->bytes, item->key_len };
}

const struct seen_item *
seen_find(const struct seen *seen, struct span key)
{
	return map_find(&seen->by_key, key, key_of);
}

bool
seen_is(const struct seen_item *item, struct span content)
{
	return item->any_content || span_equal(content,
	    (struct span){ item->bytes + item->key_len, item->content_len });
}

struct seen_item *
seen_add(struct seen *seen, struct span key, struct span content,
    enum seen_fate fate)
{
	struct seen_item *item = arena_get(&seen->memory,
	    sizeof(*item) + key.len + content.len);

	if (item == NULL)
		return NULL;
	*item = (struct seen_item){ .key_len = (uint32_t)key.len,
	    .content_len = (uint32_t)content.len, .fate = (uint8_t)fate,
	    .any_content = content.ptr == NULL };
	if (key.len > 0)
		memcpy(item->bytes, key.ptr, key.len);
	if (content.len > 0)
		memcpy(item->bytes + key.len, content.ptr, content.len);
	return map_add(&seen->by_key, item, key_of) == -1 ? NULL : item;
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
	map_free(&seen->by_key);
	arena_free(&seen->memory);
	*seen = (struct seen){ 0 };
}
