#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/grow.h"
#include "cli/certificate_check.h"

#define CERTIFICATES "certificates.csv"

/* The columns, in their order; the first five or so are also a report's. */
enum { WINDOW, COUNT, CAP, BATCHES, LOWER_BOUND, BOUND, PARAMETER, AMOUNT,
    BATCH, VALUE, ID };

enum { NAME_MAX_LEN = 8 };

void
certificate_check_begin(struct certificate_check *c)
{
	c->file = (struct audit_file){ .audit = c->audit,
	    .name = CERTIFICATES };
	audit_file_open(&c->file, SPAN("window,count,cap,batches,lower_bound,"
	    "bound,parameter,amount,batch,value,id"));
}

/*
 * What the parameter of a function may be, by its name: from *least to the
 * number returned, which is 0 if no function of sizes is called so.
 */
static uint64_t
most_of(struct span name, uint64_t cap, uint64_t *least)
{
	static const struct {
		const char *name;
		uint64_t least, share;	/* the most is cap / share */
	} functions[] = {
		{ "L1", 0, 0 }, { "L2", 0, 2 }, { "FS1", 1, 0 },
		{ "CCM1", 1, 2 }, { "BJ1", 1, 1 },
	};

	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (span_equal(name, span_of(functions[i].name))) {
			*least = functions[i].least;
			return functions[i].share == 0 ? UINT64_MAX :
			    cap / functions[i].share;
		}
	return 0;
}

int
certificate_check_window(struct certificate_check *c, const struct parcel *p,
    const struct record *row)
{
	uint64_t least;

	c->p = p;
	c->row = row;
	c->by_function = most_of(row->field[5], p->cap, &least) > 0;
	c->begin = c->file.lines + 1;
	if (c->file.in.state == NULL)
		return 0;
	if (GROW(c->batch, c->batch_cap, p->held.count) == -1)
		return -1;
	for (uint32_t b = 0; b < p->groups.count; b++)
		for (size_t k = 0; k < p->groups.group[b].count; k++)
			c->batch[p->groups.group[b].member[k]] = b;
	return 0;
}

static void
compare(struct certificate_check *c, int field, const char *what,
    struct span is)
{
	const struct record *row = &c->file.row;
	char stated[SPAN_SHOWN_MAX], shown[SPAN_SHOWN_MAX];

	if (!span_equal(row->field[field], is))
		audit_tell_first(c->audit, CERTIFICATES, row->line,
		    "%s is stated as %s, and is %s", what,
		    span_show(row->field[field], stated),
		    span_show(is, shown));
}

static void
compare_number(struct certificate_check *c, int field, const char *what,
    uint64_t is)
{
	char text[DIGITS_ROOM];

	compare(c, field, what, (struct span){ text, digits_put(is, text) });
}

/* What is said of the window is the same in each line, and in the report. */
static void
compare_window(struct certificate_check *c)
{
	uint64_t parameter;

	compare_number(c, WINDOW, "the window", c->p->number);
	compare_number(c, COUNT, "the count", c->p->held.count);
	compare_number(c, CAP, "the cap", c->p->cap);
	compare_number(c, BATCHES, "the number of batches",
	    c->p->groups.count);
	compare(c, LOWER_BOUND, "lower_bound", c->row->field[4]);
	compare(c, BOUND, "the bound", c->row->field[5]);
	if (!audit_file_number(&c->file, PARAMETER, &parameter) ||
	    (c->file.row.line > c->begin && parameter != c->parameter)) {
		audit_tell_first(c->audit, CERTIFICATES, c->file.row.line,
		    "the parameter is another than before");
		return;
	}
	c->parameter = parameter;
}

void
certificate_check_record(struct certificate_check *c, size_t i)
{
	if (c->file.in.state == NULL)
		return;
	if (!audit_file_next(&c->file)) {
		audit_tell_first(c->audit, CERTIFICATES, c->file.lines + 1,
		    "here more of window %" PRIu64 " should be", c->p->number);
		return;
	}
	compare_window(c);
	if (i == UINT32_MAX)
		return;
	compare_number(c, AMOUNT, "the amount", c->p->amount[i]);
	compare_number(c, BATCH, "the batch", c->batch[i] + UINT64_C(1));
	compare(c, ID, "the id", held_id(&c->p->held, i));
	if (c->by_function)
		compare(c, VALUE, "the value", SPAN(""));
}

/* How many batches sizes need that are worth so much. */
static uint64_t
proves(const struct sizes *s, const struct worth *worth)
{
	window_uint128 total = 0;

	for (size_t i = 0; i < s->count; i++)
		total += (window_uint128)worth->value[i];
	total = (total + (window_uint128)worth->most - 1) /
	    (window_uint128)worth->most;
	return total == 0 ? 1 : (uint64_t)total;
}

int
certificate_check_bound(struct certificate_check *c)
{
	char name[NAME_MAX_LEN + 1] = "";
	struct span text = c->row->field[5];
	struct bound bound = { .name = name, .parameter = c->parameter };
	struct window window = parcel_window(c->p);
	struct worth worth;
	uint64_t stated, least, most;

	if (c->file.in.state == NULL || text.len > NAME_MAX_LEN ||
	    digits_parse(c->row->field[4], &stated) == -1)
		return 0;
	memcpy(name, text.ptr, text.len);
	most = most_of(text, window.cap, &least);
	if (most == 0)
		return 0;
	if (c->parameter < least || c->parameter > most) {
		audit_tell_first(c->audit, CERTIFICATES, c->begin,
		    "%s has no parameter %" PRIu64, name, c->parameter);
		return 0;
	}
	if (order_sort(&c->order, window.amount, window.count) == -1 ||
	    sizes_make(&c->sizes, &window, &c->order) == -1 ||
	    GROW(c->value, c->value_cap, window.count) == -1)
		return -1;
	if (dual_worth(&bound, &c->sizes, c->value, &worth) &&
	    proves(&c->sizes, &worth) < stated)
		audit_tell_first(c->audit, CERTIFICATES, c->begin,
		    "%s with %" PRIu64 " shows no more batches than %" PRIu64,
		    name, c->parameter, proves(&c->sizes, &worth));
	return 0;
}

int
certificate_check_end(struct certificate_check *c)
{
	if (audit_file_next(&c->file))
		audit_tell_first(c->audit, CERTIFICATES, c->file.row.line,
		    "this is of no window that there is");
	free(c->batch);
	free(c->value);
	order_free(&c->order);
	sizes_free(&c->sizes);
	return audit_file_close(&c->file);
}
