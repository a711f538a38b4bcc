#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/outputs.h"

/* Is the file open at fd one that is read, too? */
static bool
is_input(int fd, const char *const *inputs)
{
	struct stat out, in;

	if (inputs == NULL || fstat(fd, &out) == -1 || !S_ISREG(out.st_mode))
		return false;
	for (; *inputs != NULL; inputs++) {
		int status = strcmp(*inputs, "-") == 0 ?
		    fstat(STDIN_FILENO, &in) : stat(*inputs, &in);
		if (status == 0 && in.st_dev == out.st_dev &&
		    in.st_ino == out.st_ino)
			return true;
	}
	return false;
}

/* Open path without emptying it before it is known to be no input. */
static int
open_file(const char *path, const char *const *inputs, int *fd)
{
	struct stat about;

	*fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (*fd == -1) {
		cli_warn("%s: cannot be created: %s", path, strerror(errno));
		return EX_CANTCREAT;
	}
	if (is_input(*fd, inputs)) {
		cli_warn("%s: is an input and cannot be an output", path);
		close(*fd);
		return EX_USAGE;
	}
	if (fstat(*fd, &about) == 0 && S_ISREG(about.st_mode) &&
	    ftruncate(*fd, 0) == -1) {
		cli_warn("%s: cannot be emptied: %s", path, strerror(errno));
		close(*fd);
		return EX_CANTCREAT;
	}
	return 0;
}

int
outputs_open(struct outputs *all, struct writer *w, const char *path)
{
	int fd = STDOUT_FILENO, status = 0;

	if (path != NULL)
		status = open_file(path, all->inputs, &fd);
	else if (is_input(fd, all->inputs)) {
		cli_warn("standard output: is an input, too");
		status = EX_USAGE;
	}
	if (status != 0)
		return status;
	if (all->count == OUTPUTS_MAX || writer_open(w, fd,
	    path == NULL ? "standard output" : path) == -1) {
		cli_warn("out of memory");
		return EX_IOERR;
	}
	all->open[all->count++] = w;
	return 0;
}

static int
flush_all(void *arg)
{
	struct outputs *all = arg;
	int status = 0;

	for (int i = 0; i < all->count; i++)
		if (writer_flush(all->open[i]) == -1)
			status = -1;
	return status;
}

struct wait_hook
outputs_hook(struct outputs *all)
{
	return (struct wait_hook){ flush_all, all };
}

int
outputs_close(struct outputs *all)
{
	int status = 0;

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
