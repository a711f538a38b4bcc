/* Pauses, busiest periods and who is in order, against loops over all times. */
#include <errno.h>
#include <stdlib.h>

#include "base/money.h"
#include "base/random.h"
#include "check.h"
#include "starve.h"
#include "stats/tempo.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define YEAR (365 * 24 * 60 * MINUTE)

enum { MANY = 3000 };

static struct timestamp
at(int64_t micros)
{
	return (struct timestamp){ micros };
}

static int
compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t
period_of(int64_t micros, int64_t length)
{
	int64_t period = micros / length;

	while (period * length > micros)
		period--;
	return period;
}

static void
check_peak(struct tempo_peak got, const int64_t *time, size_t count,
    int64_t length)
{
	size_t most = 0, k;
	int64_t when = 0;

	for (size_t i = 0; i < count; i = k) {
		for (k = i; k < count && period_of(time[k], length) ==
		    period_of(time[i], length); k++)
			continue;
		if (k - i > most) {
			most = k - i;
			when = period_of(time[i], length) * length;
		}
	}
	CHECK_INT(got.count, most);
	CHECK_INT(got.when.micros, when);
}

/* Is this what came of these times, the least first? */
static void
check_tempo(struct tempo *t, const int64_t *time, size_t count)
{
	int64_t idle = 0;
	uint64_t pauses = 0;

	tempo_end(t);
	CHECK_INT(t->count, count);
	CHECK_INT(t->timeline.count, count);
	CHECK(t->is_ordered);
	for (size_t i = 1; i < count; i++)
		if (time[i] - time[i - 1] > 60000000) {
			pauses++;
			idle += time[i] - time[i - 1];
		}
	CHECK_INT(t->pauses, pauses);
	CHECK_INT(t->idle, idle);
	if (count > 0) {
		CHECK_INT(t->first.micros, time[0]);
		CHECK_INT(t->last.micros, time[count - 1]);
	}
	check_peak(t->second, time, count, SECOND);
	check_peak(t->minute, time, count, MINUTE);
}

/* Of times of which it is not known who waited for whom. */
static void
check_broken(struct tempo *t, const int64_t *time, size_t count)
{
	int64_t sorted[MANY];
	bool is_short;

	memcpy(sorted, time, count * sizeof(*time));
	qsort(sorted, count, sizeof(*sorted), compare);
	tempo_end(t);
	CHECK(!t->is_ordered);
	CHECK_INT(t->count, count);
	CHECK_INT(t->pauses, 0);
	CHECK_INT(t->idle, 0);
	CHECK_INT(t->first.micros, sorted[0]);
	CHECK_INT(t->last.micros, sorted[count - 1]);
	is_short = timeline_width(&t->timeline) == 1;
	check_peak(t->second, sorted, is_short ? count : 0, SECOND);
	is_short = timeline_width(&t->timeline) <= 60;
	check_peak(t->minute, sorted, is_short ? count : 0, MINUTE);
}

static void
add_all(struct tempo *t, const int64_t *time, size_t count)
{
	for (size_t i = 0; i < count; i++)
		CHECK_INT(tempo_add(t, at(time[i])), 0);
}

static void
check_times(const int64_t *time, size_t count)
{
	struct tempo t = { 0 };

	add_all(&t, time, count);
	check_tempo(&t, time, count);
	check_tempo(&t, time, count);
	tempo_free(&t);
	tempo_free(&t);
}

/* Times in order: what a kind of stream has between two records. */
static void
draw_times(struct random *random, int kind, int64_t *time, size_t count)
{
	static const int64_t most[] = { 20000, SECOND / 10, SECOND, MINUTE,
	    2 * MINUTE, 24 * 60 * MINUTE, YEAR };
	int64_t now = (int64_t)random_below(random, 100 * (uint64_t)YEAR) -
	    50 * YEAR;

	for (size_t i = 0; i < count; i++) {
		int64_t gap = most[kind == 7 ? (int)random_below(random, 7) :
		    kind];

		time[i] = now;
		if (kind == 0)			/* evenly */
			now += gap;
		else if (random_below(random, 4) > 0)
			now += (int64_t)random_below(random,
			    (uint64_t)gap + 1);
	}
}

static void
nothing_comes_at_no_rate(void)
{
	check_times(NULL, 0);
}

static void
a_pause_is_more_than_a_minute(void)
{
	int64_t time[] = { 0, MINUTE, 2 * MINUTE + 1, 2 * MINUTE + 2,
	    3 * MINUTE + 2, 9 * MINUTE };
	struct tempo t = { 0 };

	for (size_t count = 1; count <= 6; count++)
		check_times(time, count);
	add_all(&t, time, 3);
	tempo_end(&t);
	CHECK(t.pauses == 1 && t.idle == MINUTE + 1);
	add_all(&t, time + 3, 3);
	tempo_end(&t);
	CHECK(t.pauses == 2 && t.idle == MINUTE + 1 + 6 * MINUTE - 2);
	tempo_free(&t);
}

/* As balsys-gen --rate 50 writes them, stopped for an hour and for a night. */
static void
a_steady_rate_is_exact_whatever_the_pauses(void)
{
	struct tempo t = { 0 };
	int64_t now = 1764000000123457, overall;
	money_int128 part;

	for (int i = 0; i < 100000; i++) {
		CHECK_INT(tempo_add(&t, at(now)), 0);
		now += 20000;
		if (i == 777)
			now += 60 * MINUTE;
		if (i == 54321)
			now += 9 * 60 * MINUTE;
	}
	tempo_end(&t);
	CHECK_INT(t.pauses, 2);
	overall = t.last.micros - t.first.micros - t.idle;
	part = (money_int128)(t.count - 1 - t.pauses) * 10000 * SECOND;
	CHECK(part % overall == 0 && part / overall == 500000);
	CHECK_INT(t.second.count, 50);
	tempo_free(&t);
}

static void
equal_times_are_in_order(void)
{
	int64_t time[] = { -5, -5, -5, 0, 0, SECOND, SECOND, SECOND,
	    2 * SECOND - 1, 2 * SECOND, 2 * SECOND };

	for (size_t count = 1; count <= 11; count++)
		check_times(time, count);
}

static void
years_are_1_to_9999(void)
{
	int64_t time[] = { TIMESTAMP_FIRST, TIMESTAMP_FIRST + 1, 0,
	    TIMESTAMP_LAST, TIMESTAMP_LAST };

	struct tempo t = { 0 };

	for (size_t count = 1; count <= 5; count++)
		check_times(time, count);
	for (size_t i = 0; i < 5; i++)
		CHECK_INT(tempo_add_shuffled(&t, 1, at(time[(i * 3 + 2) % 5])),
		    0);
	check_tempo(&t, time, 5);
	tempo_free(&t);
}

static void
times_in_order_tell_all(void)
{
	struct random random = random_seeded(1);
	int64_t time[MANY];

	for (int round = 0; round < 160; round++) {
		struct tempo t = { 0 };
		size_t count = 1 + random_below(&random, MANY), half;

		draw_times(&random, round % 8, time, count);
		half = random_below(&random, count);
		/* Who asks in between changes nothing. */
		add_all(&t, time, half);
		check_tempo(&t, time, half);
		add_all(&t, time + half, count - half);
		check_tempo(&t, time, count);
		tempo_free(&t);
	}
}

static void
shuffle(struct random *random, int64_t *time, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t k = random_below(random, i);
		int64_t kept = time[i - 1];

		time[i - 1] = time[k];
		time[k] = kept;
	}
}

/* Runs of any length, in any order each, asked in the middle of some. */
static void
runs_tell_what_times_in_order_do(void)
{
	struct random random = random_seeded(2);
	int64_t time[MANY], mixed[MANY];

	for (int round = 0; round < 160; round++) {
		struct tempo t = { 0 };
		size_t count = 1 + random_below(&random, MANY);
		uint64_t run = 0;

		draw_times(&random, round % 8, time, count);
		memcpy(mixed, time, sizeof(mixed));
		for (size_t i = 0, len; i < count; i += len) {
			len = 1 + random_below(&random, count - i < 400 ?
			    count - i : 400);
			shuffle(&random, mixed + i, len);
			run += 1 + random_below(&random, 2);
			for (size_t k = i; k < i + len; k++) {
				CHECK_INT(tempo_add_shuffled(&t, run,
				    at(mixed[k])), 0);
				if (random_below(&random, 500) == 0)
					tempo_end(&t);
			}
			if (random_below(&random, 4) == 0)
				check_tempo(&t, time, i + len);
		}
		check_tempo(&t, time, count);
		tempo_free(&t);
	}
}

/* In the middle of a run it is as if it were over. */
static void
a_run_that_is_not_over_counts(void)
{
	int64_t time[] = { 0, 100 * SECOND, 300 * SECOND, 301 * SECOND };
	int64_t fewer[] = { 0, 300 * SECOND, 301 * SECOND };
	struct tempo t = { 0 };

	CHECK_INT(tempo_add_shuffled(&t, 1, at(time[3])), 0);
	CHECK_INT(tempo_add_shuffled(&t, 1, at(time[0])), 0);
	CHECK_INT(tempo_add_shuffled(&t, 1, at(time[2])), 0);
	check_tempo(&t, fewer, 3);
	CHECK_INT(t.idle, 300 * SECOND);
	CHECK_INT(tempo_add_shuffled(&t, 1, at(time[1])), 0);
	check_tempo(&t, time, 4);
	CHECK_INT(t.idle, 300 * SECOND);
	CHECK_INT(t.pauses, 2);
	tempo_free(&t);
}

/* One that goes back, within its second or further, is enough. */
static void
who_goes_back_is_out_of_order_for_good(void)
{
	struct random random = random_seeded(3);
	int64_t time[MANY];

	for (int round = 0; round < 160; round++) {
		struct tempo t = { 0 }, runs = { 0 };
		size_t count = 2 + random_below(&random, MANY - 1), back;

		draw_times(&random, round % 8, time, count);
		back = 1 + random_below(&random, count - 1);
		time[back] = time[back - 1] - 1 - (round % 3 == 0 ? 0 :
		    (int64_t)random_below(&random, (uint64_t)YEAR));
		for (size_t i = 0; i < count; i++) {
			CHECK_INT(tempo_add(&t, at(time[i])), 0);
			CHECK_INT(tempo_add_shuffled(&runs, 2 * i,
			    at(time[i])), 0);
			if (i == back)
				check_broken(&t, time, i + 1);
		}
		check_broken(&t, time, count);
		check_broken(&runs, time, count);
		tempo_free(&t);
		tempo_free(&runs);
	}
}

static void
no_order_at_all_still_has_peaks(void)
{
	struct random random = random_seeded(4);
	int64_t time[MANY];

	for (int round = 0; round < 80; round++) {
		struct tempo t = { 0 };
		size_t count = 1000 + random_below(&random, MANY - 1000);

		draw_times(&random, round % 8, time, count);
		shuffle(&random, time, count);
		add_all(&t, time, count);
		check_broken(&t, time, count);
		tempo_free(&t);
	}
}

static void
a_run_may_be_so_long_and_no_longer(void)
{
	struct tempo t = { 0 };

	for (int i = TEMPO_RUN_MAX; i > 0; i--)
		CHECK_INT(tempo_add_shuffled(&t, 9, at(i * SECOND)), 0);
	tempo_end(&t);
	CHECK(t.is_ordered && t.count == TEMPO_RUN_MAX && t.pauses == 0);
	CHECK(t.second.count == 1 && t.minute.count == 60);
	CHECK_INT(t.minute.when.micros, MINUTE);
	CHECK_INT(tempo_add_shuffled(&t, 9, at(5 * SECOND)), 0);
	tempo_end(&t);
	CHECK(!t.is_ordered && t.count == TEMPO_RUN_MAX + 1);
	CHECK(t.second.count == 2 && t.second.when.micros == 5 * SECOND);
	for (int i = 0; i < 1000; i++)
		CHECK_INT(tempo_add_shuffled(&t, 10 + (uint64_t)i / 10,
		    at(40000 * SECOND)), 0);
	tempo_end(&t);
	CHECK(!t.is_ordered && t.count == TEMPO_RUN_MAX + 1001);
	CHECK_INT(t.last.micros, 40000 * SECOND);
	/* That is too long for seconds. */
	CHECK_INT(t.second.count, 0);
	CHECK_INT(t.minute.count, 1000);
	CHECK_INT(t.minute.when.micros, 39960 * SECOND);
	tempo_free(&t);
}

static void
others_can_be_merged_but_not_their_order(void)
{
	struct random random = random_seeded(5);
	int64_t time[MANY];

	for (int round = 0; round < 80; round++) {
		struct tempo a = { 0 }, b = { 0 }, sum = { 0 };
		size_t count = 2 + random_below(&random, MANY - 1), half;

		draw_times(&random, round % 8, time, count);
		half = 1 + random_below(&random, count - 1);
		add_all(&a, time, half);
		add_all(&b, time + half, count - half);
		tempo_end(&a);
		tempo_end(&b);
		CHECK_INT(tempo_merge(&sum, b.first, b.last, &b.timeline), 0);
		CHECK_INT(tempo_merge(&sum, a.first, a.last, &a.timeline), 0);
		CHECK_INT(tempo_merge(&a, b.first, b.last, &b.timeline), 0);
		check_broken(&sum, time, count);
		check_broken(&a, time, count);
		tempo_free(&a);
		tempo_free(&b);
		tempo_free(&sum);
	}
}

static void
without_memory_nothing_is_counted(void)
{
	struct tempo none = { 0 }, some = { 0 };
	struct starve starve;

	CHECK_INT(tempo_add_shuffled(&some, 1, at(7)), 0);
	for (int i = 0; i < 31; i++)
		CHECK_INT(tempo_add_shuffled(&some, 2, at(8 + i)), 0);
	CHECK_INT(tempo_add_shuffled(&some, 2, at(50)), 0);
	if (starve_begin(&starve)) {
		errno = 0;
		CHECK_INT(tempo_add(&none, at(1)), -1);
		CHECK_INT(errno, ENOMEM);
		CHECK_INT(tempo_add_shuffled(&none, 1, at(1)), -1);
		CHECK_INT(tempo_merge(&none, at(7), at(7), &some.timeline),
		    -1);
		errno = 0;
		CHECK_INT(tempo_add_shuffled(&some, 2, at(99)), -1);
		CHECK_INT(errno, ENOMEM);
		/* A new run has room. */
		CHECK_INT(tempo_add_shuffled(&some, 3, at(60)), 0);
		tempo_end(&some);
		starve_end(&starve);
		CHECK(some.count == 34 && some.last.micros == 60);
		CHECK(some.is_ordered && some.second.count == 34);
	}
	tempo_end(&none);
	CHECK(none.count == 0 && none.second.count == 0 && !none.has_time);
	tempo_free(&none);
	tempo_free(&some);
}

int
main(void)
{
	RUN(nothing_comes_at_no_rate);
	RUN(a_pause_is_more_than_a_minute);
	RUN(a_steady_rate_is_exact_whatever_the_pauses);
	RUN(equal_times_are_in_order);
	RUN(years_are_1_to_9999);
	RUN(times_in_order_tell_all);
	RUN(runs_tell_what_times_in_order_do);
	RUN(a_run_that_is_not_over_counts);
	RUN(who_goes_back_is_out_of_order_for_good);
	RUN(no_order_at_all_still_has_peaks);
	RUN(a_run_may_be_so_long_and_no_longer);
	RUN(others_can_be_merged_but_not_their_order);
	RUN(without_memory_nothing_is_counted);
	return check_status();
}
