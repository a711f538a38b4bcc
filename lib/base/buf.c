#include <errno.h>
#include <stdint.h>
#include <stdio.h>
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

const char *
buf_say_list(struct buf *b, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	buf_clear(b);
	if (len < 0 || buf_reserve(b, (size_t)len + 1) == -1)
		return "out of memory";
	vsnprintf(b->ptr, (size_t)len + 1, format, args);
	b->len = (size_t)len;
	return b->ptr;
}

const char *
buf_say(struct buf *b, const char *format, ...)
{
	va_list args;
	const char *words;

	va_start(args, format);
	words = buf_say_list(b, format, args);
	va_end(args);
	return words;
}

void
buf_free(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ 0 };
}
