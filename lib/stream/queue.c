#include <errno.h>
#include <stdlib.h>

#include "stream/queue.h"

int
queue_open(struct queue *q, int fd, uint64_t size, size_t most,
    void (*sink)(void *arg), void *arg)
{
	*q = (struct queue){ .file.fd = fd, .at = size };
	if (writer_open_sink(&q->fills, sink, arg) == 0 &&
	    buf_reserve(&q->goes, most + WRITER_BLOCK) == 0 &&
	    buf_reserve(&q->held, most + WRITER_BLOCK) == 0) {
		q->fills.before = size;
		return 0;
	}
	queue_free(q);
	errno = ENOMEM;
	return -1;
}

size_t
queue_hold(struct queue *q)
{
	/* There is room for it. */
	buf_put(&q->held, (struct span){ q->fills.block, q->fills.len });
	q->fills.before += q->fills.len;
	q->fills.len = 0;
	return q->held.len;
}

void
queue_send(struct queue *q)
{
	struct buf gone = q->goes;

	q->goes = q->held;
	q->at = q->fills.before - q->goes.len;
	q->out = true;
	q->held = gone;
	buf_clear(&q->held);
}

void
queue_settle(struct queue *q)
{
	q->out = false;
}

void
queue_drop(struct queue *q)
{
	buf_clear(&q->held);
}

/* Bytes from offset on, wherever they are. */
static int
bytes_at(void *arg, uint64_t offset, struct span *bytes)
{
	struct queue *q = arg;
	const struct writer *w = &q->fills;
	uint64_t held = w->before - q->held.len;
	uint64_t written = q->out ? q->at : held;

	if (offset < written)
		return lookback_bytes(&q->file, offset, written, bytes);
	if (offset < held) {
		*bytes = (struct span){ q->goes.ptr + (offset - q->at),
		    (size_t)(held - offset) };
		return 0;
	}
	if (offset < w->before) {
		*bytes = (struct span){ q->held.ptr + (offset - held),
		    (size_t)(w->before - offset) };
		return 0;
	}
	*bytes = (struct span){ w->block + (offset - w->before),
	    w->len - (size_t)(offset - w->before) };
	if (offset < writer_position(w))
		return 0;
	errno = EBADMSG;
	return -1;
}

int
queue_line(struct queue *q, uint64_t offset, struct span *line)
{
	return lookback_gather(&q->file.line, bytes_at, q, offset, line);
}

void
queue_free(struct queue *q)
{
	free(q->fills.block);
	buf_free(&q->goes);
	buf_free(&q->held);
	lookback_free(&q->file);
	*q = (struct queue){ 0 };
}
