/* Bins follow from the least and the greatest place, and hold what came. */
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "stats/series.h"

enum { VALUES = 5000 };

struct point {
	int64_t place, value;
};

static void
add(struct series *s, int64_t place, int64_t value)
{
	CHECK_INT(series_add(s, place, value), 0);
}

/* How wide bins must be, the slow way: as many as there are bins, at most. */
static int64_t
width_of(int64_t first, int64_t last)
{
	int64_t width = 1;

	for (;; width *= 2) {
		int64_t from = first / width - (first % width < 0);
		int64_t until = last / width - (last % width < 0);

		if (until - from < SERIES_BINS)
			return width;
	}
}

/* What a bin has to be, from all points. */
static struct series_bin
naive_bin(const struct series *s, const struct point *point, size_t count,
    const struct series_step *step)
{
	struct series_bin bin = { 0 };

	for (size_t i = 0; i < count; i++) {
		money_int128 seen = point[i].value;

		if (point[i].place < step->from || point[i].place > step->until)
			continue;
		if (bin.count++ == 0) {
			bin.low = bin.high = s->runs ? 0 : seen;
			bin.last = point[i].place;
		}
		bin.sum += seen;
		if (s->runs)
			seen = bin.sum;
		bin.low = seen < bin.low ? seen : bin.low;
		bin.high = seen > bin.high ? seen : bin.high;
		bin.last = point[i].place > bin.last ? point[i].place :
		    bin.last;
	}
	return bin;
}

static void
check_against_naive(const struct series *s, const struct point *point,
    size_t count, bool has_range)
{
	int64_t width = width_of(s->first, s->last), before = 0;
	struct series_step step;
	uint64_t seen = 0, most = 0;
	size_t at = 0;

	while (series_next(s, &at, &step)) {
		struct series_bin wanted = naive_bin(s, point, count, &step);

		CHECK_INT(step.until - step.from + 1, width);
		CHECK_INT(step.from % width, 0);
		CHECK(seen == 0 || step.from > before);
		CHECK_INT(step.bin.count, wanted.count);
		CHECK_INT(step.bin.last, wanted.last);
		CHECK(step.bin.sum == wanted.sum);
		CHECK(!has_range || step.bin.low == wanted.low);
		CHECK(!has_range || step.bin.high == wanted.high);
		before = step.from;
		seen += wanted.count;
		most = wanted.count > most ? wanted.count : most;
	}
	CHECK_INT(seen, count);
	CHECK_INT(s->count, count);
	CHECK_INT(s->most, most);
}

/* Places that go up by up to step, or down, or anywhere up to it. */
static void
fill(struct point *point, size_t count, int64_t step, int way)
{
	struct random lot;
	int64_t place = way * 1000000;

	lot = random_seeded((uint64_t)step);
	for (size_t i = 0; i < count; i++) {
		int64_t by = (int64_t)random_below(&lot, (uint64_t)step);

		place = way == 0 ? by - step / 2 : place + way * by;
		point[i] = (struct point){ place,
		    (int64_t)random_below(&lot, 2001) - 1000 };
	}
}

static void
bins_are_as_a_slow_loop_fills_them(void)
{
	static const int64_t steps[] = { 1, 2, 3, 100, 1000000,
	    INT64_C(100000000000) };
	struct point *point = calloc(VALUES, sizeof(*point));

	for (size_t i = 0; i < 6 && point != NULL; i++)
		for (int way = -1; way <= 1; way++)
			for (int runs = 0; runs < 2; runs++) {
				struct series s = { .runs = runs };

				fill(point, VALUES, steps[i], way);
				for (size_t j = 0; j < VALUES; j++)
					add(&s, point[j].place, point[j].value);
				CHECK_INT(s.went_back, way != 1 &&
				    steps[i] > 1);
				check_against_naive(&s, point, VALUES,
				    !runs || !s.went_back);
				series_free(&s);
			}
	free(point);
}

static void
nothing_has_no_bins(void)
{
	struct series s = { .runs = true };
	struct series_step step;
	size_t at = 0;

	CHECK(!series_next(&s, &at, &step));
	series_free(&s);
	add(&s, 5, 7);
	series_free(&s);
	series_free(&s);
	CHECK(s.runs && s.count == 0 && s.bin == NULL);
	at = 0;
	CHECK(!series_next(&s, &at, &step));
}

static void
places_may_be_as_far_apart_as_there_are(void)
{
	struct series s = { 0 };
	struct series_step step;
	size_t at = 0;

	add(&s, INT64_MAX, 1);
	add(&s, INT64_MIN, -2);
	CHECK(series_next(&s, &at, &step));
	CHECK(step.from == INT64_MIN && step.bin.sum == -2);
	CHECK(series_next(&s, &at, &step));
	CHECK(step.until == INT64_MAX && step.bin.sum == 1);
	CHECK(!series_next(&s, &at, &step));
	series_free(&s);
}

static void
sums_have_room_beyond_64_bits(void)
{
	struct series s = { .runs = true };
	struct series_step step;
	size_t at = 0;

	for (int i = 0; i < 1000; i++)
		add(&s, 1, INT64_MAX);
	CHECK(series_next(&s, &at, &step));
	CHECK(step.bin.high == (money_int128)INT64_MAX * 1000);
	CHECK(step.bin.low == 0);
	series_free(&s);
}

int
main(void)
{
	RUN(nothing_has_no_bins);
	RUN(bins_are_as_a_slow_loop_fills_them);
	RUN(places_may_be_as_far_apart_as_there_are);
	RUN(sums_have_room_beyond_64_bits);
	return check_status();
}
