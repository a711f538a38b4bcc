#include <string.h>

#include "cli/metrics.h"
#include "stats/exposition.h"

static const struct {
	const char *name, *help;
} counters[METRICS_COUNTERS] = {
	[METRICS_WRITTEN] = { "balsys_records_written_total",
	    "Records written." },
	[METRICS_READ_BYTES] = { "balsys_read_bytes_total",
	    "Bytes of inputs read, compressed ones as they are." },
	[METRICS_WRITTEN_BYTES] = { "balsys_written_bytes_total",
	    "Bytes written to standard output, files and the book." },
	[METRICS_WINDOWS] = { "balsys_windows_total", "Windows formed." },
	[METRICS_BATCHES] = { "balsys_batches_total",
	    "Batches in windows formed." },
	[METRICS_SUBMISSIONS] = { "balsys_submissions_total",
	    "Windows that a command took." },
	[METRICS_RETRIES] = { "balsys_submission_retries_total",
	    "Tries to hand over a window, but for the first of each." },
};

/* Where buckets end, in microseconds; what is longer is in none. */
static const uint64_t ends[METRICS_BUCKETS] = { 100, 250, 500, 1000, 2500,
    5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000,
    5000000, 10000000, 25000000, 50000000, 100000000 };

void
metrics_set(struct metrics *m, enum metrics_counter counter, uint64_t count)
{
	m->has[counter] = true;
	m->count[counter] = count;
}

void
metrics_feed(struct metrics *m, const struct feed *feed)
{
	m->refusals = &feed->refusals;
	m->scale = feed->scale;
	m->has_last = feed->has_last;
	m->last = feed->last;
	metrics_set(m, METRICS_READ_BYTES, feed_bytes(feed));
}

void
metrics_time(struct metrics_times *times, uint64_t micros)
{
	int i = 0;

	while (i < METRICS_BUCKETS && micros > ends[i])
		i++;
	if (i < METRICS_BUCKETS)
		times->bucket[i]++;
	times->count++;
	times->micros += micros;
}

/* Begin a sample. */
static void
begin(struct exposition *e, const struct metrics *m, const char *name)
{
	exposition_begin(e, name);
	exposition_label(e, "tool", span_of(m->tool));
	exposition_label(e, "run", m->run);
}

static void
put_counter(struct exposition *e, const struct metrics *m, const char *name,
    const char *help, uint64_t count)
{
	exposition_family(e, name, "counter", help);
	begin(e, m, name);
	exposition_number(e, (int64_t)count);
}

static void
put_gauge(struct exposition *e, const struct metrics *m, const char *name,
    const char *help, struct money_total value, int scale)
{
	exposition_family(e, name, "gauge", help);
	begin(e, m, name);
	exposition_decimal(e, value, scale);
}

static void
put_time(struct exposition *e, const struct metrics *m, const char *name,
    const char *help, struct timestamp time)
{
	put_gauge(e, m, name, help, (struct money_total){ time.micros }, 6);
}

/* What became of records that were read. */
static void
put_refusals(struct exposition *e, const struct metrics *m,
    const struct refusals *r)
{
	static const char refused[] = "balsys_records_refused_total";

	put_counter(e, m, "balsys_records_read_total", "Records read.",
	    r->read);
	put_counter(e, m, "balsys_records_accepted_total",
	    "Records accepted.", r->accepted);
	exposition_family(e, refused, "counter", "Records refused, by reason.");
	for (int i = 0; i < REASON_COUNT; i++) {
		begin(e, m, refused);
		exposition_label(e, "reason",
		    span_of(reason_word((enum reason)i)));
		exposition_number(e, (int64_t)r->of_reason[i]);
	}
	put_counter(e, m, "balsys_records_duplicate_total",
	    "Records dropped as their like was accepted before.",
	    r->duplicate);
	put_counter(e, m, "balsys_records_known_total",
	    "Records dropped as their like was refused before.", r->known);
}

/* How long windows took: counts of all up to the end of each bucket. */
static void
put_packing(struct exposition *e, const struct metrics *m)
{
	const struct metrics_times *t = m->packing;
	static const char name[] = "balsys_window_seconds";
	char end[MONEY_TEXT_MAX];
	uint64_t count = 0;

	exposition_family(e, name, "histogram",
	    "Processor time that packing a window took.");
	for (int i = 0; i < METRICS_BUCKETS; i++) {
		size_t len = money_format((struct money){ (int64_t)ends[i] },
		    6, end);

		count += t->bucket[i];
		begin(e, m, "balsys_window_seconds_bucket");
		/* 0.5 and 10 are customary there. */
		while (end[len - 1] == '0')
			len--;
		len -= end[len - 1] == '.';
		exposition_label(e, "le", (struct span){ end, len });
		exposition_number(e, (int64_t)count);
	}
	begin(e, m, "balsys_window_seconds_bucket");
	exposition_label(e, "le", SPAN("+Inf"));
	exposition_number(e, (int64_t)t->count);
	begin(e, m, "balsys_window_seconds_sum");
	exposition_decimal(e, (struct money_total){ t->micros }, 6);
	begin(e, m, "balsys_window_seconds_count");
	exposition_number(e, (int64_t)t->count);
}

void
metrics_put(const struct metrics *m, struct timestamp now, struct buf *page)
{
	struct exposition e = { .out = page };

	if (m->refusals != NULL)
		put_refusals(&e, m, m->refusals);
	for (int i = 0; i < METRICS_COUNTERS; i++)
		if (m->has[i])
			put_counter(&e, m, counters[i].name, counters[i].help,
			    m->count[i]);
	if (m->packing != NULL)
		put_packing(&e, m);
	if (m->has_balance)
		put_gauge(&e, m, "balsys_balance",
		    "Sum of the balances of all accounts.", m->balance,
		    m->scale);
	if (m->has_last)
		put_time(&e, m, "balsys_last_record_timestamp_seconds",
		    "Time of the record that was read or made last.", m->last);
	put_time(&e, m, "balsys_start_timestamp_seconds",
	    "When the run began.", m->started);
	put_time(&e, m, "balsys_last_write_timestamp_seconds",
	    "When these figures were written.", now);
	if (m->status != -1)
		put_gauge(&e, m, "balsys_run_status",
		    "Status that the run ended with; none while it runs.",
		    (struct money_total){ m->status }, 0);
}
