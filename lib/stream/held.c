#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "stream/held.h"

/* A record's line ends where its id begins. */
struct held_record {
	size_t line;		/* where it begins in bytes */
	uint32_t line_len, id_len;
};

static int
grow(struct held *h)
{
	size_t cap = h->cap == 0 ? 64 : 2 * h->cap;
	struct held_record *record;

	if (cap > SIZE_MAX / sizeof(*record)) {
		errno = ENOMEM;
		return -1;
	}
	record = realloc(h->record, cap * sizeof(*record));
	if (record == NULL)
		return -1;
	h->record = record;
	h->cap = cap;
	return 0;
}

int
held_put(struct held *h, struct span line, struct span id)
{
	size_t start = h->bytes.len;

	if (line.len > UINT32_MAX || id.len > UINT32_MAX) {
		errno = ENOMEM;
		return -1;
	}
	if (h->count == h->cap && grow(h) == -1)
		return -1;
	buf_put(&h->bytes, line);
	buf_put(&h->bytes, id);
	if (h->bytes.failed) {
		h->bytes.len = start;
		h->bytes.failed = false;
		return -1;
	}
	h->record[h->count++] = (struct held_record){ start,
	    (uint32_t)line.len, (uint32_t)id.len };
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

	return (struct span){ h->bytes.ptr + r->line + r->line_len, r->id_len };
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
