#include "stats/saved_bounds.h"
#include "stats/saved_parts.h"

/* "credits 2 sum 250.00", if that is what stands here. */
static int
read_sum(struct saved_lines *in, const char *word, const char *pattern,
    int scale, uint64_t *count, money_int128 *sum)
{
	struct span value[2];

	if (!saved_lines_begins(in, word))
		return 0;
	if (saved_lines_scan(in, pattern, value) == -1 ||
	    saved_lines_number(in, value[0], SAVED_BOUNDS_COUNT, count) == -1 ||
	    saved_lines_total(in, value[1], scale, sum) == -1)
		return -1;
	if (*count == 0)
		return saved_lines_wrong(in, "none of something");
	return saved_lines_next(in);
}

/* "19.98,1": what is in front of the comma, and how many, at most left. */
static int
read_pair(struct saved_lines *in, uint64_t left, struct span *value,
    uint64_t *count)
{
	struct span rest = in->line;
	char shown[SPAN_SHOWN_MAX];

	*value = span_cut(&rest, ',');
	if (rest.ptr == NULL)
		return saved_lines_wrong(in, "%s where there should be how "
		    "many there are of something",
		    span_show(in->line, shown));
	if (saved_lines_number(in, rest, left, count) == -1)
		return -1;
	return *count > 0 ? 0 : saved_lines_wrong(in, "none of something");
}

/* What amounts come to at least and at most, going by their buckets. */
struct bounds {
	money_int128 least, most;
};

/* The buckets of count amounts, of which f knows the least and the most. */
static int
read_buckets(struct saved_lines *in, int scale, uint64_t left,
    struct figures *f, struct bounds *bounds)
{
	unsigned bucket = 0, before = 0;

	for (uint64_t count, size; left > 0; left -= count) {
		bool is_first = f->sizes.count == 0;
		struct span value;

		if (read_pair(in, left, &value, &count) == -1 ||
		    saved_lines_size(in, value, scale, &size) == -1)
			return -1;
		bucket = histogram_bucket(size);
		if (histogram_least(bucket) != size || (is_first ? bucket !=
		    histogram_bucket(f->least) : bucket <= before))
			return saved_lines_wrong(in, "no amount that can be "
			    "here");
		before = bucket;
		if (histogram_add_bucket(&f->sizes, bucket, count) == -1)
			return failure_memory(in->failure);
		bounds->least += (money_int128)count * size;
		bounds->most += (money_int128)count * histogram_most(bucket);
		if (saved_lines_next(in) == -1)
			return -1;
	}
	return bucket == histogram_bucket(f->most) ? 0 :
	    saved_lines_wrong(in, "the greatest amount is not among those "
	    "before");
}

/* Can count amounts, with sizes of least to most, come to this? */
static bool
can_be(uint64_t count, money_int128 sum, uint64_t least, uint64_t most)
{
	return sum >= (money_int128)count * least &&
	    sum <= (money_int128)count * most;
}

static bool
is_sound(const struct figures *f, const struct bounds *bounds)
{
	money_int128 absolute = figures_absolute(f).minor;
	uint64_t most = f->most > INT64_MAX ? INT64_MAX : f->most;

	return can_be(f->credits, f->credit_sum.minor, f->least, most) &&
	    can_be(f->debits, -f->debit_sum.minor, f->least > 0 ? f->least : 1,
	    f->most) && absolute >= bounds->least && absolute <= bounds->most;
}

static int
read_amounts(struct saved_lines *in, int scale, struct figures *f)
{
	struct bounds bounds = { 0 };
	struct span value[2];

	if (saved_lines_scan(in, "amounts min # max #", value) == -1 ||
	    saved_lines_size(in, value[0], scale, &f->least) == -1 ||
	    saved_lines_size(in, value[1], scale, &f->most) == -1)
		return -1;
	if (f->least > f->most)
		return saved_lines_wrong(in, "the least is the greater one");
	if (saved_lines_next(in) == -1 || read_buckets(in, scale,
	    figures_records(f), f, &bounds) == -1)
		return -1;
	return is_sound(f, &bounds) ? 0 : saved_lines_wrong(in,
	    "the amounts before do not come to the sums above them");
}

static int
read_times(struct saved_lines *in, struct figures *f)
{
	struct span value[2];

	if (saved_lines_scan(in, "times first # last #", value) == -1 ||
	    saved_lines_time(in, value[0], &f->first) == -1 ||
	    saved_lines_time(in, value[1], &f->last) == -1)
		return -1;
	if (f->first.micros > f->last.micros || (figures_records(f) == 1 &&
	    f->first.micros != f->last.micros))
		return saved_lines_wrong(in, "no times that these records can "
		    "have");
	f->has_time = true;
	return saved_lines_next(in);
}

int
saved_parts_figures(struct saved_lines *in, int scale, struct figures *f)
{
	if (read_sum(in, "credits", "credits # sum #", scale, &f->credits,
	    &f->credit_sum.minor) == -1 || read_sum(in, "debits",
	    "debits # sum #", scale, &f->debits, &f->debit_sum.minor) == -1)
		return -1;
	if (figures_records(f) == 0)
		return 0;
	if (figures_records(f) > SAVED_BOUNDS_COUNT)
		return saved_lines_wrong(in, "more records than there can be");
	if (read_amounts(in, scale, f) == -1)
		return -1;
	return saved_lines_begins(in, "times") ? read_times(in, f) : 0;
}

/* How far one has come with the buckets of a timeline. */
struct walk {
	const struct figures *figures;
	uint64_t records, left;
	int64_t width, when;	/* of a bucket; of the last one: microseconds */
};

/* May a bucket begin then, with so many in it? */
static bool
may_begin(const struct walk *w, int64_t when, uint64_t count)
{
	int64_t first = w->figures->first.micros;
	int64_t last = w->figures->last.micros;

	return (when % w->width == 0 || when == TIMESTAMP_FIRST) &&
	    when <= last && (w->left == w->records ? when <= first &&
	    when + w->width > first : when > w->when) &&
	    (w->left > count || when + w->width > last);
}

/*
 * Count in a bucket, but for the first record and the last one, whose times
 * alone say how wide buckets are, and which are in already.
 */
static int
read_bucket(struct saved_lines *in, struct walk *w, struct timeline *t)
{
	struct span value;
	struct timestamp when;
	uint64_t count, more;

	if (read_pair(in, w->left, &value, &count) == -1 ||
	    saved_lines_time(in, value, &when) == -1)
		return -1;
	if (!may_begin(w, when.micros, count))
		return saved_lines_wrong(in, "no time that can be here");
	more = count - (w->left == w->records) - (w->records > 1 &&
	    w->left == count);
	if (more > 0 && timeline_add(t, when, more) == -1)
		return failure_memory(in->failure);
	w->when = when.micros;
	w->left -= count;
	return saved_lines_next(in);
}

int
saved_parts_timeline(struct saved_lines *in, const struct figures *f,
    struct timeline *t)
{
	struct walk w = { .figures = f };
	struct span value[2];
	uint64_t width;

	if (!f->has_time)
		return 0;
	if (saved_lines_scan(in, "timeline records # width #", value) == -1 ||
	    saved_lines_number(in, value[0], figures_records(f),
	    &w.records) == -1 || saved_lines_number(in, value[1], INT64_MAX,
	    &width) == -1)
		return -1;
	if (w.records == 0 || (w.records == 1 &&
	    f->first.micros != f->last.micros))
		return saved_lines_wrong(in, "more records have a time");
	if (timeline_add(t, f->first, 1) == -1 ||
	    (w.records > 1 && timeline_add(t, f->last, 1) == -1))
		return failure_memory(in->failure);
	if (timeline_width(t) != (int64_t)width)
		return saved_lines_wrong(in, "no width for these times");
	w.width = (int64_t)width * 1000000;
	w.left = w.records;
	if (saved_lines_next(in) == -1)
		return -1;
	while (w.left > 0)
		if (read_bucket(in, &w, t) == -1)
			return -1;
	return 0;
}

/* "known 5". */
static int
read_fate(struct saved_lines *in, const char *pattern, uint64_t *count)
{
	struct span value;

	if (saved_lines_scan(in, pattern, &value) == -1 ||
	    saved_lines_number(in, value, SAVED_BOUNDS_COUNT, count) == -1)
		return -1;
	return saved_lines_next(in);
}

static int
read_reasons(struct saved_lines *in, struct summary_fates *f)
{
	uint64_t left = f->refused;
	struct span value[2];

	for (int i = 0; saved_lines_begins(in, "reason"); i++) {
		if (saved_lines_scan(in, "reason # #", value) == -1)
			return -1;
		while (i < REASON_COUNT && !span_equal(value[0],
		    span_of(reason_word((enum reason)i))))
			i++;
		if (i == REASON_COUNT)
			return saved_lines_wrong(in, "no reason that can be "
			    "here");
		if (saved_lines_number(in, value[1], left,
		    &f->of_reason[i]) == -1)
			return -1;
		if (f->of_reason[i] == 0)
			return saved_lines_wrong(in, "none of something");
		left -= f->of_reason[i];
		if (saved_lines_next(in) == -1)
			return -1;
	}
	return 0;
}

int
saved_parts_fates(struct saved_lines *in, struct summary_fates *f)
{
	if (read_fate(in, "refused #", &f->refused) == -1 ||
	    read_reasons(in, f) == -1)
		return -1;
	f->has_outcomes = saved_lines_begins(in, "duplicates");
	if (f->has_outcomes && (read_fate(in, "duplicates #",
	    &f->duplicates) == -1 || read_fate(in, "known #",
	    &f->known) == -1))
		return -1;
	f->has_submitted = saved_lines_begins(in, "submitted");
	return !f->has_submitted ? 0 :
	    read_fate(in, "submitted #", &f->submitted);
}

static int
no_windows(struct saved_lines *in)
{
	return saved_lines_wrong(in, "no windows or batches come to that");
}

static int
read_listed(struct saved_lines *in, int scale, struct windows_sums *w)
{
	struct span value[4];

	if (saved_lines_scan(in, "listed batches # records # absolute # "
	    "least #", value) == -1 || saved_lines_number(in, value[0],
	    SAVED_BOUNDS_COUNT, &w->batches) == -1 || saved_lines_number(in,
	    value[1], SAVED_BOUNDS_COUNT, &w->records) == -1 ||
	    saved_lines_total(in, value[2], scale, &w->absolute.minor) == -1 ||
	    saved_lines_total(in, value[3], scale, &w->least) == -1)
		return -1;
	w->has_least = true;
	if (!saved_bounds_has_room(w) || w->batches == 0 ||
	    w->least > w->absolute.minor / w->batches)
		return no_windows(in);
	return saved_lines_next(in);
}

static int
read_reported(struct saved_lines *in, int scale, struct windows_sums *w)
{
	struct span value[6];
	uint64_t bound;

	if (saved_lines_scan(in, "reported windows # batches # proven # "
	    "records # bound # absolute #", value) == -1 ||
	    saved_lines_number(in, value[0], SAVED_BOUNDS_COUNT,
	    &w->windows) == -1 || saved_lines_number(in, value[1],
	    SAVED_BOUNDS_COUNT, &w->batches) == -1 || saved_lines_number(in,
	    value[2], w->windows, &w->proven) == -1 || saved_lines_number(in,
	    value[3], SAVED_BOUNDS_COUNT, &w->records) == -1 ||
	    saved_lines_number(in, value[4], SAVED_BOUNDS_COUNT,
	    &bound) == -1 || saved_lines_total(in, value[5], scale,
	    &w->absolute.minor) == -1)
		return -1;
	w->lower_bound = bound;
	/* A window that is not proven has a batch above its bound. */
	if (!saved_bounds_has_room(w) || w->windows == 0 ||
	    bound > w->batches ||
	    w->batches - bound < w->windows - w->proven)
		return no_windows(in);
	return saved_lines_next(in);
}

int
saved_parts_windows(struct saved_lines *in, int scale,
    struct summary_windows *w)
{
	if (saved_lines_begins(in, "listed") &&
	    read_listed(in, scale, &w->listed) == -1)
		return -1;
	if (saved_lines_begins(in, "reported") &&
	    read_reported(in, scale, &w->reported) == -1)
		return -1;
	return 0;
}
