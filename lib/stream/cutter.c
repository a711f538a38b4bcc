#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stream/cutter.h"
#include "stream/header.h"

enum {
	REACH_LEAST = 512,
	REACH_MOST = 8 * 1024,
};

/* What became of the line that comes next. */
enum cut { CUT, LEFT, NOT_WHOLE };

int
cutter_open(struct cutter *c, size_t nfields)
{
	*c = (struct cutter){ .nfields = nfields, .reach = REACH_LEAST };
	c->mark = calloc(REACH_MOST + MARKS_MORE, sizeof(*c->mark));
	c->field = calloc(CUTTER_MOST * nfields, sizeof(*c->field));
	if (c->mark != NULL && c->field != NULL)
		return 0;
	cutter_close(c);
	errno = ENOMEM;
	return -1;
}

void
cutter_forget(struct cutter *c)
{
	c->from = NULL;
	c->reach = REACH_LEAST;
}

/* Find the marks of what comes next. */
static void
look_ahead(struct cutter *c, const struct split *split, struct span text)
{
	const struct marks_kind kind = { split->delimiter, split->quote };

	if (text.len > c->reach)
		text.len = c->reach;
	c->nmarks = marks_find(&kind, text, c->mark);
	c->next = 0;
	c->from = text.ptr;
	c->line = 0;
	if (c->reach < REACH_MOST)
		c->reach *= 2;
}

/* Take a line that ends at the offset end. */
static void
take_line(struct cutter *c, size_t end, size_t marks, struct record *row)
{
	const char *line = c->from + c->line;
	size_t len = end - c->line;

	row->raw = (struct span){ line, len - (len > 0 &&
	    line[len - 1] == '\r') };
	c->next += marks;
	c->line = end + 1;
}

/*
 * Cut the next line as if it had no mark but its delimiters and its newline,
 * and only then see whether that was so: fields go where nobody looks if not.
 */
static enum cut
cut_plain(struct cutter *c, char delimiter, struct span *field,
    struct record *row)
{
	const uint32_t *mark = c->mark + c->next;
	const char *from = c->from;
	size_t start = c->line, last = c->nfields - 1;
	unsigned other = 0, id = 0;
	uint16_t called;

	if (c->nmarks - c->next < c->nfields)
		return NOT_WHOLE;
	memcpy(&called, "id", sizeof(called));
	for (size_t i = 0; i < c->nfields; i++) {
		size_t end = mark[i];
		uint16_t two;

		memcpy(&two, from + start, sizeof(two));
		field[i] = (struct span){ from + start, end - start };
		/* The last may have a carriage return behind it. */
		id |= (two == called) & (end - start - 2 <= (i == last));
		other |= (unsigned char)(from[end] ^ (i == last ? '\n' :
		    delimiter));
		start = end + 1;
	}
	/* A header may come again, and after a byte-order mark. */
	if (other != 0 || id != 0 || from[c->line] == '\xef')
		return LEFT;
	take_line(c, mark[last], c->nfields, row);
	field[last].len = (size_t)(row->raw.ptr + row->raw.len -
	    field[last].ptr);
	return row->raw.len == 0 ? LEFT : CUT;
}

/* Cut the next line, which has other marks, if these are quotes in order. */
static enum cut
cut_quoted(struct cutter *c, struct split *split, struct span *field,
    struct record *row)
{
	struct cutter before = *c;
	size_t at = c->next;

	while (at < c->nmarks && c->from[c->mark[at]] != '\n') {
		if (c->from[c->mark[at]] == '\0')
			return LEFT;
		at++;
	}
	if (at == c->nmarks)
		return NOT_WHOLE;
	take_line(c, c->mark[at], at + 1 - c->next, row);
	if (row->raw.len > 0 && row->raw.ptr[0] != '\xef' &&
	    split_more(split, row->raw) == 1 &&
	    split->nfields == c->nfields && !header_looks_like(split)) {
		memcpy(field, split->field, c->nfields * sizeof(*field));
		return CUT;
	}
	*c = before;
	return LEFT;
}

/* Cut up to cap lines, as far as marks are known; *last is why it ends. */
static size_t
cut_lines(struct cutter *c, struct split *split, struct record *row,
    size_t cap, enum cut *last)
{
	struct span *field = c->field;
	size_t count;

	*last = CUT;
	for (count = 0; count < cap; count++) {
		*last = cut_plain(c, split->delimiter, field, row + count);
		if (*last == LEFT)
			*last = cut_quoted(c, split, field, row + count);
		if (*last != CUT)
			break;
		row[count].field = field;
		row[count].nfields = c->nfields;
		field += c->nfields;
	}
	return count;
}

size_t
cutter_cut(struct cutter *c, struct split *split, struct span *text,
    struct record *row, size_t cap)
{
	size_t count = 0;
	enum cut last = NOT_WHOLE;

	if (cap > CUTTER_MOST)
		cap = CUTTER_MOST;
	if (text->len == 0 || split_room(split, REACH_MOST) == -1)
		return 0;
	if (c->from != NULL && c->from + c->line == text->ptr)
		count = cut_lines(c, split, row, cap, &last);
	if (count == 0 && last == NOT_WHOLE) {
		look_ahead(c, split, *text);
		count = cut_lines(c, split, row, cap, &last);
	}
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
