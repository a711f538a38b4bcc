/*
 * writer - bytes out, in blocks, and nothing lost in silence.
 *
 *	struct writer out;
 *
 *	if (writer_open(&out, STDOUT_FILENO, "standard output") == -1)
 *		return -1;
 *	writer_put(&out, row->raw);
 *	writer_putc(&out, '\n');
 *	...
 *	if (writer_close(&out) == -1)
 *		say(writer_error(&out));
 *
 * What is put is kept until a block is full or writer_flush() is called.
 * Errors stick: after the first one nothing more is written, and
 * writer_close() tells.  Short writes, EINTR and EAGAIN are gone over.  The
 * writer expects SIGPIPE to be ignored, so that a reader who left is EPIPE.
 */
#ifndef BALSYS_WRITER_H
#define BALSYS_WRITER_H

#include <stdint.h>

#include "base/money.h"
#include "base/span.h"
#include "base/timestamp.h"

enum {
	WRITER_BLOCK = 128 * 1024,	/* what is kept at most */
};

struct writer {
	int fd;
	char *block;		/* owned; NULL when not open */
	size_t len;
	uint64_t before;	/* bytes that went on before what is kept */
	int error;		/* the first errno that stuck, or 0 */
	const char *name;	/* borrowed: how messages call it */
	void (*sink)(void *arg);	/* NULL: bytes go to fd */
	void *arg;
};

/*
 * Write to fd, which the writer takes.  name is borrowed until
 * writer_close().  Returns 0, or -1 with errno ENOMEM; fd then stays the
 * caller's.
 */
int	writer_open(struct writer *w, int fd, const char *name)
	__attribute__((warn_unused_result));

/*
 * Write to no descriptor: whenever the block is full, and at every flush,
 * sink(arg) takes what is kept, and sets len to 0; it may put another block of
 * as many bytes in the place of this one.  Returns 0, or -1 with errno ENOMEM.
 */
int	writer_open_sink(struct writer *w, void (*sink)(void *arg), void *arg)
	__attribute__((warn_unused_result));

/*
 * Hand everything put so far to the system.  Returns 0, or -1 if that or
 * anything before failed.
 */
int	writer_flush(struct writer *w);

/* How many bytes were put so far, beside what before was set to. */
static inline uint64_t
writer_position(const struct writer *w)
{
	return w->before + w->len;
}

/* Append bytes, or one byte, or bytes as a CSV field, quoted where needed. */
void	writer_put(struct writer *w, struct span s);
void	writer_putc(struct writer *w, char c);
void	writer_put_field(struct writer *w, struct span s);

/*
 * To make bytes where they are to be: room for len of them, at most
 * WRITER_BLOCK, good until anything else is put.  What was written there is put
 * once writer_used() says where it ends.
 */
static inline char *
writer_room(struct writer *w, size_t len)
{
	if (len > WRITER_BLOCK - w->len)
		(void)writer_flush(w);
	return w->block + w->len;
}

static inline void
writer_used(struct writer *w, const char *end)
{
	w->len = (size_t)(end - w->block);
}

/* Append a number in decimal; an amount or a total with scale decimals. */
void	writer_put_number(struct writer *w, uint64_t number);
void	writer_put_money(struct writer *w, struct money amount, int scale);
void	writer_put_time(struct writer *w, struct timestamp t);
void	writer_put_total(struct writer *w, struct money_total total, int scale);

/* The errno of the first failure, or 0. */
static inline int
writer_error(const struct writer *w)
{
	return w->error;
}

/*
 * Flush, close fd, release memory.  Returns 0, or -1 with the cause in
 * writer_error() if anything put was not written.  On a writer that is all
 * zeros or closed it does nothing and returns 0.
 */
int	writer_close(struct writer *w)
	__attribute__((warn_unused_result));

#endif
