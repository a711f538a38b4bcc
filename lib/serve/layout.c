#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/grow.h"
#include "serve/layout.h"
#include "stream/field.h"
#include "stream/split.h"

enum {
	READ_SIZE = 4096,	/* bytes at once, of a file's first line */
	LINE_MOST = 1024 * 1024,
};

static const struct span names[LAYOUT_PARTS] = {
	[LAYOUT_ID] = { "id", 2 },
	[LAYOUT_TIME] = { "time", 4 },
	[LAYOUT_ACCOUNT] = { "account", 7 },
	[LAYOUT_AMOUNT] = { "amount", 6 },
	[LAYOUT_RECEIVED] = { "received", 8 },
};

static enum layout_part
part_called(struct span name)
{
	enum layout_part part = 0;

	while (part < LAYOUT_PARTS && !span_equal(names[part], name))
		part++;
	return part;
}

/* Take what split_record() gave, but for the last so many.  Returns 0 or -1. */
static int
take_columns(struct layout *l, const struct split *split, size_t less)
{
	size_t count = split->nfields > less ? split->nfields - less : 0;

	if (GROW(l->column, l->cap, count) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		enum layout_part part = part_called(split->field[i]);

		l->column[i] = part;
		if (part != LAYOUT_OTHER)
			l->has[part] = true;
	}
	l->ncolumns = count;
	return 0;
}

/* Put the columns' names, as they were written.  Returns 0 or -1. */
static int
name_columns(struct layout *l, const struct split *split)
{
	buf_clear(&l->header);
	for (size_t i = 0; i < l->ncolumns; i++) {
		if (i > 0)
			buf_putc(&l->header, ',');
		field_put(&l->header, split->field[i]);
	}
	buf_putc(&l->header, '\n');
	return l->header.failed ? -1 : 0;
}

static int
take_line(struct layout *l, struct span line, size_t less)
{
	struct split split = { 0 };
	int got = split_start(&split, ',', '"');

	if (got == 0)
		got = split_record(&split, line);
	if (got == 2)
		errno = EBADMSG;
	if (got == 1)
		got = take_columns(l, &split, less) == -1 ||
		    name_columns(l, &split) == -1 ? -1 : 0;
	split_free(&split);
	return got == 0 ? 0 : -1;
}

/*
 * The first line of a file, without its newline, put to bytes.  Returns 1, 0 if
 * there is no whole one, or -1.
 */
static int
read_line(int fd, struct buf *bytes)
{
	while (bytes->len < LINE_MOST) {
		ssize_t got;
		char *newline;

		if (buf_reserve(bytes, READ_SIZE) == -1)
			return -1;
		got = read(fd, bytes->ptr + bytes->len, READ_SIZE);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0)
			return (int)got;
		newline = memchr(bytes->ptr + bytes->len, '\n', (size_t)got);
		bytes->len += (size_t)got;
		if (newline != NULL) {
			bytes->len = (size_t)(newline - bytes->ptr);
			return 1;
		}
	}
	errno = EBADMSG;
	return -1;
}

int
layout_read(struct layout *l, const char *path)
{
	struct buf bytes = { 0 };
	int fd, got;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1)
		got = errno == ENOENT ? 0 : -1;
	else
		got = read_line(fd, &bytes);
	layout_free(l);
	if (got == 1 && take_line(l, buf_span(&bytes), 1) == -1)
		got = -1;
	if (got == 0 && take_line(l,
	    SPAN("id,time,account,amount,received"), 0) == -1)
		got = -1;
	buf_free(&bytes);
	if (fd != -1)
		close(fd);
	return got;
}

void
layout_put(const struct layout *l, struct buf *line,
    const struct span part[LAYOUT_PARTS], struct layout_place *id)
{
	size_t begins = line->len;

	*id = (struct layout_place){ 0 };
	for (size_t i = 0; i < l->ncolumns; i++) {
		size_t at;

		if (i > 0)
			buf_putc(line, ',');
		if (l->column[i] == LAYOUT_OTHER)
			continue;
		at = line->len;
		field_put(line, part[l->column[i]]);
		if (l->column[i] == LAYOUT_ID)
			*id = (struct layout_place){ at - begins,
			    line->len - at };
	}
	buf_putc(line, '\n');
}

void
layout_free(struct layout *l)
{
	free(l->column);
	buf_free(&l->header);
	*l = (struct layout){ 0 };
}
