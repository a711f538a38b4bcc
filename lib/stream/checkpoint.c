#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"
#include "stream/checkpoint.h"
#include "stream/replace.h"

/*
 * A file is a head, parts, and a part without bytes as its end.  A part is its
 * length, a hash over that, its number and its bytes, and the bytes; so none
 * can be cut off, changed, or take the place of another.
 */
enum { PART = 1024 * 1024 };

struct head {
	char magic[8];
	uint64_t machine;
};

struct part {
	uint64_t len;
	uint64_t hash;
};

struct checkpoint_state {
	struct replace out;	/* the new one, if there is no in */
	int in;			/* -1: a new one is written */
	int error;		/* the first errno, which sticks */
	uint64_t number;	/* of the next part */
	char *bytes;		/* owned: of a part, from start to end */
	size_t start, end;
};

/* The order of bytes, the version, and the size of what counts bytes. */
static const struct head the_head = { "balsysck",
    UINT64_C(0x0b0a090800000000) + (1 << 8) + sizeof(size_t) };

static uint64_t
hash_part(uint64_t number, struct span bytes)
{
	uint64_t which[] = { number, bytes.len };
	uint64_t seed = span_hash((struct span){ (const char *)which,
	    sizeof(which) }, the_head.machine);

	return span_hash(bytes, seed);
}

static int
fail(struct checkpoint_state *s, int error)
{
	if (s->error == 0)
		s->error = error;
	errno = s->error;
	return -1;
}

/* Write bytes; what fails sticks, and has taken the new file away. */
static void
write_out(struct checkpoint_state *s, const void *src, size_t len)
{
	if (s->error == 0 &&
	    replace_write(&s->out, (struct span){ src, len }) == -1)
		s->error = errno;
}

static void
write_part(struct checkpoint_state *s, const char *src, size_t len)
{
	struct part part = { len,
	    hash_part(s->number, (struct span){ src, len }) };

	write_out(s, &part, sizeof(part));
	write_out(s, src, len);
	s->number++;
}

void
checkpoint_create(struct checkpoint *c, int dir, const char *name)
{
	struct checkpoint_state *s = calloc(1, sizeof(*s));

	c->state = s;
	if (s == NULL)
		return;
	s->in = -1;
	if (replace_open(&s->out, dir, name) == -1) {
		s->error = errno;
		return;
	}
	s->bytes = malloc(PART);
	if (s->bytes == NULL) {
		replace_drop(&s->out);
		s->error = ENOMEM;
	}
	write_out(s, &the_head, sizeof(the_head));
}

void
checkpoint_put(struct checkpoint *c, const void *src, size_t len)
{
	struct checkpoint_state *s = c->state;
	const char *from = src;

	if (s == NULL || s->error != 0)
		return;
	while (len > 0) {
		size_t room = PART - s->end, some = len < room ? len : room;
		if (some == PART) {
			/* A whole part of it need not be copied. */
			write_part(s, from, PART);
		} else {
			memcpy(s->bytes + s->end, from, some);
			s->end += some;
		}
		if (s->end == PART) {
			write_part(s, s->bytes, PART);
			s->end = 0;
		}
		from += some;
		len -= some;
	}
}

int
checkpoint_commit(struct checkpoint *c)
{
	struct checkpoint_state *s = c->state;
	int error = ENOMEM;

	if (s != NULL) {
		if (s->end > 0 && s->error == 0)
			write_part(s, s->bytes, s->end);
		if (s->error == 0)
			write_part(s, "", 0);
		if (s->error == 0 && (replace_sync(&s->out) == -1 ||
		    replace_end(&s->out) == -1)) {
			s->error = errno;
			replace_drop(&s->out);
		}
		error = s->error;
		free(s->bytes);
		free(s);
	}
	c->state = NULL;
	errno = error;
	return error == 0 ? 0 : -1;
}

/* Read len bytes, no fewer: where there are not as many it is not whole. */
static int
read_in(struct checkpoint_state *s, void *dst, size_t len)
{
	char *to = dst;

	while (len > 0) {
		ssize_t got = read(s->in, to, len);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return fail(s, got == 0 ? EBADMSG : errno);
		to += got;
		len -= (size_t)got;
	}
	return 0;
}

int
checkpoint_open(struct checkpoint *c, int dir, const char *name)
{
	int in = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct head head;

	c->state = NULL;
	if (in == -1)
		return -1;
	c->state = calloc(1, sizeof(*c->state));
	if (c->state == NULL) {
		close(in);
		errno = ENOMEM;
		return -1;
	}
	c->state->in = in;
	if (read_in(c->state, &head, sizeof(head)) == -1)
		return -1;
	if (memcmp(&head, &the_head, sizeof(head)) != 0)
		return fail(c->state, EBADMSG);
	return 0;
}

/* Read the bytes of a part, as many as it says, and see that they are it. */
static int
read_part(struct checkpoint_state *s, const struct part *part, char *dst)
{
	size_t len = (size_t)part->len;

	if (read_in(s, dst, len) == -1)
		return -1;
	if (hash_part(s->number, (struct span){ dst, len }) != part->hash)
		return fail(s, EBADMSG);
	s->number++;
	return 0;
}

static int
keep_part(struct checkpoint_state *s, const struct part *part)
{
	if (s->bytes == NULL && (s->bytes = malloc(PART)) == NULL)
		return fail(s, ENOMEM);
	s->start = 0;
	s->end = (size_t)part->len;
	return read_part(s, part, s->bytes);
}

/*
 * Read the next part: to dst and *got bytes of it, if it has no more than len;
 * else it is kept, and *got is 0.
 */
static int
next_part(struct checkpoint_state *s, char *dst, size_t len, size_t *got)
{
	struct part part;

	*got = 0;
	if (read_in(s, &part, sizeof(part)) == -1)
		return -1;
	if (part.len == 0 || part.len > PART)
		return fail(s, EBADMSG);
	if (part.len > len)
		return keep_part(s, &part);
	*got = (size_t)part.len;
	return read_part(s, &part, dst);
}

int
checkpoint_get(struct checkpoint *c, void *dst, size_t len)
{
	struct checkpoint_state *s = c->state;
	char *to = dst;

	if (s->error != 0)
		return fail(s, s->error);
	while (len > 0) {
		size_t some = s->end - s->start;
		if (some == 0) {
			if (next_part(s, to, len, &some) == -1)
				return -1;
		} else {
			some = some < len ? some : len;
			memcpy(to, s->bytes + s->start, some);
			s->start += some;
		}
		to += some;
		len -= some;
	}
	return 0;
}

/* See that this is the end mark, and that nothing is behind it. */
static int
read_end(struct checkpoint_state *s, const struct part *part)
{
	char more;
	ssize_t got;

	if (part->len != 0 || read_part(s, part, &more) == -1)
		return fail(s, EBADMSG);
	do
		got = read(s->in, &more, 1);
	while (got == -1 && errno == EINTR);
	return got == 0 ? 0 : fail(s, got == -1 ? errno : EBADMSG);
}

int
checkpoint_end(struct checkpoint *c)
{
	struct checkpoint_state *s = c->state;
	struct part part;

	if (s->error != 0 || s->start < s->end)
		return fail(s, EBADMSG);
	if (read_in(s, &part, sizeof(part)) == -1)
		return -1;
	return read_end(s, &part);
}

static int
verify_parts(struct checkpoint_state *s)
{
	struct part part;

	for (;;) {
		if (read_in(s, &part, sizeof(part)) == -1)
			return -1;
		if (part.len == 0)
			return read_end(s, &part);
		if (part.len > PART)
			return fail(s, EBADMSG);
		if (keep_part(s, &part) == -1)
			return -1;
	}
}

int
checkpoint_verify(int dir, const char *name)
{
	struct checkpoint c = { 0 };
	int status = checkpoint_open(&c, dir, name);
	int error;

	if (status == 0)
		status = verify_parts(c.state);
	error = errno;
	checkpoint_close(&c);
	errno = error;
	return status;
}

void
checkpoint_close(struct checkpoint *c)
{
	struct checkpoint_state *s = c->state;

	if (s == NULL)
		return;
	if (s->in != -1)
		close(s->in);
	else if (s->error == 0)
		replace_drop(&s->out);
	free(s->bytes);
	free(s);
	c->state = NULL;
}
