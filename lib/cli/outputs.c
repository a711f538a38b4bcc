#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/outputs.h"
#include "ledger/book_names.h"

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool
is_among(const struct stat *out, const char *const *inputs)
{
	for (; *inputs != NULL; inputs++) {
		struct stat in;
		int status = strcmp(*inputs, "-") == 0 ?
		    fstat(STDIN_FILENO, &in) : stat(*inputs, &in);
		if (status == 0 && is_same(out, &in))
			return true;
	}
	return false;
}

/* Is it one of the files that make a book, under whatever name? */
static bool
is_of_book(const struct stat *out, const char *book)
{
	DIR *folder = opendir(book);
	const struct dirent *entry;
	struct stat other;
	bool is = false;

	while (folder != NULL && !is && (entry = readdir(folder)) != NULL)
		is = book_names_has(span_of(entry->d_name)) &&
		    fstatat(dirfd(folder), entry->d_name, &other, 0) == 0 &&
		    is_same(out, &other);
	if (folder != NULL)
		closedir(folder);
	return is;
}

static const char *
last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* Ask about the folder that path is, or would be, in.  Returns 0 or -1. */
static int
stat_folder(const char *path, struct stat *folder)
{
	const char *name = last_name(path);
	char *parent = name == path ? strdup(".") :
	    strndup(path, (size_t)(name - path));
	int got = parent == NULL ? -1 : stat(parent, folder);

	free(parent);
	return got;
}

/* Would it be one, in the folder where a book is or will be? */
static bool
is_named_as_of_book(const char *path, const char *book)
{
	struct stat folder, other;

	return book_names_has(span_of(last_name(path))) &&
	    stat_folder(path, &folder) == 0 && stat(book, &other) == 0 &&
	    is_same(&folder, &other);
}

/* Are both names of one file, be it there or not? */
static bool
is_same_place(const char *path, const char *other)
{
	struct stat a, b;

	return strcmp(last_name(path), last_name(other)) == 0 &&
	    stat_folder(path, &a) == 0 && stat_folder(other, &b) == 0 &&
	    is_same(&a, &b);
}

/* Is it so of the book, or of one of the books? */
static bool
is_of_books(const struct outputs *all, const struct stat *out)
{
	const char *const *book = all->books;

	if (all->book != NULL && is_of_book(out, all->book))
		return true;
	while (book != NULL && *book != NULL)
		if (is_of_book(out, *book++))
			return true;
	return false;
}

static bool
is_named_as_of_books(const struct outputs *all, const char *path)
{
	const char *const *book = all->books;

	if (all->book != NULL && is_named_as_of_book(path, all->book))
		return true;
	while (book != NULL && *book != NULL)
		if (is_named_as_of_book(path, *book++))
			return true;
	return false;
}

/* Is it a file that somebody else writes to? */
static bool
is_claimed(const struct outputs *all, const struct stat *out)
{
	struct stat other;

	for (int i = 0; i < all->nclaims; i++)
		if (stat(all->claimed[i], &other) == 0 && is_same(out, &other))
			return true;
	return false;
}

/* Is it a file that one of the standard streams is written to? */
static bool
is_standard(const struct stat *out)
{
	struct stat other;

	if (!S_ISREG(out->st_mode))
		return false;
	return (fstat(STDOUT_FILENO, &other) == 0 && is_same(out, &other)) ||
	    (fstat(STDERR_FILENO, &other) == 0 && is_same(out, &other));
}

/* What else is this file?  A word, or NULL if it is nothing else. */
static const char *
other_use(const struct outputs *all, const struct stat *out)
{
	struct stat other;

	if (!S_ISREG(out->st_mode))
		return NULL;
	if ((all->inputs != NULL && is_among(out, all->inputs)) ||
	    is_among(out, all->tables))
		return "an input";
	if (is_of_books(all, out))
		return "a file of the book";
	for (int i = 0; i < all->count; i++)
		if (fstat(all->open[i]->fd, &other) == 0 &&
		    is_same(out, &other))
			return "another output";
	return is_claimed(all, out) ? "another output" : NULL;
}

/* The same of the file that is open at fd. */
static const char *
other_use_of(const struct outputs *all, int fd)
{
	struct stat out;

	return fstat(fd, &out) == -1 ? NULL : other_use(all, &out);
}

static int
say_use(const char *path, const char *other)
{
	cli_warn("%s: is %s and cannot be an output", path, other);
	return EX_USAGE;
}

/* Open path without emptying it before it is known to be nothing else. */
static int
open_unused(const struct outputs *all, const char *path, int flags, int *fd)
{
	const char *other;

	if (is_named_as_of_books(all, path))
		return say_use(path, "a file of the book");
	*fd = wait_open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
	if (*fd == -1) {
		if (errno != EINTR)
			cli_warn("%s: cannot be created: %s", path,
			    strerror(errno));
		return EX_CANTCREAT;
	}
	other = other_use_of(all, *fd);
	if (other == NULL)
		return 0;
	close(*fd);
	*fd = -1;
	return say_use(path, other);
}

static int
open_file(const struct outputs *all, const char *path, int *fd)
{
	struct stat about;
	int status = open_unused(all, path, 0, fd);

	if (status != 0)
		return status;
	if (fstat(*fd, &about) == 0 && S_ISREG(about.st_mode) &&
	    ftruncate(*fd, 0) == -1) {
		cli_warn("%s: cannot be emptied: %s", path, strerror(errno));
		close(*fd);
		return EX_CANTCREAT;
	}
	return 0;
}

static void
claim(struct outputs *all, const char *path)
{
	assert(all->nclaims < OUTPUTS_CLAIMS);
	all->claimed[all->nclaims++] = path;
}

int
outputs_claim(struct outputs *all, const char *path)
{
	struct stat about;
	const char *other = NULL;

	if (is_named_as_of_books(all, path))
		other = "a file of the book";
	else if (stat(path, &about) == 0)
		other = is_standard(&about) ? "another output" :
		    other_use(all, &about);
	for (int i = 0; other == NULL && i < all->nclaims; i++)
		if (is_same_place(path, all->claimed[i]))
			other = "another output";
	if (other != NULL)
		return say_use(path, other);
	claim(all, path);
	return 0;
}

int
outputs_append(struct outputs *all, const char *path, int *fd)
{
	struct stat about;
	int status;

	/* Which is seen later only if it comes to be written to. */
	if (stat(path, &about) == 0 && is_standard(&about))
		return say_use(path, "another output");
	status = open_unused(all, path, O_APPEND, fd);
	if (status == 0)
		claim(all, path);
	return status;
}

int
outputs_open(struct outputs *all, struct writer *w, const char *path)
{
	int fd = STDOUT_FILENO, status = 0;
	const char *other;

	if (path != NULL) {
		status = open_file(all, path, &fd);
	} else if ((other = other_use_of(all, fd)) != NULL) {
		cli_warn("standard output: is %s, too", other);
		status = EX_USAGE;
	}
	if (status != 0)
		return status;
	assert(all->count < OUTPUTS_MAX);
	if (writer_open(w, fd, path == NULL ? "standard output" :
	    path) == -1) {
		cli_warn("out of memory");
		if (path != NULL)
			close(fd);
		return EX_IOERR;
	}
	all->open[all->count++] = w;
	return 0;
}

bool
outputs_left(const struct outputs *all)
{
	for (int i = 0; i < all->count; i++)
		if (all->open[i]->fd == STDOUT_FILENO &&
		    writer_error(all->open[i]) == EPIPE)
			return true;
	return false;
}

uint64_t
outputs_bytes(const struct outputs *all)
{
	uint64_t bytes = all->bytes;

	for (int i = 0; i < all->count; i++)
		bytes += writer_position(all->open[i]);
	return bytes;
}

void
outputs_flush(struct outputs *all)
{
	for (int i = 0; i < all->count; i++)
		(void)writer_flush(all->open[i]);
}

static int
flush_all(void *arg)
{
	struct outputs *all = arg;

	outputs_flush(all);
	return outputs_failed(all) ? -1 : 0;
}

struct wait_hook
outputs_hook(struct outputs *all)
{
	return (struct wait_hook){ .before = flush_all, .arg = all };
}

int
outputs_close(struct outputs *all)
{
	int status = 0;

	all->bytes = outputs_bytes(all);
	for (int i = 0; i < all->count; i++) {
		struct writer *w = all->open[i];
		bool is_stdout = w->fd == STDOUT_FILENO;
		if (writer_close(w) == 0)
			continue;
		if (is_stdout && writer_error(w) == EPIPE) {
			if (status == 0)
				status = CLI_LEFT;
			continue;
		}
		cli_warn("%s: %s", w->name, strerror(writer_error(w)));
		status = EX_IOERR;
	}
	all->count = 0;
	return status;
}
