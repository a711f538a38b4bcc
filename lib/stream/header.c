#include <stdio.h>
#include <stdlib.h>

#include "stream/header.h"

void
header_free(struct header *h)
{
	free(h->name);
	buf_free(&h->line);
	buf_free(&h->names);
	*h = (struct header){ 0 };
}

int
header_keep_fields(struct header *h, const struct span *field, size_t nfields,
    struct span line)
{
	size_t total = 0;

	header_free(h);
	for (size_t i = 0; i < nfields; i++)
		total += field[i].len;
	buf_put(&h->line, line);
	h->name = calloc(nfields, sizeof(*h->name));
	if (h->name == NULL || h->line.failed ||
	    buf_reserve(&h->names, total + 1) == -1)
		return -1;
	for (h->count = 0; h->count < nfields; h->count++) {
		h->name[h->count] = (struct span){ h->names.ptr + h->names.len,
		    field[h->count].len };
		buf_put(&h->names, field[h->count]);
	}
	return 0;
}

int
header_keep(struct header *h, const struct split *split, struct span line)
{
	return header_keep_fields(h, split->field, split->nfields, line);
}

int
header_keep_line(struct header *h, struct span line)
{
	struct split split = { 0 };
	int got = 2;

	if (split_start(&split, ',', '"') == -1)
		return -1;
	if (line.len > 0 && memchr(line.ptr, '\n', line.len) == NULL &&
	    memchr(line.ptr, '\r', line.len) == NULL)
		got = split_record(&split, line);
	if (got == 1 && header_keep(h, &split, line) == -1)
		got = -1;
	split_free(&split);
	return got;
}

int
header_column(const struct header *h, struct span name)
{
	int found = -1;

	for (size_t i = 0; i < h->count; i++) {
		if (!span_equal(h->name[i], name))
			continue;
		if (found != -1)
			return -2;
		found = (int)i;
	}
	return found;
}

/* The first of the fields that is not the name there, or how many are. */
static size_t
count_same(const struct header *h, const struct split *split)
{
	size_t i = 0;

	while (i < h->count && i < split->nfields &&
	    span_equal(split->field[i], h->name[i]))
		i++;
	return i;
}

bool
header_is(const struct header *h, const struct split *split)
{
	return split->nfields == h->count &&
	    count_same(h, split) == h->count;
}

void
header_difference(const struct header *h, const struct split *split,
    char *dst)
{
	size_t at = count_same(h, split);
	char wanted[SPAN_SHOWN_MAX], is[SPAN_SHOWN_MAX];

	if (split->nfields != h->count)
		snprintf(dst, HEADER_CLAUSE_MAX, "%zu columns, not %zu",
		    split->nfields, h->count);
	else
		snprintf(dst, HEADER_CLAUSE_MAX, "column %zu is %s, not %s",
		    at + 1, span_show(split->field[at], is),
		    span_show(h->name[at], wanted));
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

bool
header_may_be(const struct header *h, const struct split *split,
    bool (*is_header)(const struct span *field, size_t nfields))
{
	return header_looks_like(split) || (split->nfields != h->count &&
	    is_header(split->field, split->nfields));
}
