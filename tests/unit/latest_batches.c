/* The latest batches, of windows that are made up here. */
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "serve/latest_batches.h"

enum { WINDOWS = 40 };

/* What there is, and how often it was read. */
static struct window_entry window[WINDOWS];
static struct window_list list = { .window = window };
static int readings;
static bool fails;
static uint64_t bytes = 100;	/* of the lines of each window */

/* A window's batches; their ids are gone once take() returns. */
int
window_list_batches(struct window_list *l, int dir, uint64_t number,
    void (*take)(void *arg, const struct window_batch *batch), void *arg)
{
	char *id = malloc(64);

	CHECK_INT(dir, 7);
	CHECK(number >= 1 && number <= l->count && id != NULL);
	readings++;
	for (uint64_t i = 1; i <= l->window[number - 1].batches && !fails;
	    i++) {
		int len = snprintf(id, 64, "%d.%d", (int)number, (int)i);
		take(arg, &(struct window_batch){ .window = number,
		    .batch = i, .count = number * i,
		    .total = { (money_int128)number },
		    .first_id = { id, (size_t)len },
		    .last_id = { id, (size_t)len - 1 } });
	}
	free(id);
	errno = EBADMSG;
	return fails ? -1 : 0;
}

/* So many windows, of one to five batches each. */
static void
begin(uint64_t count)
{
	list.count = (size_t)count;
	for (uint64_t i = 0; i < WINDOWS; i++)
		window[i] = (struct window_entry){ .number = i + 1,
		    .batches = 1 + i * 7 % 5, .offset = i * bytes,
		    .end = (i + 1) * bytes };
	readings = 0;
	fails = false;
}

/* Number i of what was read is this batch. */
static void
check_batch(const struct latest_batches *l, size_t i, uint64_t number,
    uint64_t batch)
{
	struct window_batch got = latest_batches_at(l, i);
	char id[40];

	CHECK_INT(got.window, number);
	CHECK_INT(got.batch, batch);
	CHECK_INT(got.count, number * batch);
	CHECK(got.total.minor == (money_int128)number);
	snprintf(id, sizeof(id), "%d.%d", (int)number, (int)batch);
	CHECK_SPAN(got.first_id, id);
	id[strlen(id) - 1] = '\0';
	CHECK_SPAN(got.last_id, id);
}

/* Is it all, from the last batch of the last window back, up to its limit? */
static void
check_all(const struct latest_batches *l)
{
	size_t i = 0;

	for (uint64_t n = list.count; n >= 1; n--)
		for (uint64_t b = window[n - 1].batches; b >= 1; b--)
			if (i < l->limit)
				check_batch(l, i++, n, b);
	CHECK_INT(l->count, i);
}

static void
they_are_the_last_the_newest_first(void)
{
	for (size_t limit = 1; limit < 140; limit += 1 + limit / 4) {
		struct latest_batches l = { .limit = limit };
		for (uint64_t count = 0; count <= WINDOWS; count++) {
			begin(count);
			CHECK_INT(latest_batches_read(&l, &list, 7), 0);
			check_all(&l);
		}
		latest_batches_free(&l);
		latest_batches_free(&l);
		CHECK_INT(l.count, 0);
		CHECK_INT(l.limit, limit);
	}
}

static void
only_what_is_needed_is_read(void)
{
	struct latest_batches l = { .limit = 1 };

	begin(WINDOWS);
	l.limit = window[WINDOWS - 1].batches;
	CHECK_INT(latest_batches_read(&l, &list, 7), 0);
	CHECK_INT(readings, 1);
	/* Nor is anything as long as no window is formed. */
	CHECK_INT(latest_batches_read(&l, &list, 7), 0);
	CHECK_INT(readings, 1);
	latest_batches_free(&l);
}

/* So many windows were read, when their lines take so much. */
static void
check_readings(uint64_t size, int wanted)
{
	struct latest_batches l = { .limit = 1000 };
	size_t batches = 0;

	bytes = size;
	begin(WINDOWS);
	CHECK_INT(latest_batches_read(&l, &list, 7), 0);
	CHECK_INT(readings, wanted);
	for (int i = 0; i < wanted; i++)
		batches += window[WINDOWS - 1 - i].batches;
	CHECK_INT(l.count, batches);
	check_batch(&l, 0, WINDOWS, window[WINDOWS - 1].batches);
	check_batch(&l, batches - 1, (uint64_t)(WINDOWS - wanted + 1), 1);
	latest_batches_free(&l);
	bytes = 100;
}

/* However many are asked for: but of one window all. */
static void
no_more_is_read_than_may_be(void)
{
	check_readings(LATEST_BATCHES_READ_MAX / WINDOWS, WINDOWS);
	check_readings(LATEST_BATCHES_READ_MAX / 4, 4);
	check_readings(LATEST_BATCHES_READ_MAX / 4 + 1, 3);
	check_readings(LATEST_BATCHES_READ_MAX, 1);
	check_readings(LATEST_BATCHES_READ_MAX + 1, 1);
	check_readings(50 * LATEST_BATCHES_READ_MAX, 1);
}

static void
what_cannot_be_read_is_none(void)
{
	struct latest_batches l = { .limit = 9 };

	begin(3);
	CHECK_INT(latest_batches_read(&l, &list, 7), 0);
	list.count = 4;
	fails = true;
	CHECK_INT(latest_batches_read(&l, &list, 7), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(l.count, 0);
	fails = false;
	CHECK_INT(latest_batches_read(&l, &list, 7), 0);
	check_all(&l);
	latest_batches_free(&l);
}

int
main(void)
{
	RUN(they_are_the_last_the_newest_first);
	RUN(only_what_is_needed_is_read);
	RUN(no_more_is_read_than_may_be);
	RUN(what_cannot_be_read_is_none);
	return check_status();
}
