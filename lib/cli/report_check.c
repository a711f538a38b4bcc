#include <inttypes.h>

#include "base/digits.h"
#include "base/money.h"
#include "cli/report_check.h"

/* The columns, in their order. */
enum { WINDOW, COUNT, TOTAL, BATCHES, LOWER_BOUND, BOUND, PROVEN, METHOD,
    STEPS, FIRST_ID, LAST_ID };

/* Is a field what it should be? */
static void
compare(struct report_check *c, const struct record *row, int field,
    const char *what, struct span is)
{
	char stated[SPAN_SHOWN_MAX], shown[SPAN_SHOWN_MAX];

	if (!span_equal(row->field[field], is))
		audit_tell_first(c->audit, c->name, row->line,
		    "%s is stated as %s, and is %s", what,
		    span_show(row->field[field], stated),
		    span_show(is, shown));
}

static void
compare_number(struct report_check *c, const struct record *row, int field,
    const char *what, uint64_t is)
{
	char text[DIGITS_ROOM];

	compare(c, row, field, what,
	    (struct span){ text, digits_put(is, text) });
}

static void
compare_total(struct report_check *c, const struct record *row,
    const struct window *window)
{
	struct money_total total = { (money_int128)window_total(window) };
	char text[MONEY_TOTAL_TEXT_MAX];

	compare(c, row, TOTAL, "the total", (struct span){ text,
	    money_total_format(total, c->scale, text) });
}

static bool
is_one_of(struct span text, const char *const *words)
{
	while (*words != NULL && !span_equal(text, span_of(*words)))
		words++;
	return *words != NULL;
}

/*
 * Raise a bound to what is stated, in the order in which methods do, so that
 * what they have found is found again.
 */
static int
raise_bound(struct report_check *c, const struct window *w, uint64_t wanted,
    struct bound *bound)
{
	static const unsigned starts[] = { 4, 10, 100, 200, 400 };
	uint64_t steps = 0;

	if (order_sort(&c->order, w->amount, w->count) == -1 ||
	    sizes_make(&c->sizes, w, &c->order) == -1 ||
	    proof_quick(&c->proof, &c->sizes, wanted, &steps, bound) == -1)
		return -1;
	for (size_t i = 0; bound->batches < wanted &&
	    i < sizeof(starts) / sizeof(*starts); i++)
		if (proof_thorough(&c->proof, &c->sizes, wanted, starts[i],
		    &steps, bound) == -1)
			return -1;
	return 0;
}

/* Does the bound hold?  Returns 0, or -1 with errno ENOMEM. */
static int
check_bound(struct report_check *c, const struct record *row,
    const struct window *w, uint64_t batches)
{
	static const char *const raised[] = { "L2", "FS1", "CCM1", "BJ1", "L3",
	    "STAIRS", NULL };
	static const char *const searched[] = { "CG", "search", NULL };
	struct bound bound = bounds_l1(w);
	struct span name = row->field[BOUND];
	char shown[SPAN_SHOWN_MAX];
	uint64_t stated;

	if (digits_parse(row->field[LOWER_BOUND], &stated) == -1 ||
	    stated < bound.batches || stated > batches) {
		audit_tell_first(c->audit, c->name, row->line, "lower_bound is "
		    "stated as %s, and is from %" PRIu64 " (L1) to %" PRIu64
		    " (batches)", span_show(row->field[LOWER_BOUND], shown),
		    bound.batches, batches);
		return 0;
	}
	compare(c, row, PROVEN, "proven", stated == batches ? SPAN("yes") :
	    SPAN("no"));
	if (is_one_of(name, raised)) {
		if (raise_bound(c, w, stated, &bound) == -1)
			return -1;
	} else if (is_one_of(name, searched)) {
		return 0;
	} else if (!span_equal(name, SPAN("L1"))) {
		audit_tell_first(c->audit, c->name, row->line,
		    "no bound is called %s", span_show(name, shown));
		return 0;
	}
	if (bound.batches < stated)
		audit_tell_first(c->audit, c->name, row->line, "lower_bound is "
		    "stated as %" PRIu64 ", and %.*s shows no more than %"
		    PRIu64, stated, (int)name.len, name.ptr, bound.batches);
	return 0;
}

/*
 * Where it is not known which record went in first, and last, it is the first,
 * or last, of its batch.
 */
static void
compare_end(struct report_check *c, const struct record *row, int field,
    const char *what, const struct parcel *p, struct span is)
{
	char shown[SPAN_SHOWN_MAX];

	if (is.ptr != NULL) {
		compare(c, row, field, what, is);
		return;
	}
	for (uint32_t b = 0; b < p->groups.count; b++) {
		const struct group *batch = &p->groups.group[b];
		size_t i = field == FIRST_ID ? 0 : batch->count - 1;
		if (span_equal(row->field[field],
		    held_id(&p->held, batch->member[i])))
			return;
	}
	audit_tell_first(c->audit, c->name, row->line,
	    "%s %s is at no end of a batch", what,
	    span_show(row->field[field], shown));
}

/* What found the packing: the method that was asked for, or a stage of best. */
static void
check_method(struct report_check *c, const struct record *row)
{
	static const char *const stages[] = { "bfd", "ffd", "completion",
	    "restart", "repack", "search", NULL };
	const char *method = book_value(&c->audit->book, "method");
	char shown[SPAN_SHOWN_MAX];

	if (method != NULL && strcmp(method, "best") != 0 &&
	    strcmp(method, "exact") != 0)
		compare(c, row, METHOD, "the method", span_of(method));
	else if (!is_one_of(row->field[METHOD], stages))
		audit_tell_first(c->audit, c->name, row->line,
		    "no method is called %s",
		    span_show(row->field[METHOD], shown));
}

int
report_check_line(struct report_check *c, const struct record *row,
    const struct parcel *p, const struct report_check_ends *ends)
{
	struct window window = parcel_window(p);
	char shown[SPAN_SHOWN_MAX];
	uint64_t steps;

	compare_number(c, row, WINDOW, "the window", p->number);
	compare_number(c, row, COUNT, "the count", window.count);
	compare_total(c, row, &window);
	compare_number(c, row, BATCHES, "the number of batches",
	    p->groups.count);
	check_method(c, row);
	if (digits_parse(row->field[STEPS], &steps) == -1)
		audit_tell_first(c->audit, c->name, row->line,
		    "%s is no number of steps",
		    span_show(row->field[STEPS], shown));
	compare_end(c, row, FIRST_ID, "first_id", p, ends->first);
	compare_end(c, row, LAST_ID, "last_id", p, ends->last);
	return check_bound(c, row, &window, p->groups.count);
}

void
report_check_free(struct report_check *c)
{
	order_free(&c->order);
	sizes_free(&c->sizes);
	proof_free(&c->proof);
}
