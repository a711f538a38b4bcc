/* flock(2) is in no standard. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/events.h"
#include "stream/field.h"

/* Does a file of so many bytes end within a line?  Who may not read it does
   not know. */
static bool
ends_within_line(const char *path, off_t size)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char last = '\n';

	if (fd == -1)
		return false;
	if (pread(fd, &last, 1, size - 1) != 1)
		last = '\n';
	close(fd);
	return last != '\n';
}

static void
fail(struct events *e)
{
	if (!e->has_failed)
		cli_warn("%s: an event cannot be written: %s", e->path,
		    strerror(errno));
	e->has_failed = true;
}

/* Write what is in line, with one write(2) where that takes all of it. */
static void
write_line(struct events *e)
{
	struct span rest = buf_span(&e->line);

	if (e->line.failed) {
		errno = ENOMEM;
		fail(e);
		return;
	}
	while (rest.len > 0) {
		ssize_t written = write(e->fd, rest.ptr, rest.len);

		if (written == -1 && errno == EINTR)
			continue;
		if (written == -1) {
			e->is_torn = e->is_torn || rest.ptr != e->line.ptr;
			fail(e);
			return;
		}
		rest.ptr += written;
		rest.len -= (size_t)written;
	}
	e->is_torn = false;
}

static void
begin(struct events *e)
{
	struct stat about;

	if (fstat(e->fd, &about) == -1)
		return;
	if (!S_ISREG(about.st_mode)) {
		buf_put(&e->line, SPAN(EVENTS_HEADER));
		write_line(e);
		return;
	}
	/* Where there are no locks, two who begin may both write it. */
	while (flock(e->fd, LOCK_EX) == -1 && errno == EINTR)
		continue;
	if (fstat(e->fd, &about) == 0 && about.st_size == 0) {
		buf_put(&e->line, SPAN(EVENTS_HEADER));
		write_line(e);
	} else {
		e->is_torn = ends_within_line(e->path, about.st_size);
	}
	(void)!flock(e->fd, LOCK_UN);
}

int
events_open(struct events *e, struct outputs *outputs, const char *tool,
    const char *path)
{
	int status;

	*e = (struct events){ .tool = tool, .path = path };
	status = outputs_append(outputs, path, &e->fd);
	if (status != 0)
		return status;
	e->is_open = true;
	begin(e);
	if (!e->has_failed)
		return 0;
	(void)!events_close(e);
	return EX_CANTCREAT;
}

/* Append up to most bytes of text as a field, one line of it. */
static void
put_field(struct buf *line, struct span text, size_t most)
{
	char shown[EVENTS_DETAIL_MAX + 4];
	size_t len = 0;

	while (text.len > 0) {
		size_t one = utf8_shown_len(text);
		size_t wide = one == 0 ? 1 : one;

		if (len + wide > most) {
			memcpy(shown + len, "...", 3);
			len += 3;
			break;
		}
		memcpy(shown + len, one == 0 ? "?" : text.ptr, wide);
		len += wide;
		text.ptr += wide;
		text.len -= wide;
	}
	buf_putc(line, ',');
	field_put(line, (struct span){ shown, len });
}

static void
put_time(struct buf *line)
{
	char text[TIMESTAMP_TEXT_LEN];
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	timestamp_format((struct timestamp){ (int64_t)now.tv_sec * 1000000 +
	    now.tv_nsec / 1000 }, text);
	buf_put(line, (struct span){ text, sizeof(text) });
}

void
events_put(struct events *e, const char *event, struct span subject,
    const char *format, ...)
{
	char detail[2 * EVENTS_DETAIL_MAX];
	va_list args;

	if (e == NULL || !e->is_open)
		return;
	va_start(args, format);
	vsnprintf(detail, sizeof(detail), format, args);
	va_end(args);
	buf_clear(&e->line);
	if (e->is_torn)
		buf_putc(&e->line, '\n');
	put_time(&e->line);
	buf_putc(&e->line, ',');
	buf_put(&e->line, span_of(e->tool));
	buf_putc(&e->line, ',');
	buf_put(&e->line, span_of(event));
	put_field(&e->line, subject, EVENTS_SUBJECT_MAX);
	put_field(&e->line, span_of(detail), EVENTS_DETAIL_MAX);
	buf_putc(&e->line, '\n');
	write_line(e);
}

int
events_close(struct events *e)
{
	if (!e->is_open)
		return 0;
	e->is_open = false;
	buf_free(&e->line);
	if (close(e->fd) == -1 && errno != EINTR)
		fail(e);
	return e->has_failed ? EX_IOERR : 0;
}
