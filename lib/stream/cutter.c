#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stream/cutter.h"

enum {
	REACH_LEAST = 512,
	REACH_MOST = 8 * 1024,
};

int
cutter_open(struct cutter *c, size_t nfields)
{
	*c = (struct cutter){ .nfields = nfields, .reach = REACH_LEAST };
	if (nfields < 2 || nfields > REACH_MOST)
		return 0;
	c->mark = calloc(REACH_MOST + MARKS_MORE, sizeof(*c->mark));
	/* Every field ends with a mark. */
	c->field = calloc(REACH_MOST, sizeof(*c->field));
	if (c->mark != NULL && c->field != NULL)
		return 0;
	cutter_close(c);
	errno = ENOMEM;
	return -1;
}

void
cutter_forget(struct cutter *c)
{
	c->from = c->left = NULL;
	c->reach = REACH_LEAST;
}

/* Pass over what was taken otherwise, up to text.  Returns whether it can. */
static bool
catch_up(struct cutter *c, const char *text)
{
	if (c->from == NULL)
		return false;
	c->line = (size_t)(text - c->from);
	while (c->next < c->nmarks && c->mark[c->next] < c->line)
		c->next++;
	return c->next < c->nmarks;
}

/* Is the end of the next line known? */
static bool
knows_line(const struct cutter *c)
{
	for (size_t i = c->next; c->from != NULL && i < c->nmarks; i++)
		if (c->from[c->mark[i]] == '\n')
			return true;
	return false;
}

/* Find the marks of what comes next.  Returns whether more can be seen. */
static bool
look_ahead(struct cutter *c, const struct split *split, struct span text)
{
	const struct marks_kind kind = { split->delimiter, split->quote };
	bool is_all = text.len <= c->reach || c->reach == REACH_MOST;

	if (text.len > c->reach)
		text.len = c->reach;
	c->nmarks = marks_find(&kind, text, c->mark);
	c->next = 0;
	c->from = text.ptr;
	c->line = 0;
	if (c->reach < REACH_MOST)
		c->reach *= 2;
	return !is_all;
}

/*
 * A line that is not empty, from start on, with a newline at end and perhaps a
 * carriage return before it.
 */
static inline struct span
line_of(const char *from, size_t start, size_t end)
{
	const char *line = from + start;
	size_t len = end - start;

	return (struct span){ line, len - (line[len - 1] == '\r') };
}

static bool
has(const struct span *field, size_t nfields, struct span name)
{
	for (size_t i = 0; i < nfields; i++)
		if (span_equal(field[i], name))
			return true;
	return false;
}

/* Could these be a header? */
static bool
is_header(const struct span *field, size_t nfields)
{
	return has(field, nfields, SPAN("id")) &&
	    has(field, nfields, SPAN("amount"));
}

/* Does a line begin with a byte-order mark, behind which a header may come? */
static inline bool
has_order_mark(const char *line)
{
	return line[0] == '\xef' && memcmp(line, "\xef\xbb\xbf", 3) == 0;
}

/*
 * Cut lines as if they had no marks but their delimiters and newlines, and see
 * of each only then whether that was so: of the first that is another, fields
 * are set where nobody looks.
 */
static size_t
cut_plain(struct cutter *c, char delimiter, struct span *field,
    struct record *row, size_t cap)
{
	const char *const from = c->from;
	const size_t nfields = c->nfields, last = nfields - 1;
	const uint32_t *mark = c->mark + c->next;
	const uint32_t *const known = c->mark + c->nmarks;
	size_t line = c->line, count = 0;

	while (count < cap && (size_t)(known - mark) >= nfields) {
		const uint32_t *const newline = mark + last;
		size_t start = line, end;
		unsigned other = 0, two = 0;
		struct span raw;

		if (from[*newline] != '\n' || has_order_mark(from + line))
			break;
		row[count].field = field;
		for (; mark < newline; mark++, field++, start = end + 1) {
			end = *mark;
			field->ptr = from + start;
			field->len = end - start;
			other |= (unsigned char)(from[end] ^ delimiter);
			two |= end - start == 2;
		}
		end = *mark++;
		raw = line_of(from, line, end);
		field->ptr = from + start;
		field->len = raw.len - (start - line);
		two |= field++->len == 2;
		/* A header has a field id. */
		if (other != 0 || (two != 0 && is_header(row[count].field,
		    nfields)))
			break;
		row[count].nfields = nfields;
		row[count++].raw = raw;
		line = end + 1;
	}
	c->line = line;
	c->next += count * nfields;
	return count;
}

/*
 * Cut the next line if it is whole, has quotes, and they are in order.  Returns
 * whether that was so.
 */
static bool
cut_quoted(struct cutter *c, struct split *split, struct span *field,
    struct record *row)
{
	size_t at = c->next;
	struct span raw;

	while (at < c->nmarks && c->from[c->mark[at]] != '\n') {
		if (c->from[c->mark[at]] == '\0')
			return false;
		at++;
	}
	if (at == c->nmarks || c->mark[at] == c->line)
		return false;
	raw = line_of(c->from, c->line, c->mark[at]);
	if (has_order_mark(raw.ptr) ||
	    split_more(split, raw) != 1 || split->nfields != c->nfields ||
	    is_header(split->field, c->nfields))
		return false;
	memcpy(field, split->field, c->nfields * sizeof(*field));
	row->field = field;
	row->nfields = c->nfields;
	row->raw = raw;
	c->line = c->mark[at] + 1;
	c->next = at + 1;
	return true;
}

/* Cut up to cap lines, as far as marks are known. */
static size_t
cut_lines(struct cutter *c, struct split *split, struct record *row,
    size_t cap)
{
	struct span *field = c->field;
	size_t count = 0;

	while (count < cap) {
		size_t plain = cut_plain(c, split->delimiter, field,
		    row + count, cap - count);
		count += plain;
		field += plain * c->nfields;
		if (count == cap || !cut_quoted(c, split, field, row + count))
			break;
		count++;
		field += c->nfields;
	}
	return count;
}

size_t
cutter_cut(struct cutter *c, struct split *split, struct span *text,
    struct record *row, size_t cap)
{
	size_t count = 0;
	bool more = true;

	if (text->len == 0 || cap == 0 || c->field == NULL ||
	    text->ptr == c->left || split_room(split, REACH_MOST) == -1)
		return 0;
	if (catch_up(c, text->ptr))
		count = cut_lines(c, split, row, cap);
	while (count == 0 && more && !knows_line(c)) {
		more = look_ahead(c, split, *text);
		count = cut_lines(c, split, row, cap);
	}
	if (count == 0)
		c->left = text->ptr;
	text->len -= (size_t)(c->from + c->line - text->ptr);
	text->ptr = c->from + c->line;
	return count;
}

void
cutter_close(struct cutter *c)
{
	free(c->field);
	free(c->mark);
	*c = (struct cutter){ 0 };
}
