/*
 * buf - bytes that grow at the end.
 *
 *	struct buf text = { 0 };
 *
 *	buf_put(&text, SPAN("1993"));
 *	buf_putc(&text, '-');
 *	if (text.failed)
 *		return -1;
 *	use(buf_span(&text));
 *	buf_free(&text);
 *
 * All zeros is an empty buf that owns nothing.  Failure sticks: once memory
 * was missing, failed is true and whatever is put is lost, until buf_clear()
 * or buf_free(); so one look at the end is enough.
 */
#ifndef BALSYS_BUF_H
#define BALSYS_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct buf {
	char *ptr;
	size_t len;
	size_t cap;
	bool failed;
};

/*
 * Make room for more bytes behind the ones that are there.  Returns 0, or -1
 * with errno ENOMEM and failed set.  Bytes may move.
 */
int	buf_reserve(struct buf *b, size_t more)
	__attribute__((warn_unused_result));

/* Append bytes; they must not be the buf's own. */
void	buf_put(struct buf *b, struct span s);
void	buf_putc(struct buf *b, char c);

/*
 * Replace what is in it by words, formatted as by printf(3) and ended by a NUL.
 * Returns them, borrowed until the next call; or, where there is no memory for
 * them, others that say so.
 */
const char *buf_say(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
const char *buf_say_list(struct buf *b, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* What is in it; borrowed until the next put, clear or free. */
static inline struct span
buf_span(const struct buf *b)
{
	return (struct span){ b->ptr, b->len };
}

/* Empty it and keep its memory. */
static inline void
buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = false;
}

/* Release its memory and leave it empty.  Harmless twice. */
void	buf_free(struct buf *b);

#endif
