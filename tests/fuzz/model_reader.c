#include <stdlib.h>

#include "fuzz/model.h"
#include "fuzz/model_reader.h"
#include "fuzz/transcript.h"

struct model {
	struct buf *to;
	const struct reader_options *options;
	bool has_header;
	struct model_line *header;
	struct model_line *line;	/* now looked at */
};

static bool
begins_with_mark(struct span text)
{
	return text.len >= 3 && text.ptr[0] == '\xef' &&
	    text.ptr[1] == '\xbb' && text.ptr[2] == '\xbf';
}

static struct span
without(struct span text, size_t len)
{
	return (struct span){ text.ptr + len, text.len - len };
}

static bool
has_nul(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '\0')
			return true;
	return false;
}

static bool
names(const struct model_line *line, const char *name)
{
	for (size_t i = 0; i < line->nfields; i++)
		if (span_equal(line->field[i], span_of(name)))
			return true;
	return false;
}

static bool
is_header(const struct model *m)
{
	if (m->line->nfields != m->header->nfields)
		return false;
	for (size_t i = 0; i < m->line->nfields; i++)
		if (!span_equal(m->line->field[i], m->header->field[i]))
			return false;
	return true;
}

/* Returns 0, or why the run ends. */
static enum reader_failure
read_header(struct model *m, struct record *row)
{
	if (row->raw.len == 0 || has_nul(row->raw) || model_split(m->header,
	    row->raw, ',', '"') != MODEL_FIELDS)
		return READER_FAILED_DATA;
	m->has_header = true;
	row->field = m->header->field;
	row->nfields = m->header->nfields;
	transcript_record(m->to, row);
	return 0;
}

/* Likewise. */
static enum reader_failure
read_record(struct model *m, struct record *row)
{
	bool marked = begins_with_mark(row->raw);
	enum model_split split;

	if (row->raw.len == 0 || has_nul(row->raw)) {
		transcript_refusal(m->to, row, row->raw.len == 0 ?
		    REASON_BLANK : REASON_NUL);
		return 0;
	}
	split = model_split(m->line, without(row->raw, marked ? 3 : 0), ',',
	    '"');
	if (split == MODEL_FIELDS && names(m->line, "id") &&
	    names(m->line, "amount"))
		return is_header(m) ? 0 : READER_FAILED_DATA;
	split = model_split(m->line, row->raw, ',', '"');
	if (split != MODEL_FIELDS) {
		transcript_refusal(m->to, row, REASON_QUOTE);
	} else if (m->line->nfields != m->header->nfields) {
		transcript_refusal(m->to, row, REASON_COLUMNS);
	} else {
		row->field = m->line->field;
		row->nfields = m->line->nfields;
		transcript_record(m->to, row);
	}
	return 0;
}

static enum reader_failure
read_input(struct model *m, const char *path, struct span rest)
{
	for (unsigned long number = 1; rest.len > 0; number++) {
		struct record row = { .file = path, .line = number };
		size_t len = 0;
		bool ended;
		enum reader_failure failure;

		while (len < rest.len && rest.ptr[len] != '\n')
			len++;
		row.raw = (struct span){ rest.ptr, len };
		ended = len < rest.len;
		rest = without(rest, len + ended);
		if (number == 1 && begins_with_mark(row.raw))
			row.raw = without(row.raw, 3);
		if (number == 1 && !ended && row.raw.len == 0)
			return 0;	/* a mark alone is nothing */
		if (!ended && !m->options->final_newline_optional)
			return READER_FAILED_DATA;
		if (row.raw.len > 0 && row.raw.ptr[row.raw.len - 1] == '\r')
			row.raw.len--;
		failure = m->has_header ? read_record(m, &row) :
		    read_header(m, &row);
		if (failure != 0)
			return failure;
	}
	return 0;
}

void
model_read(struct buf *to, const char *const paths[],
    const struct span inputs[], const struct reader_options *options)
{
	struct model m = { .to = to, .options = options };
	enum reader_failure failure = 0;

	m.header = calloc(1, sizeof(*m.header));
	m.line = calloc(1, sizeof(*m.line));
	if (m.header == NULL || m.line == NULL)
		abort();
	if (options->columns != NULL) {
		struct record row = { .file = "--columns", .line = 1,
		    .raw = span_of(options->columns) };
		failure = read_header(&m, &row);
	}
	for (int i = 0; failure == 0 && paths[i] != NULL; i++)
		failure = read_input(&m, paths[i], inputs[i]);
	if (failure == 0 && !m.has_header)
		failure = READER_FAILED_DATA;
	transcript_failure(to, failure);
	buf_free(&m.header->bytes);
	buf_free(&m.line->bytes);
	free(m.header);
	free(m.line);
}
