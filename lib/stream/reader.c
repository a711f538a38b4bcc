#include <errno.h>
#include <stdlib.h>

#include "stream/cutter.h"
#include "stream/header.h"
#include "stream/input.h"
#include "stream/line_ends.h"
#include "stream/lines.h"
#include "stream/reader.h"
#include "stream/split.h"

_Static_assert((int)READER_LINE_MAX == (int)LINES_MAX &&
    (int)READER_KEPT == (int)LINES_KEPT &&
    (int)READER_APPENDED_MAX == (int)LINES_MORE,
    "the header says what lines does");
_Static_assert((int)CUTTER_AHEAD <= (int)LINES_AHEAD,
    "what the cutter reads behind lines may be read");

struct reader_state {
	struct reader_options options;
	const char *const *first;	/* of all inputs */
	const char *const *path;	/* the input now read, or the next */
	bool opened;		/* input is open */
	struct input input;
	struct lines lines;
	struct split split;
	struct cutter cutter;	/* the short way, if there is one */
	unsigned long line;	/* of the record given last, */
	unsigned long next_line;	/* and of the one behind it */
	struct header header;
	struct buf text;	/* what detail may point at */
	enum reason reason;
	const char *detail;
	struct failure failure;
};

static const char *
current(const struct reader_state *s)
{
	return strcmp(*s->path, "-") == 0 ? "standard input" : *s->path;
}

/* Reading ends: at a line of the input that is open, or at 0, none of it. */
static int
fail_at(struct reader_state *s, enum reader_failure kind,
    unsigned long line, const char *clause)
{
	return failure_at(&s->failure, kind, current(s), line, clause);
}

/* What errno says of a call below. */
static int
fail_errno(struct reader_state *s)
{
	if (errno == EBADMSG)
		return fail_at(s, READER_FAILED_DATA, s->next_line,
		    input_reason(&s->input));
	return failure_errno(&s->failure, current(s));
}

static int
refuse(struct reader_state *s, enum reason reason, const char *detail)
{
	if (s->text.failed)
		return failure_memory(&s->failure);
	s->reason = reason;
	s->detail = detail;
	return 2;
}

/*
 * A record of the open input, whole but not yet split.  Returns 1, 2 for one
 * that is too long, 0 at the end, or -1.
 */
static int
next_raw(struct reader_state *s, struct span *raw)
{
	int got = s->options.foreign ?
	    lines_next_quoted(&s->lines, s->split.delimiter,
	    s->split.quote, raw) :
	    lines_next(&s->lines, raw);

	if (got <= 0)
		return got == 0 ? 0 : fail_errno(s);
	/* A mark alone is nothing. */
	if (s->next_line == 1 && !s->lines.ended &&
	    line_without_mark(*raw).len == 0)
		return 0;
	s->line = s->next_line;
	s->next_line += s->lines.count;
	if (!s->lines.ended && !s->options.final_newline_optional)
		return fail_at(s, READER_FAILED_DATA, s->line,
		    "the last line has no newline, so it may be cut short "
		    "(--final-newline=optional takes it)");
	if (got == 1)
		*raw = line_without_ends(*raw, s->line == 1);
	return got;
}

/* Give the header that was kept to the caller. */
static void
show_header(struct reader *r, const char *file, unsigned long line)
{
	const struct header *h = &r->state->header;

	r->header = (struct record){ .field = h->name, .nfields = h->count,
	    .raw = buf_span(&h->line), .file = file, .line = line };
}

/* The fields split last are a header, and not the one that was kept. */
static int
fail_header(struct reader_state *s, const char *clause)
{
	char difference[HEADER_CLAUSE_MAX];

	header_difference(&s->header, &s->split, difference);
	return failure_say(&s->failure, READER_FAILED_DATA, "%s:%lu: %s: %s",
	    current(s), s->line, clause, difference);
}

/* Returns 1, 0 if the input is empty, or -1. */
static int
skip_lines(struct reader_state *s)
{
	int got = lines_skip(&s->lines, s->options.skip, &s->next_line);

	if (got == 2)
		return fail_at(s, READER_FAILED_DATA, 0,
		    "it has fewer lines than are to be skipped");
	return got == -1 ? fail_errno(s) : got;
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
	if (s->header.name == NULL) {
		if (header_keep(&s->header, &s->split, raw) == -1)
			return failure_memory(&s->failure);
		show_header(r, current(s), s->line);
	} else if (!header_is(&s->header, &s->split)) {
		return fail_header(s, "another header than that of the input "
		    "before");
	}
	return 1;
}

/* The names that --columns gave: with commas, whatever the input has. */
static int
take_columns(struct reader *r)
{
	struct reader_state *s = r->state;
	struct span columns = span_of(s->options.columns);
	char shown[SPAN_SHOWN_MAX];
	int got = header_keep_line(&s->header, columns);

	if (got == -1)
		return failure_memory(&s->failure);
	if (got == 2)
		return failure_say(&s->failure, READER_FAILED_COLUMNS,
		    "--columns %s is not a line of CSV",
		    span_show(columns, shown));
	show_header(r, "--columns", 1);
	return 0;
}

/* Open the input that path points at.  Returns 0 or -1. */
static int
open_input(struct reader_state *s)
{
	if (input_open(&s->input, *s->path, &s->options.hook) == -1)
		return errno == ENOMEM ? failure_memory(&s->failure) :
		    fail_at(s, READER_FAILED_OPEN, 0, strerror(errno));
	s->opened = true;
	s->next_line = 1;
	if (s->options.until_of != NULL)
		s->options.until = s->options.until_of[s->path - s->first];
	if (s->options.until > 0)
		input_end_at(&s->input, s->options.until);
	s->options.until = 0;
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
		    (s->options.foreign || s->header.name == NULL);
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

/* Pass over what options say of the first input, whose header was read. */
static int
go_on(struct reader_state *s, const char *const first[])
{
	if (s->path != first) {
		s->path = first;
		return fail_at(s, READER_FAILED_DATA, 0,
		    "there is nothing in it");
	}
	s->next_line = s->options.from_line;
	if (input_seek(&s->input, s->options.from) == -1)
		return fail_errno(s);
	lines_start(&s->lines, &s->input);
	return 0;
}

int
reader_open(struct reader *r, const char *const paths[],
    const struct reader_options *options)
{
	struct reader_state *s = calloc(1, sizeof(*s));
	char delimiter = options->delimiter == '\0' ? ',' : options->delimiter;
	char quote = options->quote == '\0' ? '"' : options->quote;
	int got;

	*r = (struct reader){ .state = s };
	if (s == NULL)
		return -1;
	s->options = *options;
	s->first = s->path = paths;
	s->lines.more = options->appended;
	if (split_start(&s->split, delimiter, quote) == -1)
		return failure_memory(&s->failure);
	if (options->columns != NULL && take_columns(r) == -1)
		return -1;
	got = advance(r);
	if (got == 0) {
		s->path = paths;
		return fail_at(s, READER_FAILED_DATA, 0,
		    "there is nothing in it: no header names the columns");
	}
	if (got == -1 || (options->from != 0 && go_on(s, paths) == -1))
		return -1;
	/* Where memory is short there is the long way. */
	if (!options->foreign)
		(void)!cutter_open(&s->cutter, r->header.nfields);
	return 0;
}

int
reader_column(const struct reader *r, struct span name)
{
	return header_column(&r->state->header, name);
}

/*
 * Is this line a header, with a byte-order mark before it or without?  Returns
 * 0 if it is a record; 1 if it is the same one again; 3 if there may be others;
 * -1 if it is another where there may not.
 */
static int
find_header(struct reader_state *s)
{
	if (s->options.is_header != NULL)
		return header_may_be(&s->header, &s->split,
		    s->options.is_header) ? 3 : 0;
	if (s->options.foreign || !header_looks_like(&s->split))
		return 0;
	return header_is(&s->header, &s->split) ? 1 :
	    fail_header(s, "another header than the first");
}

/*
 * Split raw and see what it is.  Returns 1 for a record, 2 for one refused, 3
 * for a header, 0 for one to be passed over, or -1.
 */
static int
examine(struct reader *r, struct span raw)
{
	struct reader_state *s = r->state;
	struct span unmarked = line_without_mark(raw);
	char shown[SPAN_SHOWN_MAX];
	int got, header = 0;

	if (memchr(raw.ptr, '\0', raw.len) != NULL)
		return refuse(s, REASON_NUL, "there is a NUL in the line");
	got = split_record(&s->split, unmarked);
	if (got == 1)
		header = find_header(s);
	if (header != 0)
		return header == 1 ? 0 : header;
	if (unmarked.len != raw.len)
		got = split_record(&s->split, raw);
	if (got == -1)
		return fail_errno(s);
	if (got == 2)
		return refuse(s, REASON_QUOTE, buf_say(&s->text, "%s in %s",
		    s->split.reason, span_show(raw, shown)));
	if (s->split.nfields == r->header.nfields)
		return 1;
	return refuse(s, REASON_COLUMNS, buf_say(&s->text,
	    "%zu field%s where the header has %zu", s->split.nfields,
	    s->split.nfields == 1 ? "" : "s", r->header.nfields));
}

size_t
reader_ready(struct reader *r, struct record *row, size_t cap)
{
	struct reader_state *s = r->state;
	struct span there, rest;
	size_t count;

	if (s == NULL || s->failure.kind != 0 || !s->opened)
		return 0;
	if (s->lines.moved)
		cutter_forget(&s->cutter);
	s->lines.moved = false;
	there = rest = lines_there(&s->lines);
	count = cutter_cut(&s->cutter, &s->split, &rest, row, cap);
	for (size_t i = 0; i < count; i++) {
		row[i].file = current(s);
		row[i].line = s->next_line++;
	}
	if (count > 0)
		lines_pass(&s->lines, there.len - rest.len);
	return count;
}

int
reader_next(struct reader *r, struct record *row)
{
	struct reader_state *s = r->state;
	struct span raw;
	int got;

	if (s == NULL || s->failure.kind != 0)
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
			got = refuse(s, REASON_LONG, lines_say_long(&s->lines,
			    &s->text));
		else if (raw.len == 0)
			got = refuse(s, REASON_BLANK, "the line is blank");
		else
			got = examine(r, raw);
		if (got == 2 && s->reason == REASON_QUOTE &&
		    s->lines.count > 1) {
			/* These lines do not belong together after all. */
			raw = line_without_ends(lines_part(&s->lines),
			    s->line == 1);
			s->next_line = s->line + 1;
			got = examine(r, raw);
		}
		if (got != 0)
			break;
	}
	if (got == -1)
		return -1;
	*row = (struct record){ .raw = raw, .file = current(s),
	    .line = s->line };
	if (got != 2) {
		row->field = s->split.field;
		row->nfields = s->split.nfields;
	}
	return got;
}

uint64_t
reader_bytes(const struct reader *r)
{
	const struct reader_state *s = r->state;

	return s == NULL ? 0 : input_bytes(&s->input,
	    lines_there(&s->lines).len);
}

int
reader_take_header(struct reader *r, const struct record *row)
{
	struct reader_state *s = r->state;
	size_t before = s->header.count;

	if (header_keep_fields(&s->header, row->field, row->nfields,
	    row->raw) == -1)
		return failure_memory(&s->failure);
	show_header(r, row->file, row->line);
	/* What was cut, and not looked at yet, is in its memory. */
	if (row->nfields == before)
		return 0;
	cutter_close(&s->cutter);
	(void)!cutter_open(&s->cutter, row->nfields);
	return 0;
}

size_t
reader_input(const struct reader *r)
{
	return (size_t)(r->state->path - r->state->first);
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
	return r->state == NULL ? READER_FAILED_MEMORY : r->state->failure.kind;
}

const char *
reader_error(const struct reader *r)
{
	return r->state == NULL ? "out of memory" : r->state->failure.sentence;
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
	cutter_close(&s->cutter);
	header_free(&s->header);
	failure_free(&s->failure);
	buf_free(&s->text);
	free(s);
	*r = (struct reader){ 0 };
}
