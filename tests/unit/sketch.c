/* What is drawn is what came, whoever told it and in whatever order. */
#include "check.h"
#include "stats/sketch.h"

static struct txn
txn_of(int64_t amount, bool has_time, int64_t micros)
{
	return (struct txn){ .amount = { amount }, .has_time = has_time,
	    .time = { micros } };
}

static void
add(struct sketch *s, int64_t amount, int64_t micros, uint64_t window,
    uint64_t batch)
{
	struct txn txn = txn_of(amount, micros > 0, micros);
	struct summary_place place = { window > 0, window, batch };

	CHECK_INT(sketch_add(s, &txn, &place), 0);
}

/* Are these the values of a series, a bin each, with these sums? */
static void
check_series(const struct series *s, size_t count, const int64_t *wanted)
{
	struct series_step step;
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		CHECK(series_next(s, &at, &step));
		CHECK_INT(step.bin.sum, wanted[i]);
	}
	CHECK(!series_next(s, &at, &step));
}

#define CHECK_SERIES(series, ...) check_series((series), \
	sizeof((int64_t[]){ __VA_ARGS__ }) / sizeof(int64_t), \
	(int64_t[]){ __VA_ARGS__ })

static void
records_stand_at_their_times(void)
{
	struct sketch s = SKETCH_START;

	add(&s, 5, 1000, 0, 0);
	add(&s, -7, 3000, 0, 0);
	add(&s, 2, 0, 0, 0);		/* no time: at that of the one before */
	add(&s, 1, 2000, 0, 0);
	CHECK(!s.by_number && s.balance.went_back && !s.is_shuffled);
	CHECK_INT(s.records, 4);
	CHECK_INT(s.balance.first, 1000);
	CHECK_INT(s.balance.last, 3000);
	CHECK_SERIES(&s.balance, 5, 1, -5);
	sketch_free(&s);
}

static void
without_times_they_stand_at_their_numbers(void)
{
	struct sketch s = SKETCH_START;

	add(&s, 5, 0, 0, 0);
	add(&s, -7, 3000, 0, 0);
	CHECK(s.by_number);
	CHECK_INT(s.balance.first, 1);
	CHECK_INT(s.balance.last, 2);
	CHECK_SERIES(&s.balance, 5, -7);
	sketch_free(&s);
}

static void
batches_and_windows_are_those_of_the_records(void)
{
	struct sketch s = SKETCH_START;

	s.cap.minor = 100;
	add(&s, 60, 1, 1, 1);
	add(&s, -40, 1, 1, 1);
	add(&s, 1, 1, 1, 3);
	add(&s, 0, 1, 2, 1);
	add(&s, 70, 1, 1, 1);		/* another run */
	CHECK(s.is_shuffled);
	CHECK_INT(sketch_end(&s), 0);
	CHECK_SERIES(&s.fills, 100, 1, 0, 70);
	CHECK_SERIES(&s.batches, 2, 1, 1);
	CHECK_SERIES(&s.bounds, 2, 1, 1);
	CHECK_INT(sketch_end(&s), 0);
	CHECK_INT(s.fills.count, 4);
	sketch_free(&s);
}

static void
another_stream_goes_on_with_nothing(void)
{
	struct sketch s = SKETCH_START;

	s.cap.minor = 100;
	sketch_begin_stream(&s);
	add(&s, 60, 1, 1, 1);
	sketch_begin_stream(&s);
	add(&s, 50, 1, 1, 1);
	CHECK_INT(sketch_end(&s), 0);
	CHECK_SERIES(&s.fills, 60, 50);
	CHECK_SERIES(&s.batches, 1, 1);
	sketch_free(&s);
}

/* All orders of a stream, a list and a report. */
static void
the_better_source_is_believed(void)
{
	for (int order = 0; order < 6; order++) {
		static const char *const orders[] = { "slr", "srl", "lsr",
		    "lrs", "rsl", "rls" };
		struct sketch s = SKETCH_START;

		s.cap.minor = 100;
		for (int i = 0; i < 3; i++)
			switch (orders[order][i]) {
			case 's':
				sketch_begin_stream(&s);
				add(&s, 60, 1, 1, 1);
				add(&s, 90, 1, 1, 2);
				add(&s, 80, 1, 1, 4);
				break;
			case 'l':
				CHECK_INT(sketch_add_batch(&s, 7), 0);
				break;
			default:
				CHECK_INT(sketch_add_window(&s, 9, 8), 0);
				CHECK_INT(sketch_add_window(&s, 5, 5), 0);
				break;
			}
		CHECK_INT(sketch_end(&s), 0);
		CHECK_SERIES(&s.fills, 60, 90, 80);
		CHECK_SERIES(&s.batches, 9, 5);
		CHECK_SERIES(&s.bounds, 8, 5);
		sketch_free(&s);
	}
}

static void
lists_and_reports_alone_are_enough(void)
{
	struct sketch s = SKETCH_START;

	CHECK_INT(sketch_add_batch(&s, 7), 0);
	CHECK_INT(sketch_add_batch(&s, 8), 0);
	CHECK_INT(sketch_add_window(&s, 9, 8), 0);
	CHECK_INT(sketch_end(&s), 0);
	CHECK_SERIES(&s.fills, 7, 8);
	CHECK_SERIES(&s.batches, 9);
	CHECK_SERIES(&s.bounds, 8);
	CHECK_INT(s.records, 0);
	sketch_free(&s);
	sketch_free(&s);
}

int
main(void)
{
	RUN(records_stand_at_their_times);
	RUN(without_times_they_stand_at_their_numbers);
	RUN(batches_and_windows_are_those_of_the_records);
	RUN(another_stream_goes_on_with_nothing);
	RUN(the_better_source_is_believed);
	RUN(lists_and_reports_alone_are_enough);
	return check_status();
}
