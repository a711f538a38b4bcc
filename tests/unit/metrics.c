/* Figures of a run as a page for Prometheus. */
#include "check.h"
#include "cli/metrics.h"

#define LABELS "{tool=\"balsys-x\",run=\"main\"} "

/* The line of page that begins so, behind that; nothing if there is none. */
static struct span
find(const struct buf *page, const char *begins)
{
	struct span rest = buf_span(page), line = { NULL, 0 };
	size_t len = strlen(begins);

	while (rest.len > 0) {
		const char *end = memchr(rest.ptr, '\n', rest.len);

		line = (struct span){ rest.ptr, (size_t)(end - rest.ptr) };
		if (line.len >= len && memcmp(line.ptr, begins, len) == 0)
			return (struct span){ line.ptr + len, line.len - len };
		rest.ptr = end + 1;
		rest.len -= line.len + 1;
	}
	return (struct span){ "", 0 };
}

static const struct metrics start = { .tool = "balsys-x",
    .run = { "main", 4 }, .started = { 1500000 }, .status = -1 };

static void
what_is_not_set_is_not_told(void)
{
	struct buf page = { 0 };

	metrics_put(&start, (struct timestamp){ 2000000 }, &page);
	CHECK_SPAN(buf_span(&page),
	    "# HELP balsys_start_timestamp_seconds When the run began.\n"
	    "# TYPE balsys_start_timestamp_seconds gauge\n"
	    "balsys_start_timestamp_seconds" LABELS "1.500000\n"
	    "# HELP balsys_last_write_timestamp_seconds When these figures "
	    "were written.\n"
	    "# TYPE balsys_last_write_timestamp_seconds gauge\n"
	    "balsys_last_write_timestamp_seconds" LABELS "2.000000\n");
	buf_free(&page);
}

static void
records_are_told_by_what_became_of_them(void)
{
	struct refusals r = { .read = 10, .accepted = 4, .refused = 3,
	    .duplicate = 2, .known = 1 };
	struct metrics m = start;
	struct buf page = { 0 };

	r.of_reason[REASON_AMOUNT] = 3;
	m.refusals = &r;
	metrics_put(&m, m.started, &page);
	CHECK_SPAN(find(&page, "balsys_records_read_total"), LABELS "10");
	CHECK_SPAN(find(&page, "balsys_records_accepted_total"), LABELS "4");
	CHECK_SPAN(find(&page, "balsys_records_duplicate_total"), LABELS "2");
	CHECK_SPAN(find(&page, "balsys_records_known_total"), LABELS "1");
	CHECK_SPAN(find(&page, "balsys_records_refused_total{tool=\"balsys-x\","
	    "run=\"main\",reason=\"amount\"} "), "3");
	CHECK_SPAN(find(&page, "balsys_records_refused_total{tool=\"balsys-x\","
	    "run=\"main\",reason=\"quote\"} "), "0");
	buf_free(&page);
}

static void
counters_and_gauges_are_exact(void)
{
	struct metrics m = start;
	struct buf page = { 0 };

	metrics_set(&m, METRICS_WRITTEN, 9007199254740993);
	metrics_set(&m, METRICS_RETRIES, 0);
	m.has_balance = true;
	m.scale = 3;
	m.balance.minor = (money_int128)INT64_MAX * 1000;
	m.has_last = true;
	m.last.micros = -1;
	m.status = 75;
	metrics_put(&m, m.started, &page);
	CHECK_SPAN(find(&page, "balsys_records_written_total"),
	    LABELS "9007199254740993");
	CHECK_SPAN(find(&page, "balsys_submission_retries_total"), LABELS "0");
	CHECK_SPAN(find(&page, "balsys_submissions_total"), "");
	CHECK_SPAN(find(&page, "balsys_balance"),
	    LABELS "9223372036854775807.000");
	CHECK_SPAN(find(&page, "balsys_last_record_timestamp_seconds"),
	    LABELS "-0.000001");
	CHECK_SPAN(find(&page, "balsys_run_status"), LABELS "75");
	buf_free(&page);
}

/* A bucket has all that took no longer than it says. */
static void
buckets_have_all_that_are_no_longer(void)
{
	static const uint64_t took[] = { 0, 100, 101, 250, 100000000,
	    100000001 };
	struct metrics_times times = { 0 };
	struct metrics m = start;
	struct buf page = { 0 };

	for (size_t i = 0; i < sizeof(took) / sizeof(*took); i++)
		metrics_time(&times, took[i]);
	m.packing = &times;
	metrics_put(&m, m.started, &page);
#define BUCKET(end) find(&page, "balsys_window_seconds_bucket{" \
    "tool=\"balsys-x\",run=\"main\",le=\"" end "\"} ")
	CHECK_SPAN(BUCKET("0.0001"), "2");
	CHECK_SPAN(BUCKET("0.00025"), "4");
	CHECK_SPAN(BUCKET("1"), "4");
	CHECK_SPAN(BUCKET("10"), "4");
	CHECK_SPAN(BUCKET("100"), "5");
	CHECK_SPAN(BUCKET("+Inf"), "6");
	CHECK_SPAN(find(&page, "balsys_window_seconds_sum"),
	    LABELS "200.000452");
	CHECK_SPAN(find(&page, "balsys_window_seconds_count"), LABELS "6");
	buf_free(&page);
}

int
main(void)
{
	RUN(what_is_not_set_is_not_told);
	RUN(records_are_told_by_what_became_of_them);
	RUN(counters_and_gauges_are_exact);
	RUN(buckets_have_all_that_are_no_longer);
	return check_status();
}
