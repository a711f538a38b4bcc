/* Records in flight: their order, their lines, and which of them landed. */
#include <errno.h>
#include <stdlib.h>

#include "base/random.h"
#include "check.h"
#include "serve/flights.h"

static void
never_told(void *arg, size_t index, const struct pipeline_fate *fate)
{
	(void)arg;
	(void)index;
	(void)fate;
}

/* Put the n-th: its line is "rN\n", its moment N. */
static void
put(struct flights *f, size_t n)
{
	char line[32];
	int len = snprintf(line, sizeof(line), "r%zu\n", n);
	struct flight flight = { .decided = never_told, .index = n,
	    .received = { (int64_t)n }, .id = { 0, (size_t)len - 1 } };

	CHECK(flights_put(f, &flight,
	    (struct span){ line, (size_t)len }) == 0);
}

/* The n-th is in the ledger; its moment as text, or none. */
static bool
land(struct flights *f, size_t n, bool has_received)
{
	char id[32], received[TIMESTAMP_TEXT_LEN];

	snprintf(id, sizeof(id), "r%zu", n);
	timestamp_format((struct timestamp){ (int64_t)n }, received);
	return flights_land(f, span_of(id), has_received ?
	    (struct span){ received, sizeof(received) } : SPAN(""),
	    SPAN("1.00"));
}

static void
lines_are_those_that_were_put_in_their_order(void)
{
	struct flights f = { 0 };
	struct flight flight;

	CHECK(!flights_take(&f, &flight));
	CHECK(flights_open(&f, 3) == 0);
	CHECK_SPAN(flights_unsent(&f), "");
	put(&f, 0);
	put(&f, 1);
	CHECK_SPAN(flights_unsent(&f), "r0\nr1\n");
	flights_sent(&f, 4);
	CHECK_SPAN(flights_unsent(&f), "1\n");
	CHECK(flights_take(&f, &flight));
	CHECK_INT(flight.index, 0);
	put(&f, 2);
	put(&f, 3);
	CHECK_SPAN(flights_unsent(&f), "1\nr2\nr3\n");
	CHECK_INT(flights_rewind(&f), 1);
	CHECK_SPAN(flights_unsent(&f), "r1\nr2\nr3\n");
	for (size_t i = 1; i <= 3; i++) {
		CHECK(flights_take(&f, &flight));
		CHECK_INT(flight.index, i);
	}
	CHECK(!flights_take(&f, &flight));
	flights_free(&f);
	flights_free(&f);
}

static void
those_that_landed_are_not_written_again(void)
{
	for (int has = 0; has < 2; has++) {
		struct flights f = { 0 };
		struct flight flight;

		CHECK(flights_open(&f, 5) == 0);
		for (size_t i = 0; i < 5; i++)
			put(&f, i);
		flights_sent(&f, 10);
		CHECK(!flights_has_landed(&f));
		CHECK(land(&f, 1, has));
		CHECK(land(&f, 3, has));
		CHECK(!land(&f, 3, has));
		CHECK(!land(&f, 5, has));
		CHECK(!flights_has_landed(&f));
		CHECK_INT(flights_rewind(&f), 2);
		CHECK_SPAN(flights_unsent(&f), "r0\nr2\nr4\n");
		CHECK(land(&f, 0, has));
		CHECK(flights_has_landed(&f));
		CHECK_INT(flights_rewind(&f), 0);
		CHECK_SPAN(flights_unsent(&f), "r2\nr4\n");
		CHECK(flights_take(&f, &flight));
		CHECK_SPAN(((struct span){ flight.balance,
		    flight.balance_len }), "1.00");
		flights_free(&f);
	}
}

/* An id that is there twice: the moment says which of them it was. */
static void
the_moment_tells_one_from_another(void)
{
	struct flights f = { 0 };
	struct flight flight = { .decided = never_told, .id = { 0, 1 } };
	char received[TIMESTAMP_TEXT_LEN];

	CHECK(flights_open(&f, 2) == 0);
	for (int i = 0; i < 2; i++) {
		flight.received.micros = 10 + i;
		CHECK(flights_put(&f, &flight, SPAN("a\n")) == 0);
	}
	timestamp_format((struct timestamp){ 11 }, received);
	CHECK(!flights_land(&f, SPAN("b"),
	    (struct span){ received, sizeof(received) }, SPAN("1")));
	CHECK(!flights_land(&f, SPAN("a"), SPAN("yesterday"), SPAN("1")));
	CHECK(flights_land(&f, SPAN("a"),
	    (struct span){ received, sizeof(received) }, SPAN("1")));
	CHECK(!flights_has_landed(&f));
	flights_free(&f);
}

/* Against what a plain list of numbers has. */
static void
a_long_time_of_everything(void)
{
	struct flights f = { 0 };
	struct flight flight;
	struct random lot = random_seeded(1);
	size_t first = 0, next = 0, sent = 0, wrong = 0;

	CHECK(flights_open(&f, 1000) == 0);
	for (int i = 0; i < 200000; i++) {
		char line[32];

		if (f.count < f.most && random_below(&lot, 2) == 0)
			put(&f, next++);
		if (sent < next && random_below(&lot, 2) == 0) {
			snprintf(line, sizeof(line), "r%zu\n", sent);
			wrong += strncmp(flights_unsent(&f).ptr, line,
			    strlen(line)) != 0;
			flights_sent(&f, strlen(line));
			sent++;
		}
		if (first < sent && random_below(&lot, 2) == 0) {
			wrong += !flights_take(&f, &flight);
			wrong += flight.index != first++;
		}
		if (random_below(&lot, 1000) == 0) {
			wrong += flights_rewind(&f) != (long)(sent - first);
			sent = first;
		}
		wrong += f.count != next - first;
	}
	CHECK_INT(wrong, 0);
	CHECK(next > 50000);
	CHECK(f.lines.cap < 1024 * 1024);
	flights_free(&f);
}

int
main(void)
{
	RUN(lines_are_those_that_were_put_in_their_order);
	RUN(those_that_landed_are_not_written_again);
	RUN(the_moment_tells_one_from_another);
	RUN(a_long_time_of_everything);
	return check_status();
}
