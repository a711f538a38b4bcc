#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "stream/input.h"
#include "stream/pipe.h"

enum { RAW_BLOCK = 64 * 1024 };

/* What a compressed file begins with, "?" for any byte, and what to say. */
static const struct magic {
	const char *bytes;
	size_t len;
	const char *reason;	/* NULL: gzip */
} magics[] = {
	{ "\x1f\x8b", 2, NULL },
	{ "\x28\xb5\x2f\xfd", 4, "is zstd: pipe it through zstd -dc" },
	{ "\xfd" "7zXZ\0", 6, "is xz: pipe it through xz -dc" },
	{ "BZh?1AY&SY", 10, "is bzip2: pipe it through bzip2 -dc" },
};

enum kind { UNKNOWN, PLAIN, GZIP };

struct input_state {
	int fd;
	const struct wait_hook *hook;
	enum kind kind;
	bool at_end;		/* of what read(2) gives */
	bool in_member;		/* a gzip member is begun and not ended */
	int error;		/* sticks */
	const char *reason;
	z_stream zip;
	size_t start, end;	/* of the raw bytes not yet used */
	unsigned char raw[RAW_BLOCK];
};

int
input_open(struct input *in, const char *path, const struct wait_hook *hook)
{
	struct stat about;
	int error;
	/* A FIFO is waited for when it is read, not here. */
	int fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) :
	    open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd == -1)
		return -1;
	if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode))
		errno = EISDIR;
	else if ((in->state = calloc(1, sizeof(*in->state))) != NULL) {
		pipe_widen(fd);
		in->state->fd = fd;
		in->state->hook = hook;
		return 0;
	}
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

static ssize_t
fail(struct input_state *s, int error, const char *reason)
{
	s->error = error;
	s->reason = reason;
	errno = error;
	return -1;
}

/* read(2) once, when there is something to read. */
static ssize_t
read_some(struct input_state *s, void *dst, size_t len)
{
	ssize_t got;

	if (s->at_end)
		return 0;
	do {
		if (wait_readable(s->fd, s->hook) == -1)
			return fail(s, errno, NULL);
		got = read(s->fd, dst, len);
	} while (got == -1 && (errno == EINTR || errno == EAGAIN));
	if (got == -1)
		return fail(s, errno, NULL);
	s->at_end = got == 0;
	return got;
}

/* Add to the raw bytes.  Returns as input_read(). */
static ssize_t
read_raw(struct input_state *s)
{
	ssize_t got;

	memmove(s->raw, s->raw + s->start, s->end - s->start);
	s->end -= s->start;
	s->start = 0;
	got = read_some(s, s->raw + s->end, sizeof(s->raw) - s->end);
	if (got > 0)
		s->end += (size_t)got;
	return got;
}

static int
start_gzip(struct input_state *s)
{
	s->kind = GZIP;
	s->in_member = true;
	if (inflateInit2(&s->zip, 16 + MAX_WBITS) == Z_OK)
		return 0;
	s->kind = PLAIN;
	return (int)fail(s, ENOMEM, NULL);
}

static bool
begins_like(const unsigned char *raw, const char *magic, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (magic[i] != '?' && raw[i] != (unsigned char)magic[i])
			return false;
	return true;
}

/*
 * Decide what the input is, from as few of its first bytes as are needed.
 * Returns 0, or -1 as input_read().
 */
static int
find_kind(struct input_state *s)
{
	const struct magic *m = magics, *last = m + sizeof(magics) /
	    sizeof(*magics);

	while (m < last) {
		size_t common = s->end < m->len ? s->end : m->len;
		if (!begins_like(s->raw, m->bytes, common)) {
			m++;
		} else if (common == m->len) {
			if (m->reason != NULL)
				return (int)fail(s, EBADMSG, m->reason);
			return start_gzip(s);
		} else {
			ssize_t got = read_raw(s);
			if (got == -1)
				return -1;
			if (got == 0)
				m++;
		}
	}
	s->kind = PLAIN;
	return 0;
}

/* Between members: another one, the end, or something that is no gzip. */
static ssize_t
next_member(struct input_state *s)
{
	while (s->end - s->start < 2) {
		ssize_t got = read_raw(s);
		if (got == -1)
			return -1;
		if (got == 0 && s->start == s->end)
			return 0;
		if (got == 0)
			break;
	}
	if (s->end - s->start < 2 || s->raw[s->start] != 0x1f ||
	    s->raw[s->start + 1] != 0x8b)
		return fail(s, EBADMSG, "has garbage behind its gzip data");
	inflateReset(&s->zip);
	s->in_member = true;
	return 1;
}

/* Inflate what raw bytes there are.  Returns as input_read(), 0 for none. */
static ssize_t
inflate_some(struct input_state *s, char *dst, size_t len)
{
	int status;

	s->zip.next_in = s->raw + s->start;
	s->zip.avail_in = (uInt)(s->end - s->start);
	s->zip.next_out = (unsigned char *)dst;
	s->zip.avail_out = (uInt)len;
	status = inflate(&s->zip, Z_NO_FLUSH);
	s->start = s->end - s->zip.avail_in;
	if (status == Z_STREAM_END)
		s->in_member = false;
	else if (status == Z_MEM_ERROR)
		fail(s, ENOMEM, NULL);
	else if (status != Z_OK && status != Z_BUF_ERROR)
		fail(s, EBADMSG, "is corrupt gzip");
	return (ssize_t)(len - s->zip.avail_out);
}

static ssize_t
read_gzip(struct input_state *s, char *dst, size_t len)
{
	for (;;) {
		ssize_t got;

		if (s->in_member) {
			got = inflate_some(s, dst, len);
			if (got > 0)
				return got;
			if (s->error != 0)
				return fail(s, s->error, s->reason);
		}
		if (!s->in_member) {
			got = next_member(s);
			if (got <= 0)
				return got;
		} else if (s->start == s->end) {
			got = read_raw(s);
			if (got == -1)
				return -1;
			if (got == 0)
				return fail(s, EBADMSG, "is truncated gzip");
		}
	}
}

ssize_t
input_read(struct input *in, char *dst, size_t len)
{
	struct input_state *s = in->state;

	if (len > INT32_MAX)
		len = INT32_MAX;
	if (s->error != 0)
		return fail(s, s->error, s->reason);
	if (s->kind == UNKNOWN && find_kind(s) == -1)
		return -1;
	if (s->kind == GZIP)
		return read_gzip(s, dst, len);
	if (s->start < s->end) {
		size_t there = s->end - s->start;
		if (len > there)
			len = there;
		memcpy(dst, s->raw + s->start, len);
		s->start += len;
		return (ssize_t)len;
	}
	return read_some(s, dst, len);
}

const char *
input_reason(const struct input *in)
{
	return in->state->reason;
}

void
input_close(struct input *in)
{
	if (in->state == NULL)
		return;
	if (in->state->kind == GZIP)
		inflateEnd(&in->state->zip);
	close(in->state->fd);
	free(in->state);
	in->state = NULL;
}
