#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/merge.h"
#include "stats/merge_shape.h"
#include "stats/report.h"
#include "stats/saved_bounds.h"
#include "stats/saved_parts.h"
#include "stats/saved_lines.h"

/* One file, and what it says so far. */
struct merge_file {
	struct saved_lines in;
	struct merge *merge;		/* borrowed, as is the summary */
	struct summary *summary;
	struct figures whole;
	struct timeline timeline;
	struct summary_fates fates;
	struct summary_windows windows;
	struct figures group, groups;	/* one of them, and all so far */
	struct summary_windows of_groups;
	struct buf name, before;	/* two that follow each other */
};

/* See that accounts and groups come sorted, and so none of them twice. */
static int
follow(struct merge_file *f, uint64_t i, const char *what)
{
	struct buf kept = f->before;

	if (i > 0 && span_compare(buf_span(&f->before),
	    buf_span(&f->name)) >= 0)
		return saved_lines_wrong(&f->in, "%s out of order, or twice",
		    what);
	f->before = f->name;
	f->name = kept;
	return 0;
}

static int
read_account(struct merge_file *f, uint64_t i)
{
	struct holder *holder;

	if (saved_lines_name(&f->in, f->in.line, &f->name) == -1)
		return -1;
	if (holders_find(&f->summary->accounts, buf_span(&f->name),
	    &holder) == -1)
		return failure_memory(&f->merge->failure);
	return follow(f, i, "accounts") == -1 ? -1 : saved_lines_next(&f->in);
}

static int
read_accounts(struct merge_file *f)
{
	uint64_t records = figures_records(&f->whole), count;
	struct span value;

	if (saved_lines_scan(&f->in, "accounts #", &value) == -1)
		return -1;
	if (span_equal(value, SPAN("unknown"))) {
		f->summary->accounts.unknown = true;
		return saved_lines_next(&f->in);
	}
	if (saved_lines_number(&f->in, value, records, &count) == -1)
		return -1;
	if (count == 0 && records > 0)
		return saved_lines_wrong(&f->in, "records without an account");
	if (saved_lines_next(&f->in) == -1)
		return -1;
	for (uint64_t i = 0; i < count; i++)
		if (read_account(f, i) == -1)
			return -1;
	return 0;
}

/* When minutes, hours and days begin, somewhere on earth. */
static bool
may_begin(const struct summary *s, int64_t micros)
{
	static const int64_t seconds[] = { [SUMMARY_MINUTE] = 60,
	    [SUMMARY_HOUR] = 3600, [SUMMARY_DAY] = 86400 };
	int64_t width = s->zone == NULL ? seconds[s->by] : 1;

	return micros % (width * 1000000) == 0 &&
	    micros >= TIMESTAMP_FIRST - 2 * INT64_C(86400000000) &&
	    micros <= TIMESTAMP_LAST + 2 * INT64_C(86400000000);
}

static int
read_instant(struct merge_file *f, struct span value, int64_t *micros)
{
	struct timestamp time;
	money_int128 minor;

	if (memchr(value.ptr, 'T', value.len) != NULL) {
		if (saved_lines_time(&f->in, value, &time) == -1)
			return -1;
		*micros = time.micros;
	} else {
		if (saved_lines_total(&f->in, value, 6, &minor) == -1)
			return -1;
		if (minor != (int64_t)minor || (minor >= TIMESTAMP_FIRST &&
		    minor <= TIMESTAMP_LAST))
			return saved_lines_wrong(&f->in, "no such time");
		*micros = (int64_t)minor;
	}
	return may_begin(f->summary, *micros) ? 0 :
	    saved_lines_wrong(&f->in, "no %s begins then",
	    report_by_name(f->summary->by));
}

/* The key of the group that this line begins, into name. */
static int
read_key(struct merge_file *f)
{
	enum summary_by by = f->summary->by;
	char key[SUMMARY_KEY_LEN];
	struct span value;
	uint64_t window;
	int64_t number = 0;

	if (saved_lines_scan(&f->in, "group #", &value) == -1)
		return -1;
	if (by == SUMMARY_ACCOUNT || span_equal(value, SPAN("\"\"")))
		return saved_lines_name(&f->in, value, &f->name);
	if (by == SUMMARY_WINDOW) {
		if (saved_lines_number(&f->in, value, INT64_MAX,
		    &window) == -1)
			return -1;
		if (window == 0)
			return saved_lines_wrong(&f->in, "no such window");
		number = (int64_t)window;
	} else if (read_instant(f, value, &number) == -1)
		return -1;
	summary_make_key(number, key);
	buf_clear(&f->name);
	buf_put(&f->name, (struct span){ key, sizeof(key) });
	return f->name.failed ? failure_memory(&f->merge->failure) : 0;
}

/* Add to the group with the key in before what has been read of it. */
static int
add_group(struct merge_file *f, const struct summary_windows *windows)
{
	struct summary_group *group = summary_find_group(f->summary,
	    buf_span(&f->before));

	if (group == NULL || figures_merge(&group->figures, &f->group) == -1 ||
	    figures_merge(&f->groups, &f->group) == -1)
		return failure_memory(&f->merge->failure);
	if (group->windows == NULL)
		return 0;
	windows_sums_add(&group->windows->listed, &windows->listed);
	windows_sums_add(&group->windows->reported, &windows->reported);
	windows_sums_add(&f->of_groups.listed, &windows->listed);
	windows_sums_add(&f->of_groups.reported, &windows->reported);
	return 0;
}

static int
read_group(struct merge_file *f, uint64_t i)
{
	struct summary_windows windows = { 0 };

	if (read_key(f) == -1 || follow(f, i, "groups") == -1 ||
	    saved_lines_next(&f->in) == -1)
		return -1;
	figures_free(&f->group);
	if (saved_parts_figures(&f->in, f->merge->scale, &f->group) == -1)
		return -1;
	if (f->summary->by == SUMMARY_WINDOW && saved_parts_windows(
	    &f->in, f->merge->scale, &windows) == -1)
		return -1;
	if (!saved_bounds_may_add(&f->groups, &f->group) ||
	    !saved_bounds_may_add_windows(&f->of_groups, &windows))
		return saved_lines_wrong(&f->in, "more in groups than there "
		    "can be");
	return add_group(f, &windows);
}

static int
read_groups(struct merge_file *f)
{
	struct span value;
	uint64_t count;

	if (saved_lines_scan(&f->in, "groups #", &value) == -1 ||
	    saved_lines_number(&f->in, value, SAVED_BOUNDS_COUNT,
	    &count) == -1 || saved_lines_next(&f->in) == -1)
		return -1;
	for (uint64_t i = 0; i < count; i++)
		if (read_group(f, i) == -1)
			return -1;
	if (!saved_bounds_equal(&f->groups, &f->whole))
		return saved_lines_wrong(&f->in, "the groups do not come to "
		    "what the whole does");
	if (f->summary->by == SUMMARY_WINDOW && !saved_bounds_same_windows(
	    &f->of_groups, &f->windows))
		return saved_lines_wrong(&f->in, "the windows do not come to "
		    "what all of them do");
	return 0;
}

static int
read_all(struct merge_file *f, const char *path)
{
	struct merge *m = f->merge;
	enum summary_by by;

	if (saved_lines_open(&f->in, path, &m->hook, &m->failure) == -1 ||
	    merge_shape_read(&f->in, m, f->summary) == -1)
		return -1;
	by = f->summary->by;
	if (saved_parts_fates(&f->in, &f->fates) == -1 ||
	    saved_parts_figures(&f->in, m->scale, &f->whole) == -1 ||
	    saved_parts_timeline(&f->in, &f->whole,
	    &f->timeline) == -1 || saved_parts_windows(&f->in, m->scale,
	    &f->windows) == -1)
		return -1;
	if (by != SUMMARY_ACCOUNT && read_accounts(f) == -1)
		return -1;
	if (by != SUMMARY_WHOLE && read_groups(f) == -1)
		return -1;
	return saved_lines_end(&f->in);
}

/* Count in when the records of the whole came. */
static int
add_times(struct summary *s, const struct merge_file *f)
{
	if (!f->whole.has_time)
		return 0;
	return tempo_merge(&s->tempo, f->whole.first, f->whole.last,
	    &f->timeline);
}

static void
add_fates(struct summary_fates *to, const struct summary_fates *more)
{
	to->refused += more->refused;
	for (int i = 0; i < REASON_COUNT; i++)
		to->of_reason[i] += more->of_reason[i];
	to->duplicates += more->duplicates;
	to->known += more->known;
	to->submitted += more->submitted;
	to->has_outcomes = to->has_outcomes || more->has_outcomes;
	to->has_submitted = to->has_submitted || more->has_submitted;
}

/* Add the whole of a file that has been read to its end. */
static int
add_whole(struct summary *s, const struct merge_file *f)
{
	struct failure *failure = &f->merge->failure;

	if (!saved_bounds_may_add(&s->whole, &f->whole) ||
	    !saved_bounds_may_add_windows(&s->windows, &f->windows) ||
	    !saved_bounds_may_add_fates(&s->fates, &f->fates))
		return failure_at(failure, READER_FAILED_DATA, f->in.name, 0,
		    "more, with those before, than can be counted");
	if (add_times(s, f) == -1 || figures_merge(&s->whole, &f->whole) == -1)
		return failure_memory(failure);
	windows_sums_add(&s->windows.listed, &f->windows.listed);
	windows_sums_add(&s->windows.reported, &f->windows.reported);
	add_fates(&s->fates, &f->fates);
	s->is_merged = true;
	return 0;
}

int
merge_read(struct merge *m, struct summary *s, const char *path)
{
	struct merge_file f = { .merge = m, .summary = s };
	int status = read_all(&f, path);

	if (status == 0)
		status = add_whole(s, &f);
	saved_lines_close(&f.in);
	figures_free(&f.whole);
	figures_free(&f.group);
	figures_free(&f.groups);
	timeline_free(&f.timeline);
	buf_free(&f.name);
	buf_free(&f.before);
	return status;
}

void
merge_free(struct merge *m)
{
	for (int i = 0; i < MERGE_ITEMS; i++)
		free(m->value[i]);
	failure_free(&m->failure);
	*m = (struct merge){ 0 };
}
