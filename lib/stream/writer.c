#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digits.h"
#include "stream/field.h"
#include "stream/pipe.h"
#include "stream/writer.h"

enum { BLOCK = WRITER_BLOCK };

int
writer_open(struct writer *w, int fd, const char *name)
{
	*w = (struct writer){ .fd = fd, .name = name };
	w->block = malloc(BLOCK);
	if (w->block == NULL)
		return -1;
	pipe_widen(fd);
	return 0;
}

int
writer_open_sink(struct writer *w, void (*sink)(void *arg), void *arg)
{
	*w = (struct writer){ .fd = -1, .sink = sink, .arg = arg };
	w->block = malloc(BLOCK);
	return w->block == NULL ? -1 : 0;
}

static void
write_all(struct writer *w, const char *ptr, size_t len)
{
	while (len > 0 && w->error == 0) {
		ssize_t written = write(w->fd, ptr, len);
		if (written == -1) {
			struct pollfd full = { .fd = w->fd, .events = POLLOUT };
			if (errno == EAGAIN)
				(void)poll(&full, 1, -1);
			else if (errno != EINTR)
				w->error = errno;
			continue;
		}
		ptr += written;
		len -= (size_t)written;
	}
}

int
writer_flush(struct writer *w)
{
	if (w->sink != NULL) {
		w->sink(w->arg);
		return w->error == 0 ? 0 : -1;
	}
	write_all(w, w->block, w->len);
	w->before += w->len;
	w->len = 0;
	return w->error == 0 ? 0 : -1;
}

/* What a sink takes comes in blocks. */
static void
put_in_blocks(struct writer *w, struct span s)
{
	while (s.len > 0) {
		size_t len = BLOCK - w->len;
		if (len > s.len)
			len = s.len;
		memcpy(w->block + w->len, s.ptr, len);
		w->len += len;
		s.ptr += len;
		s.len -= len;
		if (w->len == BLOCK)
			writer_flush(w);
	}
}

void
writer_put(struct writer *w, struct span s)
{
	if (s.len > BLOCK - w->len) {
		writer_flush(w);
		if (s.len >= BLOCK && w->sink != NULL) {
			put_in_blocks(w, s);
			return;
		}
		if (s.len >= BLOCK) {
			write_all(w, s.ptr, s.len);
			w->before += s.len;
			return;
		}
	}
	if (s.len > 0)
		memcpy(w->block + w->len, s.ptr, s.len);
	w->len += s.len;
}

void
writer_putc(struct writer *w, char c)
{
	if (w->len == BLOCK)
		writer_flush(w);
	w->block[w->len++] = c;
}

void
writer_put_field(struct writer *w, struct span s)
{
	if (!field_needs_quotes(s)) {
		writer_put(w, s);
		return;
	}
	writer_putc(w, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			writer_putc(w, '"');
		writer_putc(w, s.ptr[i]);
	}
	writer_putc(w, '"');
}

void
writer_put_number(struct writer *w, uint64_t number)
{
	char *room = writer_room(w, DIGITS_ROOM);

	writer_used(w, room + digits_put(number, room));
}

void
writer_put_money(struct writer *w, struct money amount, int scale)
{
	char *room = writer_room(w, MONEY_TEXT_MAX);

	writer_used(w, room + money_format(amount, scale, room));
}

void
writer_put_time(struct writer *w, struct timestamp t)
{
	char *room = writer_room(w, TIMESTAMP_TEXT_LEN);

	timestamp_format(t, room);
	writer_used(w, room + TIMESTAMP_TEXT_LEN);
}

void
writer_put_total(struct writer *w, struct money_total total, int scale)
{
	char text[MONEY_TOTAL_TEXT_MAX];

	writer_put(w, (struct span){ text,
	    money_total_format(total, scale, text) });
}

int
writer_close(struct writer *w)
{
	int fd = w->fd;

	if (w->block == NULL)
		return w->error == 0 ? 0 : -1;
	writer_flush(w);
	free(w->block);
	w->block = NULL;
	if (fd != -1 && close(fd) == -1 && w->error == 0 && errno != EINTR)
		w->error = errno;
	return w->error == 0 ? 0 : -1;
}
