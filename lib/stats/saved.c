#include <errno.h>
#include <stdlib.h>

#include "base/digest.h"
#include "stats/report.h"
#include "stats/saved.h"
#include "stats/saved_bounds.h"

/* Where lines go: through text, by which they are hashed, on to the file. */
struct saved_out {
	struct writer text;
	struct writer *file;	/* borrowed */
	struct digest hash;
	const struct summary *summary;
	int scale;
};

static void
pass_on(void *arg)
{
	struct saved_out *o = arg;
	struct span bytes = { o->text.block, o->text.len };

	digest_put(&o->hash, bytes);
	writer_put(o->file, bytes);
	o->text.len = 0;
}

static void
put(struct saved_out *o, const char *words)
{
	writer_put(&o->text, span_of(words));
}

static void
put_count(struct saved_out *o, const char *words, uint64_t count)
{
	put(o, words);
	writer_put_number(&o->text, count);
}

static void
put_total(struct saved_out *o, const char *words, money_int128 minor)
{
	put(o, words);
	writer_put_total(&o->text, (struct money_total){ minor }, o->scale);
}

static void
put_time(struct saved_out *o, const char *words, struct timestamp time)
{
	char *room;

	put(o, words);
	room = writer_room(&o->text, TIMESTAMP_TEXT_LEN);
	timestamp_format(time, room);
	writer_used(&o->text, room + TIMESTAMP_TEXT_LEN);
}

static void
put_shape(struct saved_out *o, const char *currency)
{
	const struct summary *s = o->summary;

	put_count(o, "scale ", (uint64_t)o->scale);
	if (currency != NULL) {
		put(o, "\ncurrency ");
		put(o, currency);
	}
	if (s->by != SUMMARY_WHOLE) {
		put(o, "\nby ");
		put(o, report_by_name(s->by));
	}
	put_total(o, "\ncap ", s->cap.minor);
	if (s->zone != NULL) {
		put(o, "\nzone ");
		put(o, s->zone);
	}
	put(o, "\n");
}

static void
put_fates(struct saved_out *o, const struct summary_fates *f)
{
	put_count(o, "refused ", f->refused);
	for (int i = 0; i < REASON_COUNT; i++) {
		if (f->of_reason[i] == 0)
			continue;
		put(o, "\nreason ");
		put(o, reason_word((enum reason)i));
		put_count(o, " ", f->of_reason[i]);
	}
	if (f->has_outcomes) {
		put_count(o, "\nduplicates ", f->duplicates);
		put_count(o, "\nknown ", f->known);
	}
	if (f->has_submitted)
		put_count(o, "\nsubmitted ", f->submitted);
	put(o, "\n");
}

static void
put_amounts(struct saved_out *o, const struct figures *f)
{
	uint64_t count;
	unsigned at = 0;

	put_total(o, "amounts min ", f->least);
	put_total(o, " max ", f->most);
	while ((at = histogram_next(&f->sizes, at, &count)) != HISTOGRAM_LEN) {
		put_total(o, "\n", histogram_least(at++));
		put_count(o, ",", count);
	}
	put(o, "\n");
}

static void
put_figures(struct saved_out *o, const struct figures *f)
{
	if (f->credits > 0) {
		put_count(o, "credits ", f->credits);
		put_total(o, " sum ", f->credit_sum.minor);
		put(o, "\n");
	}
	if (f->debits > 0) {
		put_count(o, "debits ", f->debits);
		put_total(o, " sum ", f->debit_sum.minor);
		put(o, "\n");
	}
	if (figures_records(f) > 0)
		put_amounts(o, f);
	if (f->has_time) {
		put_time(o, "times first ", f->first);
		put_time(o, " last ", f->last);
		put(o, "\n");
	}
}

static void
put_timeline(struct saved_out *o, const struct timeline *t)
{
	struct timestamp when;
	uint64_t count;
	size_t at = 0;

	if (t->count == 0)
		return;
	put_count(o, "timeline records ", t->count);
	put_count(o, " width ", (uint64_t)timeline_width(t));
	while (timeline_next(t, &at, &when, &count)) {
		put_time(o, "\n", when);
		put_count(o, ",", count);
	}
	put(o, "\n");
}

/* A list does not tell what a window is, or how few batches would do. */
static void
put_listed(struct saved_out *o, const struct windows_sums *sums)
{
	if (sums->batches == 0)
		return;
	put_count(o, "listed batches ", sums->batches);
	put_count(o, " records ", sums->records);
	put_total(o, " absolute ", sums->absolute.minor);
	put_total(o, " least ", sums->least);
	put(o, "\n");
}

static void
put_reported(struct saved_out *o, const struct windows_sums *sums)
{
	if (sums->windows == 0)
		return;
	put_count(o, "reported windows ", sums->windows);
	put_count(o, " batches ", sums->batches);
	put_count(o, " proven ", sums->proven);
	put_count(o, " records ", sums->records);
	put_count(o, " bound ", (uint64_t)sums->lower_bound);
	put_total(o, " absolute ", sums->absolute.minor);
	put(o, "\n");
}

/*
 * Those told from records are not kept: a window may be in several parts.
 * Returns 0, or -1 with errno ERANGE.
 */
static int
put_windows(struct saved_out *o, const struct summary_windows *windows)
{
	if (!saved_bounds_has_room(&windows->listed) ||
	    !saved_bounds_has_room(&windows->reported)) {
		errno = ERANGE;
		return -1;
	}
	put_listed(o, &windows->listed);
	put_reported(o, &windows->reported);
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct span *left = a, *right = b;

	return span_compare(*left, *right);
}

/* A name that is empty is seen all the same. */
static void
put_name(struct saved_out *o, struct span name)
{
	if (name.len == 0)
		put(o, "\"\"");
	else
		writer_put_field(&o->text, name);
	put(o, "\n");
}

static int
put_accounts(struct saved_out *o)
{
	const struct roster *accounts = &o->summary->accounts.roster;
	const struct holder *account;
	struct span *name;
	size_t at = 0, count = 0;

	if (o->summary->accounts.unknown) {
		put(o, "accounts unknown\n");
		return 0;
	}
	name = calloc(accounts->count + 1, sizeof(*name));
	if (name == NULL)
		return -1;
	while ((account = roster_next(accounts, &at)) != NULL)
		name[count++] = roster_name(account, sizeof(*account));
	qsort(name, count, sizeof(*name), by_name);
	put_count(o, "accounts ", count);
	put(o, "\n");
	for (size_t i = 0; i < count; i++)
		put_name(o, name[i]);
	free(name);
	return 0;
}

/* A day of a zone may begin before the first year that there is a name for. */
static void
put_instant(struct saved_out *o, int64_t micros)
{
	if (micros >= TIMESTAMP_FIRST && micros <= TIMESTAMP_LAST)
		put_time(o, "", (struct timestamp){ micros });
	else
		writer_put_total(&o->text, (struct money_total){ micros }, 6);
	put(o, "\n");
}

static int
put_group(struct saved_out *o, const struct summary_group *group)
{
	struct span key = group->key;
	enum summary_by by = o->summary->by;

	put(o, "group ");
	if (by == SUMMARY_ACCOUNT || key.len == 0)
		put_name(o, key);
	else if (by != SUMMARY_WINDOW)
		put_instant(o, summary_read_key(key));
	else {
		put_count(o, "", (uint64_t)summary_read_key(key));
		put(o, "\n");
	}
	put_figures(o, &group->figures);
	return group->windows == NULL ? 0 : put_windows(o, group->windows);
}

static int
put_groups(struct saved_out *o)
{
	struct summary_group **group;
	size_t count;
	int status = 0;

	group = summary_sorted(o->summary, 0, &count);
	if (group == NULL)
		return -1;
	put_count(o, "groups ", count);
	put(o, "\n");
	for (size_t i = 0; i < count && status == 0; i++)
		status = put_group(o, group[i]);
	free(group);
	return status;
}

/* Accounts that are groups have their names there. */
static int
put_lists(struct saved_out *o)
{
	if (put_windows(o, &o->summary->windows) == -1)
		return -1;
	if (o->summary->by != SUMMARY_ACCOUNT && put_accounts(o) == -1)
		return -1;
	return o->summary->by == SUMMARY_WHOLE ? 0 : put_groups(o);
}

int
saved_put(struct writer *w, const struct summary *s, int scale,
    const char *currency)
{
	struct saved_out o = { .file = w, .summary = s, .scale = scale };
	char hash[DIGEST_TEXT_LEN + 1];
	int status;

	if (writer_open_sink(&o.text, pass_on, &o) == -1)
		return -1;
	digest_start(&o.hash);
	put(&o, "balsys-summary " SAVED_VERSION "\n");
	put_shape(&o, currency);
	put_fates(&o, &s->fates);
	put_figures(&o, &s->whole);
	put_timeline(&o, &s->tempo.timeline);
	status = put_lists(&o);
	(void)!writer_close(&o.text);	/* what fails is file */
	digest_end(&o.hash, hash);
	writer_put(w, SPAN("sha256 "));
	writer_put(w, span_of(hash));
	writer_putc(w, '\n');
	return status;
}
