/* realpath(3) belongs to the XSI option. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/page_file.h"
#include "stream/replace.h"

static int
fail(const char *path)
{
	if (errno == ENOMEM)
		return cli_fail_memory();
	cli_warn("%s: cannot be created: %s", path, strerror(errno));
	return EX_CANTCREAT;
}

/* path with the suffix of what is beside; NULL with errno ENOMEM. */
static char *
make_fresh(const char *path)
{
	size_t len = strlen(path);
	char *fresh = malloc(len + sizeof(REPLACE_SUFFIX));

	if (fresh == NULL)
		return NULL;
	memcpy(fresh, path, len);
	memcpy(fresh + len, REPLACE_SUFFIX, sizeof(REPLACE_SUFFIX));
	return fresh;
}

/* Open the folder that path is in.  Returns -1 with errno. */
static int
open_folder(char *path)
{
	char *slash = strrchr(path, '/');
	char after;
	int fd;

	if (slash == NULL)
		return open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	after = slash[1];
	slash[1] = '\0';
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	slash[1] = after;
	return fd;
}

/* Where a link leads, if it is one that leads anywhere. */
static char *
follow(const char *path)
{
	struct stat about, file;

	if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode) &&
	    stat(path, &file) == 0)
		return realpath(path, NULL);
	return strdup(path);
}

/* Find the folder and the names.  Returns 0, or -1 with errno. */
static int
find_place(struct page_file *f, const char *path)
{
	const char *slash;

	f->path = follow(path);
	if (f->path == NULL)
		return -1;
	f->fresh = make_fresh(f->path);
	if (f->fresh == NULL)
		return -1;
	slash = strrchr(f->path, '/');
	f->name = slash == NULL ? f->path : slash + 1;
	if (*f->name == '\0')
		errno = EISDIR;
	else if (strlen(f->name) > REPLACE_NAME_MAX)
		errno = ENAMETOOLONG;
	else
		f->dir = open_folder(f->path);
	return f->dir == -1 ? -1 : 0;
}

/* Can there be a file beside it? */
static int
try_beside(const struct page_file *f)
{
	struct replace beside;

	if (replace_open(&beside, f->dir, f->name) == -1)
		return -1;
	replace_drop(&beside);
	return 0;
}

int
page_file_open(struct page_file *f, struct outputs *outputs, const char *path)
{
	struct stat about;
	int status;

	f->dir = f->fd = -1;
	f->is_open = true;
	if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
		return outputs_append(outputs, path, &f->fd);
	if (find_place(f, path) == -1)
		return fail(path);
	status = outputs_claim(outputs, f->path);
	if (status == 0)
		status = outputs_claim(outputs, f->fresh);
	if (status != 0)
		return status;
	return try_beside(f) == -1 ? fail(path) : 0;
}

static int
write_on(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);

		if (written == -1 && errno == EINTR)
			continue;
		if (written == -1)
			return -1;
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
	return 0;
}

/* The new one may be read by whom the old one could. */
static void
keep_mode(const struct page_file *f, int fd)
{
	struct stat about;

	if (fstatat(f->dir, f->name, &about, 0) == 0)
		(void)!fchmod(fd, about.st_mode & 0777);
}

int
page_file_put(struct page_file *f, struct span page)
{
	struct replace r;

	if (f->fd != -1)
		return write_on(f->fd, page);
	if (replace_open(&r, f->dir, f->name) == -1)
		return -1;
	keep_mode(f, r.fd);
	if (replace_write(&r, page) == -1)
		return -1;
	if (!f->synced)
		return replace_at_once(&r);
	return replace_sync(&r) == -1 ? -1 : replace_end(&r);
}

void
page_file_close(struct page_file *f)
{
	if (!f->is_open)
		return;
	f->is_open = false;
	if (f->dir != -1)
		close(f->dir);
	if (f->fd != -1)
		close(f->fd);
	free(f->path);
	free(f->fresh);
	f->path = f->fresh = NULL;
}
