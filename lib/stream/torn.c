#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stream/torn.h"

enum {
	CHUNK = 64 * 1024,
	SECTOR = 512,
};

/* What is looked at, from its beginning to its end. */
struct look {
	int fd;
	uint64_t at;
	uint64_t end;		/* of the last whole line so far */
};

static ssize_t
read_some(const struct look *l, char *chunk)
{
	ssize_t got;

	do
		got = pread(l->fd, chunk, CHUNK, (off_t)l->at);
	while (got == -1 && errno == EINTR);
	return got;
}

/* The first hole in a chunk, as far as it is in there; or NULL. */
static const char *
find_hole(const struct look *l, const char *chunk, size_t len)
{
	const char *at = chunk, *end = chunk + len, *first;

	while ((first = memchr(at, '\0', (size_t)(end - at))) != NULL) {
		for (at = first; at < end && *at == '\0'; at++)
			if ((l->at + (uint64_t)(at - chunk)) % SECTOR ==
			    SECTOR - 1)
				return first;
		if (at == end)
			break;
	}
	return NULL;
}

/* The end of the last line in a chunk, if one ends there. */
static void
note_end(struct look *l, const char *chunk, size_t len)
{
	while (len > 0 && chunk[len - 1] != '\n')
		len--;
	if (len > 0)
		l->end = l->at + len;
}

static int
look_through(struct look *l, char *chunk)
{
	ssize_t got;

	while ((got = read_some(l, chunk)) > 0) {
		const char *hole = find_hole(l, chunk, (size_t)got);

		note_end(l, chunk, hole == NULL ? (size_t)got :
		    (size_t)(hole - chunk));
		if (hole != NULL)
			return 0;
		l->at += (uint64_t)got;
	}
	return got == -1 ? -1 : 0;
}

int
torn_end(int fd, uint64_t safe, uint64_t *end)
{
	struct look l = { .fd = fd, .at = safe, .end = safe };
	char *chunk = malloc(CHUNK);
	int status;

	if (chunk == NULL)
		return -1;
	status = look_through(&l, chunk);
	free(chunk);
	if (status == 0)
		*end = l.end;
	return status;
}
