/* memrchr(3) is a GNU extension. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "serve/outcomes.h"

enum {
	READ_SIZE = 64 * 1024,	/* bytes at once */
};

int
outcomes_begin(struct outcomes *o, int fd)
{
	outcomes_free(o);
	o->fd = fd;
	return buf_reserve(&o->bytes, READ_SIZE);
}

int
outcomes_read(struct outcomes *o)
{
	ssize_t got;

	if (o->done > 0) {
		memmove(o->bytes.ptr, o->bytes.ptr + o->done,
		    o->bytes.len - o->done);
		o->bytes.len -= o->done;
		o->done = 0;
	}
	if (o->bytes.len == READ_SIZE) {
		errno = EBADMSG;
		return -1;
	}
	do
		got = read(o->fd, o->bytes.ptr + o->bytes.len,
		    READ_SIZE - o->bytes.len);
	while (got == -1 && errno == EINTR);
	if (got > 0)
		o->bytes.len += (size_t)got;
	return got > 0 ? 1 : (int)got;
}

/*
 * Cut the last field off a line: what is behind its last comma.  None of those
 * that are taken is ever quoted.
 */
static struct span
cut_last(struct span *line)
{
	const char *comma = line->len == 0 ? NULL :
	    memrchr(line->ptr, ',', line->len);
	struct span last = *line;

	if (comma == NULL) {
		*line = (struct span){ line->ptr, 0 };
		return last;
	}
	last.len = (size_t)(line->ptr + line->len - (comma + 1));
	last.ptr = comma + 1;
	line->len = (size_t)(comma - line->ptr);
	return last;
}

static int
understand(struct span line, struct outcome *outcome)
{
	struct span word;

	outcome->balance = cut_last(&line);
	outcome->reason = cut_last(&line);
	word = cut_last(&line);
	for (enum fate fate = 0; fate < FATE_COUNT; fate++)
		if (span_equal(word, span_of(pipeline_fate_name(fate)))) {
			outcome->fate = fate;
			return 1;
		}
	return -1;
}

int
outcomes_next(struct outcomes *o, struct outcome *outcome)
{
	while (o->done < o->bytes.len) {
		struct span line = { o->bytes.ptr + o->done, 0 };
		const char *newline = memchr(line.ptr, '\n',
		    o->bytes.len - o->done);

		if (newline == NULL)
			return 0;
		line.len = (size_t)(newline - line.ptr);
		o->done += line.len + 1;
		if (o->has_begun)
			return understand(line, outcome);
		o->has_begun = true;
	}
	return 0;
}

void
outcomes_free(struct outcomes *o)
{
	buf_free(&o->bytes);
	*o = (struct outcomes){ .fd = -1 };
}
