/*
 * screen - what a person sees of the bytes that a terminal is sent.
 *
 *	struct screen screen;
 *
 *	screen_open(&screen, 24, 80);
 *	screen_put(&screen, bytes);
 *	screen_text(&screen, &text);
 *	screen_close(&screen);
 *
 * It knows of escape sequences those that balsys writes, and counts others as
 * strange.  What scrolls off the top is kept as by a terminal that one can
 * scroll back.
 */
#ifndef BALSYS_SCREEN_H
#define BALSYS_SCREEN_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	SCREEN_LINES = 4000,	/* with those scrolled off the top */
	SCREEN_ESCAPE = 16,
};

/* A character, or none where its length is 0. */
struct screen_cell {
	char byte[4];
	unsigned char len;
};

struct screen {
	unsigned rows, columns;
	unsigned top;		/* the first line that is seen */
	unsigned line, column;	/* where the cursor is, from the first of all */
	unsigned last;		/* of the lines that there are */
	unsigned strange;	/* sequences that are not known */
	char escape[SCREEN_ESCAPE];	/* one that has begun, */
	unsigned escape_len;		/* 0: none has */
	struct screen_cell *cell;
};

static inline void
screen_open(struct screen *s, unsigned rows, unsigned columns)
{
	*s = (struct screen){ .rows = rows, .columns = columns };
	s->cell = calloc((size_t)SCREEN_LINES * columns, sizeof(*s->cell));
	if (s->cell == NULL)
		abort();
}

static inline void
screen_close(struct screen *s)
{
	free(s->cell);
}

static inline struct screen_cell *
screen_at(const struct screen *s, unsigned line, unsigned column)
{
	return &s->cell[(size_t)line * s->columns + column];
}

static inline void
screen_newline(struct screen *s)
{
	if (s->line + 1 == SCREEN_LINES)
		abort();
	s->line++;
	if (s->line >= s->top + s->rows)
		s->top = s->line - s->rows + 1;
	if (s->line > s->last)
		s->last = s->line;
}

static inline void
screen_character(struct screen *s, struct span c)
{
	struct screen_cell *cell;

	/* As terminals do: behind the last column comes the next line. */
	if (s->column == s->columns) {
		screen_newline(s);
		s->column = 0;
	}
	cell = screen_at(s, s->line, s->column++);
	memcpy(cell->byte, c.ptr, c.len);
	cell->len = (unsigned char)c.len;
}

/* Blank what is from the cursor to the end of its line. */
static inline void
screen_erase_line(struct screen *s)
{
	for (unsigned i = s->column; i < s->columns; i++)
		screen_at(s, s->line, i)->len = 0;
}

static inline void
screen_erase_below(struct screen *s)
{
	screen_erase_line(s);
	memset(screen_at(s, s->line + 1, 0), 0, (size_t)(SCREEN_LINES -
	    s->line - 1) * s->columns * sizeof(*s->cell));
	s->last = s->line;
}

/* What an escape sequence says, once it has ended with a letter. */
static inline void
screen_obey(struct screen *s)
{
	const char *numbers = s->escape + 2;
	unsigned count = (unsigned)strtoul(numbers, NULL, 10);

	switch (s->escape[s->escape_len - 1]) {
	case 'A':
		count = count == 0 ? 1 : count;
		s->line = s->line < s->top + count ? s->top : s->line - count;
		break;
	case 'H':
		s->strange += *numbers != 'H';
		s->line = s->top;
		s->column = 0;
		break;
	case 'J':
		s->strange += *numbers != 'J';
		screen_erase_below(s);
		break;
	case 'K':
		s->strange += *numbers != 'K';
		screen_erase_line(s);
		break;
	default:
		s->strange++;
		break;
	}
}

static inline void
screen_escape(struct screen *s, char c)
{
	bool ends = s->escape_len >= 2 && c >= '@';

	s->escape[s->escape_len++] = c;
	if (s->escape_len == 2 && c != '[')
		s->strange++;
	else if (ends)
		screen_obey(s);
	if (ends || s->escape_len + 1 == SCREEN_ESCAPE ||
	    (s->escape_len == 2 && c != '[')) {
		memset(s->escape, 0, sizeof(s->escape));
		s->escape_len = 0;
	}
}

static inline void
screen_control(struct screen *s, char c)
{
	switch (c) {
	case '\r':
		s->column = 0;
		break;
	case '\n':
		screen_newline(s);
		break;
	case '\033':
		s->escape[0] = c;
		s->escape_len = 1;
		break;
	default:
		s->strange++;
		break;
	}
}

static inline void
screen_put(struct screen *s, struct span bytes)
{
	while (bytes.len > 0) {
		size_t len = utf8_first_len(bytes);

		if (len == 0)
			abort();
		if (s->escape_len > 0)
			screen_escape(s, *bytes.ptr);
		else if ((unsigned char)*bytes.ptr < 0x20)
			screen_control(s, *bytes.ptr);
		else
			screen_character(s, (struct span){ bytes.ptr, len });
		bytes.ptr += len;
		bytes.len -= len;
	}
}

/* Append a line, without the blanks at its end. */
static inline void
screen_line(const struct screen *s, unsigned line, struct buf *text)
{
	size_t shown = text->len;

	for (unsigned i = 0; i < s->columns; i++) {
		const struct screen_cell *cell = screen_at(s, line, i);
		struct span c = { cell->byte, cell->len };

		buf_put(text, cell->len == 0 ? SPAN(" ") : c);
		if (cell->len > 0 && *cell->byte != ' ')
			shown = text->len;
	}
	text->len = shown;
}

/* Put the lines that are there into text, from one on, each with its end. */
static inline void
screen_text(const struct screen *s, unsigned from, struct buf *text)
{
	buf_clear(text);
	for (unsigned line = from; line <= s->last; line++) {
		screen_line(s, line, text);
		buf_putc(text, '\n');
	}
}

#endif
