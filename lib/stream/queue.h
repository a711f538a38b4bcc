/*
 * queue - bytes on their way to the end of a file: being put, held until those
 * before them are written, or just being written.
 *
 *	struct queue q = { 0 };
 *
 *	if (queue_open(&q, fd, size, QUEUE_MOST, sink, arg) == -1)
 *		return -1;
 *	writer_put(&q.fills, line);
 *	...
 *	(void)queue_hold(&q);
 *	queue_send(&q);
 *	write(queue_sent(&q));
 *	queue_settle(&q);
 *	...
 *	queue_free(&q);
 *
 * All zeros is a queue that is not open.
 */
#ifndef BALSYS_QUEUE_H
#define BALSYS_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "stream/lookback.h"
#include "stream/writer.h"

struct queue {
	struct writer fills;	/* put here; it is the last of three parts */
	struct buf held;	/* private: what was put before that, */
	struct buf goes;	/* and before that, which is being written */
	uint64_t at;		/* where in the file goes begins */
	bool out;		/* goes may not be in the file yet */
	struct lookback file;
};

/*
 * Open one behind the first size bytes of the file open at fd, which is
 * borrowed, or -1 if there is none to be looked into.  There is room to hold
 * most bytes and a writer's block.  sink(arg) is as writer_open_sink() has it.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	queue_open(struct queue *q, int fd, uint64_t size, size_t most,
	    void (*sink)(void *arg), void *arg)
	__attribute__((warn_unused_result));

/* Hold what was put.  Returns how much is held. */
size_t	queue_hold(struct queue *q);

/* How much is put and held. */
static inline size_t
queue_waiting(const struct queue *q)
{
	return q->held.len + q->fills.len;
}

/*
 * What is held is on its way from now on: queue_sent(), until the next
 * queue_send(); it is in the file when queue_settle() is called.
 */
void	queue_send(struct queue *q);
void	queue_settle(struct queue *q);

static inline struct span
queue_sent(const struct queue *q)
{
	return buf_span(&q->goes);
}

/* Forget what is held. */
void	queue_drop(struct queue *q);

/*
 * The line that begins at offset, wherever it is by now, without its newline;
 * borrowed until the next call or put.  Returns 0, or -1 with errno: of
 * pread(2), ENOMEM, or EBADMSG if there is no whole line.
 */
int	queue_line(struct queue *q, uint64_t offset, struct span *line)
	__attribute__((warn_unused_result));

/* Release everything; what is left is lost.  Harmless twice. */
void	queue_free(struct queue *q);

#endif
