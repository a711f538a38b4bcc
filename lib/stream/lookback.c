#include <errno.h>
#include <stdlib.h>

#include "stream/lookback.h"
#include "stream/pread_all.h"

enum {
	LEAST = 4096,
	MOST = 64 * 1024,
};

/* Read from offset on; more than before where it goes on from there. */
static int
read_on(struct lookback *b, uint64_t offset, uint64_t limit)
{
	uint64_t end = b->at + b->len;
	size_t len = LEAST;
	ssize_t got;

	if (b->len > 0 && offset >= b->at && offset < end + LEAST)
		len = b->len < MOST / 2 ? 2 * b->len : MOST;
	if (len > limit - offset)
		len = (size_t)(limit - offset);
	if (b->held == NULL)
		b->held = malloc(MOST);
	if (b->held == NULL)
		return -1;
	b->len = 0;
	got = pread_all(b->fd, b->held, len, offset);
	if (got == 0)
		errno = EBADMSG;
	if (got <= 0)
		return -1;
	b->at = offset;
	b->len = (size_t)got;
	return 0;
}

int
lookback_bytes(struct lookback *b, uint64_t offset, uint64_t limit,
    struct span *bytes)
{
	if (offset >= limit) {
		errno = EBADMSG;
		return -1;
	}
	if ((offset < b->at || offset >= b->at + b->len) &&
	    read_on(b, offset, limit) == -1)
		return -1;
	*bytes = (struct span){ b->held + (offset - b->at),
	    (size_t)(b->at + b->len - offset) };
	return 0;
}

int
lookback_gather(struct buf *line_room,
    int (*bytes)(void *arg, uint64_t offset, struct span *there), void *arg,
    uint64_t offset, struct span *line)
{
	const char *end = NULL;
	struct span there;

	buf_clear(line_room);
	while (end == NULL) {
		if (bytes(arg, offset, &there) == -1)
			return -1;
		end = memchr(there.ptr, '\n', there.len);
		if (end != NULL)
			there.len = (size_t)(end - there.ptr);
		if (end != NULL && line_room->len == 0) {
			*line = there;
			return 0;
		}
		buf_put(line_room, there);
		if (line_room->failed) {
			errno = ENOMEM;
			return -1;
		}
		offset += there.len;
	}
	*line = buf_span(line_room);
	return 0;
}

static int
bytes_of_file(void *arg, uint64_t offset, struct span *bytes)
{
	return lookback_bytes(arg, offset, UINT64_MAX, bytes);
}

int
lookback_line(struct lookback *b, uint64_t offset, struct span *line)
{
	return lookback_gather(&b->line, bytes_of_file, b, offset, line);
}

void
lookback_free(struct lookback *b)
{
	free(b->held);
	buf_free(&b->line);
	*b = (struct lookback){ .fd = b->fd };
}
