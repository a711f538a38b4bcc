/*
 * terminal - run a command on a terminal of its own, or say what one shows:
 *
 *	terminal run [-o] [-r ROWS] [-c COLUMNS] FILE COMMAND [ARGUMENT ...]
 *	terminal look [-r ROWS] [-c COLUMNS] <FILE
 *
 * run has the command's standard error be the terminal, which is its
 * controlling one, and with -o its standard output, too; what the terminal is
 * sent is appended to FILE as it comes.  The status is the command's, 128 more
 * than the number of a signal that ended it.  look prints what a person sees
 * who has been sent that, with what has scrolled off the top; "^" and a line
 * say where the cursor is where that is not at the beginning of a last line
 * that is empty.  A sequence that it does not know is status 1.
 */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "screen.h"

struct asked {
	bool output;		/* of the command goes there, too */
	unsigned rows, columns;
};

/* A session of its own, with the terminal. */
_Noreturn static void
run_on(const char *name, const struct asked *a, char *command[])
{
	struct winsize size = { .ws_row = (unsigned short)a->rows,
	    .ws_col = (unsigned short)a->columns };
	int fd;

	setsid();
	fd = open(name, O_RDWR);
	if (fd == -1 || ioctl(fd, TIOCSCTTY, 0) == -1 ||
	    ioctl(fd, TIOCSWINSZ, &size) == -1)
		err(71, "%s", name);
	if (a->output)
		dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
	execvp(command[0], command);
	err(127, "%s", command[0]);
}

static int
run(const struct asked *a, const char *path, char *command[])
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), status;
	int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
	char bytes[4096];
	ssize_t got;
	pid_t child;

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1 ||
	    file == -1)
		err(71, "%s", path);
	fcntl(master, F_SETFD, FD_CLOEXEC);
	child = fork();
	if (child == 0)
		run_on(ptsname(master), a, command);
	/* It ends with EIO once nobody has the terminal any more. */
	while ((got = read(master, bytes, sizeof(bytes))) > 0 ||
	    (got == -1 && errno == EINTR))
		if (got > 0 && write(file, bytes, (size_t)got) != got)
			err(74, "%s", path);
	if (waitpid(child, &status, 0) == -1)
		err(71, "waitpid");
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	    WEXITSTATUS(status);
}

static int
look(const struct asked *a)
{
	struct screen screen;
	struct buf bytes = { 0 }, text = { 0 };
	ssize_t got;

	do {
		if (buf_reserve(&bytes, 4096) == -1)
			err(71, "memory");
		got = read(STDIN_FILENO, bytes.ptr + bytes.len, 4096);
		bytes.len += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	screen_open(&screen, a->rows, a->columns);
	screen_put(&screen, buf_span(&bytes));
	screen_text(&screen, 0, &text);
	if (screen.column > 0 || screen.line < screen.last)
		printf("%.*s^ %u:%u\n", (int)text.len, text.ptr, screen.line,
		    screen.column);
	else
		printf("%.*s", (int)text.len - 1, text.ptr);
	buf_free(&bytes);
	buf_free(&text);
	screen_close(&screen);
	return screen.strange > 0;
}

static unsigned
number(const char *text)
{
	unsigned long number = strtoul(text, NULL, 10);

	if (number == 0 || number > 1000)
		errx(64, "%s: from 1 to 1000", text);
	return (unsigned)number;
}

int
main(int argc, char *argv[])
{
	struct asked asked = { .rows = 24, .columns = 80 };
	const char *what = argc > 1 ? argv[1] : "";
	int letter;

	optind = 2;
	while ((letter = getopt(argc, argv, "+oc:r:")) != -1)
		if (letter == 'o')
			asked.output = true;
		else if (letter == 'c')
			asked.columns = number(optarg);
		else if (letter == 'r')
			asked.rows = number(optarg);
		else
			return 64;
	if (strcmp(what, "look") == 0)
		return look(&asked);
	if (strcmp(what, "run") != 0 || argc - optind < 2)
		errx(64, "run or look");
	return run(&asked, argv[optind], argv + optind + 1);
}
