#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/grow.h"
#include "serve/follower.h"
#include "stream/lines.h"
#include "stream/pread_all.h"

enum {
	BLOCK = 64 * 1024,
	LINE_MOST = LINES_MAX + LINES_MORE,
};

struct follower_state {
	int fd;
	char *held;		/* owned: from the follower's next on, */
	size_t cap;
	size_t start, end;	/* what is there of it */
};

static int
open_file(struct follower *f, int dir)
{
	struct follower_state *s = malloc(sizeof(*s));

	if (s == NULL)
		return -1;
	*s = (struct follower_state){ 0 };
	s->fd = openat(dir, f->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->fd == -1) {
		free(s);
		return -1;
	}
	f->state = s;
	return 0;
}

/* Have room behind what is there, in the place of what was given. */
static int
make_room(struct follower_state *s)
{
	if (s->start > 0)
		memmove(s->held, s->held + s->start, s->end - s->start);
	s->end -= s->start;
	s->start = 0;
	if (s->end < s->cap)
		return 0;
	return GROW(s->held, s->cap, s->cap == 0 ? BLOCK : s->cap + 1);
}

/* Read on.  Returns 1; 0 if there is nothing; or -1. */
static int
read_on(struct follower *f)
{
	struct follower_state *s = f->state;
	ssize_t got;

	if (make_room(s) == -1)
		return -1;
	got = pread_all(s->fd, s->held + s->end, s->cap - s->end,
	    f->next + s->end);
	if (got <= 0)
		return (int)got;
	s->end += (size_t)got;
	return 1;
}

/* Where the line ends that begins what is there; NULL if it is not whole.  Its
   first seen bytes have no newline. */
static const char *
end_of_line(const struct follower_state *s, size_t seen)
{
	if (s->end - s->start == seen)
		return NULL;
	return memchr(s->held + s->start + seen, '\n',
	    s->end - s->start - seen);
}

static bool
is_too_long(size_t len)
{
	if (len > LINE_MOST)
		errno = EBADMSG;
	return len > LINE_MOST;
}

int
follower_next(struct follower *f, int dir, struct span *line)
{
	struct follower_state *s;
	const char *end;
	size_t seen = 0;

	if (f->state == NULL && open_file(f, dir) == -1)
		return errno == ENOENT ? 0 : -1;
	s = f->state;
	while ((end = end_of_line(s, seen)) == NULL) {
		int got = -1;

		seen = s->end - s->start;
		if (!is_too_long(seen))
			got = read_on(f);
		if (got == 1)
			continue;
		/* What is not whole may be cut off: it is read again. */
		s->end = s->start;
		return got;
	}
	if (is_too_long((size_t)(end - s->held) - s->start))
		return -1;
	*line = (struct span){ s->held + s->start,
	    (size_t)(end - s->held) - s->start };
	s->start += line->len + 1;
	f->offset = f->next;
	f->next += line->len + 1;
	f->lines++;
	return 1;
}

int
follower_fd(const struct follower *f)
{
	return f->state == NULL ? -1 : f->state->fd;
}

void
follower_close(struct follower *f)
{
	if (f->state == NULL)
		return;
	close(f->state->fd);
	free(f->state->held);
	free(f->state);
	f->state = NULL;
}
