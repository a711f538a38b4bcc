#include <errno.h>
#include <inttypes.h>

#include "base/digits.h"
#include "cli/window_tail.h"

enum { FIRST = 256 * 1024 };	/* bytes read from the end to begin with */

static int
fail_reading(const struct journal *j, struct failure *failure)
{
	return errno == ENOMEM ? failure_memory(failure) :
	    failure_at(failure, READER_FAILED_READ, j->path.ptr, 0,
	    strerror(errno));
}

/* Read what stands from offset on into text.  Returns 0 or -1. */
static int
load(const struct journal *j, uint64_t offset, struct buf *text)
{
	uint64_t len = j->size - offset;
	ssize_t got;

	buf_clear(text);
	if (buf_reserve(text, (size_t)len) == -1)
		return -1;
	got = journal_read(j, offset, text->ptr, (size_t)len);
	if (got == (ssize_t)len) {
		text->len = (size_t)got;
		return 0;
	}
	if (got >= 0)
		errno = EIO;
	return -1;
}

/* A number from 1 on, or 0 if it is none. */
static uint64_t
number_of(struct span text)
{
	uint64_t number = 0;

	return digits_parse(text, &number) == 0 ? number : 0;
}

/* The window that a line belongs to, or 0 if it does not say. */
static uint64_t
window_of(struct span line, enum window_tail_field field)
{
	size_t end;

	if (field == WINDOW_TAIL_FIRST)
		return number_of(span_cut(&line, ','));
	while (line.len > 0 && line.ptr[line.len - 1] != ',')
		line.len--;
	end = line.len;
	while (line.len > 1 && line.ptr[line.len - 2] != ',')
		line.len--;
	if (line.len < 2)
		return 0;
	line.ptr += line.len - 1;
	line.len = end - line.len;
	return number_of(line);
}

/* What is found between an offset and the end. */
struct found {
	bool whole;		/* it begins before the window does */
	uint64_t lines;		/* of the window */
	uint64_t end;		/* of the last of them, or of the header */
};

static struct found
look_through(struct span text, uint64_t offset, enum window_tail_field field,
    uint64_t last)
{
	struct found found = { .whole = offset == 0, .end = 0 };
	const char *start = text.ptr, *newline;
	bool first = true;

	while ((newline = text.len == 0 ? NULL :
	    memchr(text.ptr, '\n', text.len)) != NULL) {
		struct span line = { text.ptr, (size_t)(newline - text.ptr) };
		uint64_t window = first ? 0 : window_of(line, field);

		text.len -= line.len + 1;
		text.ptr = newline + 1;
		/* A first line is cut, or it is the header. */
		if (!first && window > 0 && window < last)
			found.whole = true;
		if (!first && window == last)
			found.lines++;
		if ((first && offset == 0) || (!first && window <= last &&
		    window > 0))
			found.end = offset + (uint64_t)(text.ptr - start);
		first = false;
	}
	return found;
}

int
window_tail_find(const struct journal *j, enum window_tail_field field,
    uint64_t last, uint64_t count, uint64_t *end, struct failure *failure)
{
	uint64_t len = last == 0 ? j->size : FIRST;
	struct buf text = { 0 };
	struct found found = { 0 };
	int status = 0;

	while (status == 0 && !found.whole) {
		uint64_t offset = len < j->size ? j->size - len : 0;

		status = load(j, offset, &text);
		if (status == 0)
			found = look_through(buf_span(&text), offset, field,
			    last);
		len *= 2;
	}
	buf_free(&text);
	if (status == -1)
		return fail_reading(j, failure);
	*end = found.end;
	if (last == 0 || found.lines == count)
		return 0;
	return failure_say(failure, READER_FAILED_DATA, "%s:%" PRIu64
	    ": window %" PRIu64 " has %" PRIu64 " lines here, and should have "
	    "%" PRIu64, j->path.ptr, (last - 1) * count + 2 + found.lines, last,
	    found.lines, count);
}

int
window_tail_last(const struct journal *j, uint64_t *window,
    struct failure *failure)
{
	uint64_t offset = FIRST < j->size ? j->size - FIRST : 0, start;
	struct buf text = { 0 };

	*window = 0;
	if (j->size == 0)
		return 0;
	if (load(j, offset, &text) == -1)
		return fail_reading(j, failure);
	start = text.len - 1;
	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	if (offset + start > 0)
		*window = window_of((struct span){ text.ptr + start,
		    text.len - 1 - start }, WINDOW_TAIL_FIRST);
	buf_free(&text);
	if (offset + start == 0 || *window > 0)
		return 0;
	return failure_at(failure, READER_FAILED_DATA, j->path.ptr, 0,
	    "its last line is not that of a window");
}
