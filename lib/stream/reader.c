#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "stream/input.h"
#include "stream/lines.h"
#include "stream/reader.h"
#include "stream/split.h"

struct reader_state {
	struct reader_options options;
	const char *const *path;	/* the input that is read, or the next */
	bool opened;		/* input is open */
	struct input input;
	struct lines lines;
	struct split split;
	unsigned long line;	/* of the record given last, */
	unsigned long next_line;	/* and of the one behind it */
	struct span joined;	/* the record, where lines were joined */
	size_t alone;		/* bytes of its first line; 0: none were */
	struct buf names;	/* the header's fields, one after another */
	struct span *name;
	struct buf header;	/* the header's line */
	struct buf text;	/* what error and detail point at */
	enum reason reason;
	const char *detail;
	enum reader_failure failure;
	const char *error;
};

static const char *
current(const struct reader_state *s)
{
	return strcmp(*s->path, "-") == 0 ? "standard input" : *s->path;
}

/* A finished sentence of at most a few hundred bytes; never NULL. */
static const char *
sentence(struct reader_state *s, const char *file, unsigned long line,
    const char *clause)
{
	size_t room = strlen(file) + strlen(clause) + 64;
	int len;

	buf_clear(&s->text);
	if (buf_reserve(&s->text, room) == -1)
		return "out of memory";
	if (line == 0)
		len = snprintf(s->text.ptr, room, "%s: %s", file, clause);
	else
		len = snprintf(s->text.ptr, room, "%s:%lu: %s", file, line,
		    clause);
	return len < 0 ? clause : s->text.ptr;
}

static int
fail_at(struct reader_state *s, enum reader_failure failure,
    unsigned long line, const char *clause)
{
	s->failure = failure;
	s->error = sentence(s, *s->path == NULL ? "input" : current(s), line,
	    clause);
	return -1;
}

static int
fail_memory(struct reader_state *s)
{
	s->failure = READER_FAILED_MEMORY;
	s->error = "out of memory";
	return -1;
}

/* What errno says of a call below. */
static int
fail_errno(struct reader_state *s)
{
	if (errno == ENOMEM)
		return fail_memory(s);
	if (errno == EINTR || errno == ECANCELED) {
		s->failure = READER_STOPPED;
		s->error = "";
		return -1;
	}
	if (errno == EBADMSG)
		return fail_at(s, READER_FAILED_DATA, 0,
		    input_reason(&s->input));
	return fail_at(s, READER_FAILED_READ, 0, strerror(errno));
}

static int
refuse(struct reader_state *s, enum reason reason, const char *detail)
{
	s->reason = reason;
	s->detail = detail;
	return 2;
}

static size_t
count_quotes(struct span s, char quote)
{
	size_t count = 0;

	while (s.len > 0) {
		const char *found = memchr(s.ptr, quote, s.len);
		if (found == NULL)
			break;
		count++;
		s.len -= (size_t)(found + 1 - s.ptr);
		s.ptr = found + 1;
	}
	return count;
}

/* Take the lines joined apart again: the first, given back, stays alone. */
static struct span
part_lines(struct reader_state *s)
{
	struct span first = { s->joined.ptr, s->alone };

	lines_return_to(&s->lines, first.ptr + first.len + 1);
	s->lines.ended = true;
	s->next_line = s->line + 1;
	s->alone = 0;
	return first;
}

/*
 * In a foreign dialect a quote that is open at the end of a line goes on in
 * the next: join lines until the quotes are even.  Where they never are, the
 * line stays alone.  Returns 1 or -1.
 */
static int
join_quoted(struct reader_state *s, struct span *line)
{
	char quote = s->split.quote;
	size_t first = line->len, quotes = count_quotes(*line, quote);

	while (quotes % 2 == 1) {
		size_t seen = line->len;
		int joined = lines_join(&s->lines, line);
		if (joined == -1)
			return -1;
		if (joined == 0) {
			s->joined = *line;
			if (s->alone > 0)
				*line = part_lines(s);
			return 1;
		}
		s->alone = first;
		s->next_line++;
		quotes += count_quotes((struct span){ line->ptr + seen,
		    line->len - seen }, quote);
	}
	s->joined = *line;
	return 1;
}

static struct span
without_return(struct span line)
{
	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* The UTF-8 byte-order mark is no part of a line. */
static struct span
without_mark(struct span line)
{
	if (line.len >= 3 && memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0) {
		line.ptr += 3;
		line.len -= 3;
	}
	return line;
}

/* A record without what is no part of it. */
static struct span
without_ends(const struct reader_state *s, struct span raw)
{
	return without_return(s->line == 1 ? without_mark(raw) : raw);
}

/*
 * A record of the open input, whole but not yet split.  Returns 1, 2 for one
 * that is too long, 0 at the end, or -1.
 */
static int
next_raw(struct reader_state *s, struct span *raw)
{
	int got = lines_next(&s->lines, raw);

	if (got <= 0)
		return got == 0 ? 0 : fail_errno(s);
	s->line = s->next_line++;
	s->alone = 0;
	if (got == 1 && s->options.foreign && join_quoted(s, raw) == -1)
		return fail_errno(s);
	if (!s->lines.ended && !s->options.final_newline_optional)
		return fail_at(s, READER_FAILED_DATA, s->line,
		    "the last line has no newline, so it may be cut short "
		    "(--final-newline=optional takes it)");
	if (got == 1)
		*raw = without_ends(s, *raw);
	return got;
}

static int
refuse_long(struct reader_state *s)
{
	char hash[DIGEST_TEXT_LEN + 1], *text;

	digest_end(&s->lines.hash, hash);
	buf_clear(&s->text);
	if (buf_reserve(&s->text, 256) == -1)
		return fail_memory(s);
	text = s->text.ptr;
	snprintf(text, 256, "%llu bytes, more than %d; sha256 %s",
	    (unsigned long long)s->lines.len, READER_LINE_MAX, hash);
	return refuse(s, REASON_LONG, text);
}

/* Do the fields split last name columns: both id and amount? */
static bool
is_header(const struct split *split)
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

static bool
is_same_header(const struct reader *r)
{
	const struct split *split = &r->state->split;

	if (split->nfields != r->header.nfields)
		return false;
	for (size_t i = 0; i < split->nfields; i++)
		if (!span_equal(split->field[i], r->header.field[i]))
			return false;
	return true;
}

/* Keep the fields split last, and their line, as the header. */
static int
keep_header(struct reader *r, const struct split *split, struct span raw)
{
	struct reader_state *s = r->state;
	size_t total = 0;

	for (size_t i = 0; i < split->nfields; i++)
		total += split->field[i].len;
	s->name = calloc(split->nfields, sizeof(*s->name));
	buf_put(&s->header, raw);
	if (s->name == NULL || s->header.failed ||
	    buf_reserve(&s->names, total + 1) == -1)
		return fail_memory(s);
	for (size_t i = 0; i < split->nfields; i++) {
		struct span field = split->field[i];
		s->name[i] = (struct span){ s->names.ptr + s->names.len,
		    field.len };
		buf_put(&s->names, field);
	}
	r->header = (struct record){ .field = s->name,
	    .nfields = split->nfields, .raw = buf_span(&s->header),
	    .file = current(s), .line = s->line };
	return 0;
}

/*
 * Pass over the lines before the first that counts.  Returns 1, 0 if the
 * input is empty, or -1.
 */
static int
skip_lines(struct reader_state *s)
{
	struct span raw;

	for (unsigned long i = 0; i < s->options.skip; i++) {
		int got = lines_next(&s->lines, &raw);
		if (got == -1)
			return fail_errno(s);
		if (got == 0 && i == 0)
			return 0;
		if (got == 0)
			return fail_at(s, READER_FAILED_DATA, 0,
			    "it has fewer lines than are to be skipped");
		s->next_line++;
	}
	return 1;
}

/*
 * The first line of an input: the header, or, of a later foreign input, the
 * same one again.  Returns 1, 0 if the input is empty, or -1.
 */
static int
read_header(struct reader *r)
{
	struct reader_state *s = r->state;
	struct span raw;
	int got = next_raw(s, &raw);

	if (got == 0 && s->options.skip > 0)
		return fail_at(s, READER_FAILED_DATA, 0,
		    "it has no lines behind those skipped");
	if (got <= 0)
		return got;
	if (got == 1 && raw.len > 0 && memchr(raw.ptr, '\0', raw.len) == NULL)
		got = split_record(&s->split, raw);
	else
		got = 2;
	if (got == -1)
		return fail_errno(s);
	if (got == 2)
		return fail_at(s, READER_FAILED_DATA, s->line,
		    "this is no header: the first line names the columns");
	if (r->header.nfields == 0)
		return keep_header(r, &s->split, raw) == -1 ? -1 : 1;
	if (!is_same_header(r))
		return fail_at(s, READER_FAILED_DATA, s->line,
		    "the header differs from that of the input before");
	return 1;
}

/* The names that --columns gave: with commas, whatever the input has. */
static int
take_columns(struct reader *r)
{
	struct reader_state *s = r->state;
	struct span columns = span_of(s->options.columns);
	struct split split = { 0 };
	int got, status;

	if (split_start(&split, ',', '"') == -1)
		return fail_memory(s);
	got = columns.len == 0 ? 2 : split_record(&split, columns);
	if (got == 1)
		status = keep_header(r, &split, columns);
	else if (got == 2)
		status = fail_at(s, READER_FAILED_DATA, 0,
		    "the columns given are no line of CSV");
	else
		status = fail_memory(s);
	split_free(&split);
	return status;
}

/* Open the input that path points at.  Returns 0 or -1. */
static int
open_input(struct reader_state *s)
{
	if (input_open(&s->input, *s->path, &s->options.hook) == -1)
		return errno == ENOMEM ? fail_memory(s) :
		    fail_at(s, READER_FAILED_OPEN, 0, strerror(errno));
	s->opened = true;
	s->next_line = 1;
	lines_start(&s->lines, &s->input);
	return 0;
}

/*
 * Have an open input, with its header behind us where it has one.  Returns 1,
 * 0 if there is no other, or -1.
 */
static int
advance(struct reader *r)
{
	struct reader_state *s = r->state;
	bool wants_header;
	int got;

	while (!s->opened) {
		if (*s->path == NULL)
			return 0;
		if (open_input(s) == -1)
			return -1;
		wants_header = s->options.columns == NULL &&
		    (s->options.foreign || r->header.nfields == 0);
		got = skip_lines(s);
		if (got == 1 && wants_header)
			got = read_header(r);
		if (got != 0)
			return got;
		input_close(&s->input);
		s->opened = false;
		s->path++;
	}
	return 1;
}

int
reader_open(struct reader *r, const char *const paths[],
    const struct reader_options *options)
{
	struct reader_state *s = calloc(1, sizeof(*s));
	char delimiter = options->delimiter == '\0' ? ',' : options->delimiter;
	char quote = options->quote == '\0' ? '"' : options->quote;
	const char *const *first = paths;
	int got;

	*r = (struct reader){ .state = s };
	if (s == NULL)
		return -1;
	s->options = *options;
	s->path = paths;
	if (split_start(&s->split, delimiter, quote) == -1)
		return fail_memory(s);
	if (options->columns != NULL && take_columns(r) == -1)
		return -1;
	got = advance(r);
	if (got == 0) {
		s->path = first;
		return fail_at(s, READER_FAILED_DATA, 0,
		    "there is nothing in it: no header names the columns");
	}
	return got == -1 ? -1 : 0;
}

int
reader_column(const struct reader *r, struct span name)
{
	int found = -1;

	for (size_t i = 0; i < r->header.nfields; i++) {
		if (!span_equal(r->header.field[i], name))
			continue;
		if (found != -1)
			return -2;
		found = (int)i;
	}
	return found;
}

static int
refuse_columns(struct reader_state *s, size_t wanted)
{
	buf_clear(&s->text);
	if (buf_reserve(&s->text, 96) == -1)
		return fail_memory(s);
	snprintf(s->text.ptr, 96, "%zu field%s where the header has %zu",
	    s->split.nfields, s->split.nfields == 1 ? "" : "s", wanted);
	return refuse(s, REASON_COLUMNS, s->text.ptr);
}

/*
 * Is this line the header again, with a byte-order mark before it or without?
 * Returns 1 if it is, 0 if it is a record, -1 if it is another header.
 */
static int
repeats_header(struct reader *r)
{
	struct reader_state *s = r->state;

	if (s->options.foreign || !is_header(&s->split))
		return 0;
	if (is_same_header(r))
		return 1;
	return fail_at(s, READER_FAILED_DATA, s->line,
	    "another header than the first: the columns differ");
}

/*
 * Split raw and see what it is.  Returns 1 for a record, 2 for one refused, 0
 * for a header to be passed over, or -1.
 */
static int
examine(struct reader *r, struct span raw)
{
	struct reader_state *s = r->state;
	struct span unmarked = without_mark(raw);
	int got, repeated = 0;

	if (memchr(raw.ptr, '\0', raw.len) != NULL)
		return refuse(s, REASON_NUL, "there is a NUL in the line");
	got = split_record(&s->split, unmarked);
	if (got == 1)
		repeated = repeats_header(r);
	if (repeated != 0)
		return repeated == 1 ? 0 : -1;
	if (unmarked.len != raw.len)
		got = split_record(&s->split, raw);
	if (got == -1)
		return fail_errno(s);
	if (got == 2)
		return refuse(s, REASON_QUOTE, s->split.reason);
	if (s->split.nfields != r->header.nfields)
		return refuse_columns(s, r->header.nfields);
	return 1;
}

int
reader_next(struct reader *r, struct record *row)
{
	struct reader_state *s = r->state;
	struct span raw;
	int got;

	if (s == NULL || s->failure != 0)
		return -1;
	for (;;) {
		got = advance(r);
		if (got <= 0)
			return got;
		got = next_raw(s, &raw);
		if (got == -1)
			return -1;
		if (got == 0) {
			input_close(&s->input);
			s->opened = false;
			s->path++;
			continue;
		}
		if (got == 2)
			got = refuse_long(s);
		else if (raw.len == 0)
			got = refuse(s, REASON_BLANK, "the line is blank");
		else
			got = examine(r, raw);
		if (got == 2 && s->reason == REASON_QUOTE && s->alone > 0) {
			/* The lines do not belong together after all. */
			raw = without_ends(s, part_lines(s));
			got = examine(r, raw);
		}
		if (got != 0)
			break;
	}
	if (got == -1)
		return -1;
	*row = (struct record){ .raw = raw, .file = current(s),
	    .line = s->line };
	if (got == 1) {
		row->field = s->split.field;
		row->nfields = s->split.nfields;
	}
	return got;
}

enum reason
reader_reason(const struct reader *r)
{
	return r->state->reason;
}

const char *
reader_detail(const struct reader *r)
{
	return r->state->detail;
}

enum reader_failure
reader_failure(const struct reader *r)
{
	return r->state == NULL ? READER_FAILED_MEMORY : r->state->failure;
}

const char *
reader_error(const struct reader *r)
{
	return r->state == NULL ? "out of memory" : r->state->error;
}

void
reader_close(struct reader *r)
{
	struct reader_state *s = r->state;

	if (s == NULL)
		return;
	input_close(&s->input);
	lines_free(&s->lines);
	split_free(&s->split);
	buf_free(&s->names);
	buf_free(&s->header);
	buf_free(&s->text);
	free(s->name);
	free(s);
	*r = (struct reader){ 0 };
}
