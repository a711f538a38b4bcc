/*
 * Lines split by the book.
 */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/model.h"
#include "fuzz/targets.h"
#include "stream/field.h"
#include "stream/split.h"

/* What became of a line: returned 2 with a reason, or 1 with fields. */
static bool
is_split(const struct split *s, int got, enum model_split wanted,
    const struct span *field, const struct model_line *line)
{
	static const char *const reasons[] = {
		[MODEL_MISPLACED] = "a quote stands in the wrong place",
		[MODEL_OPEN] = "a quote is not closed",
	};

	if (wanted != MODEL_FIELDS)
		return got == 2 && strcmp(s->reason, reasons[wanted]) == 0;
	if (got != 1 || s->nfields != line->nfields)
		return false;
	for (size_t i = 0; i < s->nfields; i++)
		if (!span_equal(field[i], line->field[i]))
			return false;
	return true;
}

/* Every part of text, one behind the other, while the first stays good. */
static bool
split_together(struct split *s, struct span text, struct model_line *line)
{
	struct span rest = text, first = span_cut(&rest, '\n');
	struct span *kept;
	size_t nkept;
	int got;
	bool same;

	if (split_room(s, text.len) == -1)
		abort();
	got = split_more(s, first);
	nkept = got == 1 ? s->nfields : 0;
	kept = malloc((nkept + 1) * sizeof(*kept));
	if (kept == NULL)
		abort();
	memcpy(kept, s->field, nkept * sizeof(*kept));
	same = is_split(s, got, model_split(line, first, s->delimiter,
	    s->quote), kept, line);
	while (rest.ptr != NULL) {
		struct span part = span_cut(&rest, '\n');
		got = split_more(s, part);
		same = is_split(s, got, model_split(line, part, s->delimiter,
		    s->quote), s->field, line) && same;
	}
	(void)model_split(line, first, s->delimiter, s->quote);
	for (size_t i = 0; i < nkept; i++)
		same = same && span_equal(kept[i], line->field[i]);
	free(kept);
	return same;
}

/* Fields that are written as CSV are read back. */
static bool
comes_back(struct split *s, const struct model_line *line)
{
	struct buf text = { 0 };
	int got;
	bool same;

	for (size_t i = 0; i < line->nfields; i++) {
		if (i > 0)
			buf_putc(&text, ',');
		field_put(&text, line->field[i]);
	}
	got = split_record(s, buf_span(&text));
	same = is_split(s, got, MODEL_FIELDS, s->field, line);
	buf_free(&text);
	return same;
}

bool
fuzz_split(struct span bytes)
{
	struct model_line *line;
	struct split split;
	enum model_split wanted;
	char delimiter = ',', quote = '"';
	bool same;

	if (bytes.len < FUZZ_CONTROL || bytes.len > MODEL_FIELDS_MAX)
		return true;
	if (bytes.ptr[0] == 'd') {
		delimiter = ";\t|'"[bytes.ptr[1] & 3];
		quote = "'\"\"\""[bytes.ptr[1] & 3];
	}
	bytes.ptr += FUZZ_CONTROL;
	bytes.len -= FUZZ_CONTROL;
	line = calloc(1, sizeof(*line));
	if (line == NULL || split_start(&split, delimiter, quote) == -1)
		abort();
	same = split_together(&split, bytes, line);
	/* A record may have newlines in quotes. */
	wanted = model_split(line, bytes, delimiter, quote);
	if (!line->has_end)
		same = is_split(&split, split_record(&split, bytes), wanted,
		    split.field, line) && same;
	if (wanted == MODEL_FIELDS && delimiter == ',' && quote == '"')
		same = comes_back(&split, line) && same;
	if (!same)
		fprintf(stderr, "split otherwise: \"%.*s\"\n", (int)bytes.len,
		    bytes.ptr);
	buf_free(&line->bytes);
	free(line);
	split_free(&split);
	return same;
}
