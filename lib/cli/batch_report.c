#include "cli/batch_report.h"

void
batch_report_begin(struct writer *w, bool timed)
{
	writer_put(w, SPAN("window,count,total,batches,lower_bound,bound,"
	    "proven,method,steps,first_id,last_id"));
	writer_put(w, timed ? SPAN(",micros\n") : SPAN("\n"));
}

void
batch_report_put(struct writer *w, const struct parcel *p, int scale,
    bool timed)
{
	const struct packing *packing = &p->packing;
	struct window window = parcel_window(p);
	struct money_total total = { (money_int128)window_total(&window) };

	writer_put_number(w, p->number);
	writer_putc(w, ',');
	writer_put_number(w, window.count);
	writer_putc(w, ',');
	writer_put_total(w, total, scale);
	writer_putc(w, ',');
	writer_put_number(w, packing->batches);
	writer_putc(w, ',');
	writer_put_number(w, packing->bound.batches);
	writer_putc(w, ',');
	writer_put(w, span_of(packing->bound.name));
	writer_put(w, packing->bound.batches == packing->batches ?
	    SPAN(",yes,") : SPAN(",no,"));
	writer_put(w, span_of(packing->method));
	writer_putc(w, ',');
	writer_put_number(w, packing->steps);
	writer_putc(w, ',');
	writer_put_field(w, held_id(&p->held, 0));
	writer_putc(w, ',');
	writer_put_field(w, held_id(&p->held, window.count - 1));
	if (timed) {
		writer_putc(w, ',');
		writer_put_number(w, p->micros);
	}
	writer_putc(w, '\n');
}
