#include "cli/batch_flow.h"
#include "cli/cli.h"

/* Open one of the writers, for standard output or the file path. */
static int
open_writer(struct batch_flow *f, struct writer *w, const char *path,
    struct writer **to)
{
	*to = w;
	return outputs_open(f->outputs, w, path);
}

int
batch_flow_open(struct batch_flow *f, const struct batch_shape *shape,
    struct outputs *outputs)
{
	struct batch_output *o = &f->output;
	int status;

	f->shape = shape;
	f->outputs = outputs;
	o->form = (enum batch_output_form)shape->output;
	o->scale = shape->scale;
	o->timing = f->timing;
	status = open_writer(f, &f->out, NULL, &o->out);
	if (status == 0 && f->report_path != NULL)
		status = open_writer(f, &f->report, f->report_path,
		    &o->report);
	if (status == 0 && f->certificate_path != NULL)
		status = open_writer(f, &f->proof, f->certificate_path,
		    &o->proof);
	return status;
}

int
batch_flow_begin(struct batch_flow *f, struct span header)
{
	const struct batch_shape *shape = f->shape;

	batch_output_begin(&f->output, header, shape->window_name,
	    shape->batch_name);
	if (f->submit == NULL || window_text_open(&f->text, f->output.form,
	    shape->scale, header, shape->window_name, shape->batch_name) == 0)
		return 0;
	return cli_fail_memory();
}

static int
before_wait(void *arg)
{
	struct batch_flow *f = arg;

	outputs_flush(f->outputs);
	return f->status != 0 || outputs_failed(f->outputs) ? -1 : 0;
}

struct wait_hook
batch_flow_hook(struct batch_flow *f)
{
	return (struct wait_hook){ .before = before_wait, .arg = f };
}

/* A window is written. */
static void
tell(struct batch_flow *f, const struct parcel *p)
{
	metrics_time(&f->telemetry->packing, p->micros);
	telemetry_window(f->telemetry, p->number, p->held.count,
	    p->packing.batches, p->packing.bound.batches);
}

/*
 * Write a window, and hand it over.  It is written first: what was submitted
 * can always be seen.  Where it cannot be written it is not submitted, and
 * behind one that was not there is none.
 */
static int
submit(struct batch_flow *f, const struct parcel *p)
{
	char key[SUBMIT_KEY_LEN + 1];
	struct span bytes;

	if (f->status == 0 && wait_for_nothing() == -1)
		f->status = EX_TEMPFAIL;
	if (f->status != 0 || outputs_failed(f->outputs))
		return 0;
	if (window_text_make(&f->text, p, &bytes) == -1 ||
	    batch_output_put(&f->output, p) == -1)
		return -1;
	outputs_flush(f->outputs);
	if (outputs_failed(f->outputs))
		return 0;
	tell(f, p);
	submit_key("", p->number, bytes, key);
	f->status = submit_window(f->submit, key, p->number, bytes);
	return 0;
}

int
batch_flow_put(struct batch_flow *f, const struct parcel *p)
{
	if (f->submit != NULL)
		return submit(f, p);
	if (batch_output_put(&f->output, p) == -1)
		return -1;
	tell(f, p);
	return 0;
}

void
batch_flow_free(struct batch_flow *f)
{
	batch_output_free(&f->output);
	window_text_free(&f->text);
}
