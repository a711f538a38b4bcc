#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/tally_inputs.h"
#include "ledger/book_options.h"
#include "stream/folder.h"
#include "stream/pread_all.h"
#include "stream/torn.h"

enum { BOOK_MOST = 1024 * 1024 };	/* bytes of its file "book" */

/* The files of a book, in the order in which they are read. */
static const struct file {
	const char *name;
	enum tally_role role;
} files[] = {
	{ "ledger.csv", TALLY_LEDGER },
	{ "windows.csv", TALLY_WINDOWS },
	{ "batches.csv", TALLY_BATCHES },
	{ "rejects.csv", TALLY_REJECTS },
	{ "oversize.csv", TALLY_REJECTS },
	{ "submitted.csv", TALLY_SUBMITTED },
};

enum { FILES = sizeof(files) / sizeof(*files) };

/*
 * How the lengths of its files are looked at: each before what it is made of,
 * which so has all of that, be it that somebody writes.
 */
static const int looked_at[FILES] = { 5, 1, 2, 4, 0, 3 };

/* What errno says of a file, or of the folder where name is NULL. */
static int
fail(const char *folder, const char *name, int status)
{
	if (errno == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s%s%s: %s", folder, name == NULL ? "" : "/",
	    name == NULL ? "" : name, strerror(errno));
	return status;
}

/*
 * Open a file of a book, a plain one.  Returns 0, with *fd -1 if it is not
 * there, or the status to exit with after saying why.
 */
static int
open_file(const char *folder, int dir, const char *name, int *fd)
{
	struct stat about;

	/* Of a pipe nobody is waited for. */
	*fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd == -1)
		return errno == ENOENT ? 0 : fail(folder, name, EX_NOINPUT);
	if (fstat(*fd, &about) == 0 && S_ISREG(about.st_mode))
		return 0;
	cli_warn("%s/%s: is no plain file, as a book has", folder, name);
	close(*fd);
	return EX_DATAERR;
}

static const char *
keep(struct tally_inputs *in, struct span text)
{
	char *copy = arena_get_bytes(&in->memory, text.len + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return copy;
}

/* Keep an option's value, or what is usual.  Returns NULL without memory. */
static const char *
keep_option(struct tally_inputs *in, const struct book_options *options,
    const char *name, const char *usual)
{
	const char *value = book_options_find(options, name);

	return keep(in, span_of(value == NULL ? usual : value));
}

/* What its options say that counts here.  Returns 0 or -1 with ENOMEM. */
static int
take_options(struct tally_inputs *in, struct tally_book *b,
    const struct book_options *options)
{
	const char *scale = book_options_find(options, "scale");
	const char *cap = book_options_find(options, "cap");
	const char *balance = keep_option(in, options, "ledger-as", "balance");
	const char *batch = keep_option(in, options, "batch-as",
	    "window,batch");

	b->scale = scale == NULL ? NULL : keep(in, span_of(scale));
	b->cap = cap == NULL ? NULL : keep(in, span_of(cap));
	if (balance == NULL || batch == NULL ||
	    (scale != NULL && b->scale == NULL) ||
	    (cap != NULL && b->cap == NULL))
		return -1;
	b->balance = span_of(balance);
	b->batch = span_of(batch);
	b->window = span_cut(&b->batch, ',');
	return 0;
}

/* The file "book" of one, which is small.  Returns 0 or the status. */
static int
read_options(struct tally_inputs *in, struct tally_book *b, int fd)
{
	struct book_options options = { 0 };
	struct book_options_fault fault;
	struct buf text = { 0 };
	ssize_t len = -1;
	int got, status = 0;

	if (buf_reserve(&text, BOOK_MOST) == 0)
		len = pread_all(fd, text.ptr, BOOK_MOST, 0);
	if (len == -1) {
		buf_free(&text);
		return fail(b->path, "book", EX_IOERR);
	}
	got = book_options_parse(&options, (struct span){ text.ptr,
	    (size_t)len }, &fault);
	if (got == 2 && fault.line == 0)
		cli_warn("%s/book: %s", b->path, fault.clause);
	else if (got == 2)
		cli_warn("%s/book:%lu: %s", b->path, fault.line, fault.clause);
	if (got == 2)
		status = EX_DATAERR;
	else if (got == -1 || take_options(in, b, &options) == -1)
		status = cli_fail_memory();
	book_options_free(&options);
	buf_free(&text);
	return status;
}

/* How far a file is whole; 0 if it is not there, or nothing in it is. */
static int
measure(const struct tally_book *b, int dir, const char *name,
    uint64_t *until)
{
	int fd, status = open_file(b->path, dir, name, &fd);

	*until = 0;
	if (status != 0 || fd == -1)
		return status;
	if (torn_end(fd, 0, until) == -1)
		status = fail(b->path, name, EX_IOERR);
	close(fd);
	return status;
}

static void
add(struct tally_inputs *in, const char *path, uint64_t until,
    enum tally_role role, const struct tally_book *book)
{
	in->path[in->count] = path;
	in->until[in->count] = until;
	in->input[in->count++] = (struct tally_input){ role, book };
}

/* Put the files of a book that have something in them in its place. */
static int
add_files(struct tally_inputs *in, const struct tally_book *b, int dir)
{
	uint64_t until[FILES];
	int status = 0;

	for (int i = 0; i < FILES && status == 0; i++)
		status = measure(b, dir, files[looked_at[i]].name,
		    &until[looked_at[i]]);
	for (int i = 0; i < FILES && status == 0; i++) {
		size_t room = strlen(b->path) + strlen(files[i].name) + 2;
		char *path;

		if (until[i] == 0)
			continue;
		path = arena_get_bytes(&in->memory, room);
		if (path == NULL)
			return cli_fail_memory();
		snprintf(path, room, "%s/%s", b->path, files[i].name);
		add(in, path, until[i], files[i].role, b);
	}
	return status;
}

static int
add_book(struct tally_inputs *in, const char *path)
{
	struct tally_book *b = &in->book[in->nbooks];
	int dir = folder_open(path, false), fd, status;

	b->path = path;
	if (dir == -1)
		return fail(path, NULL, EX_NOINPUT);
	status = open_file(path, dir, "book", &fd);
	if (status == 0 && fd == -1) {
		cli_warn("%s: is a folder, and no book: there is no file "
		    "\"book\" in it", path);
		status = EX_DATAERR;
	} else if (status == 0) {
		status = read_options(in, b, fd);
		close(fd);
	}
	if (status == 0)
		status = add_files(in, b, dir);
	if (status == 0)
		in->folder[in->nbooks++] = path;
	close(dir);
	return status;
}

/* Room for so many operands, if each were a book. */
static int
make_room(struct tally_inputs *in, size_t count)
{
	in->path = calloc(count * FILES + 1, sizeof(*in->path));
	in->until = calloc(count * FILES + 1, sizeof(*in->until));
	in->input = calloc(count * FILES + 1, sizeof(*in->input));
	in->folder = calloc(count + 1, sizeof(*in->folder));
	in->book = calloc(count + 1, sizeof(*in->book));
	return in->path == NULL || in->until == NULL || in->input == NULL ||
	    in->folder == NULL || in->book == NULL ? -1 : 0;
}

int
tally_inputs_find(struct tally_inputs *in, const char *const operands[])
{
	struct stat about;
	size_t count = 0;
	int status = 0;

	while (operands[count] != NULL)
		count++;
	if (make_room(in, count) == -1)
		return cli_fail_memory();
	for (size_t i = 0; i < count && status == 0; i++)
		if (strcmp(operands[i], "-") != 0 &&
		    stat(operands[i], &about) == 0 && S_ISDIR(about.st_mode))
			status = add_book(in, operands[i]);
		else
			add(in, operands[i], 0, TALLY_OPERAND, NULL);
	return status;
}

void
tally_inputs_free(struct tally_inputs *in)
{
	free(in->path);
	free(in->until);
	free(in->input);
	free(in->folder);
	free(in->book);
	arena_free(&in->memory);
	*in = (struct tally_inputs){ 0 };
}
