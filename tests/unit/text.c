/* What was put is there, whole, once it is taken; and then there is no more. */
#include <errno.h>

#include "check.h"
#include "stream/text.h"

static void
what_is_put_is_taken(void)
{
	struct text t = { 0 };
	struct span bytes;

	CHECK_INT(text_open(&t), 0);
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_INT(bytes.len, 0);
	writer_put(&t.out, SPAN("one"));
	writer_putc(&t.out, ',');
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_SPAN(bytes, "one,");
	writer_put(&t.out, SPAN("two"));
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_SPAN(bytes, "two");
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_INT(bytes.len, 0);
	text_close(&t);
	text_close(&t);
}

/* More than a block of the writer's. */
static void
a_long_one_is_whole(void)
{
	enum { LINES = 300000 };
	struct text t = { 0 };
	struct span bytes;

	CHECK_INT(text_open(&t), 0);
	for (uint64_t i = 0; i < LINES; i++) {
		writer_put_number(&t.out, 100000 + i % 100000);
		writer_putc(&t.out, '\n');
	}
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_INT(bytes.len, 7 * LINES);
	for (size_t i = 0; i < LINES; i += 997)
		CHECK(span_equal((struct span){ bytes.ptr + 7 * i, 1 },
		    SPAN("1")));
	text_close(&t);
}

/* A failure is told once, and what comes then is another text. */
static void
what_was_not_held_is_told(void)
{
	struct text t = { 0 };
	struct span bytes;

	CHECK_INT(text_open(&t), 0);
	writer_put(&t.out, SPAN("lost"));
	t.bytes.failed = true;
	errno = 0;
	CHECK_INT(text_take(&t, &bytes), -1);
	CHECK_INT(errno, ENOMEM);
	writer_put(&t.out, SPAN("held"));
	CHECK_INT(text_take(&t, &bytes), 0);
	CHECK_SPAN(bytes, "held");
	text_close(&t);
}

int
main(void)
{
	RUN(what_is_put_is_taken);
	RUN(a_long_one_is_whole);
	RUN(what_was_not_held_is_told);
	return check_status();
}
