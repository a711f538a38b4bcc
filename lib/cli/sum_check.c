#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/audit_records.h"
#include "cli/cli.h"
#include "cli/outputs.h"
#include "cli/sum_check.h"
#include "stream/wait.h"

enum { CHUNK = 256 * 1024 };

/* A file on its way through its sums. */
struct walk {
	struct sum_check *check;
	const char *name;
	char sum_name[SEALS_NAME_MAX + 4];
	int fd;
	uint64_t size;
	char *chunk;
	struct sums sums;
	struct buf text, made;	/* of sums: what is there, what should be */
	struct span rest;	/* of text */
	uint64_t line;		/* of the sums' file, told last */
	bool within;		/* a line of the file: not at its end */
	bool differs;		/* that has been told */
};

/*
 * Has a book a file of this name, and which command writes it?  Empty: both;
 * NULL: there is none.
 */
static const char *
writer_of(const char *name)
{
	static const char ledger[] = "balsys-ledger", batch[] = "balsys-batch";
	static const struct {
		const char *name, *writer;
	} files[] = {
		{ "book", "" }, { "opening.csv", ledger },
		{ "limits.csv", ledger }, { "known.csv", ledger },
		{ AUDIT_LEDGER, ledger }, { "rejects.csv", ledger },
		{ "oversize.csv", batch }, { "batches.csv", batch },
		{ "certificates.csv", batch }, { "windows.csv", batch },
		{ "submitted.csv", batch },
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (strcmp(name, files[i].name) == 0)
			return files[i].writer;
	return NULL;
}

int
sum_check_begin(struct sum_check *c)
{
	const char *sealed = c->audit->options->sealed;
	int status = sealed == NULL ? 0 : seals_read(&c->seals, sealed);
	size_t own = 0;

	for (size_t i = 0; status == 0 && i < c->seals.count; i++) {
		const struct seal *seal = &c->seals.seal[i];
		const char *writer = writer_of(seal->file);

		if (writer == NULL) {
			cli_warn("%s:%lu: no file of a book is called %s",
			    sealed, seal->line, seal->file);
			status = EX_DATAERR;
		} else {
			own += *writer == '\0' || strcmp(writer, c->again) == 0;
		}
	}
	/* Where nothing is held against a book, nobody shall think it was. */
	if (status == 0 && sealed != NULL && own == 0) {
		cli_warn("%s: seals no file that is checked", sealed);
		status = EX_DATAERR;
	}
	return status;
}

static int
fail_reading(const struct walk *w)
{
	cli_warn("%s/%s: cannot be read: %s", w->check->audit->options->dir,
	    w->name, strerror(errno));
	return EX_IOERR;
}

/* Is this a seal of the file, for when it had so many bytes? */
static void
compare_seals(struct walk *w)
{
	const struct seals *seals = &w->check->seals;
	struct sum now = { .offset = UINT64_MAX };

	for (size_t i = 0; i < seals->count; i++) {
		const struct seal *seal = &seals->seal[i];
		if (strcmp(seal->file, w->name) != 0 ||
		    seal->sum.offset != w->sums.offset)
			continue;
		if (now.offset == UINT64_MAX)
			now = sums_last(&w->sums);
		if (seal->sum.lines != now.lines ||
		    strcmp(seal->sum.hash, now.hash) != 0)
			audit_tell(w->check->audit, w->name, 0, "its first %"
			    PRIu64 " lines are not what was sealed in %s:%lu",
			    seal->sum.lines, w->check->audit->options->sealed,
			    seal->line);
	}
}

/* The next offset on the way to this one where a seal is to be compared. */
static uint64_t
next_stop(const struct walk *w, uint64_t offset)
{
	const struct seals *seals = &w->check->seals;

	for (size_t i = 0; i < seals->count; i++)
		if (seals->seal[i].sum.offset > w->sums.offset &&
		    seals->seal[i].sum.offset < offset &&
		    strcmp(seals->seal[i].file, w->name) == 0)
			offset = seals->seal[i].sum.offset;
	return offset;
}

/* Put what is in the file up to offset into sums.  Returns 0 or a status. */
static int
put_up_to(struct walk *w, uint64_t offset)
{
	while (w->sums.offset < offset) {
		uint64_t left = next_stop(w, offset) - w->sums.offset;
		ssize_t got;

		if (wait_for_nothing() == -1)	/* a signal ends it */
			return EX_IOERR;
		got = pread(w->fd, w->chunk, left < CHUNK ?
		    (size_t)left : CHUNK, (off_t)w->sums.offset);

		if (got == -1 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;	/* it shrinks, though it is locked */
		if (got <= 0)
			return fail_reading(w);
		sums_put(&w->sums, (struct span){ w->chunk, (size_t)got },
		    &w->made);
		w->within = w->chunk[got - 1] != '\n';
		compare_seals(w);
	}
	return w->made.failed ? audit_fail_memory(w->check->audit) : 0;
}

/* Compare what was put so far with a line of sums. */
static void
compare_block(struct walk *w, const struct sum *told, uint64_t before)
{
	struct sum is = sums_last(&w->sums);

	if (is.lines == told->lines && strcmp(is.hash, told->hash) == 0)
		return;
	w->differs = true;
	audit_tell(w->check->audit, w->name, before + 1, "lines %" PRIu64
	    " to %" PRIu64 " are not what %s:%" PRIu64 " says", before + 1,
	    is.lines + w->within, w->sum_name, w->line);
}

/* The file up to a line of sums. */
static int
walk_block(struct walk *w, struct span line)
{
	struct audit *a = w->check->audit;
	uint64_t before = w->sums.lines;
	struct sum told;
	int status;

	if (sums_parse(line, &told) == -1 || told.offset <= w->sums.offset) {
		audit_tell(a, w->sum_name, w->line, "this is no line of sums");
		w->differs = true;
		return 0;
	}
	if (told.offset > w->size) {
		audit_tell(a, w->name, 0, "has %" PRIu64 " bytes; by %s:%"
		    PRIu64 " there were %" PRIu64, w->size, w->sum_name,
		    w->line, told.offset);
		w->differs = true;
		return 0;
	}
	status = put_up_to(w, told.offset);
	if (status == 0)
		compare_block(w, &told, before);
	return status;
}

/* What is behind the last sum. */
static void
tell_unsummed(struct walk *w)
{
	audit_tell(w->check->audit, w->name, w->sums.lines + 1, "what stands "
	    "from here on has no sum, as a run did not end; the next one of "
	    "%s --book sums it up", w->check->again);
	w->differs = true;
}

static int
walk_blocks(struct walk *w)
{
	struct span header = SPAN(SUMS_HEADER), line;
	int status = 0;

	/* A run that did not end may not have come to write any. */
	if (w->text.len == 0) {
		tell_unsummed(w);
		return 0;
	}
	w->rest = buf_span(&w->text);
	line = span_cut(&w->rest, '\n');
	header.len--;
	w->line = 1;
	if (w->rest.ptr == NULL || !span_equal(line, header)) {
		audit_tell(w->check->audit, w->sum_name, 1,
		    "this is no file of sums");
		w->differs = true;
	}
	while (status == 0 && !w->differs && w->rest.len > 0) {
		line = span_cut(&w->rest, '\n');
		if (w->rest.ptr == NULL)	/* it has no newline */
			line.len = 0;
		w->line++;
		status = walk_block(w, line);
	}
	return status;
}

/* The whole file, and what is behind the last of its sums. */
static int
walk_file(struct walk *w)
{
	struct audit *a = w->check->audit;
	int status = walk_blocks(w);
	struct sum last;

	if (status == 0 && !w->differs && w->sums.offset < w->size)
		tell_unsummed(w);
	if (status == 0)
		status = put_up_to(w, w->size);
	if (status != 0)
		return status;
	sums_put_open(&w->sums, &w->made);
	if (w->made.failed)
		return audit_fail_memory(w->check->audit);
	if (!w->differs && !span_equal(buf_span(&w->made), (struct span){
	    w->text.ptr + sizeof(SUMS_HEADER) - 1,
	    w->text.len - sizeof(SUMS_HEADER) + 1 }))
		audit_tell(a, w->sum_name, 0,
		    "its lines are not at the ends of blocks");
	last = sums_last(&w->sums);
	return seals_add(&w->check->last, w->name, &last);
}

/* Seals of more than there is. */
static void
look_for_missing(const struct walk *w)
{
	const struct seals *seals = &w->check->seals;

	for (size_t i = 0; i < seals->count; i++)
		if (strcmp(seals->seal[i].file, w->name) == 0 &&
		    seals->seal[i].sum.offset > w->size)
			audit_tell(w->check->audit, w->name, 0, "has %" PRIu64
			    " bytes; in %s:%lu %" PRIu64 " are sealed",
			    w->size, w->check->audit->options->sealed,
			    seals->seal[i].line, seals->seal[i].sum.offset);
}

/* A seal of a file; NULL if there is none. */
static const struct seal *
find_seal(const struct sum_check *c, const char *name)
{
	for (size_t i = 0; i < c->seals.count; i++)
		if (strcmp(c->seals.seal[i].file, name) == 0)
			return &c->seals.seal[i];
	return NULL;
}

bool
sum_check_is_sealed(const struct sum_check *c, const char *name)
{
	return find_seal(c, name) != NULL;
}

static void
tell_missing(const struct walk *w, bool needed)
{
	const struct seal *seal = find_seal(w->check, w->name);
	struct audit *a = w->check->audit;

	if (seal != NULL)
		audit_tell(a, w->name, 0, "is not there; in %s:%lu %" PRIu64
		    " bytes are sealed", a->options->sealed, seal->line,
		    seal->sum.offset);
	else if (needed)
		audit_tell(a, w->name, 0, "is not there");
}

/* Open a file and read its sums.  Returns 1; 0 if one is missing; or -1. */
static int
open_file(struct walk *w, bool needed, int *status)
{
	struct audit *a = w->check->audit;
	struct stat about;
	bool exists;

	snprintf(w->sum_name, sizeof(w->sum_name), "%s.sum", w->name);
	w->fd = openat(a->book.dir, w->name, O_RDONLY | O_CLOEXEC);
	if (w->fd == -1 && errno != ENOENT) {
		cli_warn("%s/%s: %s", a->options->dir, w->name,
		    strerror(errno));
		*status = EX_NOINPUT;
		return -1;
	}
	if (book_read(&a->book, w->sum_name, &w->text, &exists) == -1) {
		*status = cli_book_failure(&a->book);
		return -1;
	}
	if (w->fd == -1) {
		tell_missing(w, exists || needed);
		return 0;
	}
	if (fstat(w->fd, &about) == -1) {
		*status = fail_reading(w);
		return -1;
	}
	w->size = (uint64_t)about.st_size;
	if (!exists)
		audit_tell(a, w->name, 0, "%s is not there", w->sum_name);
	return exists;
}

int
sum_check_file(struct sum_check *c, const char *name, bool needed)
{
	struct walk w = { .check = c, .name = name, .fd = -1 };
	int status = 0;

	if (open_file(&w, needed, &status) == 1) {
		look_for_missing(&w);
		sums_start(&w.sums);
		compare_seals(&w);
		w.chunk = malloc(CHUNK);
		status = w.chunk == NULL ? audit_fail_memory(c->audit) :
		    walk_file(&w);
		free(w.chunk);
	}
	if (w.fd != -1)
		close(w.fd);
	buf_free(&w.text);
	buf_free(&w.made);
	return status;
}

static int
print_seal(const struct seals *last)
{
	struct outputs outputs = { 0 };
	struct writer out;
	int status = outputs_open(&outputs, &out, NULL);

	if (status != 0)
		return status;
	writer_put(&out, SPAN(SEALS_HEADER));
	for (size_t i = 0; i < last->count; i++)
		seals_put(&out, &last->seal[i]);
	return outputs_close(&outputs);
}

int
sum_check_end(struct sum_check *c, int status)
{
	const struct audit *a = c->audit;

	if (status == 0 && !a->differs && a->options->seal)
		status = print_seal(&c->last);
	seals_free(&c->seals);
	seals_free(&c->last);
	return status;
}
