/*
 * What goes down a stream of events: each whole, and, for who is slow, the last
 * one.
 */
#include "check.h"
#include "serve/http_events.h"

static void
put(struct http_events *e, const char *text)
{
	struct http_event *event = http_event_new(span_of(text));

	CHECK(event != NULL);
	if (event == NULL)
		return;
	http_events_put(e, event);
	http_event_free(event);
}

/* Take up to size bytes; are they these? */
static void
check_read(struct http_events *e, size_t size, const char *wanted)
{
	char dst[64];
	size_t len = http_events_read(e, dst, size);

	CHECK_SPAN(((struct span){ dst, len }), wanted);
}

static void
what_is_begun_goes_whole(void)
{
	struct http_events e = { 0 };

	check_read(&e, 10, "");
	put(&e, "first\n\n");
	check_read(&e, 3, "fir");
	put(&e, "second\n\n");
	check_read(&e, 3, "st\n");
	check_read(&e, 10, "\n");
	check_read(&e, 10, "second\n\n");
	check_read(&e, 10, "");
	http_events_free(&e);
}

static void
who_is_slow_gets_the_last(void)
{
	struct http_events e = { 0 };

	put(&e, "1\n\n");
	check_read(&e, 1, "1");
	put(&e, "2\n\n");
	put(&e, "3\n\n");
	put(&e, "4\n\n");
	check_read(&e, 10, "\n\n");
	check_read(&e, 10, "4\n\n");
	check_read(&e, 10, "");
	http_events_free(&e);
}

static void
all_have_the_same_one(void)
{
	struct http_event *event = http_event_new(SPAN("same\n\n"));
	struct http_events a = { 0 }, b = { 0 };

	http_events_put(&a, event);
	http_events_put(&b, event);
	http_event_free(event);
	check_read(&a, 10, "same\n\n");
	http_events_free(&a);
	check_read(&b, 2, "sa");
	http_events_free(&b);
	http_events_free(&b);
	http_event_free(NULL);
}

int
main(void)
{
	RUN(what_is_begun_goes_whole);
	RUN(who_is_slow_gets_the_last);
	RUN(all_have_the_same_one);
	return check_status();
}
