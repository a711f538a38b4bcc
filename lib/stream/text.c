#include <errno.h>
#include <stdbool.h>

#include "stream/text.h"

/* A text that was taken is there until something is put behind it. */
static void
take_block(void *arg)
{
	struct text *t = arg;

	buf_put(&t->bytes, (struct span){ t->out.block, t->out.len });
	t->out.len = 0;
}

int
text_open(struct text *t)
{
	*t = (struct text){ 0 };
	return writer_open_sink(&t->out, take_block, t);
}

int
text_take(struct text *t, struct span *bytes)
{
	bool failed = writer_flush(&t->out) == -1 || t->bytes.failed;

	*bytes = buf_span(&t->bytes);
	t->bytes.len = 0;
	if (!failed)
		return 0;
	buf_clear(&t->bytes);
	t->out.len = 0;
	t->out.error = 0;
	errno = ENOMEM;
	return -1;
}

void
text_close(struct text *t)
{
	(void)!writer_close(&t->out);
	buf_free(&t->bytes);
}
