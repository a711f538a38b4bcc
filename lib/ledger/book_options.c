#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/types.h>

#include "ledger/book_options.h"
#include "stream/field.h"
#include "stream/split.h"

#define HEADER "option,value"

const char *
book_options_find(const struct book_options *o, const char *name)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->item[i].name, name) == 0)
			return o->item[i].value;
	return NULL;
}

/* Gives a copy of s as a string, or NULL with errno ENOMEM. */
static char *
copy_string(struct span s)
{
	char *copy = malloc(s.len + 1);

	if (copy == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

/* Put an option at its place among those that there are. */
static int
insert(struct book_options *o, struct span name, struct span value)
{
	struct book_option new = { 0 };
	size_t at = o->count;

	if (o->count == BOOK_OPTIONS_MAX) {
		errno = E2BIG;
		return -1;
	}
	new.name = copy_string(name);
	new.value = copy_string(value);
	if (new.name == NULL || new.value == NULL) {
		free(new.name);
		free(new.value);
		return -1;
	}
	for (; at > 0 && strcmp(o->item[at - 1].name, new.name) > 0; at--)
		o->item[at] = o->item[at - 1];
	o->item[at] = new;
	o->count++;
	return 0;
}

int
book_options_put(struct book_options *o, const char *name, const char *value)
{
	return insert(o, span_of(name), span_of(value));
}

int
book_options_put_id(struct book_options *o)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char drawn[BOOK_ID_LEN / 2];
	char id[BOOK_ID_LEN];

	if (getrandom(drawn, sizeof(drawn), 0) != (ssize_t)sizeof(drawn))
		return -1;
	for (size_t i = 0; i < sizeof(drawn); i++) {
		id[2 * i] = hex[drawn[i] >> 4];
		id[2 * i + 1] = hex[drawn[i] & 15];
	}
	return insert(o, SPAN("id"), (struct span){ id, sizeof(id) });
}

const char *
book_options_differ(const struct book_options *a, const struct book_options *b)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *other = book_options_find(b, a->item[i].name);
		if (other != NULL && strcmp(other, a->item[i].value) != 0)
			return a->item[i].name;
	}
	return NULL;
}

int
book_options_add(struct book_options *o, const struct book_options *from)
{
	for (size_t i = 0; i < from->count; i++)
		if (book_options_find(o, from->item[i].name) == NULL &&
		    book_options_put(o, from->item[i].name,
		    from->item[i].value) == -1)
			return -1;
	return 0;
}

static bool
consists_of(struct span s, const char *bytes)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '\0' || strchr(bytes, s.ptr[i]) == NULL)
			return false;
	return true;
}

/* What is wrong with one more option; NULL if nothing is. */
static const char *
find_fault(const struct book_options *o, struct span name, struct span value)
{
	struct span before;

	if (o->count == BOOK_OPTIONS_MAX)
		return "there are too many options";
	if (name.len == 0 ||
	    !consists_of(name, "abcdefghijklmnopqrstuvwxyz-"))
		return "this is no name of an option";
	if (o->count > 0) {
		before = span_of(o->item[o->count - 1].name);
		if (span_compare(before, name) >= 0)
			return "options are not in their order";
	}
	if (span_equal(name, SPAN("id")) && (value.len != BOOK_ID_LEN ||
	    !consists_of(value, "0123456789abcdef")))
		return "this is no id of a book";
	return NULL;
}

/* Read the next line of *rest.  Returns 1, 2 or -1. */
static int
parse_line(struct book_options *o, struct split *split, struct span *rest,
    struct book_options_fault *fault)
{
	struct span line;
	int got;

	fault->line++;
	fault->clause = "this is no option and its value";
	if (memchr(rest->ptr, '\n', rest->len) == NULL) {
		fault->clause = "the last line has no newline";
		return 2;
	}
	line = span_cut(rest, '\n');
	if (line.len == 0 || memchr(line.ptr, '\0', line.len) != NULL ||
	    memchr(line.ptr, '\r', line.len) != NULL)
		return 2;
	got = split_record(split, line);
	if (got == 1 && split->nfields != 2)
		got = 2;
	if (got != 1)
		return got;
	if (fault->line == 1) {
		fault->clause = "the header is not " HEADER;
		return span_equal(line, SPAN(HEADER)) ? 1 : 2;
	}
	fault->clause = find_fault(o, split->field[0], split->field[1]);
	if (fault->clause != NULL)
		return 2;
	return insert(o, split->field[0], split->field[1]) == -1 ? -1 : 1;
}

int
book_options_parse(struct book_options *o, struct span text,
    struct book_options_fault *fault)
{
	struct split split = { 0 };
	int got = 1;

	*fault = (struct book_options_fault){ 0 };
	if (split_start(&split, ',', '"') == -1)
		return -1;
	while (got == 1 && text.len > 0)
		got = parse_line(o, &split, &text, fault);
	split_free(&split);
	if (got == 1 && book_options_find(o, "id") == NULL) {
		fault->line = 0;
		fault->clause = "has no id of a book";
		return 2;
	}
	return got;
}

void
book_options_format(const struct book_options *o, struct buf *text)
{
	buf_put(text, SPAN(HEADER "\n"));
	for (size_t i = 0; i < o->count; i++) {
		field_put(text, span_of(o->item[i].name));
		buf_putc(text, ',');
		field_put(text, span_of(o->item[i].value));
		buf_putc(text, '\n');
	}
}

void
book_options_free(struct book_options *o)
{
	for (size_t i = 0; i < o->count; i++) {
		free(o->item[i].name);
		free(o->item[i].value);
	}
	*o = (struct book_options){ 0 };
}
