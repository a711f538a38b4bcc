#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/child.h"
#include "cli/cli.h"
#include "cli/gnuplot.h"
#include "stream/pread_all.h"

#define PROGRAM "gnuplot"
#define PACKAGE "gnuplot-nox"

enum { SAID_MAX = 400 };	/* of what it says, that much is passed on */

extern char **environ;

/* What it gets, and where what it gives goes: files in memory, so that nobody
   waits for the other. */
struct session {
	int streams[3];
	char **environment;	/* owned; the strings are ours */
};

static bool
is_program(struct span folder)
{
	char path[4096];
	struct stat about;
	int len = snprintf(path, sizeof(path), "%.*s%s" PROGRAM,
	    (int)folder.len, folder.ptr, folder.len == 0 ? "./" : "/");

	return len > 0 && (size_t)len < sizeof(path) &&
	    access(path, X_OK) == 0 && stat(path, &about) == 0 &&
	    S_ISREG(about.st_mode);
}

bool
gnuplot_is_there(void)
{
	const char *path = getenv("PATH");
	struct span rest = span_of(path != NULL ? path : "/bin:/usr/bin");

	while (rest.ptr != NULL)
		if (is_program(span_cut(&rest, ':')))
			return true;
	return false;
}

static bool
is_set(const char *variable, const char *name)
{
	return strncmp(variable, name, strlen(name)) == 0;
}

/* Ours, but for what would have it speak or draw otherwise. */
static char **
make_environment(void)
{
	static char locale[] = "LC_ALL=C";
	char **made;
	size_t count = 0, used = 0;

	while (environ != NULL && environ[count] != NULL)
		count++;
	made = calloc(count + 2, sizeof(*made));
	if (made == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!is_set(environ[i], "LC_ALL=") &&
		    !is_set(environ[i], "GNUTERM="))
			made[used++] = environ[i];
	made[used] = locale;
	return made;
}

static void
session_close(struct session *s)
{
	for (int i = 0; i < 3; i++)
		if (s->streams[i] != -1)
			close(s->streams[i]);
	free(s->environment);
}

static int
session_open(struct session *s, struct span script)
{
	const struct span nothing = { NULL, 0 };

	s->environment = make_environment();
	s->streams[0] = child_file("script", script);
	s->streams[1] = child_file("picture", nothing);
	s->streams[2] = child_file("words", nothing);
	for (int i = 0; i < 3; i++)
		if (s->streams[i] == -1 || s->environment == NULL) {
			cli_warn(PROGRAM " cannot be made ready: %s",
			    strerror(errno));
			session_close(s);
			return EX_IOERR;
		}
	return 0;
}

/* Pass on what it said, the lines of it with a space between. */
static void
tell(int fd)
{
	char said[SAID_MAX];
	ssize_t len = pread_all(fd, said, sizeof(said), 0), used = 0;

	for (ssize_t i = 0; i < len; i++) {
		bool is_space = said[i] == ' ' || said[i] == '\n' ||
		    said[i] == '\t';

		if (!is_space)
			said[used++] = said[i];
		else if (used > 0 && said[used - 1] != ' ')
			said[used++] = ' ';
	}
	if (used > 0 && said[used - 1] == ' ')
		used--;
	if (used > 0)
		cli_warn(PROGRAM ": %.*s", (int)used, said);
}

/*
 * How it ended.  Returns 0; EX_IOERR after saying how; or EX_TEMPFAIL if a
 * signal asked to stop.
 */
static int
judge(pid_t child)
{
	int status, waited = child_wait_or_end(child, &status);

	if (waited == -1 && errno == EINTR)
		return EX_TEMPFAIL;
	if (waited == -1)
		cli_warn("how " PROGRAM " ended cannot be told: %s",
		    strerror(errno));
	else if (WIFSIGNALED(status))
		cli_warn(PROGRAM " was ended by signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status) != 0)
		cli_warn(PROGRAM " ended with status %d", WEXITSTATUS(status));
	else
		return 0;
	return EX_IOERR;
}

/* Append what is in a file.  Returns 0, or EX_IOERR after saying why. */
static int
take(int fd, struct buf *picture)
{
	struct stat about;
	size_t len;
	ssize_t got;

	if (fstat(fd, &about) == -1 || about.st_size == 0) {
		cli_warn(PROGRAM " has drawn nothing");
		return EX_IOERR;
	}
	len = (size_t)about.st_size;
	if (buf_reserve(picture, len) == -1)
		return cli_fail_memory();
	got = pread_all(fd, picture->ptr + picture->len, len, 0);
	if (got != (ssize_t)len) {
		cli_warn("what " PROGRAM " has drawn cannot be read");
		return EX_IOERR;
	}
	picture->len += len;
	return 0;
}

int
gnuplot_run(struct span script, struct buf *picture)
{
	char program[] = PROGRAM, no_defaults[] = "-d";
	char *const argv[] = { program, no_defaults, NULL };
	struct session s;
	int status = session_open(&s, script), error;
	pid_t child;

	if (status != 0)
		return status;
	error = child_begin(&child, program, argv, s.environment, s.streams);
	if (error != 0) {
		cli_warn(PROGRAM " cannot be run: %s (Debian: " PACKAGE ")",
		    strerror(error));
		status = EX_UNAVAILABLE;
	} else {
		status = judge(child);
		if (status != EX_TEMPFAIL)
			tell(s.streams[2]);
		if (status == 0)
			status = take(s.streams[1], picture);
	}
	session_close(&s);
	return status;
}
