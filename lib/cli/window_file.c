#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/digits.h"
#include "cli/window_file.h"
#include "ledger/txn.h"
#include "stream/reader.h"

enum { RUN = 64 };		/* records taken at a time */

struct window_file_state {
	const char *path[2];
	struct reader_options options;
	struct reader in;
	struct txn_columns at;
	struct timestamp_memo memo;
	int scale;
	size_t header_len;	/* without the two columns */
	uint64_t number;	/* of the window that came last; 0: none */
	uint64_t offset;	/* of the record that is next, */
	unsigned long line;	/* and its line */
	struct failure failure;
	size_t next, count;	/* of the records that were taken */
	struct record row[RUN];
	struct txn txn[RUN];
};

/* What a line says beside its record. */
struct place {
	uint64_t window, batch;
	size_t len;		/* of the line without the two columns */
};

static int
fail_reader(struct window_file_state *s)
{
	return failure_say(&s->failure, reader_failure(&s->in), "%s",
	    reader_error(&s->in));
}

static int
fail_line(struct window_file_state *s, unsigned long line, const char *clause)
{
	return failure_at(&s->failure, READER_FAILED_DATA, s->path[0], line,
	    clause);
}

/* The part of a line before its last two fields, which hold no comma. */
static size_t
len_before(struct span line)
{
	int commas = 0;

	while (line.len > 0 && commas < 2)
		commas += line.ptr[--line.len] == ',';
	return line.len;
}

static int
open_reader(struct window_file_state *s)
{
	const char *wrong;

	if (reader_open(&s->in, s->path, &s->options) == -1)
		return fail_reader(s);
	if (txn_find_columns(&s->in, &s->at, &wrong) == -1)
		return fail_line(s, 1, wrong);
	/* What is not wanted need not be read. */
	s->at.time = s->at.account = -1;
	s->header_len = len_before(s->in.header.raw);
	if (s->in.header.nfields < 4)
		return fail_line(s, 1, "there are no columns for a window and "
		    "a batch");
	s->offset = s->in.header.raw.len + 1;
	s->line = 2;
	return 0;
}

int
window_file_open(struct window_file *f, const char *path, int scale,
    uint64_t until)
{
	struct window_file_state *s = calloc(1, sizeof(*s));

	f->state = s;
	if (s == NULL)
		return -1;
	s->path[0] = path;
	s->scale = scale;
	s->options.until = until;
	s->options.appended = 2 * (DIGITS_ROOM + 1);
	return open_reader(s);
}

struct span
window_file_header(const struct window_file *f)
{
	return (struct span){ f->state->in.header.raw.ptr,
	    f->state->header_len };
}

int
window_file_seek(struct window_file *f, uint64_t offset, unsigned long line)
{
	struct window_file_state *s = f->state;

	reader_close(&s->in);
	s->options.from = offset;
	s->options.from_line = line;
	if (open_reader(s) == -1)
		return -1;
	s->offset = offset;
	s->line = line;
	return 0;
}

/* A number as it is written here: from 1 on. */
static bool
parse_number(struct span text, uint64_t *number)
{
	return digits_parse(text, number) == 0 && *number > 0;
}

/* The last two fields, which stand as they are, not in quotes. */
static bool
find_place(const struct record *row, struct place *at)
{
	struct span window = row->field[row->nfields - 2];
	struct span batch = row->field[row->nfields - 1];
	size_t len = window.len + batch.len + 2;

	if (len > row->raw.len || !parse_number(window, &at->window) ||
	    !parse_number(batch, &at->batch))
		return false;
	at->len = row->raw.len - len;
	return row->raw.ptr[at->len] == ',' &&
	    row->raw.ptr[at->len + 1 + window.len] == ',';
}

/* Have a record that is next.  Returns 1, 0 at the end, or -1. */
static int
look(struct window_file_state *s)
{
	struct txn_fault fault;
	size_t parsed;
	int got;

	if (s->next < s->count)
		return 1;
	s->next = 0;
	s->count = reader_ready(&s->in, s->row, RUN);
	if (s->count == 0) {
		got = reader_next(&s->in, s->row);
		if (got == -1)
			return fail_reader(s);
		if (got == 2)
			return fail_line(s, s->row->line,
			    reader_detail(&s->in));
		if (got == 0)
			return 0;
		s->count = 1;
	}
	parsed = txn_parse_run(s->row, s->count, &s->at, s->scale, &s->memo,
	    s->txn);
	if (parsed == s->count)
		return 1;
	/* Those before it are good, but all of it is wrong in any case. */
	if (txn_parse(s->row + parsed, &s->at, s->scale, s->txn + parsed,
	    &fault) == -1)
		return fail_line(s, s->row[parsed].line, fault.detail);
	return fail_line(s, s->row[parsed].line, "this is no transaction");
}

/* See that a record may come next in its window. */
static int
check_order(struct window_file_state *s, const struct parcel *p,
    const struct place *at)
{
	const struct record *row = &s->row[s->next];
	uint64_t batches = p->packing.batches;

	if (row->line != s->line)
		return fail_line(s, s->line, "this is no record");
	if (at->batch == batches + 1 || (at->batch == batches && batches > 0))
		return 0;
	return failure_say(&s->failure, READER_FAILED_DATA, "%s:%lu: batch %"
	    PRIu64 " of window %" PRIu64 " follows batch %" PRIu64, s->path[0],
	    row->line, at->batch, at->window, batches);
}

/* Put the record that is next into its batch, which holds *total. */
static int
take(struct window_file_state *s, struct parcel *p, const struct place *at,
    uint64_t *total)
{
	const struct record *row = &s->row[s->next];
	const struct txn *txn = &s->txn[s->next];
	uint64_t amount = money_magnitude(txn->amount);
	size_t count = p->held.count;

	if (check_order(s, p, at) == -1)
		return -1;
	if (at->batch > p->packing.batches)
		*total = 0;
	if (amount > p->cap || *total > p->cap - amount)
		return failure_say(&s->failure, READER_FAILED_DATA, "%s:%lu: "
		    "batch %" PRIu64 " of window %" PRIu64 " is over the cap",
		    s->path[0], row->line, at->batch, at->window);
	*total += amount;
	if (count == UINT32_MAX || GROW(p->packing.batch, p->packing.batch_cap,
	    count + 1) == -1 || parcel_put(p, (struct span){ row->raw.ptr,
	    at->len }, txn->id, amount) == -1)
		return failure_memory(&s->failure);
	p->packing.batches = (uint32_t)at->batch;
	p->packing.batch[count] = (uint32_t)at->batch - 1;
	s->offset += row->raw.len + 1;
	s->line = row->line + 1;
	s->next++;
	return 0;
}

/* Does the record that is next belong to the window?  1, 0, or -1. */
static int
belongs(struct window_file_state *s, const struct parcel *p, struct place *at)
{
	unsigned long line = s->row[s->next].line;

	if (!find_place(&s->row[s->next], at))
		return fail_line(s, line, "the last two fields are not a "
		    "window and a batch");
	if (p->held.count == 0 && (s->number == 0 ||
	    at->window == s->number + 1)) {
		s->number = at->window;
		return 1;
	}
	if (at->window == s->number && p->held.count > 0)
		return 1;
	if (at->window == s->number + 1)
		return 0;
	return failure_say(&s->failure, READER_FAILED_DATA, "%s:%lu: window %"
	    PRIu64 " follows window %" PRIu64, s->path[0], line, at->window,
	    s->number);
}

int
window_file_next(struct window_file *f, struct parcel *p)
{
	struct window_file_state *s = f->state;
	struct window window;
	uint64_t total = 0;
	struct place at;
	int got;

	parcel_clear(p);
	p->packing.batches = 0;
	while ((got = look(s)) == 1 && (got = belongs(s, p, &at)) == 1)
		if (take(s, p, &at, &total) == -1)
			return -1;
	if (got == -1)
		return -1;
	if (p->held.count == 0)
		return 0;
	p->number = s->number;
	window = parcel_window(p);
	if (groups_make(&p->groups, &window, &p->packing) == -1)
		return failure_memory(&s->failure);
	p->packed = true;
	return 1;
}

uint64_t
window_file_offset(const struct window_file *f)
{
	return f->state->offset;
}

unsigned long
window_file_line(const struct window_file *f)
{
	return f->state->line;
}

enum reader_failure
window_file_failure(const struct window_file *f)
{
	return f->state == NULL ? READER_FAILED_MEMORY :
	    f->state->failure.kind;
}

const char *
window_file_error(const struct window_file *f)
{
	return f->state == NULL ? "out of memory" :
	    f->state->failure.sentence;
}

void
window_file_close(struct window_file *f)
{
	if (f->state == NULL)
		return;
	reader_close(&f->state->in);
	failure_free(&f->state->failure);
	free(f->state);
	f->state = NULL;
}
