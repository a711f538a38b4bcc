#include <inttypes.h>

#include "cli/batch_book.h"
#include "cli/batch_tell.h"
#include "cli/cli.h"

enum {
	/* Bytes of batches that are worth a checkpoint: at the end, and during
	   a run, where as many have come as a part of all. */
	WORTH_MARKING = 8 * 1024 * 1024,
	WORTH_STOPPING = 64 * 1024 * 1024,
	PART = 4,
};

/* A note is never in two blocks. */
_Static_assert(WRITER_BLOCK % sizeof(struct batch_book_note) == 0,
    "a block takes no whole number of notes");

/* What was compared is not so, or could not be. */
static int
fail_past(struct batch_book *b)
{
	if (b->status == 0)
		b->status = cli_failure(batch_past_failure(&b->past),
		    batch_past_error(&b->past));
	if (b->status == 0)
		b->status = EX_IOERR;
	return -1;
}

/* The same of a record, which ends the run and so has no fate. */
static int
fail_record(struct batch_book *b)
{
	b->feed->refusals.read--;
	return fail_past(b);
}

static int
open_book(struct batch_book *b)
{
	struct book *book = &b->book;
	int status = b->stream ? 0 : batch_files_open_ledger(&b->files);

	if (status != 0)
		return status;
	if (book_open(book, b->path, BOOK_WRITE) == -1 ||
	    (!b->stream && book_lock(book, "ledger.csv", BOOK_READ) == -1) ||
	    book_lock(book, "batches.csv", BOOK_WRITE) == -1 ||
	    /* Who had it until now may have saved it. */
	    (book->saved && book_save(book) == -1) ||
	    batch_shape_agree(b->shape, book) == -1)
		return cli_book_failure(book);
	cli_book_sums(book);
	b->files.has_certificates = b->shape->certificate;
	b->files.begun = b->shape->kept;
	b->files.events = b->feed->refusals.events;
	return batch_files_open(&b->files, book, b->shape->window);
}

/* Begin to read where a checkpoint says, if there is one to be believed. */
static int
start_from_mark(struct batch_book *b)
{
	struct batch_mark *mark = &b->marked;
	struct reader_options *dialect = &b->feed->dialect;
	int status;

	if (batch_mark_load(&b->book, b->files.ledger, mark) == -1 ||
	    mark->windows > b->files.count ||
	    mark->batches > b->files.batches.size ||
	    mark->oversize > b->files.oversize.size)
		*mark = (struct batch_mark){ 0 };
	status = batch_files_sync_ledger(&b->files, mark->offset);
	dialect->until = b->files.ledger_len;
	if (mark->offset > 0) {
		dialect->from = mark->offset;
		dialect->from_line = mark->line + 1;
	}
	return status;
}

static int
open_past(struct batch_book *b)
{
	struct batch_past *past = &b->past;

	*past = (struct batch_past){ .windows = b->files.count,
	    .passed = b->marked.windows, .offset = b->marked.batches,
	    .end = b->files.batches.size, .oversize = b->marked.oversize,
	    .oversize_end = b->files.oversize.size,
	    .window = b->shape->window, .cap = (uint64_t)b->shape->cap.minor,
	    .scale = b->shape->scale };
	b->reached = b->marked;
	b->put = b->noted = b->files.count;
	b->safe = b->files.batches.size;
	if (batch_past_open(past, b->files.batches_path.ptr,
	    b->files.oversize_path.ptr) == -1) {
		fail_past(b);
		return b->status;
	}
	return 0;
}

/* Windows are there: take the notes of them. */
static void
take_notes(void *arg)
{
	struct batch_book *b = arg;
	struct telemetry *t = b->telemetry;
	struct batch_book_note note;

	for (size_t i = 0; i < b->counts.len; i += sizeof(note)) {
		memcpy(&note, b->counts.block + i, sizeof(note));
		b->safe = note.end;
		metrics_time(&t->packing, note.micros);
		telemetry_window(t, ++b->noted, note.records, note.batches,
		    note.bound);
	}
	b->counts.len = 0;
}

static void
capture_refusal(void *arg)
{
	struct batch_book *b = arg;

	buf_put(&b->refusal, (struct span){ b->capture.block,
	    b->capture.len });
	b->capture.len = 0;
}

/* More is safe, and was told. */
static int
after_commit(void *arg)
{
	struct batch_book *b = arg;

	if (outputs_failed(b->outputs))
		return -1;
	if (b->submit != NULL && b->status == 0)
		b->status = submitted_go_on(&b->submitted, b->safe);
	return b->status == 0 ? 0 : -1;
}

uint64_t
batch_book_bytes(const struct batch_book *b)
{
	const struct writer *const all[] = { b->refused, b->lines.out,
	    b->lines.proof, b->lines.report };
	uint64_t bytes = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (all[i] != NULL)
			bytes += writer_position(all[i]);
	return bytes - b->began;
}

/* Writers for all files, and what follows them. */
static int
open_commit(struct batch_book *b)
{
	struct commit *c = &b->commit;
	struct batch_files *f = &b->files;
	struct writer *counts = NULL;

	c->after = after_commit;
	c->arg = b;
	b->lines = (struct batch_output){ .form = BATCH_OUTPUT_LINES,
	    .scale = b->shape->scale };
	b->refused = commit_journal(c, &f->oversize);
	b->lines.out = commit_journal(c, &f->batches);
	if (f->has_certificates)
		b->lines.proof = commit_journal(c, &f->certificates);
	b->lines.report = commit_journal(c, &f->windows);
	if (b->tee)
		b->told.out = commit_follower(c, &b->out);
	if (writer_open_sink(&b->counts, take_notes, b) == 0 &&
	    writer_open_sink(&b->capture, capture_refusal, b) == 0)
		counts = commit_follower(c, &b->counts);
	b->counted = counts;
	b->began = batch_book_bytes(b);
	if (b->refused != NULL && b->lines.out != NULL &&
	    b->lines.report != NULL && counts != NULL &&
	    (b->lines.proof != NULL) == f->has_certificates &&
	    (b->told.out != NULL) == b->tee)
		return 0;
	return cli_fail_memory();
}

/* Hand on what is there. */
static int
tell(struct batch_book *b)
{
	int status = outputs_open(b->outputs, &b->out, NULL);

	b->told.form = (enum batch_output_form)b->shape->output;
	b->told.scale = b->shape->scale;
	return status != 0 ? status : batch_tell(&b->files.batches,
	    b->files.batches_path.ptr, b->shape, &b->out, b->outputs);
}

/* Hand over what was not before. */
static int
submit(struct batch_book *b)
{
	const struct batch_shape *shape = b->shape;

	b->submitted = (struct submitted){ .submit = b->submit,
	    .dir = b->book.dir, .folder = b->path, .id = b->book.id,
	    .form = (enum batch_output_form)shape->output,
	    .scale = shape->scale, .cap = (uint64_t)shape->cap.minor,
	    .window = shape->window_name, .batch = shape->batch_name };
	b->status = submitted_open(&b->submitted, b->safe);
	if (b->status == 0)
		b->status = submitted_go_on(&b->submitted, b->safe);
	return b->status;
}

bool
batch_book_has(const struct batch_book *b, const char *path, const char *name)
{
	size_t len = strlen(b->path);

	while (len > 1 && b->path[len - 1] == '/')
		len--;
	if (strncmp(path, b->path, len) != 0 || path[len] != '/')
		return false;
	for (path += len; *path == '/'; path++)
		;
	return strcmp(path, name) == 0;
}

int
batch_book_open(struct batch_book *b, struct batch_shape *shape,
    struct feed *feed, struct outputs *outputs)
{
	int status;

	b->shape = shape;
	b->feed = feed;
	b->outputs = outputs;
	status = batch_files_name(&b->files, b->path);
	if (status == 0)
		status = open_book(b);
	if (status != 0)
		return status;
	if (shape->kept)
		events_put(feed->refusals.events, "resumed", span_of(b->path),
		    "%" PRIu64 " windows", b->files.count);
	outputs->inputs = b->inputs;
	outputs->tables[0] = b->files.batches_path.ptr;
	b->inputs[0] = b->stream ? "-" : b->files.ledger_path.ptr;
	if (!b->stream)
		status = start_from_mark(b);
	if (status == 0)
		status = open_past(b);
	if (status == 0 && b->tee)
		status = tell(b);
	if (status == 0 && b->submit != NULL && shape->kept &&
	    !outputs_failed(outputs))
		status = submit(b);
	return status == 0 ? open_commit(b) : status;
}

struct wait_hook
batch_book_hook(struct batch_book *b)
{
	return commit_hook(&b->commit);
}

/*
 * From now on the book has options; not before, so that one that does not go
 * with the input can be given again as another.
 */
static int
keep_shape(struct batch_book *b)
{
	if (b->shape->kept)
		return 0;
	if (batch_shape_keep(b->shape, &b->book) == -1)
		return cli_book_failure(&b->book);
	return b->submit != NULL ? submit(b) : 0;
}

int
batch_book_begin(struct batch_book *b)
{
	const struct record *header = &b->feed->in.header;
	const struct batch_files *f = &b->files;
	struct batch_output begun = b->lines;
	int status = f->batches.size > 0 ? batch_files_compare_header(f, header,
	    b->shape->window_name, b->shape->batch_name) : keep_shape(b);

	if (status != 0)
		return status;
	if (f->batches.size > 0)
		begun.out = NULL;
	if (f->windows.size > 0)
		begun.report = NULL;
	if (f->has_certificates && f->certificates.size > 0)
		begun.proof = NULL;
	batch_output_begin(&begun, header->raw, b->shape->window_name,
	    b->shape->batch_name);
	if (f->oversize.size == 0)
		writer_put(b->refused, SPAN(REFUSALS_HEADER));
	if (b->tee && f->batches.size == 0)
		batch_output_begin(&b->told, header->raw,
		    b->shape->window_name, b->shape->batch_name);
	return 0;
}

/* Rows of what was refused, up to here. */
static uint64_t
refused_so_far(const struct batch_book *b)
{
	return b->past.rows.line != UINT64_MAX ? b->past.rows.offset :
	    writer_position(b->refused);
}

int
batch_book_passes(struct batch_book *b, const struct record *row)
{
	struct batch_past *past = &b->past;
	uint64_t passed = past->passed;

	if (batch_past_was_refused(past, row) &&
	    batch_past_not_refused(past, row) == -1)
		return fail_record(b);
	if (!batch_past_left(past))
		return 0;
	if (batch_past_take(past, row) == -1)
		return fail_record(b);
	/* With a checkpoint it would not have been read. */
	b->feed->refusals.read--;
	if (past->passed == passed)
		return 1;
	b->reached = (struct batch_mark){ .windows = past->passed,
	    .line = row->line, .batches = window_file_offset(&past->file),
	    .oversize = refused_so_far(b) };
	return 1;
}

/*
 * Can the record be one that the ledger took?  It may be too much for a batch,
 * and too long with its balance.
 */
static bool
is_possible(const struct batch_book *b)
{
	enum reason reason = b->feed->fault.reason;

	return b->stream || reason == REASON_OVERSIZE || reason == REASON_LONG;
}

int
batch_book_refuse(struct batch_book *b, const struct record *row)
{
	struct refusals *r = &b->feed->refusals;
	struct record named = *row;
	int got;

	if (!is_possible(b)) {
		cli_warn("%s:%lu: %s", row->file, row->line,
		    b->feed->fault.detail);
		b->status = EX_DATAERR;
		r->read--;
		return -1;
	}
	named.file = "ledger.csv";
	buf_clear(&b->refusal);
	r->file = &b->capture;
	refusals_put(r, &named, b->feed->fault.reason, b->feed->fault.detail);
	r->file = NULL;
	(void)writer_flush(&b->capture);
	if (b->refusal.failed || writer_error(&b->capture) != 0) {
		b->status = cli_fail_memory();
		return -1;
	}
	got = batch_past_refuse(&b->past, row, (struct span){ b->refusal.ptr,
	    b->refusal.len - 1 });
	if (got == -1)
		return fail_record(b);
	if (got == 1) {
		if (batch_past_left(&b->past))
			r->read--;
		else
			r->known++;
		return 0;
	}
	if (feed_refuse(b->feed, row) == -1)
		return -1;
	writer_put(b->refused, buf_span(&b->refusal));
	return 0;
}

void
batch_book_full(struct batch_book *b, uint64_t number,
    const struct record *row)
{
	b->full[number % BATCH_BOOK_FULL] = (struct batch_book_place){
	    row->line, refused_so_far(b) };
}

/* Keep how far it has come. */
static void
mark(struct batch_book *b)
{
	batch_mark_keep(&b->book, b->files.ledger, &b->marked, &b->reached);
}

int
batch_book_put(struct batch_book *b, const struct parcel *p)
{
	struct batch_book_note note = { .records = p->held.count,
	    .micros = p->micros, .batches = p->packing.batches,
	    .bound = p->packing.bound.batches };
	struct batch_book_place place;
	uint64_t since;

	if (p->number > b->put && batch_output_put(&b->lines, p) == -1)
		return -1;
	b->put = p->number;
	if (b->tee && batch_output_put(&b->told, p) == -1)
		return -1;
	place = b->full[p->number % BATCH_BOOK_FULL];
	note.end = writer_position(b->lines.out);
	b->reached = (struct batch_mark){ .windows = p->number,
	    .line = place.line, .batches = note.end,
	    .oversize = place.oversize };
	writer_put(b->counted, (struct span){ (const char *)&note,
	    sizeof(note) });
	since = note.end - b->marked.batches;
	if (!b->stream && since >= WORTH_STOPPING && since >= note.end / PART &&
	    b->status == 0)
		mark(b);
	/* What fails sticks to the writers, or is the status. */
	(void)!commit_move(&b->commit);
	return 0;
}

int
batch_book_finish(struct batch_book *b, bool at_end, int status)
{
	const struct journal *failed = NULL;

	if (at_end && b->status == 0 &&
	    batch_past_end(&b->past, b->stream ? "standard input" :
	    b->inputs[0]) == -1)
		fail_past(b);
	if (commit_finish(&b->commit) == -1)
		failed = commit_failed(&b->commit);
	else if (at_end && b->submit != NULL && b->status == 0 &&
	    !outputs_failed(b->outputs))
		b->status = submitted_end(&b->submitted);
	status = batch_files_close(&b->files, failed,
	    cli_worse(status, b->status));
	status = submitted_close(&b->submitted, status);
	if (status <= EXIT_REFUSED && !b->stream &&
	    !batch_past_left(&b->past) &&
	    b->reached.batches - b->marked.batches >= WORTH_MARKING)
		mark(b);
	return status;
}

void
batch_book_close(struct batch_book *b)
{
	if (b->path == NULL)
		return;
	commit_close(&b->commit);
	batch_output_free(&b->lines);
	batch_output_free(&b->told);
	(void)!writer_close(&b->counts);
	(void)!writer_close(&b->capture);
	buf_free(&b->refusal);
	batch_past_close(&b->past);
	/* Where that was not done, trouble was told. */
	(void)submitted_close(&b->submitted, EX_IOERR);
	batch_files_free(&b->files);
	book_close(&b->book);
}
