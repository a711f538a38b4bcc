#include "cli/cli.h"
#include "cli/submissions.h"

int
submissions_open(struct submissions *s, struct span header, struct span window,
    struct span batch)
{
	if (window_text_open(&s->text, s->output->form, s->output->scale,
	    header, window, batch) == 0)
		return 0;
	cli_warn("out of memory");
	return EX_IOERR;
}

int
submissions_put(struct submissions *s, const struct parcel *p)
{
	char key[SUBMIT_KEY_LEN + 1];
	struct span bytes;

	if (s->status == 0 && wait_for_nothing() == -1)
		s->status = EX_TEMPFAIL;
	if (s->status != 0 || outputs_failed(s->outputs))
		return 0;
	if (window_text_make(&s->text, p, &bytes) == -1 ||
	    batch_output_put(s->output, p) == -1)
		return -1;
	outputs_flush(s->outputs);
	if (outputs_failed(s->outputs))
		return 0;
	submit_key("", p->number, bytes, key);
	s->status = submit_window(s->submit, key, p->number, bytes);
	return 0;
}

void
submissions_free(struct submissions *s)
{
	window_text_free(&s->text);
}
