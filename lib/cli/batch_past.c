#include <inttypes.h>
#include <stdlib.h>

#include "base/grow.h"
#include "cli/batch_past.h"

int
batch_past_open(struct batch_past *p, const char *batches,
    const char *oversize)
{
	p->batches = batches;
	p->then.cap = p->cap;
	p->rows.line = UINT64_MAX;
	if (reject_rows_open(&p->rows, oversize, p->oversize,
	    p->oversize_end) == -1)
		return failure_say(&p->failure, p->rows.failure.kind, "%s",
		    p->rows.failure.sentence);
	if (!batch_past_left(p))
		return 0;
	if (window_file_open(&p->file, batches, p->scale, p->end) == -1 ||
	    (p->offset > 0 && window_file_seek(&p->file, p->offset,
	    p->passed * p->window + 2) == -1))
		return failure_say(&p->failure, window_file_failure(&p->file),
		    "%s", window_file_error(&p->file));
	return 0;
}

int
batch_past_not_refused(struct batch_past *p, const struct record *row)
{
	if (!batch_past_was_refused(p, row))
		return 0;
	return failure_say(&p->failure, READER_FAILED_DATA, "%s:%lu: this is "
	    "not what was read before: by %s, line %" PRIu64 " was refused",
	    row->file, row->line, p->rows.path, p->rows.line);
}

/* All records of a window have come. */
static int
compare(struct batch_past *p, const struct record *row)
{
	size_t at;
	int got = window_file_next(&p->file, &p->then);

	if (got == -1)
		return failure_say(&p->failure, window_file_failure(&p->file),
		    "%s", window_file_error(&p->file));
	if (got == 0 || p->then.number != p->passed + 1 ||
	    p->then.held.count != p->window)
		return failure_say(&p->failure, READER_FAILED_DATA, "%s:%lu: "
		    "window %" PRIu64 ", of %zu lines, does not end here",
		    p->batches, window_file_line(&p->file), p->passed + 1,
		    p->window);
	got = window_match(&p->match, &p->then, &p->now, &at);
	if (got == -1)
		return failure_memory(&p->failure);
	if (got == WINDOW_MATCH_SAME) {
		p->passed++;
		held_clear(&p->now);
		return 0;
	}
	return failure_say(&p->failure, READER_FAILED_DATA, "%s:%lu: this is "
	    "not what was read before: %s window %" PRIu64 " of %s", row->file,
	    p->line[at], got == WINDOW_MATCH_OTHER ? "it is not in" :
	    "it comes in another order in", p->passed + 1, p->batches);
}

int
batch_past_take(struct batch_past *p, const struct record *row)
{
	size_t count = p->now.count;

	if (GROW(p->line, p->line_cap, count + 1) == -1 ||
	    held_put(&p->now, row->raw, SPAN("")) == -1)
		return failure_memory(&p->failure);
	p->line[count] = row->line;
	return count + 1 < p->window ? 0 : compare(p, row);
}

int
batch_past_refuse(struct batch_past *p, const struct record *row,
    struct span refused)
{
	if (p->rows.line == UINT64_MAX && !batch_past_left(p))
		return 0;
	if (p->rows.line == row->line && span_equal(p->rows.row, refused)) {
		if (reject_rows_next(&p->rows) == 0)
			return 1;
		return failure_say(&p->failure, p->rows.failure.kind, "%s",
		    p->rows.failure.sentence);
	}
	return failure_say(&p->failure, READER_FAILED_DATA, "%s:%lu: this is "
	    "not what was read before: it is refused, and %s does not say so",
	    row->file, row->line, p->rows.path);
}

int
batch_past_end(struct batch_past *p, const char *file)
{
	if (batch_past_left(p))
		return failure_say(&p->failure, READER_FAILED_DATA, "%s: it "
		    "ends within what was read before: %zu records into window "
		    "%" PRIu64 " of %" PRIu64 " in %s", file, p->now.count,
		    p->passed + 1, p->windows, p->batches);
	if (p->rows.line == UINT64_MAX)
		return 0;
	return failure_say(&p->failure, READER_FAILED_DATA, "%s: it ends "
	    "within what was read before: by %s, line %" PRIu64 " was refused",
	    file, p->rows.path, p->rows.line);
}

enum reader_failure
batch_past_failure(const struct batch_past *p)
{
	return p->failure.kind;
}

const char *
batch_past_error(const struct batch_past *p)
{
	return p->failure.sentence;
}

void
batch_past_close(struct batch_past *p)
{
	window_file_close(&p->file);
	reject_rows_close(&p->rows);
	parcel_free(&p->then);
	held_free(&p->now);
	free(p->line);
	window_match_free(&p->match);
	failure_free(&p->failure);
	*p = (struct batch_past){ 0 };
}
