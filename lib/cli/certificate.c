#include <stdlib.h>

#include "base/grow.h"
#include "cli/certificate.h"

void
certificate_begin(struct writer *w)
{
	writer_put(w, SPAN("window,count,cap,batches,lower_bound,bound,"
	    "parameter,amount,batch,value,id\n"));
}

/*
 * The bound's values are those of amounts over 0, the largest first: find that
 * of every record.
 */
static int
find_values(struct certificate *c, const struct parcel *p)
{
	size_t count = p->held.count;
	int64_t *value = grow_array(c->value, &c->value_cap, count,
	    sizeof(*value));

	if (value == NULL)
		return -1;
	c->value = value;
	if (order_sort(&c->order, p->amount, count) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct order_entry entry = c->order.entry[i];

		value[entry.index] = entry.amount == 0 ? 0 :
		    p->packing.bound.value[i];
	}
	return 0;
}

static void
put_value(struct writer *w, int64_t value)
{
	if (value < 0)
		writer_putc(w, '-');
	writer_put_number(w, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

int
certificate_put(struct certificate *c, struct writer *w,
    const struct parcel *p)
{
	const struct packing *packing = &p->packing;
	const struct bound *bound = &packing->bound;

	if (bound->value != NULL && find_values(c, p) == -1)
		return -1;
	for (size_t i = 0; i < p->held.count; i++) {
		writer_put_number(w, p->number);
		writer_putc(w, ',');
		writer_put_number(w, p->held.count);
		writer_putc(w, ',');
		writer_put_number(w, p->cap);
		writer_putc(w, ',');
		writer_put_number(w, packing->batches);
		writer_putc(w, ',');
		writer_put_number(w, bound->batches);
		writer_putc(w, ',');
		writer_put(w, span_of(bound->name));
		writer_putc(w, ',');
		writer_put_number(w, bound->parameter);
		writer_putc(w, ',');
		writer_put_number(w, p->amount[i]);
		writer_putc(w, ',');
		writer_put_number(w, packing->batch[i] + 1);
		writer_putc(w, ',');
		if (bound->value != NULL)
			put_value(w, c->value[i]);
		writer_putc(w, ',');
		writer_put_field(w, held_id(&p->held, i));
		writer_putc(w, '\n');
	}
	return 0;
}

void
certificate_free(struct certificate *c)
{
	order_free(&c->order);
	free(c->value);
	*c = (struct certificate){ 0 };
}
