#include <errno.h>
#include <stdlib.h>

#include "stats/timeline.h"

/* In seconds; each is a multiple of the one before. */
static const int64_t widths[] = { 1, 60, 3600, 86400, 128 * 86400 };

/* Divided, and rounded down. */
static int64_t
divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The number of the bucket that this second is in. */
static int64_t
number_of(const struct timeline *t, int64_t second)
{
	/* Dividing is slow, and this is by far the most common width. */
	return t->width == 0 ? second : divide(second, widths[t->width]);
}

/* The bucket of this number, which is in the ring. */
static uint64_t *
bucket_of(const struct timeline *t, int64_t number)
{
	return &t->bucket[(uint64_t)number % TIMELINE_LEN];
}

static void
reverse(uint64_t *bucket, size_t from, size_t until)
{
	while (from + 1 < until) {
		uint64_t kept = bucket[from];

		bucket[from++] = bucket[--until];
		bucket[until] = kept;
	}
}

/* Turn the ring so that what is in this place comes to be in the first. */
static void
turn(uint64_t *bucket, size_t place)
{
	reverse(bucket, 0, place);
	reverse(bucket, place, TIMELINE_LEN);
	reverse(bucket, 0, TIMELINE_LEN);
}

/* Go on with the next width; there is one. */
static void
grow_wider(struct timeline *t)
{
	int64_t factor = widths[t->width + 1] / widths[t->width];
	int64_t from = divide(t->from, factor);
	int64_t last = divide(t->from + (int64_t)t->used - 1, factor);
	uint64_t *bucket = t->bucket;

	/* In order from the first place on, none goes up to where another one
	   still waits. */
	turn(bucket, (uint64_t)t->from % TIMELINE_LEN);
	for (size_t i = 0; i < t->used; i++) {
		uint64_t count = bucket[i];

		bucket[i] = 0;
		bucket[divide(t->from + (int64_t)i, factor) - from] += count;
	}
	turn(bucket, (TIMELINE_LEN - (uint64_t)from % TIMELINE_LEN) %
	    TIMELINE_LEN);
	t->width++;
	t->from = from;
	t->used = (size_t)(last - from + 1);
}

/* Count in so many records of this second. */
static void
count_second(struct timeline *t, int64_t second, uint64_t count)
{
	int64_t number = number_of(t, second), from = t->from;
	int64_t last = from + (int64_t)t->used - 1;

	if (t->used == 0)
		from = last = number;
	else if (number < from)
		from = number;
	else if (number > last)
		last = number;
	if (last - from >= TIMELINE_LEN) {
		grow_wider(t);
		count_second(t, second, count);
		return;
	}
	t->from = from;
	t->used = (size_t)(last - from + 1);
	t->count += count;
	*bucket_of(t, number) += count;
}

int
timeline_reserve(struct timeline *t)
{
	if (t->bucket == NULL)
		t->bucket = calloc(TIMELINE_LEN, sizeof(*t->bucket));
	return t->bucket == NULL ? -1 : 0;
}

void
timeline_count(struct timeline *t, struct timestamp time, uint64_t count)
{
	if (count > 0)
		count_second(t, divide(time.micros, 1000000), count);
}

/* Have memory, if there is any need, and room for so many records. */
static int
make_room(struct timeline *t, uint64_t count)
{
	if (count > UINT64_MAX - t->count) {
		errno = ERANGE;
		return -1;
	}
	return count == 0 ? 0 : timeline_reserve(t);
}

int
timeline_add(struct timeline *t, struct timestamp time, uint64_t count)
{
	if (make_room(t, count) == -1)
		return -1;
	timeline_count(t, time, count);
	return 0;
}

int
timeline_merge(struct timeline *t, const struct timeline *other)
{
	if (make_room(t, other->count) == -1)
		return -1;
	if (other->count == 0)
		return 0;
	/* Its length asks for that width, so both of ours do. */
	while (t->width < other->width)
		grow_wider(t);
	for (size_t i = 0; i < other->used; i++) {
		int64_t number = other->from + (int64_t)i;
		uint64_t count = *bucket_of(other, number);

		if (count > 0)
			count_second(t, number * widths[other->width], count);
	}
	return 0;
}

int64_t
timeline_width(const struct timeline *t)
{
	return widths[t->width];
}

bool
timeline_busiest(const struct timeline *t, int64_t seconds,
    struct timestamp *when, uint64_t *count)
{
	int64_t width = widths[t->width], best = 0, period = 0;
	uint64_t most = 0, sum = 0;

	if (t->count == 0 || width > seconds)
		return false;
	for (size_t i = 0; i < t->used; i++) {
		int64_t number = t->from + (int64_t)i;

		if (divide(number * width, seconds) != period) {
			period = divide(number * width, seconds);
			sum = 0;
		}
		sum += *bucket_of(t, number);
		if (sum > most) {
			most = sum;
			best = period;
		}
	}
	when->micros = best * seconds * 1000000;
	*count = most;
	return true;
}

bool
timeline_next(const struct timeline *t, size_t *at, struct timestamp *when,
    uint64_t *count)
{
	while (*at < t->used) {
		int64_t number = t->from + (int64_t)(*at)++;

		if (*bucket_of(t, number) == 0)
			continue;
		when->micros = number * widths[t->width] * 1000000;
		if (when->micros < TIMESTAMP_FIRST)
			when->micros = TIMESTAMP_FIRST;
		*count = *bucket_of(t, number);
		return true;
	}
	return false;
}

void
timeline_free(struct timeline *t)
{
	free(t->bucket);
	*t = (struct timeline){ 0 };
}
