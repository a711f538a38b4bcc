#include <stdlib.h>
#include <string.h>

#include "stats/merge_shape.h"
#include "stats/report.h"

/* What the lines of one file are held against. */
struct shape {
	struct saved_lines *in;
	struct merge *merge;
	struct summary *summary;
};

static const char *const item_names[MERGE_ITEMS] = {
	[MERGE_SCALE] = "scale", [MERGE_CURRENCY] = "currency",
	[MERGE_BY] = "by", [MERGE_CAP] = "cap", [MERGE_ZONE] = "zone",
};

/* "zone is none", or what it is, where somebody else has another one. */
static int
disagree(const struct shape *f, enum merge_item item, struct span value,
    const char *other, const char *where, const char *who)
{
	char shown[SPAN_SHOWN_MAX], others[SPAN_SHOWN_MAX];

	return failure_say(&f->merge->failure, READER_FAILED_DATA,
	    "%s: %s is %s, but %s %s%s", f->in->name, item_names[item],
	    value.len == 0 ? "none" : span_show(value, shown),
	    other == NULL ? "none" : span_show(span_of(other), others), where,
	    who);
}

/* Does a file have what is wanted?  A cap may be written in other words. */
static bool
is_wanted(const struct shape *f, enum merge_item item, struct span value,
    const char *wanted)
{
	struct money cap;

	if (item == MERGE_CURRENCY && value.len == 0)
		return true;
	if (item != MERGE_CAP)
		return span_equal(value, span_of(wanted));
	return money_parse(span_of(wanted), f->merge->scale, &cap) == 0 &&
	    money_compare(cap, f->summary->cap) == 0;
}

/* Hold an item against what is wanted, and what the first file has. */
static int
compare_item(const struct shape *f, enum merge_item item, struct span value)
{
	struct merge *m = f->merge;
	const char *wanted = m->wanted[item], *first = m->value[item];

	if (wanted != NULL && !is_wanted(f, item, value, wanted))
		return disagree(f, item, value, wanted, "with --",
		    item_names[item]);
	if (m->first != NULL && !span_equal(value, first == NULL ? SPAN("") :
	    span_of(first)))
		return disagree(f, item, value, first, "in ", m->first);
	if (m->first != NULL || value.len == 0)
		return 0;
	m->value[item] = strndup(value.ptr, value.len);
	return m->value[item] == NULL ? failure_memory(&m->failure) : 0;
}

static int
take_scale(const struct shape *f, struct span value)
{
	uint64_t scale;

	if (saved_lines_number(f->in, value, MONEY_SCALE_MAX, &scale) == -1)
		return -1;
	f->merge->scale = (int)scale;
	return 0;
}

static int
take_cap(const struct shape *f, struct span value)
{
	uint64_t cap;

	if (saved_lines_size(f->in, value, f->merge->scale, &cap) == -1)
		return -1;
	if (cap == 0 || cap > INT64_MAX)
		return saved_lines_wrong(f->in, "no batch has such a cap");
	f->summary->cap.minor = f->summary->lines.cap.minor = (int64_t)cap;
	return 0;
}

static int
take_by(const struct shape *f, struct span value)
{
	for (int by = SUMMARY_ACCOUNT; by <= SUMMARY_DAY; by++) {
		f->summary->by = (enum summary_by)by;
		if (span_equal(value, span_of(report_by_name(
		    f->summary->by))))
			return 0;
	}
	return saved_lines_wrong(f->in, "no groups are made by that");
}

/* Clocks of a zone tell minutes, hours and days. */
static int
take_zone(const struct shape *f, struct span value)
{
	if (memchr(value.ptr, '\0', value.len) != NULL ||
	    f->summary->by < SUMMARY_MINUTE)
		return saved_lines_wrong(f->in, "no zone can be here");
	return 0;
}

static int
take_currency(const struct shape *f, struct span value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < 'A' || value.ptr[i] > 'Z')
			return saved_lines_wrong(f->in, "no currency is "
			    "called that");
	return 0;
}

/* See that an item is what it can be, and what it must be. */
static int
take_item(const struct shape *f, enum merge_item item, struct span value)
{
	static int (*const take[MERGE_ITEMS])(const struct shape *,
	    struct span) = { [MERGE_SCALE] = take_scale,
	    [MERGE_CURRENCY] = take_currency, [MERGE_BY] = take_by,
	    [MERGE_CAP] = take_cap, [MERGE_ZONE] = take_zone };

	if (value.len == 0)
		return saved_lines_wrong(f->in, "%s without a value",
		    item_names[item]);
	if (take[item](f, value) == -1)
		return -1;
	return compare_item(f, item, value);
}

static int
read_item(const struct shape *f, enum merge_item item)
{
	struct span value = f->in->line;

	if (!saved_lines_begins(f->in, item_names[item]))
		return compare_item(f, item, SPAN(""));
	(void)span_cut(&value, ' ');
	if (take_item(f, item, value) == -1)
		return -1;
	return saved_lines_next(f->in);
}

int
merge_shape_read(struct saved_lines *in, struct merge *m, struct summary *s)
{
	const struct shape f = { .in = in, .merge = m, .summary = s };

	for (int i = 0; i < MERGE_ITEMS; i++)
		if (read_item(&f, (enum merge_item)i) == -1)
			return -1;
	if (m->value[MERGE_SCALE] == NULL || m->value[MERGE_CAP] == NULL)
		return saved_lines_wrong(in, "no %s before this line",
		    m->value[MERGE_SCALE] == NULL ? "scale" : "cap");
	if (m->first == NULL)
		m->first = in->name;
	s->zone = m->value[MERGE_ZONE];
	return 0;
}
