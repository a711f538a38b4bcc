/* Counts by time, against loops over all times there are. */
#include <errno.h>
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "starve.h"
#include "stats/timeline.h"

#define SECOND INT64_C(1000000)
#define DAY (86400 * SECOND)

static const int64_t widths[] = { 1, 60, 3600, 86400, 128 * 86400 };

static struct timestamp
at(int64_t micros)
{
	return (struct timestamp){ micros };
}

/* Which period of so many seconds is this in? */
static int64_t
period_of(int64_t micros, int64_t seconds)
{
	int64_t period = micros / (seconds * SECOND);

	while (period * seconds * SECOND > micros)
		period--;
	return period;
}

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The width for these, which are in order. */
static int64_t
naive_width(const int64_t *time, size_t count)
{
	size_t i = 0;

	while (period_of(time[count - 1], widths[i]) -
	    period_of(time[0], widths[i]) >= 32768)
		i++;
	return widths[i];
}

/* How many from here on, in order, are in the same period. */
static size_t
naive_run(const int64_t *time, size_t count, int64_t seconds)
{
	size_t i = 1;

	while (i < count && period_of(time[i], seconds) ==
	    period_of(time[0], seconds))
		i++;
	return i;
}

static void
check_busiest(const struct timeline *t, const int64_t *time, size_t count,
    int64_t seconds)
{
	struct timestamp when = { 0 };
	uint64_t got = 0, most = 0;
	int64_t best = 0;

	for (size_t i = 0, run; i < count; i += run) {
		run = naive_run(time + i, count - i, seconds);
		if (run > most) {
			most = run;
			best = period_of(time[i], seconds);
		}
	}
	if (naive_width(time, count) > seconds) {
		CHECK(!timeline_busiest(t, seconds, &when, &got));
		CHECK(when.micros == 0 && got == 0);
		return;
	}
	CHECK(timeline_busiest(t, seconds, &when, &got));
	CHECK_INT(when.micros, best * seconds * SECOND);
	CHECK_INT(got, most);
}

/* Does it say of these times, which are put in order, what is so? */
static void
check_timeline(const struct timeline *t, int64_t *time, size_t count)
{
	int64_t width, begin;
	struct timestamp when;
	size_t next = 0;
	uint64_t got;

	qsort(time, count, sizeof(*time), compare);
	width = naive_width(time, count);
	CHECK_INT(timeline_width(t), width);
	CHECK_INT(t->count, count);
	for (size_t i = 0, run; i < count; i += run) {
		run = naive_run(time + i, count - i, width);
		begin = period_of(time[i], width) * width * SECOND;
		CHECK(timeline_next(t, &next, &when, &got));
		CHECK_INT(when.micros, begin < TIMESTAMP_FIRST ?
		    TIMESTAMP_FIRST : begin);
		CHECK_INT(got, run);
	}
	CHECK(!timeline_next(t, &next, &when, &got));
	check_busiest(t, time, count, 1);
	check_busiest(t, time, count, 60);
}

static void
add_all(struct timeline *t, const int64_t *time, size_t count)
{
	for (size_t i = 0; i < count; i++)
		CHECK_INT(timeline_add(t, at(time[i]), 1), 0);
}

/* These, as they are, the other way round, and out of another one. */
static void
check_times(int64_t *time, size_t count)
{
	struct timeline t = { 0 }, back = { 0 }, copy = { 0 };

	add_all(&t, time, count);
	for (size_t i = count; i > 0; i--)
		CHECK_INT(timeline_add(&back, at(time[i - 1]), 1), 0);
	CHECK_INT(timeline_merge(&copy, &t), 0);
	check_timeline(&t, time, count);
	check_timeline(&back, time, count);
	check_timeline(&copy, time, count);
	timeline_free(&t);
	timeline_free(&back);
	timeline_free(&copy);
}

static void
nothing_came_at_no_time(void)
{
	struct timeline t = { 0 }, other = { 0 };
	struct timestamp when;
	uint64_t count;
	size_t next = 0;

	CHECK(!timeline_busiest(&t, 1, &when, &count));
	CHECK(!timeline_next(&t, &next, &when, &count));
	CHECK_INT(timeline_add(&t, at(0), 0), 0);
	CHECK_INT(timeline_merge(&t, &other), 0);
	CHECK(t.bucket == NULL && t.count == 0);
	CHECK_INT(timeline_reserve(&t), 0);
	timeline_count(&t, at(5), 0);
	CHECK(!timeline_busiest(&t, 60, &when, &count));
	CHECK(!timeline_next(&t, &next, &when, &count));
	CHECK_INT(timeline_width(&t), 1);
	timeline_free(&t);
	timeline_free(&t);
}

/* The last length for which a width is enough, and one more. */
static void
widths_change_where_they_must(void)
{
	for (size_t i = 0; i < 4; i++)
		for (int64_t k = -2; k <= 2; k++) {
			int64_t width = widths[i] * SECOND;
			int64_t first = 1000 * 128 * DAY + k * width;
			int64_t time[3];

			for (int64_t past = -2; past <= 2; past++) {
				time[0] = first + width - 1;
				time[1] = first + 32768 * width + past;
				time[2] = time[0];
				check_times(time, 3);
			}
		}
}

static void
years_are_1_to_9999(void)
{
	int64_t time[] = { TIMESTAMP_FIRST, TIMESTAMP_LAST, 0, -1,
	    TIMESTAMP_FIRST + 1, TIMESTAMP_FIRST + 90 * DAY,
	    TIMESTAMP_LAST - 128 * DAY };

	for (size_t count = 1; count <= 7; count++)
		check_times(time, count);
	CHECK(naive_width(time, 7) == 128 * 86400);
}

static void
the_first_of_equals_is_the_busiest(void)
{
	int64_t time[] = { -61 * SECOND, -60 * SECOND, -1, -59 * SECOND,
	    -SECOND, 3 * SECOND, 3 * SECOND + 1, 70 * SECOND };
	struct timeline t = { 0 };
	struct timestamp when;
	uint64_t count;

	check_times(time, 8);
	add_all(&t, time, 8);
	CHECK(timeline_busiest(&t, 1, &when, &count));
	CHECK(when.micros == -SECOND && count == 2);
	CHECK(timeline_busiest(&t, 60, &when, &count));
	CHECK(when.micros == -60 * SECOND && count == 4);
	timeline_free(&t);
}

/* A time, of as many microseconds in length as kind says. */
static int64_t
draw(struct random *random, int kind, int64_t start)
{
	static const int64_t length[] = { 5 * SECOND, 3600 * SECOND,
	    10 * 3600 * SECOND, 20 * DAY, 30 * DAY, 4 * 365 * DAY,
	    90 * 365 * DAY, 200 * 365 * DAY };

	if (kind == 8)
		return (int64_t)((uint64_t)TIMESTAMP_FIRST +
		    random_below(random, (uint64_t)TIMESTAMP_LAST -
		    (uint64_t)TIMESTAMP_FIRST + 1));
	return start + (int64_t)random_below(random, (uint64_t)length[kind]);
}

static void
times_come_in_every_order(void)
{
	struct random random = random_seeded(1);
	int64_t time[300];

	for (int round = 0; round < 360; round++) {
		int64_t start = draw(&random, 8, 0) / 2;
		size_t count = 1 + random_below(&random, 300);

		for (size_t i = 0; i < count; i++)
			time[i] = draw(&random, round % 9, start);
		check_times(time, count);
		check_times(time, count);	/* in order, and not at all */
	}
}

/* What is split anyhow, and put together in any order, is the same. */
static void
parts_add_up_to_the_whole(void)
{
	enum { PARTS = 5 };
	struct random random = random_seeded(2);
	int64_t time[400];

	for (int round = 0; round < 180; round++) {
		struct timeline part[PARTS] = { 0 }, sum = { 0 }, back = { 0 };
		int64_t start = draw(&random, 8, 0) / 2;
		size_t count = 1 + random_below(&random, 400);

		for (size_t i = 0; i < count; i++) {
			size_t to = random_below(&random, PARTS);

			/* Some parts are short, and some are nothing. */
			time[i] = draw(&random, (int)random_below(&random,
			    (uint64_t)round % 9 + 1), start);
			add_all(&part[to * to / PARTS], &time[i], 1);
		}
		for (int i = 0; i < PARTS; i++) {
			CHECK_INT(timeline_merge(&sum, &part[i]), 0);
			CHECK_INT(timeline_merge(&back,
			    &part[PARTS - 1 - i]), 0);
		}
		check_timeline(&sum, time, count);
		check_timeline(&back, time, count);
		for (int i = 0; i < PARTS; i++)
			timeline_free(&part[i]);
		timeline_free(&sum);
		timeline_free(&back);
	}
}

/* As who keeps one in a file does. */
static void
buckets_can_be_told_and_added_again(void)
{
	struct random random = random_seeded(3);
	int64_t time[100];

	for (int round = 0; round < 180; round++) {
		struct timeline t = { 0 }, again = { 0 };
		int64_t start = draw(&random, 8, 0) / 2;
		struct timestamp when;
		uint64_t count;

		for (size_t i = 0; i < 100; i++)
			time[i] = draw(&random, round % 9, start);
		add_all(&t, time, 100);
		qsort(time, 100, sizeof(*time), compare);
		CHECK_INT(timeline_add(&again, at(time[0]), 1), 0);
		CHECK_INT(timeline_add(&again, at(time[99]), 1), 0);
		for (size_t next = 0; timeline_next(&t, &next, &when, &count);)
			CHECK_INT(timeline_add(&again, when, count), 0);
		CHECK_INT(timeline_width(&again), timeline_width(&t));
		CHECK_INT(again.count, 102);
		CHECK(again.from == t.from && again.used == t.used);
		timeline_free(&t);
		timeline_free(&again);
	}
}

static void
more_than_can_be_counted_are_refused(void)
{
	struct timeline t = { 0 }, one = { 0 };
	struct timestamp when;
	uint64_t count;

	CHECK_INT(timeline_add(&one, at(0), 1), 0);
	CHECK_INT(timeline_add(&t, at(1), UINT64_MAX), 0);
	CHECK(timeline_busiest(&t, 60, &when, &count));
	CHECK(count == UINT64_MAX);
	errno = 0;
	CHECK_INT(timeline_add(&t, at(1), 1), -1);
	CHECK_INT(errno, ERANGE);
	errno = 0;
	CHECK_INT(timeline_merge(&t, &one), -1);
	CHECK_INT(errno, ERANGE);
	CHECK(t.count == UINT64_MAX && t.used == 1);
	timeline_free(&t);
	timeline_free(&one);
}

static void
without_memory_nothing_is_counted(void)
{
	struct timeline none = { 0 }, some = { 0 };
	struct starve starve;

	CHECK_INT(timeline_add(&some, at(7), 3), 0);
	if (starve_begin(&starve)) {
		errno = 0;
		CHECK_INT(timeline_add(&none, at(7), 1), -1);
		CHECK_INT(errno, ENOMEM);
		CHECK_INT(timeline_reserve(&none), -1);
		CHECK_INT(timeline_merge(&none, &some), -1);
		/* Who has counted can go on. */
		CHECK_INT(timeline_add(&some, at(TIMESTAMP_FIRST), 1), 0);
		CHECK_INT(timeline_add(&some, at(TIMESTAMP_LAST), 1), 0);
		starve_end(&starve);
		CHECK_INT(some.count, 5);
	}
	CHECK(none.count == 0 && none.bucket == NULL);
	timeline_free(&none);
	timeline_free(&some);
}

int
main(void)
{
	RUN(nothing_came_at_no_time);
	RUN(widths_change_where_they_must);
	RUN(years_are_1_to_9999);
	RUN(the_first_of_equals_is_the_busiest);
	RUN(times_come_in_every_order);
	RUN(parts_add_up_to_the_whole);
	RUN(buckets_can_be_told_and_added_again);
	RUN(more_than_can_be_counted_are_refused);
	RUN(without_memory_nothing_is_counted);
	return check_status();
}
