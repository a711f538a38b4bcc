#include <errno.h>

#include "cli/window_text.h"

int
window_text_open(struct window_text *t, enum batch_output_form form, int scale,
    struct span header, struct span window, struct span batch)
{
	*t = (struct window_text){ .output = { .form = form, .scale = scale,
	    .out = &t->text.out }, .header = header, .window = window,
	    .batch = batch };
	return text_open(&t->text);
}

int
window_text_make(struct window_text *t, const struct parcel *p,
    struct span *bytes)
{
	int got;

	batch_output_begin(&t->output, t->header, t->window, t->batch);
	got = batch_output_put(&t->output, p);
	/* Nothing of it may stand before the next, either. */
	if (text_take(&t->text, bytes) == 0 && got == 0)
		return 0;
	errno = ENOMEM;
	return -1;
}

void
window_text_free(struct window_text *t)
{
	text_close(&t->text);
	batch_output_free(&t->output);
}
