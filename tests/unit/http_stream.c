/*
 * Answers that go on: to whom, for how long, and what is kept for who is slow.
 */
#include "stage.h"

static void
a_stream_goes_on(void)
{
	struct stage s = { 0 };
	struct client c[2];

	open_stage(&s);
	for (unsigned i = 0; i < 2; i++) {
		connect_client(&s, &c[i]);
		ask(&s, &c[i], i == 0 ? "GET /events HTTP/1.1\r\n" HOST "\r\n" :
		    "GET /events HTTP/1.0\r\n\r\n");
		wait_for(&s, &c[i], events, 1);
	}
	CHECK_INT(s.http.counts.streams, 2);
	CHECK_INT(times(&c[0], "\r\nContent-Type: text/event-stream\r\n"), 1);
	for (unsigned i = 1; i <= 3; i++) {
		http_publish(&s.http, SPAN("data: more\n\n"));
		wait_for(&s, &c[0], "data: more\n\n", i);
		wait_for(&s, &c[1], "data: more\n\n", i);
	}
	/* A client that has gone is found out. */
	free_client(&c[1]);
	while (s.http.counts.streams > 1) {
		http_publish(&s.http, SPAN("data: more\n\n"));
		turn(&s, &c[0]);
	}
	http_quiesce(&s.http);
	wait_for(&s, &c[0], "\r\n0\r\n\r\n", 1);
	CHECK_INT(s.http.counts.streams, 0);
	free_client(&c[0]);
	close_stage(&s);
}

static void
streams_have_a_bound(void)
{
	struct stage s = { 0 };
	struct client c[2];

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.streams = 1;
	open_stage(&s);
	connect_client(&s, &c[0]);
	ask(&s, &c[0], "GET /events HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c[0], events, 1);
	connect_client(&s, &c[1]);
	ask(&s, &c[1], "GET /events HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c[1], "HTTP/1.1 503 ", 1);
	wait_for(&s, &c[1], "\"type\":\"/problems#busy\"", 1);
	ask(&s, &c[1], "HEAD /events HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c[1], "HTTP/1.1 503 ", 2);
	free_client(&c[0]);
	free_client(&c[1]);
	close_stage(&s);
}

/* Of a slow reader little is kept: it gets the last one, and few between. */
static void
a_slow_reader_gets_the_last(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf event = { 0 };

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /events HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, events, 1);
	for (unsigned i = 0; i < 2000; i++) {
		buf_clear(&event);
		buf_put(&event, SPAN("data: "));
		put_body(&event, 10000);
		buf_put(&event, span_of(i == 1999 ? " last\n\n" :
		    " no\n\n"));
		http_publish(&s.http, buf_span(&event));
		CHECK_INT(loop_turn(&s.loop), 0);
	}
	wait_for(&s, &c, " last", 1);
	CHECK(times(&c, " no\n\n") < 1900);
	free_client(&c);
	buf_free(&event);
	close_stage(&s);
}

int
main(void)
{
	if (!has_server())
		return 0;
	RUN(a_stream_goes_on);
	RUN(streams_have_a_bound);
	RUN(a_slow_reader_gets_the_last);
	return check_status();
}
