#include <stdio.h>

#include "fuzz/transcript.h"

static void
put_number(struct buf *to, const char *before, uintmax_t number)
{
	char text[64];

	snprintf(text, sizeof(text), "%s%ju", before, number);
	buf_put(to, span_of(text));
}

/* A length tells where bytes end, whatever they are. */
static void
put_bytes(struct buf *to, struct span bytes)
{
	put_number(to, " ", bytes.len);
	buf_putc(to, ':');
	buf_put(to, bytes);
}

void
transcript_record(struct buf *to, const struct record *row)
{
	put_number(to, "\nrecord ", row->line);
	put_bytes(to, span_of(row->file));
	put_bytes(to, row->raw);
	for (size_t i = 0; i < row->nfields; i++)
		put_bytes(to, row->field[i]);
}

void
transcript_refusal(struct buf *to, const struct record *row,
    enum reason reason)
{
	transcript_record(to, row);
	buf_putc(to, ' ');
	buf_put(to, span_of(reason_word(reason)));
}

void
transcript_failure(struct buf *to, enum reader_failure failure)
{
	put_number(to, "\nended ", failure);
}

void
transcript_clause(struct buf *to, const char *clause)
{
	buf_putc(to, ' ');
	buf_put(to, span_of(clause));
}

bool
transcript_same(const char *what, const struct buf *a, const struct buf *b)
{
	enum { BEFORE = 60, SHOWN = 160 };
	size_t at = 0, from;

	if (span_equal(buf_span(a), buf_span(b)))
		return true;
	while (at < a->len && at < b->len && a->ptr[at] == b->ptr[at])
		at++;
	from = at < BEFORE ? 0 : at - BEFORE;
	fprintf(stderr, "%s differ at %zu:", what, at);
	for (const struct buf *of = a; of != NULL; of = of == a ? b : NULL) {
		size_t left = of->len - from;
		fprintf(stderr, "\n---\n");
		if (left > 0)
			fwrite(of->ptr + from, 1,
			    left < SHOWN ? left : SHOWN, stderr);
	}
	fprintf(stderr, "\n---\n");
	return false;
}
