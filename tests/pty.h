/*
 * pty - a terminal of our own, and what a person sees on it.
 *
 *	struct pty pty;
 *
 *	pty_open(&pty, 24, 80);
 *	write_to(pty.slave);
 *	CHECK_SPAN(pty_look(&pty), "what was written\n");
 *	pty_close(&pty);
 */
#ifndef BALSYS_PTY_H
#define BALSYS_PTY_H

#include <sys/ioctl.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "check.h"
#include "screen.h"

struct pty {
	int master, slave;
	struct screen screen;
	struct buf text;
};

/*
 * Can there be one?  Where no file system for them is mounted, there cannot,
 * and a test that wants one is skipped: this says why.
 */
static inline bool
pty_is_possible(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	int slave = -1;

	if (master != -1 && grantpt(master) == 0 && unlockpt(master) == 0)
		slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	if (slave != -1)
		close(slave);
	if (master != -1)
		close(master);
	if (slave == -1)
		puts("no terminal can be made here");
	return slave != -1;
}

static inline void
pty_open(struct pty *p, unsigned short rows, unsigned short columns)
{
	struct winsize size = { .ws_row = rows, .ws_col = columns };

	*p = (struct pty){ .master = posix_openpt(O_RDWR | O_NOCTTY) };
	if (p->master == -1 || grantpt(p->master) == -1 ||
	    unlockpt(p->master) == -1)
		abort();
	p->slave = open(ptsname(p->master), O_RDWR | O_NOCTTY);
	if (p->slave == -1 || ioctl(p->slave, TIOCSWINSZ, &size) == -1)
		abort();
	screen_open(&p->screen, rows, columns);
}

static inline void
pty_close(struct pty *p)
{
	close(p->slave);
	close(p->master);
	screen_close(&p->screen);
	buf_free(&p->text);
}

/* All that is seen when what was written has come, which takes a moment. */
static inline struct span
pty_look(struct pty *p)
{
	struct pollfd fds = { .fd = p->master, .events = POLLIN };
	char bytes[16384];
	size_t len = 0;

	CHECK_INT(write(p->slave, "\a", 1), 1);
	while ((len == 0 || bytes[len - 1] != '\a') &&
	    poll(&fds, 1, 20000) == 1) {
		ssize_t got = read(p->master, bytes + len,
		    sizeof(bytes) - len);
		if (got <= 0)
			break;
		len += (size_t)got;
	}
	CHECK(len > 0 && bytes[len - 1] == '\a');
	screen_put(&p->screen, (struct span){ bytes, len == 0 ? 0 : len - 1 });
	CHECK_INT(p->screen.strange, 0);
	screen_text(&p->screen, 0, &p->text);
	return buf_span(&p->text);
}

#endif
