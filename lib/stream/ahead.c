#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "stream/ahead.h"
#include "stream/pipe.h"
#include "stream/workers.h"

enum { STACK = 256 * 1024 };	/* enough to inflate */

/* A piece of work: to be filled once. */
struct block {
	struct ahead_state *ahead;
	ssize_t got;		/* as of read(2) */
	int error;		/* errno, where got is -1 */
	size_t given;		/* bytes of it that were read */
	char bytes[AHEAD_BLOCK];
};

struct ahead_state {
	ssize_t (*fill)(void *arg, char *dst, size_t len);
	void *arg;
	int stop[2];		/* a pipe: readable when the thread should go */
	struct workers workers;
	struct block *current;	/* what is being read, or NULL */
	struct block block[AHEAD_BLOCKS];
};

static void
fill_block(void *piece)
{
	struct block *block = piece;
	struct ahead_state *s = block->ahead;

	block->got = s->fill(s->arg, block->bytes, sizeof(block->bytes));
	block->error = errno;
	block->given = 0;
}

int
ahead_open(struct ahead *a, ssize_t (*fill)(void *arg, char *dst, size_t len),
    void *arg)
{
	struct ahead_state *s = malloc(sizeof(*s));

	if (s == NULL)
		return -1;
	s->fill = fill;
	s->arg = arg;
	s->current = NULL;
	s->workers = (struct workers){ .stack = STACK };
	if (pipe_open(s->stop) == -1) {
		free(s);
		return -1;
	}
	if (workers_open(&s->workers, 1, AHEAD_BLOCKS, fill_block) == -1) {
		pipe_close(s->stop);
		free(s);
		return -1;
	}
	a->state = s;
	if (!workers_start(&s->workers)) {
		ahead_close(a);
		errno = EAGAIN;
		return -1;
	}
	for (int i = 0; i < AHEAD_BLOCKS; i++) {
		s->block[i].ahead = s;
		workers_give(&s->workers, &s->block[i]);
	}
	return 0;
}

int
ahead_wait(const struct ahead *a, int fd)
{
	struct pollfd fds[] = {
		{ .fd = fd, .events = POLLIN },
		{ .fd = a->state->stop[0], .events = POLLIN },
	};

	/* What poll cannot say of this fd, read(2) will. */
	while (poll(fds, 2, -1) == -1 && errno == EINTR)
		;
	if (fds[1].revents == 0)
		return 0;
	errno = ECANCELED;
	return -1;
}

/*
 * Take the oldest block when it is done.  Returns 0, or -1 with errno from the
 * wait.
 */
static int
take_block(struct ahead_state *s, const struct wait_hook *hook)
{
	s->current = workers_take(&s->workers);
	if (s->current != NULL)
		return wait_for_nothing();
	do {
		workers_wake_me(&s->workers);
		if (wait_readable(workers_fd(&s->workers), hook) == -1)
			return -1;
		s->current = workers_take(&s->workers);
	} while (s->current == NULL);
	return 0;
}

ssize_t
ahead_read(struct ahead *a, char *dst, size_t len,
    const struct wait_hook *hook)
{
	struct ahead_state *s = a->state;
	struct block *block;

	if (s->current == NULL && take_block(s, hook) == -1)
		return -1;
	block = s->current;
	if (block->got <= 0) {
		errno = block->error;
		return block->got;
	}
	if (len > (size_t)block->got - block->given)
		len = (size_t)block->got - block->given;
	memcpy(dst, block->bytes + block->given, len);
	block->given += len;
	if (block->given == (size_t)block->got) {
		s->current = NULL;
		workers_give(&s->workers, block);
	}
	return (ssize_t)len;
}

void
ahead_close(struct ahead *a)
{
	struct ahead_state *s = a->state;

	if (s == NULL)
		return;
	pipe_wake(s->stop);
	workers_close(&s->workers);
	pipe_close(s->stop);
	free(s);
	a->state = NULL;
}
