#include <errno.h>

#include "cli/window_text.h"

/* What the writer has kept. */
static void
take(void *arg)
{
	struct window_text *t = arg;
	struct writer *w = &t->writer;

	buf_put(&t->bytes, (struct span){ w->block, w->len });
	w->len = 0;
}

int
window_text_open(struct window_text *t, enum batch_output_form form, int scale,
    struct span header, struct span window, struct span batch)
{
	*t = (struct window_text){ .output = { .form = form, .scale = scale,
	    .out = &t->writer }, .header = header, .window = window,
	    .batch = batch };
	return writer_open_sink(&t->writer, take, t);
}

int
window_text_make(struct window_text *t, const struct parcel *p,
    struct span *bytes)
{
	buf_clear(&t->bytes);
	batch_output_begin(&t->output, t->header, t->window, t->batch);
	if (batch_output_put(&t->output, p) == -1 ||
	    writer_flush(&t->writer) == -1 || t->bytes.failed) {
		/* Nothing of it may stand before the next. */
		t->writer.len = 0;
		errno = ENOMEM;
		return -1;
	}
	*bytes = buf_span(&t->bytes);
	return 0;
}

void
window_text_free(struct window_text *t)
{
	if (t->writer.block != NULL)
		(void)!writer_close(&t->writer);
	batch_output_free(&t->output);
	buf_free(&t->bytes);
}
