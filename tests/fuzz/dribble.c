/*
 * dribble SIZE - copy standard input to standard output, which is a pipe, so
 * that no read at its other end gets more than SIZE bytes, or, where SIZE is
 * 0, than one line: a piece is written when the one before it was taken.
 * Behind PIECES of them all are lines, lest a large input take all day.
 */
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

enum { PIECES = 4096 };

static int
read_all(struct buf *all)
{
	ssize_t got;

	do {
		if (buf_reserve(all, 65536) == -1)
			return -1;
		got = read(STDIN_FILENO, all->ptr + all->len,
		    all->cap - all->len);
		if (got > 0)
			all->len += (size_t)got;
	} while (got > 0);
	return (int)got;
}

/* Wait until the pipe is empty.  Returns -1 if there is nobody to take it. */
static int
wait_until_taken(void)
{
	static const struct timespec moment = { 0, 20000 };
	struct pollfd out = { .fd = STDOUT_FILENO };
	int there;

	for (int i = 0; ioctl(STDOUT_FILENO, FIONREAD, &there) == 0; i++) {
		if (there == 0)
			return 0;
		if (i < 20)
			sched_yield();
		else if (poll(&out, 1, 0) == 1)
			return -1;
		else
			nanosleep(&moment, NULL);
	}
	return -1;
}

static int
write_piece(struct span piece)
{
	while (piece.len > 0) {
		ssize_t written = write(STDOUT_FILENO, piece.ptr, piece.len);
		if (written == -1)
			return -1;
		piece.ptr += written;
		piece.len -= (size_t)written;
	}
	return wait_until_taken();
}

static size_t
piece_len(struct span rest, size_t size)
{
	const char *newline;

	if (size > 0)
		return rest.len < size ? rest.len : size;
	newline = memchr(rest.ptr, '\n', rest.len);
	return newline == NULL ? rest.len : (size_t)(newline - rest.ptr) + 1;
}

int
main(int argc, char *argv[])
{
	struct buf all = { 0 };
	struct span rest;
	size_t size;

	if (argc != 2) {
		fprintf(stderr, "usage: dribble SIZE\n");
		return 64;
	}
	size = (size_t)strtoull(argv[1], NULL, 10);
	if (read_all(&all) == -1) {
		perror("dribble");
		return 74;
	}
	/* Whoever ends early has had enough. */
	signal(SIGPIPE, SIG_DFL);
	rest = buf_span(&all);
	for (int i = 0; rest.len > 0; i++) {
		size_t len = piece_len(rest, i < PIECES ? size : 0);
		if (write_piece((struct span){ rest.ptr, len }) == -1)
			break;
		rest.ptr += len;
		rest.len -= len;
	}
	buf_free(&all);
	return 0;
}
