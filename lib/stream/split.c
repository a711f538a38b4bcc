#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include <csv.h>

#include "base/grow.h"
#include "stream/split.h"

enum {
	FIELDS_AT_FIRST = 16,
	FIELD_BYTES_MAX = 4 * 1024 * 1024,	/* libcsv may want no more */
	CSV_BLOCK = 4096,
};

/* libcsv trims what this calls a space: nothing. */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv ends a row where this says so: at no carriage return. */
static int
line_feed(unsigned char c)
{
	return c == '\n';
}

static void *
capped_realloc(void *ptr, size_t size)
{
	if (size > FIELD_BYTES_MAX) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(ptr, size);
}

static int
start_parser(struct split *s)
{
	if (csv_init(s->parser, CSV_STRICT | CSV_STRICT_FINI |
	    CSV_APPEND_NULL) != 0) {
		errno = ENOMEM;
		return -1;
	}
	csv_set_delim(s->parser, (unsigned char)s->delimiter);
	csv_set_quote(s->parser, (unsigned char)s->quote);
	csv_set_space_func(s->parser, no_space);
	csv_set_realloc_func(s->parser, capped_realloc);
	csv_set_blk_size(s->parser, CSV_BLOCK);
	return 0;
}

int
split_start(struct split *s, char delimiter, char quote)
{
	*s = (struct split){ .delimiter = delimiter, .quote = quote };
	s->field = calloc(FIELDS_AT_FIRST, sizeof(*s->field));
	s->cap = FIELDS_AT_FIRST;
	s->parser = malloc(sizeof(*s->parser));
	if (s->parser != NULL && start_parser(s) == -1) {
		free(s->parser);
		s->parser = NULL;
	}
	if (s->field != NULL && s->parser != NULL)
		return 0;
	split_free(s);
	errno = ENOMEM;
	return -1;
}

static int
more_fields(struct split *s)
{
	struct span *field = grow_array(s->field, &s->cap, s->nfields + 1,
	    sizeof(*field));

	if (field == NULL)
		return -1;
	s->field = field;
	return 0;
}

/* Without quotes, every delimiter ends a field.  Returns 1, or -1. */
static int
split_plain(struct split *s, struct span text)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	for (;;) {
		const char *stop = at == end ? NULL :
		    memchr(at, s->delimiter, (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		if (s->nfields == s->cap && more_fields(s) == -1)
			return -1;
		s->field[s->nfields++] = (struct span){ at,
		    (size_t)(stop - at) };
		if (stop == end)
			return 1;
		at = stop + 1;
	}
}

/* libcsv has a field: keep a copy.  There is room for all of them. */
static void
take_field(void *bytes, size_t len, void *arg)
{
	struct split *s = arg;
	struct span field = { s->unquoted.ptr + s->unquoted.len, len };

	if (s->nfields == s->cap && more_fields(s) == -1) {
		s->unquoted.failed = true;
		return;
	}
	if (len > 0)
		memcpy(s->unquoted.ptr + s->unquoted.len, bytes, len);
	s->unquoted.len += len;
	s->field[s->nfields++] = field;
}

/* Have libcsv split text.  Returns 1, 2 or -1 as split_record() does. */
static int
split_quoted(struct split *s, struct span text)
{
	if (buf_reserve(&s->unquoted, text.len) == -1)
		return -1;
	/* By itself it ends a row at carriage returns, too, but is faster. */
	csv_set_term_func(s->parser, memchr(text.ptr, '\r', text.len) ==
	    NULL ? NULL : line_feed);
	if (csv_parse(s->parser, text.ptr, text.len, take_field, NULL, s) !=
	    text.len)
		s->reason = "a quote stands in the wrong place";
	else if (csv_fini(s->parser, take_field, NULL, s) != 0)
		s->reason = "a quote is not closed";
	else if (!s->unquoted.failed)
		return 1;
	if (csv_error(s->parser) == CSV_EPARSE) {
		/* A parser that failed is not used again. */
		csv_free(s->parser);
		return start_parser(s) == -1 ? -1 : 2;
	}
	errno = ENOMEM;
	return -1;
}

/*
 * The fields from the first to the last that has a quote, of which first is
 * the first quote there is.  A quote can open none of the fields before, and
 * behind the last quote either none is open or all is one field that never
 * ends: so the rest is cut like any other.
 */
static struct span
quoted_part(const struct split *s, struct span record, const char *first)
{
	const char *start = first, *end = record.ptr + record.len;
	const char *last = end, *stop;

	while (start > record.ptr && start[-1] != s->delimiter)
		start--;
	while (last[-1] != s->quote)
		last--;
	stop = last == end ? NULL :
	    memchr(last, s->delimiter, (size_t)(end - last));
	if (stop == NULL)
		stop = end;
	return (struct span){ start, (size_t)(stop - start) };
}

int
split_more(struct split *s, struct span record)
{
	const char *first = record.len == 0 ? NULL :
	    memchr(record.ptr, s->quote, record.len);
	const char *end, *rest;
	struct span part;
	int got = 1;

	if (record.len == 0)
		record = SPAN("");	/* never NULL */
	end = record.ptr + record.len;
	s->nfields = 0;
	if (first == NULL)
		return split_plain(s, record);
	part = quoted_part(s, record, first);
	if (part.ptr > record.ptr)
		got = split_plain(s, (struct span){ record.ptr,
		    (size_t)(part.ptr - 1 - record.ptr) });
	if (got == 1)
		got = split_quoted(s, part);
	rest = part.ptr + part.len;
	if (got == 1 && rest < end)
		got = split_plain(s, (struct span){ rest + 1,
		    (size_t)(end - rest - 1) });
	return got;
}

int
split_record(struct split *s, struct span record)
{
	buf_clear(&s->unquoted);
	return split_more(s, record);
}

int
split_room(struct split *s, size_t len)
{
	buf_clear(&s->unquoted);
	return buf_reserve(&s->unquoted, len);
}

void
split_free(struct split *s)
{
	if (s->parser != NULL)
		csv_free(s->parser);
	free(s->parser);
	free(s->field);
	buf_free(&s->unquoted);
	s->parser = NULL;
	s->field = NULL;
}
