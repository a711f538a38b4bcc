#include <errno.h>

#include "base/digits.h"
#include "base/json.h"
#include "cli/batch_output.h"
#include "cli/batch_report.h"

void
batch_output_begin(struct batch_output *o, struct span header,
    struct span window, struct span batch)
{
	if (o->report != NULL)
		batch_report_begin(o->report, o->timing);
	if (o->proof != NULL)
		certificate_begin(o->proof);
	if (o->out == NULL)
		return;
	if (o->form == BATCH_OUTPUT_BATCHES)
		writer_put(o->out, SPAN("window,batch,count,total,cap,"
		    "first_id,last_id\n"));
	if (o->form != BATCH_OUTPUT_LINES)
		return;
	writer_put(o->out, header);
	writer_putc(o->out, ',');
	writer_put_field(o->out, window);
	writer_putc(o->out, ',');
	writer_put_field(o->out, batch);
	writer_putc(o->out, '\n');
}

/* Every line of a batch ends alike. */
static size_t
make_end(uint64_t window, uint64_t batch, char *dst)
{
	size_t len = 0;

	dst[len++] = ',';
	len += digits_put(window, dst + len);
	dst[len++] = ',';
	len += digits_put(batch, dst + len);
	dst[len++] = '\n';
	return len;
}

static void
put_lines(struct writer *w, const struct parcel *p)
{
	char bytes[2 * DIGITS_ROOM + 3];
	struct span end = { .ptr = bytes };

	for (uint32_t b = 0; b < p->groups.count; b++) {
		const struct group *batch = &p->groups.group[b];

		end.len = make_end(p->number, b + 1, bytes);
		for (size_t i = 0; i < batch->count; i++) {
			writer_put(w, held_line(&p->held, batch->member[i]));
			writer_put(w, end);
		}
	}
}

/* What a batch comes to; it is no more than the cap. */
static struct money
total_of(const struct group *batch)
{
	return (struct money){ (int64_t)batch->total };
}

static void
put_batches(struct writer *w, const struct parcel *p, int scale)
{
	for (uint32_t b = 0; b < p->groups.count; b++) {
		const struct group *batch = &p->groups.group[b];

		writer_put_number(w, p->number);
		writer_putc(w, ',');
		writer_put_number(w, b + 1);
		writer_putc(w, ',');
		writer_put_number(w, batch->count);
		writer_putc(w, ',');
		writer_put_money(w, total_of(batch), scale);
		writer_putc(w, ',');
		writer_put_money(w, (struct money){ (int64_t)p->cap }, scale);
		writer_putc(w, ',');
		writer_put_field(w, held_id(&p->held, batch->member[0]));
		writer_putc(w, ',');
		writer_put_field(w, held_id(&p->held,
		    batch->member[batch->count - 1]));
		writer_putc(w, '\n');
	}
}

/* Make the JSON of a window in text.  Returns 0, or -1 with errno ENOMEM. */
static int
make_submission(struct buf *text, const struct parcel *p, int scale)
{
	struct json json = { .out = text };

	buf_clear(text);
	json_begin_object(&json);
	json_put_key(&json, SPAN("submission"));
	json_begin_object(&json);
	json_put_key(&json, SPAN("window"));
	json_put_unsigned(&json, p->number);
	json_put_key(&json, SPAN("batches"));
	json_begin_array(&json);
	for (uint32_t b = 0; b < p->groups.count; b++) {
		json_begin_object(&json);
		json_put_key(&json, SPAN("totalValueOfAllTransactions"));
		json_put_money(&json, total_of(&p->groups.group[b]), scale);
		json_put_key(&json, SPAN("countOfTransactions"));
		json_put_unsigned(&json, p->groups.group[b].count);
		json_end_object(&json);
	}
	json_end_array(&json);
	json_end_object(&json);
	json_end_object(&json);
	if (!text->failed)
		return 0;
	errno = ENOMEM;
	return -1;
}

int
batch_output_put(struct batch_output *o, const struct parcel *p)
{
	/* What can fail for want of memory comes first. */
	if (o->form == BATCH_OUTPUT_SUBMISSIONS &&
	    make_submission(&o->text, p, o->scale) == -1)
		return -1;
	if (o->proof != NULL &&
	    certificate_put(&o->certificate, o->proof, p) == -1)
		return -1;
	switch (o->form) {
	case BATCH_OUTPUT_LINES:
		put_lines(o->out, p);
		break;
	case BATCH_OUTPUT_BATCHES:
		put_batches(o->out, p, o->scale);
		break;
	case BATCH_OUTPUT_SUBMISSIONS:
		writer_put(o->out, buf_span(&o->text));
		writer_putc(o->out, '\n');
		break;
	}
	if (o->report != NULL)
		batch_report_put(o->report, p, o->scale, o->timing);
	return 0;
}

void
batch_output_free(struct batch_output *o)
{
	certificate_free(&o->certificate);
	buf_free(&o->text);
}
