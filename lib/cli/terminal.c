/* TIOCGWINSZ is in no standard yet; all systems have it. */
#define _DEFAULT_SOURCE
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/terminal.h"

enum { ROWS_USUAL = 24, COLUMNS_USUAL = 80 };

/* What is shown, if anything is. */
static struct {
	bool is_there;
	int fd;
	struct span text;	/* borrowed */
} shown;

static volatile sig_atomic_t was_stopped;

bool
terminal_is(int fd)
{
	const char *kind = getenv("TERM");

	return isatty(fd) == 1 && kind != NULL && *kind != '\0' &&
	    strcmp(kind, "dumb") != 0;
}

struct terminal_size
terminal_size(int fd)
{
	struct terminal_size size = { ROWS_USUAL, COLUMNS_USUAL };
	struct winsize window;

	if (ioctl(fd, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 &&
	    window.ws_col > 0)
		size = (struct terminal_size){ window.ws_row, window.ws_col };
	return size;
}

static void
fit_line(struct span line, unsigned columns, struct buf *to)
{
	for (unsigned i = 1; i < columns && line.len > 0; i++) {
		size_t shows = utf8_shown_len(line);
		size_t len = shows == 0 ? 1 : shows;

		/* Half a number must not be taken for a whole one. */
		if (i + 1 == columns && len < line.len)
			buf_putc(to, '>');
		else if (shows > 0)
			buf_put(to, (struct span){ line.ptr, len });
		else
			buf_putc(to, '?');
		line.ptr += len;
		line.len -= len;
	}
}

void
terminal_fit(struct span text, struct terminal_size size, struct buf *to)
{
	/* What is behind the last newline is no line. */
	if (text.len > 0 && text.ptr[text.len - 1] == '\n')
		text.len--;
	for (unsigned i = 0; i < size.rows && text.ptr != NULL; i++) {
		if (i > 0)
			buf_putc(to, '\n');
		fit_line(span_cut(&text, '\n'), size.columns, to);
	}
}

/* Would others be written over?  No terminal of ours is nobody's. */
static bool
is_in_background(int fd)
{
	pid_t front = tcgetpgrp(fd);

	return front != -1 && front != getpgrp();
}

static void
note_stop(int number)
{
	(void)number;
	was_stopped = 1;
}

/* Who is stopped goes on where others have written. */
static void
watch_for_stops(void)
{
	struct sigaction action = { .sa_handler = note_stop,
	    .sa_flags = SA_RESTART }, before;

	if (sigaction(SIGCONT, NULL, &before) == 0 &&
	    before.sa_handler == SIG_DFL)
		(void)sigaction(SIGCONT, &action, NULL);
}

/* Is what was shown still where the cursor is? */
static bool
is_still_there(void)
{
	if (was_stopped || (shown.is_there && is_in_background(shown.fd)))
		shown.is_there = false;
	was_stopped = 0;
	return shown.is_there;
}

/* How to get rid of what is shown, into room for all of it. */
enum { ERASE_MAX = 32 };

static struct iovec
erase(char *room)
{
	unsigned up = 0;
	int len;

	for (size_t i = 0; shown.is_there && i < shown.text.len; i++)
		up += shown.text.ptr[i] == '\n';
	len = up == 0 ? snprintf(room, ERASE_MAX, "\r\033[J") :
	    snprintf(room, ERASE_MAX, "\r\033[%uA\033[J", up);
	return (struct iovec){ room, (size_t)len };
}

static struct iovec
part(struct span bytes)
{
	return (struct iovec){ (void *)(uintptr_t)bytes.ptr, bytes.len };
}

/* Where a terminal fails there is nobody left to tell. */
static void
write_parts(int fd, const struct iovec *parts, int count)
{
	ssize_t written = count == 1 ?
	    write(fd, parts->iov_base, parts->iov_len) :
	    writev(fd, parts, count);

	(void)written;
}

void
terminal_show(int fd, struct span text)
{
	char room[ERASE_MAX];
	struct iovec parts[2];

	if (!is_still_there())
		watch_for_stops();
	if (is_in_background(fd))
		return;
	parts[0] = erase(room);
	parts[1] = part(text);
	write_parts(fd, parts, 2);
	shown.is_there = true;
	shown.fd = fd;
	shown.text = text;
}

void
terminal_clear(void)
{
	char room[ERASE_MAX];
	struct iovec erased;

	if (is_still_there()) {
		erased = erase(room);
		write_parts(shown.fd, &erased, 1);
	}
	shown.is_there = false;
}

/* Is standard error the terminal on which it is shown? */
static bool
is_above(void)
{
	struct stat here, there;

	return is_still_there() && isatty(STDERR_FILENO) == 1 &&
	    fstat(STDERR_FILENO, &here) == 0 &&
	    fstat(shown.fd, &there) == 0 && here.st_rdev == there.st_rdev;
}

void
terminal_say(struct span line)
{
	char room[ERASE_MAX];
	struct iovec parts[3] = { { 0 } };
	bool above = is_above();

	parts[1] = part(line);
	if (above) {
		parts[0] = erase(room);
		parts[2] = part(shown.text);
	}
	write_parts(STDERR_FILENO, parts + !above, above ? 3 : 1);
}
