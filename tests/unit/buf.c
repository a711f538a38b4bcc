/* Bytes that grow, and failure that sticks. */
#include <errno.h>
#include <stdint.h>

#include "base/buf.h"
#include "check.h"

static void
puts_append_and_keep_every_byte(void)
{
	struct buf b = { 0 };

	CHECK_INT(buf_span(&b).len, 0);
	for (int i = 0; i < 1000; i++) {
		buf_put(&b, SPAN("a\0c"));
		buf_putc(&b, (char)i);
	}
	CHECK_INT(b.len, 4000);
	for (size_t i = 0; i < 1000; i++)
		if (memcmp(b.ptr + 4 * i, "a\0c", 3) != 0 ||
		    b.ptr[4 * i + 3] != (char)i)
			CHECK(!"a byte is another");
	CHECK(!b.failed);
	buf_free(&b);
}

static void
nothing_put_changes_nothing(void)
{
	struct buf b = { 0 };

	buf_put(&b, (struct span){ NULL, 0 });
	CHECK(b.ptr == NULL && b.len == 0 && !b.failed);
	buf_free(&b);
}

static void
a_failure_sticks_until_clear(void)
{
	struct buf b = { 0 };

	buf_put(&b, SPAN("abc"));
	errno = 0;
	CHECK_INT(buf_reserve(&b, SIZE_MAX - 1), -1);
	CHECK_INT(errno, ENOMEM);
	CHECK(b.failed);
	buf_put(&b, SPAN("def"));
	buf_putc(&b, 'g');
	CHECK(b.failed);
	CHECK_SPAN(buf_span(&b), "abc");
	buf_clear(&b);
	buf_put(&b, SPAN("new"));
	CHECK(!b.failed);
	CHECK_SPAN(buf_span(&b), "new");
	buf_free(&b);
}

static void
clear_keeps_memory_and_free_is_harmless_twice(void)
{
	struct buf b = { 0 };
	size_t cap;

	CHECK_INT(buf_reserve(&b, 5000), 0);
	CHECK(b.cap >= 5000 && b.len == 0);
	cap = b.cap;
	buf_put(&b, SPAN("abc"));
	buf_clear(&b);
	CHECK(b.len == 0 && b.cap == cap && b.ptr != NULL);
	buf_free(&b);
	buf_free(&b);
	CHECK(b.ptr == NULL && b.cap == 0);
}

static void
words_replace_what_was_there(void)
{
	struct buf b = { 0 };

	buf_put(&b, SPAN("before"));
	CHECK_SPAN(span_of(buf_say(&b, "%s:%d", "a.csv", 812)), "a.csv:812");
	CHECK_SPAN(buf_span(&b), "a.csv:812");
	CHECK_INT(strlen(buf_say(&b, "%0300d", 1)), 300);
	CHECK_INT(b.len, 300);
	buf_free(&b);
}

int
main(void)
{
	RUN(words_replace_what_was_there);
	RUN(puts_append_and_keep_every_byte);
	RUN(nothing_put_changes_nothing);
	RUN(a_failure_sticks_until_clear);
	RUN(clear_keeps_memory_and_free_is_harmless_twice);
	return check_status();
}
