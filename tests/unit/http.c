/*
 * What goes over the wire, byte for byte where it counts.  What is asked of a
 * request is tested in http_head.
 */
#include "stage.h"

static void
an_answer_has_every_header(void)
{
	static const char *const wanted[] = {
	    "HTTP/1.1 200 OK\r\n", "\r\nDate: ",
	    "\r\nContent-Security-Policy: default-src 'none'; script-src ",
	    "; frame-ancestors 'none'",
	    "\r\nX-Content-Type-Options: nosniff\r\n",
	    "\r\nReferrer-Policy: no-referrer\r\n",
	    "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
	    "\r\nContent-Type: text/plain\r\n",
	    "\r\nCache-Control: no-store\r\n", "\r\nContent-Length: 3\r\n" };
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++)
		CHECK_INT(times(&c, wanted[i]), 1);
	CHECK_INT(times(&c, "Server:"), 0);
	CHECK_INT(times(&c, "Access-Control"), 0);
	CHECK_INT(s.http.counts.requests, 1);
	CHECK_INT(s.http.counts.of_class[2], 1);
	CHECK_INT(s.http.counts.connections, 1);
	free_client(&c);
	close_stage(&s);
}

static void
a_connection_is_kept(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	for (unsigned i = 0; i < 3; i++)
		ask(&s, &c, "GET /now?name=%61%20+b HTTP/1.1\r\n"
		    "Host: 127.0.0.1:%u\r\n\r\n");
	wait_for(&s, &c, "\r\n\r\na  b", 3);
	/* So it is where a request is refused, and its body was read. */
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
	    "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc");
	wait_for(&s, &c, "HTTP/1.1 415 ", 1);
	wait_for(&s, &c, "\"type\":\"/problems#media-type\"", 1);
	ask(&s, &c, "HEAD /now HTTP/1.1\r\n" HOST "\r\n");
	ask(&s, &c, "PUT /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\nAllow: GET, HEAD\r\n", 1);
	wait_for(&s, &c, "\"status\":405", 1);
	CHECK_INT(times(&c, "\r\n\r\nnow"), 0);
	CHECK_INT(times(&c, "X-Content-Type-Options: nosniff"), 6);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
	wait_for_end(&s, &c);
	CHECK_INT(s.http.counts.requests, 7);
	CHECK_INT(s.http.counts.of_class[2], 5);
	CHECK_INT(s.http.counts.of_class[4], 2);
	free_client(&c);
	close_stage(&s);
}

static void
http_1_0_is_spoken(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /now HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	ask(&s, &c, "GET /now HTTP/1.0\r\n\r\n");
	wait_for_end(&s, &c);
	CHECK_INT(times(&c, "\r\n\r\nnow"), 2);
	free_client(&c);
	close_stage(&s);
}

/* Of requests that wait, each gets its own answer, in any order. */
static void
answers_may_come_later(void)
{
	struct stage s = { 0 };
	struct client c[3];

	open_stage(&s);
	for (unsigned i = 0; i < 3; i++) {
		connect_client(&s, &c[i]);
		ask(&s, &c[i], "GET /later HTTP/1.1\r\n" HOST "\r\n");
		while (s.nlater == i)
			turn(&s, NULL);
	}
	CHECK_INT(http_unanswered(&s.http), 3);
	free_client(&c[1]);		/* it does not wait */
	for (unsigned i = 3; i-- > 0;) {
		char text[2] = { (char)('0' + i), '\0' };
		request_answer(s.later[i], &(struct answer){ .status = 200,
		    .type = "text/plain", .body = span_of(text) });
	}
	CHECK_INT(http_unanswered(&s.http), 0);
	wait_for(&s, &c[0], "\r\n\r\n0", 1);
	wait_for(&s, &c[2], "\r\n\r\n2", 1);
	/* And the connection goes on. */
	ask(&s, &c[2], "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c[2], "\r\n\r\nnow", 1);
	free_client(&c[0]);
	free_client(&c[2]);
	close_stage(&s);
}

static void
what_is_not_answered_ends_with_the_server(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /later HTTP/1.1\r\n" HOST "\r\n");
	while (s.nlater == 0)
		turn(&s, NULL);
	close_stage(&s);
	receive(&c);
	CHECK(c.is_closed);
	CHECK_INT(c.got.len, 0);
	free_client(&c);
}

static void
what_the_client_has_is_not_sent(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /file HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\np { }", 1);
	CHECK_INT(times(&c, "\r\nETag: \"p1\"\r\n"), 1);
	CHECK_INT(times(&c, "\r\nCache-Control: no-cache\r\n"), 1);
	clear(&c);
	ask(&s, &c, "GET /file HTTP/1.1\r\n" HOST
	    "If-None-Match: \"p1\"\r\n\r\nGET /now HTTP/1.1\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 400 ", 1);
	CHECK_INT(times(&c, "HTTP/1.1 304 "), 1);
	CHECK_INT(times(&c, "p { }"), 0);
	free_client(&c);
	close_stage(&s);
}

static void
the_end_is_told(void)
{
	struct stage s = { 0 };
	struct client c[2];

	open_stage(&s);
	for (unsigned i = 0; i < 2; i++) {
		connect_client(&s, &c[i]);
		ask(&s, &c[i], "GET /later HTTP/1.1\r\n" HOST "\r\n");
		while (s.nlater == i)
			turn(&s, NULL);
	}
	http_quiesce(&s.http);
	request_answer(s.later[0], &(struct answer){ .status = 200,
	    .type = "text/plain", .body = SPAN("done") });
	wait_for(&s, &c[0], "\r\n\r\ndone", 1);
	wait_for_end(&s, &c[0]);
	CHECK_INT(times(&c[0], "\r\nConnection: close\r\n"), 1);
	request_answer(s.later[1], &(struct answer){ .status = 200,
	    .type = "text/plain", .body = SPAN("done") });
	http_flush(&s.http, PATIENCE * 1000);
	close_stage(&s);
	receive(&c[1]);
	CHECK_INT(times(&c[1], "\r\n\r\ndone"), 1);
	free_client(&c[0]);
	free_client(&c[1]);
}

static void
what_has_come_is_stopping(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	http_quiesce(&s.http);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\"type\":\"/problems#stopping\"", 1);
	wait_for_end(&s, &c);
	free_client(&c);
	close_stage(&s);
}

int
main(void)
{
	if (!has_server())
		return 0;
	RUN(an_answer_has_every_header);
	RUN(a_connection_is_kept);
	RUN(http_1_0_is_spoken);
	RUN(answers_may_come_later);
	RUN(what_is_not_answered_ends_with_the_server);
	RUN(what_the_client_has_is_not_sent);
	RUN(the_end_is_told);
	RUN(what_has_come_is_stopping);
	return check_status();
}
