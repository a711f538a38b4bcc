#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"

int
buf_reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap == 0 ? 64 : b->cap;
	char *ptr;

	if (b->cap - b->len >= more && b->ptr != NULL)
		return 0;
	if (more > SIZE_MAX / 2 - b->len)
		goto fail;
	while (cap < b->len + more)
		cap *= 2;
	ptr = realloc(b->ptr, cap);
	if (ptr == NULL)
		goto fail;
	b->ptr = ptr;
	b->cap = cap;
	return 0;
fail:
	b->failed = true;
	errno = ENOMEM;
	return -1;
}

void
buf_put(struct buf *b, struct span s)
{
	if (s.len == 0 || b->failed || buf_reserve(b, s.len) == -1)
		return;
	memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
}

void
buf_putc(struct buf *b, char c)
{
	if (b->failed || buf_reserve(b, 1) == -1)
		return;
	b->ptr[b->len++] = c;
}

void
buf_free(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ 0 };
}
