#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/grow.h"
#include "stream/held.h"

struct held_record {
	size_t line, id;		/* where they begin in bytes */
	uint32_t line_len, id_len;
};

/* Is part some of the bytes of whole, not of others that are the same? */
static bool
is_within(struct span part, struct span whole)
{
	uintptr_t start = (uintptr_t)whole.ptr, at = (uintptr_t)part.ptr;

	return part.len <= whole.len && at >= start &&
	    at - start <= whole.len - part.len;
}

int
held_put(struct held *h, struct span line, struct span id)
{
	bool within = is_within(id, line);
	size_t len = line.len + (within ? 0 : id.len), start = h->bytes.len;
	struct held_record *record;

	if (line.len > UINT32_MAX || id.len > UINT32_MAX) {
		errno = ENOMEM;
		return -1;
	}
	if (GROW(h->record, h->cap, h->count + 1) == -1)
		return -1;
	if (buf_reserve(&h->bytes, len) == -1) {
		h->bytes.failed = false;
		return -1;
	}
	record = &h->record[h->count++];
	*record = (struct held_record){ .line = start,
	    .line_len = (uint32_t)line.len, .id_len = (uint32_t)id.len };
	record->id = start + (within ? (size_t)(id.ptr - line.ptr) : line.len);
	buf_put(&h->bytes, line);
	if (!within)
		buf_put(&h->bytes, id);
	return 0;
}

struct span
held_line(const struct held *h, size_t i)
{
	const struct held_record *r = &h->record[i];

	return (struct span){ h->bytes.ptr + r->line, r->line_len };
}

struct span
held_id(const struct held *h, size_t i)
{
	const struct held_record *r = &h->record[i];

	return (struct span){ h->bytes.ptr + r->id, r->id_len };
}

void
held_clear(struct held *h)
{
	h->count = 0;
	buf_clear(&h->bytes);
}

void
held_free(struct held *h)
{
	buf_free(&h->bytes);
	free(h->record);
	*h = (struct held){ 0 };
}
