#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digits.h"
#include "ledger/book.h"
#include "stream/folder.h"
#include "stream/summed.h"
#include "stream/wait.h"

#define BOOK "book"
#define IN_USE "is in use by another process"

enum { MOMENTS = 500 };		/* of 20 ms, that a lock is waited for */

struct book_state {
	enum book_use use;
	struct book_options options;	/* as they are agreed on */
	struct summed files;
	int lock[BOOK_LOCKS];		/* files that are locked */
	size_t nlocks;
	enum book_failure failure;
	const char *sentence;
	struct buf text, clause;	/* of the sentence */
};

int
book_fail(struct book *b, enum book_failure kind, const char *name,
    const char *format, ...)
{
	struct book_state *s = b->state;
	const char *clause;
	va_list args;

	va_start(args, format);
	clause = buf_say_list(&s->clause, format, args);
	va_end(args);
	s->failure = kind;
	s->sentence = buf_say(&s->text, "%s%s%s: %s", b->path,
	    name == NULL ? "" : "/", name == NULL ? "" : name, clause);
	return -1;
}

static int
fail_memory(struct book *b)
{
	b->state->failure = BOOK_MEMORY;
	b->state->sentence = "out of memory";
	return -1;
}

/* What errno says of an action. */
static int
fail_errno(struct book *b, enum book_failure kind, const char *name,
    const char *action)
{
	if (errno == ENOMEM)
		return fail_memory(b);
	return book_fail(b, kind, name, "%s: %s", action, strerror(errno));
}

/* What a file cannot be opened, or made, for. */
static enum book_failure
opening(const struct book *b)
{
	return b->state->use == BOOK_READ ? BOOK_OPEN : BOOK_CREATE;
}

/* What the files said. */
static int
fail_files(struct book *b)
{
	struct book_state *s = b->state;
	const struct failure *f = &s->files.failure;

	s->sentence = f->sentence;
	s->failure = f->kind == READER_FAILED_DATA ? BOOK_DATA :
	    f->kind == READER_FAILED_OPEN ? opening(b) :
	    f->kind == READER_FAILED_MEMORY ? BOOK_MEMORY : BOOK_IO;
	return -1;
}

enum book_failure
book_failure(const struct book *b)
{
	return b->state == NULL ? BOOK_MEMORY : b->state->failure;
}

const char *
book_error(const struct book *b)
{
	return b->state == NULL ? "out of memory" : b->state->sentence;
}

/* flock(2), which signals do not end. */
static int
lock(int fd, int operation)
{
	int status;

	do
		status = flock(fd, operation);
	while (status == -1 && errno == EINTR);
	return status;
}

/* Let a moment pass.  Returns 0, or -1 if a signal asks to stop. */
static int
wait_a_moment(void)
{
	enum { MOMENT = 20 * 1000 * 1000, SECOND = 1000 * 1000 * 1000 };
	static const struct wait_hook none;
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += MOMENT;
	until.tv_sec += until.tv_nsec / SECOND;
	until.tv_nsec %= SECOND;
	return wait_until(until, &none);
}

/*
 * Nobody else reads or replaces a whole file until it is unlocked.  Whoever
 * else has it gives it up at once; but one may have been started by flock(1)
 * with a lock on this very folder, and would wait for ever.
 */
static int
lock_folder(struct book *b)
{
	int operation = b->state->use == BOOK_READ ? LOCK_SH : LOCK_EX;

	for (int moments = 0; lock(b->dir, operation | LOCK_NB) == -1;
	    moments++) {
		if (errno != EWOULDBLOCK)
			return fail_errno(b, BOOK_IO, NULL,
			    "cannot be locked");
		if (moments == MOMENTS || wait_a_moment() == -1)
			return book_fail(b, BOOK_LOCKED, NULL, IN_USE);
	}
	return 0;
}

/* Returns the status of what was done in between. */
static int
unlock_folder(struct book *b, int status)
{
	if (lock(b->dir, LOCK_UN) == -1 && status == 0)
		return fail_errno(b, BOOK_IO, NULL, "cannot be unlocked");
	return status;
}

/* The same as book_read() and book_write(), of a folder that is locked. */
static int
read_file(struct book *b, const char *name, struct buf *bytes, bool *exists)
{
	struct summed *files = &b->state->files;

	if (summed_read(files, name, b->state->use == BOOK_WRITE, bytes,
	    exists) == -1)
		return fail_files(b);
	if (files->missing != NULL)
		b->sums_missing = name;
	files->missing = NULL;
	return 0;
}

static int
write_file(struct book *b, const char *name, struct span bytes)
{
	if (summed_write(&b->state->files, name, bytes) == -1)
		return fail_files(b);
	return 0;
}

int
book_read(struct book *b, const char *name, struct buf *bytes, bool *exists)
{
	if (lock_folder(b) == -1)
		return -1;
	return unlock_folder(b, read_file(b, name, bytes, exists));
}

int
book_write(struct book *b, const char *name, struct span bytes)
{
	if (lock_folder(b) == -1)
		return -1;
	return unlock_folder(b, write_file(b, name, bytes));
}

static int
sync_folder(struct book *b)
{
	if (fsync(b->dir) == -1)
		return fail_errno(b, BOOK_IO, NULL, "cannot be synced");
	return 0;
}

/* Is one of the files that only a book has there, with something in it? */
static int
find_part(struct book *b, const char **found)
{
	static const char *const part[] = { "ledger.csv", "batches.csv" };
	struct stat about;

	*found = NULL;
	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++) {
		if (fstatat(b->dir, part[i], &about, 0) == 0) {
			if (about.st_size > 0)
				*found = part[i];
		} else if (errno != ENOENT) {
			return fail_errno(b, opening(b), part[i],
			    "cannot be opened");
		}
	}
	return 0;
}

/* The file "book" is none. */
static int
fail_options(struct book *b, const struct book_options_fault *fault)
{
	char name[sizeof(BOOK ":") + DIGITS_ROOM] = BOOK;

	if (fault->line > 0)
		snprintf(name, sizeof(name), BOOK ":%lu", fault->line);
	return book_fail(b, BOOK_DATA, name, "%s", fault->clause);
}

/* Read the file "book" into options, if it is there. */
static int
read_options(struct book *b, struct book_options *options, bool *exists)
{
	struct book_options_fault fault;
	struct buf text = { 0 };
	int got = read_file(b, BOOK, &text, exists);

	if (got == 0 && *exists) {
		got = book_options_parse(options, buf_span(&text), &fault);
		if (got == -1)
			fail_memory(b);
		else if (got == 2)
			got = fail_options(b, &fault);
	}
	buf_free(&text);
	return got == -1 ? -1 : 0;
}

/* These options are on disk: use them from now on. */
static void
take_options(struct book *b, struct book_options *options)
{
	book_options_free(&b->state->options);
	b->state->options = *options;
	*options = (struct book_options){ 0 };
	b->saved = true;
	memcpy(b->id, book_value(b, "id"), BOOK_ID_LEN);
}

/* Read what is in an open folder. */
static int
read_book(struct book *b)
{
	struct book_options options = { 0 };
	const char *part;
	bool exists;

	/* First: who has put something there has saved the book before. */
	if (find_part(b, &part) == -1 ||
	    read_options(b, &options, &exists) == -1) {
		book_options_free(&options);
		return -1;
	}
	if (exists) {
		take_options(b, &options);
		/* Who put it there may have ended before it was on disk. */
		return b->state->use == BOOK_READ ? 0 : sync_folder(b);
	}
	if (part != NULL)
		return book_fail(b, BOOK_DATA, NULL, "there is a file %s in "
		    "it, but none called " BOOK, part);
	if (b->state->use == BOOK_READ)
		return book_fail(b, BOOK_DATA, NULL, "is no book: there is no "
		    "file called " BOOK " in it");
	if (folder_sync_parent(b->dir) == -1)
		return fail_errno(b, BOOK_IO, NULL,
		    "the folder it is in cannot be synced");
	return 0;
}

int
book_open(struct book *b, const char *path, enum book_use use)
{
	struct book_state *s = calloc(1, sizeof(*s));

	*b = (struct book){ .dir = -1, .path = path, .state = s };
	if (s == NULL)
		return -1;
	s->use = use;
	b->dir = folder_open(path, use == BOOK_WRITE);
	if (b->dir == -1)
		return fail_errno(b, opening(b), NULL, use == BOOK_WRITE ?
		    "cannot be opened or made" : "cannot be opened");
	s->files = (struct summed){ .dir = b->dir, .folder = path };
	if (lock_folder(b) == -1)
		return -1;
	return unlock_folder(b, read_book(b));
}

int
book_lock(struct book *b, const char *name, enum book_use use)
{
	struct book_state *s = b->state;
	struct stat about;
	/* Whoever put a pipe there is not waited for. */
	int fd = openat(b->dir, name, use == BOOK_READ ?
	    O_RDONLY | O_CLOEXEC | O_NONBLOCK :
	    O_RDWR | O_CREAT | O_CLOEXEC, 0666);

	if (fd == -1)
		return fail_errno(b, use == BOOK_READ ? BOOK_OPEN :
		    BOOK_CREATE, name, "cannot be opened");
	assert(s->nlocks < BOOK_LOCKS);
	s->lock[s->nlocks++] = fd;
	if (lock(fd, (use == BOOK_READ ? LOCK_SH : LOCK_EX) | LOCK_NB) == -1) {
		if (errno == EWOULDBLOCK)
			return book_fail(b, BOOK_LOCKED, name, IN_USE);
		return fail_errno(b, BOOK_IO, name, "cannot be locked");
	}
	if (use == BOOK_READ)
		return 0;
	if (fstat(fd, &about) == -1)
		return fail_errno(b, BOOK_IO, name, "cannot be read");
	return about.st_size == 0 ? sync_folder(b) : 0;
}

const char *
book_value(const struct book *b, const char *option)
{
	return book_options_find(&b->state->options, option);
}

const struct book_options *
book_all(const struct book *b)
{
	return &b->state->options;
}

/* An option has a value in this book, and another is asked for. */
static int
fail_differs(struct book *b, const char *option, const char *is,
    const char *asked)
{
	char shown_is[SPAN_SHOWN_MAX], shown_asked[SPAN_SHOWN_MAX];

	return book_fail(b, BOOK_DATA, BOOK, "%s is %s there, not %s", option,
	    span_show(span_of(is), shown_is),
	    span_show(span_of(asked), shown_asked));
}

/* What cannot be put among the options. */
static int
fail_putting(struct book *b)
{
	if (errno == E2BIG)
		return book_fail(b, BOOK_DATA, BOOK,
		    "there are too many options");
	return fail_errno(b, BOOK_IO, BOOK, "an id cannot be drawn");
}

int
book_agree(struct book *b, const char *option, const char *value)
{
	const char *there = book_value(b, option);

	if (value == NULL || (there != NULL && strcmp(there, value) == 0))
		return 0;
	assert(strpbrk(value, "\r\n") == NULL);
	if (there != NULL)
		return fail_differs(b, option, there, value);
	if (book_options_put(&b->state->options, option, value) == -1)
		return fail_putting(b);
	return 0;
}

/* Add what was agreed on here to the options on disk. */
static int
merge(struct book *b, struct book_options *options)
{
	const struct book_options *agreed = &b->state->options;
	const char *differs = book_options_differ(options, agreed);

	if (differs != NULL)
		return fail_differs(b, differs,
		    book_options_find(options, differs),
		    book_options_find(agreed, differs));
	if (book_options_add(options, agreed) == -1)
		return fail_putting(b);
	if (book_options_find(options, "id") == NULL &&
	    book_options_put_id(options) == -1)
		return fail_putting(b);
	return 0;
}

/* Save in a folder that is locked. */
static int
save(struct book *b, struct book_options *options)
{
	struct buf text = { 0 };
	size_t before;
	bool exists;
	int status;

	if (read_options(b, options, &exists) == -1)
		return -1;
	if (!exists && b->saved)
		return book_fail(b, BOOK_DATA, BOOK, "was there, and is gone");
	before = options->count;
	if (merge(b, options) == -1)
		return -1;
	if (options->count > before) {
		book_options_format(options, &text);
		status = text.failed ? fail_memory(b) :
		    write_file(b, BOOK, buf_span(&text));
		buf_free(&text);
		if (status == -1)
			return -1;
	}
	take_options(b, options);
	return 0;
}

int
book_save(struct book *b)
{
	struct book_options options = { 0 };
	int status = lock_folder(b);

	if (status == 0)
		status = unlock_folder(b, save(b, &options));
	book_options_free(&options);
	return status;
}

void
book_close(struct book *b)
{
	struct book_state *s = b->state;

	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nlocks; i++)
		close(s->lock[i]);
	if (b->dir != -1)
		close(b->dir);
	book_options_free(&s->options);
	failure_free(&s->files.failure);
	buf_free(&s->text);
	buf_free(&s->clause);
	free(s);
	*b = (struct book){ .dir = -1 };
}
