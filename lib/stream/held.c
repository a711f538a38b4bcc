#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/grow.h"
#include "stream/held.h"

/* A record's line ends where its id begins. */
struct held_record {
	size_t line;		/* where it begins in bytes */
	uint32_t line_len, id_len;
};

int
held_put(struct held *h, struct span line, struct span id)
{
	size_t start = h->bytes.len;
	struct held_record *record;

	if (line.len > UINT32_MAX || id.len > UINT32_MAX) {
		errno = ENOMEM;
		return -1;
	}
	record = grow_array(h->record, &h->cap, h->count + 1, sizeof(*record));
	if (record == NULL)
		return -1;
	h->record = record;
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
