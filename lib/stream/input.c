#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/ahead.h"
#include "stream/gunzip.h"
#include "stream/input.h"
#include "stream/pread_all.h"
#include "stream/pipe.h"

enum {
	FIRST = 4096,		/* bytes read to see what the input is */
	ALONE = 2,		/* reads of gzip before a thread is made */
};

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
	int error;		/* sticks */
	const char *reason;
	struct gunzip zip;
	unsigned alone;		/* reads of gzip, as long as they are few */
	struct ahead ahead;	/* where a thread inflates */
	size_t start, end;	/* of the first bytes not yet given */
	uint64_t at, until;	/* bytes of the file: read, and to be read */
	atomic_uint_least64_t came;	/* bytes read, by whichever thread */
	char first[FIRST];
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
		in->state->until = UINT64_MAX;
		return 0;
	}
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

void
input_end_at(struct input *in, uint64_t until)
{
	in->state->until = until;
}

static void
count_bytes(struct input_state *s, ssize_t got)
{
	if (got > 0)
		atomic_fetch_add_explicit(&s->came, (uint64_t)got,
		    memory_order_relaxed);
}

/* read(2) once, when there is something to read. */
static ssize_t
read_some(struct input_state *s, void *dst, size_t len)
{
	ssize_t got;

	if (s->at >= s->until)
		return 0;
	if (len > s->until - s->at)
		len = (size_t)(s->until - s->at);
	do {
		if (wait_readable(s->fd, s->hook) == -1)
			return -1;
		got = read(s->fd, dst, len);
	} while (got == -1 && (errno == EINTR || errno == EAGAIN));
	if (got > 0)
		s->at += (uint64_t)got;
	count_bytes(s, got);
	return got;
}

/* The same in the thread that inflates. */
static ssize_t
read_ahead(struct input_state *s, void *dst, size_t len)
{
	ssize_t got;

	do {
		if (ahead_wait(&s->ahead, s->fd) == -1)
			return -1;
		got = read(s->fd, dst, len);
	} while (got == -1 && (errno == EINTR || errno == EAGAIN));
	count_bytes(s, got);
	return got;
}

/* What gunzip reads. */
static ssize_t
read_zipped(void *arg, void *dst, size_t len)
{
	struct input_state *s = arg;

	if (s->at_end)
		return 0;
	return s->ahead.state != NULL ? read_ahead(s, dst, len) :
	    read_some(s, dst, len);
}

/* What the thread does. */
static ssize_t
inflate_ahead(void *arg, char *dst, size_t len)
{
	struct input_state *s = arg;

	return gunzip_read(&s->zip, dst, len);
}

static int
start_gzip(struct input_state *s)
{
	const struct inflater *how = inflate_isal();
	struct gunzip_source source = { read_zipped, s };

	if (how == NULL)
		how = inflate_zlib();
	if (gunzip_open(&s->zip, how, source,
	    (struct span){ s->first, s->end }) == -1)
		return -1;
	s->kind = GZIP;
	return 0;
}

static bool
begins_like(const char *first, const char *magic, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (magic[i] != '?' && first[i] != magic[i])
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
		if (!begins_like(s->first, m->bytes, common) ||
		    (common < m->len && s->at_end)) {
			m++;
		} else if (common < m->len) {
			ssize_t got = read_some(s, s->first + s->end,
			    sizeof(s->first) - s->end);
			if (got == -1)
				return -1;
			s->at_end = got == 0;
			s->end += (size_t)got;
		} else if (m->reason == NULL) {
			return start_gzip(s);
		} else {
			s->reason = m->reason;
			errno = EBADMSG;
			return -1;
		}
	}
	s->kind = PLAIN;
	return 0;
}

static ssize_t
read_plain(struct input_state *s, char *dst, size_t len)
{
	ssize_t got = 0;

	if (s->start < s->end) {
		if (len > s->end - s->start)
			len = s->end - s->start;
		memcpy(dst, s->first + s->start, len);
		s->start += len;
		return (ssize_t)len;
	}
	if (!s->at_end)
		got = read_some(s, dst, len);
	s->at_end = got == 0;
	return got;
}

static ssize_t
read_gzip(struct input_state *s, char *dst, size_t len)
{
	ssize_t got;

	/* Without a thread it is inflated as it is read: as small files are. */
	if (s->alone <= ALONE && s->alone++ == ALONE)
		(void)!ahead_open(&s->ahead, inflate_ahead, s);
	got = s->ahead.state != NULL ?
	    ahead_read(&s->ahead, dst, len, s->hook) :
	    gunzip_read(&s->zip, dst, len);
	if (got == -1 && errno == EBADMSG)
		s->reason = gunzip_reason(&s->zip);
	return got;
}

ssize_t
input_read(struct input *in, char *dst, size_t len)
{
	struct input_state *s = in->state;
	ssize_t got = -1;

	if (len > INT32_MAX)
		len = INT32_MAX;
	if (s->error != 0) {
		errno = s->error;
		return -1;
	}
	if (s->kind == UNKNOWN && find_kind(s) == -1)
		s->error = errno;
	else if (s->kind == GZIP)
		got = read_gzip(s, dst, len);
	else
		got = read_plain(s, dst, len);
	if (got == -1)
		s->error = errno;
	return got;
}

static int
refuse_seek(struct input_state *s, const char *reason)
{
	s->reason = reason;
	errno = EBADMSG;
	return -1;
}

/* Is there a newline at offset?  Returns 1, 0, or -1 with errno. */
static int
has_newline(const struct input_state *s, uint64_t offset)
{
	char byte;
	ssize_t got = pread_all(s->fd, &byte, 1, offset);

	return got == -1 ? -1 : got == 1 && byte == '\n';
}

static int
seek_line(struct input_state *s, uint64_t offset)
{
	struct stat about;
	int begins = 1;

	if (s->kind == UNKNOWN && find_kind(s) == -1)
		return -1;
	if (s->kind == GZIP)
		return refuse_seek(s, "is gzipped, and cannot be read from "
		    "anywhere but its beginning");
	if (fstat(s->fd, &about) == -1)
		return -1;
	if (!S_ISREG(about.st_mode))
		return refuse_seek(s, "is no plain file, and cannot be read "
		    "from anywhere but its beginning");
	if (offset > (uint64_t)about.st_size)
		return refuse_seek(s, "has fewer bytes than it had");
	if (offset > 0)
		begins = has_newline(s, offset - 1);
	if (begins == -1)
		return -1;
	if (begins == 0)
		return refuse_seek(s, "is not what it was: there is no line "
		    "that begins where reading is to go on");
	return lseek(s->fd, (off_t)offset, SEEK_SET) == -1 ? -1 : 0;
}

int
input_seek(struct input *in, uint64_t offset)
{
	struct input_state *s = in->state;

	if (s->error == 0 && seek_line(s, offset) == -1)
		s->error = errno;
	s->start = s->end = 0;
	s->at = offset;
	atomic_store_explicit(&s->came, 0, memory_order_relaxed);
	s->at_end = false;
	errno = s->error;
	return s->error == 0 ? 0 : -1;
}

uint64_t
input_bytes(const struct input *in, size_t ahead)
{
	const struct input_state *s = in->state;
	uint64_t bytes;

	if (s == NULL)
		return in->before;
	bytes = atomic_load_explicit(&s->came, memory_order_relaxed);
	if (s->kind == PLAIN)
		bytes -= s->end - s->start + ahead;
	return in->before + bytes;
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
	/* The thread first: it uses all that follows. */
	ahead_close(&in->state->ahead);
	in->before = input_bytes(in, 0);
	gunzip_close(&in->state->zip);
	close(in->state->fd);
	free(in->state);
	in->state = NULL;
}
