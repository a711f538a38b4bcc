#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "cli/cli.h"
#include "cli/submitted.h"
#include "stream/checkpoint.h"

#define NAME "submitted.csv"
#define HEADER "window,submission\n"
#define CHECKPOINT "submit.ckpt"

enum {
	VERSION = 1,		/* of what is in a checkpoint */
	WORTH_IT = 8 * 1024 * 1024,	/* bytes from one to the next */
	LINE_ROOM = DIGITS_ROOM + SUBMIT_KEY_LEN + 2,
};

/* Why the file failed, as a status. */
static int
say_journal(const struct submitted *s)
{
	int status = cli_failure(journal_failure(&s->journal),
	    journal_error(&s->journal));

	return status == EX_NOINPUT ? EX_CANTCREAT : status;
}

/* What is wrong with the line of a window, which is one behind its number. */
static int
say_line(const struct submitted *s, const char *clause)
{
	cli_warn("%s/" NAME ":%" PRIu64 ": window %" PRIu64 " %s", s->folder,
	    s->next.number + 1, s->next.number, clause);
	return EX_DATAERR;
}

/*
 * Open batches.csv where the next window begins, and know its header.  Returns
 * 0, or -1; the file is to be closed in either case.
 */
static int
open_windows(struct submitted *s, struct window_file *f, uint64_t length)
{
	if (window_file_open(f, s->path.ptr, s->scale, length) == -1)
		return -1;
	if (s->header.len == 0)
		buf_put(&s->header, window_file_header(f));
	if (s->next.offset > 0)
		return window_file_seek(f, s->next.offset,
		    (unsigned long)s->next.line);
	s->next.offset = window_file_offset(f);
	s->next.line = window_file_line(f);
	return 0;
}

static int
say_windows(const struct window_file *f)
{
	int status = cli_failure(window_file_failure(f),
	    window_file_error(f));

	/* A signal asks to stop. */
	return status == 0 ? EX_TEMPFAIL : status;
}

/*
 * Make the bytes of the window that was read, and its line of submitted.csv.
 * Returns 0, or -1 with errno ENOMEM.
 */
static int
make_line(struct submitted *s, struct span *bytes, char *key, char *line,
    size_t *len)
{
	if (!window_text_is_open(&s->text) && (s->header.failed ||
	    window_text_open(&s->text, s->form, s->scale, buf_span(&s->header),
	    s->window, s->batch) == -1))
		return -1;
	if (window_text_make(&s->text, &s->parcel, bytes) == -1)
		return -1;
	submit_key(s->id, s->parcel.number, *bytes, key);
	*len = (size_t)snprintf(line, LINE_ROOM, "%" PRIu64 ",%s\n",
	    s->parcel.number, key);
	return 0;
}

/*
 * Are these bytes in the file, at offset?  Returns 1, 0, or -1 with errno if it
 * cannot be read.
 */
static int
is_noted(const struct submitted *s, uint64_t offset, struct span bytes)
{
	char there[LINE_ROOM];
	ssize_t got = journal_read(&s->journal, offset, there, bytes.len);

	if (got == -1)
		return -1;
	return span_equal((struct span){ there, (size_t)got }, bytes);
}

static int
say_unread(const struct submitted *s)
{
	cli_warn("%s/" NAME ": cannot be read: %s", s->folder,
	    strerror(errno));
	return EX_IOERR;
}

/* See that the line of the window is noted as what it is. */
static int
compare(const struct submitted *s, struct span line)
{
	switch (is_noted(s, s->next.noted, line)) {
	case -1:
		return say_unread(s);
	case 0:
		return say_line(s, "was submitted as another than batches.csv "
		    "has");
	default:
		return 0;
	}
}

/* Note that the window was taken. */
static int
note(struct submitted *s, struct span line)
{
	if (journal_write(&s->journal, line) == 0 &&
	    journal_sync(&s->journal) == 0)
		return 0;
	return say_journal(s);
}

/* Submit the window and note that, or see that it is noted. */
static int
settle(struct submitted *s)
{
	char key[SUBMIT_KEY_LEN + 1], text[LINE_ROOM];
	struct span bytes, line = { .ptr = text };
	int status;

	if (make_line(s, &bytes, key, text, &line.len) == -1)
		return cli_fail_memory();
	if (s->parcel.number != s->next.number)
		return say_line(s, "is not the next in batches.csv");
	if (s->next.noted < s->journal.size) {
		status = compare(s, line);
	} else {
		status = submit_window(s->submit, key, s->next.number, bytes);
		if (status == 0)
			status = note(s, line);
	}
	if (status != 0)
		return status;
	s->next.noted += line.len;
	s->next.number++;
	return 0;
}

/*
 * Keep, if it is worth it, where the window that was submitted last began: so
 * its key is made and compared again by who believes it.  One that is not
 * kept costs time, and no more.
 */
static void
keep_place(struct submitted *s, const struct submitted_place *last)
{
	struct checkpoint c = { 0 };
	uint32_t version = VERSION;

	if (s->next.offset - s->kept < WORTH_IT)
		return;
	s->kept = last->offset;
	checkpoint_create(&c, s->dir, CHECKPOINT);
	checkpoint_put(&c, &version, sizeof(version));
	checkpoint_put(&c, last, sizeof(*last));
	if (checkpoint_commit(&c) == -1)
		cli_warn("%s/" CHECKPOINT ": no checkpoint: %s", s->folder,
		    strerror(errno));
}

/* Go through the windows up to length, or, checking, those that are noted. */
static int
go_through(struct submitted *s, uint64_t length)
{
	struct window_file f = { 0 };
	struct submitted_place last = s->next;
	int got = open_windows(s, &f, length), status = 0;

	while (status == 0 && got != -1 &&
	    (!s->checking || s->next.noted < s->journal.size) &&
	    (got = window_file_next(&f, &s->parcel)) > 0) {
		last = s->next;
		status = settle(s);
		if (status != 0)
			break;
		s->next.offset = window_file_offset(&f);
		s->next.line = window_file_line(&f);
		if (!s->checking)
			keep_place(s, &last);
	}
	if (got == -1)
		status = say_windows(&f);
	if (status == 0)
		keep_place(s, &last);
	window_file_close(&f);
	return status;
}

int
submitted_go_on(struct submitted *s, uint64_t length)
{
	if (s->status == 0 && length > s->next.offset)
		s->status = go_through(s, length);
	return s->status;
}

/* Is there the window, with this line, at the place that a checkpoint has? */
static bool
is_there(struct submitted *s, uint64_t length)
{
	char key[SUBMIT_KEY_LEN + 1], text[LINE_ROOM];
	struct span bytes, line = { .ptr = text };
	struct window_file f = { 0 };
	bool there = s->next.offset > 0 && s->next.offset < length &&
	    s->next.noted < s->journal.size &&
	    open_windows(s, &f, length) == 0 &&
	    window_file_next(&f, &s->parcel) == 1 &&
	    s->parcel.number == s->next.number &&
	    make_line(s, &bytes, key, text, &line.len) == 0;

	window_file_close(&f);
	return there && is_noted(s, s->next.noted, line) == 1;
}

/* Begin where a checkpoint says, if that is so, or at the beginning. */
static void
find_place(struct submitted *s, uint64_t length)
{
	struct checkpoint c = { 0 };
	uint32_t version;

	if (checkpoint_open(&c, s->dir, CHECKPOINT) == -1 ||
	    checkpoint_get(&c, &version, sizeof(version)) == -1 ||
	    version != VERSION ||
	    checkpoint_get(&c, &s->next, sizeof(s->next)) == -1 ||
	    checkpoint_end(&c) == -1 || !is_there(s, length))
		s->next = (struct submitted_place){ .number = 1,
		    .noted = sizeof(HEADER) - 1 };
	s->kept = s->next.offset;
	checkpoint_close(&c);
}

/* Open the file: whole lines, the header first. */
static int
open_journal(struct submitted *s)
{
	struct journal *j = &s->journal;

	if (journal_open(j, s->dir, s->folder, NAME) == -1)
		return say_journal(s);
	if (j->torn > 0) {
		cli_warn("%s/" NAME ": %" PRIu64 " bytes of a line that was "
		    "not finished are cut off", s->folder, j->torn);
		telemetry_recovered(s->submit->telemetry, j->path.ptr,
		    j->torn);
	}
	if (j->sums_missing)
		cli_warn("%s/" NAME ".sum: was not there, and is made anew",
		    s->folder);
	if (journal_keep(j, j->size) == -1 || (j->size == 0 &&
	    (journal_write(j, SPAN(HEADER)) == -1 || journal_sync(j) == -1)))
		return say_journal(s);
	switch (is_noted(s, 0, SPAN(HEADER))) {
	case -1:
		return say_unread(s);
	case 0:
		cli_warn("%s/" NAME ":1: is not window,submission", s->folder);
		return EX_DATAERR;
	default:
		return 0;
	}
}

int
submitted_open(struct submitted *s, uint64_t length)
{
	(void)buf_say(&s->path, "%s/batches.csv", s->folder);
	s->parcel.cap = s->cap;
	s->status = s->path.failed ? cli_fail_memory() : open_journal(s);
	if (s->status != 0)
		return s->status;
	find_place(s, length);
	s->checking = true;
	if (s->next.noted < s->journal.size && length > s->next.offset)
		s->status = go_through(s, length);
	s->checking = false;
	return s->status;
}

int
submitted_end(struct submitted *s)
{
	if (s->status == 0 && s->next.noted < s->journal.size)
		s->status = say_line(s, "was submitted and is not in "
		    "batches.csv");
	return s->status;
}

int
submitted_close(struct submitted *s, int status)
{
	if (journal_close(&s->journal) == -1 && status <= EXIT_REFUSED)
		status = say_journal(s);
	journal_free(&s->journal);
	window_text_free(&s->text);
	parcel_free(&s->parcel);
	buf_free(&s->path);
	buf_free(&s->header);
	return status;
}
