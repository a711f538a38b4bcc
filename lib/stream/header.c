#include <stdlib.h>

#include "stream/header.h"

int
header_keep(struct header *h, const struct split *split, struct span line)
{
	size_t total = 0;

	for (size_t i = 0; i < split->nfields; i++)
		total += split->field[i].len;
	buf_put(&h->line, line);
	h->name = calloc(split->nfields, sizeof(*h->name));
	if (h->name == NULL || h->line.failed ||
	    buf_reserve(&h->names, total + 1) == -1)
		return -1;
	for (h->count = 0; h->count < split->nfields; h->count++) {
		struct span field = split->field[h->count];
		h->name[h->count] = (struct span){ h->names.ptr + h->names.len,
		    field.len };
		buf_put(&h->names, field);
	}
	return 0;
}

bool
header_is(const struct header *h, const struct split *split)
{
	if (split->nfields != h->count)
		return false;
	for (size_t i = 0; i < h->count; i++)
		if (!span_equal(split->field[i], h->name[i]))
			return false;
	return true;
}

bool
header_looks_like(const struct split *split)
{
	bool id = false, amount = false;

	for (size_t i = 0; i < split->nfields; i++) {
		struct span field = split->field[i];
		if (field.len == 2)
			id = id || memcmp(field.ptr, "id", 2) == 0;
		else if (field.len == 6)
			amount = amount || memcmp(field.ptr, "amount", 6) == 0;
	}
	return id && amount;
}

void
header_free(struct header *h)
{
	free(h->name);
	buf_free(&h->line);
	buf_free(&h->names);
	*h = (struct header){ 0 };
}
