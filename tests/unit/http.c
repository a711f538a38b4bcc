/*
 * A server and its clients in one thread: what goes over the wire, byte for
 * byte where it counts.  What is asked of a request is tested in http_head.
 */
#include <sys/socket.h>
#include <sys/stat.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "check.h"
#include "serve/address.h"
#include "serve/http.h"
#include "serve/problem.h"

enum {
	LATER_MAX = 8,
	PATIENCE = 30,		/* seconds, and far more than it takes */
};

#define HOST "Host: localhost:%u\r\n"
#define JSON "Content-Type: application/json\r\n"

static const char events[] = "event: hello\ndata: 1\n\n";

/* What all tests have: a server with these routes. */
struct stage {
	struct loop loop;
	struct loop_timer tick;
	struct http http;
	struct request *later[LATER_MAX];
	unsigned nlater;
};

struct client {
	int fd;
	bool is_closed;
	struct buf got;
};

static void
now(void *arg, struct request *r)
{
	const char *name = request_parameter(r, "name");

	(void)arg;
	CHECK(strcmp(request_path(r), "/now") == 0);
	request_answer(r, &(struct answer){ .status = 200, .type = "text/plain",
	    .body = span_of(name == NULL ? "now" : name) });
}

static void
later(void *arg, struct request *r)
{
	struct stage *s = arg;

	if (s->nlater == LATER_MAX)
		problem_answer(r, PROBLEM_BUSY, "there are %d", LATER_MAX);
	else
		s->later[s->nlater++] = r;
}

static void
file(void *arg, struct request *r)
{
	(void)arg;
	request_answer(r, &(struct answer){ .status = 200, .type = "text/css",
	    .body = SPAN("p { }"), .is_forever = true, .etag = "\"p1\"" });
}

/* How many bytes it got, and their sum. */
static void
sum(void *arg, struct request *r)
{
	char text[64];
	struct span body = request_body(r);
	unsigned long total = 0;

	(void)arg;
	for (size_t i = 0; i < body.len; i++)
		total += (unsigned char)body.ptr[i];
	snprintf(text, sizeof(text), "%zu %lu %s", body.len, total,
	    request_is_csv(r) ? "csv" : "json");
	request_answer(r, &(struct answer){ .status = 201,
	    .type = "text/plain", .body = span_of(text) });
}

static void
stream(void *arg, struct request *r)
{
	(void)arg;
	request_stream(r, span_of(events));
}

static const char *const now_parameters[] = { "name", NULL };

static const struct route routes[] = {
	{ "GET", "/now", now, now_parameters, TAKES_NOTHING },
	{ "GET", "/later", later, NULL, TAKES_NOTHING },
	{ "GET", "/file", file, NULL, TAKES_NOTHING },
	{ "GET", "/events", stream, NULL, TAKES_NOTHING },
	{ "POST", "/sum", sum, NULL, TAKES_RECORDS },
	{ 0 },
};

/* Have the loop turn now and then, though it does not know of the clients. */
static void
tick(void *arg)
{
	struct stage *s = arg;

	loop_set(&s->loop, &s->tick, loop_now() + 1000);
}

static void
open_stage(struct stage *s)
{
	struct address address = { .fd = -1 };
	const char *why = "";

	s->http.routes = routes;
	s->http.arg = s;
	if (s->http.limits.connections == 0)
		s->http.limits = (struct http_limits)HTTP_LIMITS;
	CHECK_INT(address_listen(&address, "127.0.0.1:0", false, &why), 0);
	s->http.listener = address.fd;
	s->http.is_loopback = true;
	s->http.port = address.port;
	CHECK_INT(http_open(&s->http, &s->loop), 0);
	s->tick = (struct loop_timer){ .ring = tick, .arg = s };
	tick(s);
}

static void
close_stage(struct stage *s)
{
	http_close(&s->http);
	CHECK_INT(s->http.counts.connections, 0);
	CHECK_INT(s->http.counts.streams, 0);
	http_close(&s->http);
	loop_free(&s->loop);
}

/* Read what has come. */
static void
receive(struct client *c)
{
	ssize_t n;

	while (!c->is_closed && buf_reserve(&c->got, 65536) == 0) {
		n = recv(c->fd, c->got.ptr + c->got.len, 65535, 0);
		if (n == -1 && (errno == EAGAIN || errno == EINTR))
			break;
		if (n <= 0)
			c->is_closed = true;
		else
			c->got.len += (size_t)n;
	}
	if (buf_reserve(&c->got, 1) == 0)
		c->got.ptr[c->got.len] = '\0';
}

static void
turn(struct stage *s, struct client *c)
{
	CHECK_INT(loop_turn(&s->loop), 0);
	if (c != NULL)
		receive(c);
}

static void
connect_client(struct stage *s, struct client *c)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)s->http.port) };

	*c = (struct client){ 0 };
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	c->fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK(connect(c->fd, (struct sockaddr *)&to, sizeof(to)) == 0);
	CHECK(fcntl(c->fd, F_SETFL, O_NONBLOCK) == 0);
	receive(c);
}

static void
free_client(struct client *c)
{
	close(c->fd);
	buf_free(&c->got);
}

/* Send all of text, in turns with the server; it may close meanwhile. */
static void
send_text(struct stage *s, struct client *c, struct span text)
{
	int64_t end = loop_now() + PATIENCE * INT64_C(1000000);
	ssize_t n;

	while (text.len > 0 && loop_now() < end) {
		n = send(c->fd, text.ptr, text.len, MSG_NOSIGNAL);
		if (n == -1 && errno != EAGAIN)
			return;
		if (n > 0)
			text = (struct span){ text.ptr + n,
			    text.len - (size_t)n };
		turn(s, c);
	}
	CHECK(text.len == 0);
}

/* Send a request, whose only "%u" is the port. */
static void
ask(struct stage *s, struct client *c, const char *format)
{
	char text[4096];
	const char *at = strstr(format, "%u");
	int head = at == NULL ? 0 : (int)(at - format);

	if (at == NULL)
		snprintf(text, sizeof(text), "%s", format);
	else
		snprintf(text, sizeof(text), "%.*s%u%s", head, format,
		    s->http.port, at + 2);
	send_text(s, c, span_of(text));
}

static unsigned
times(const struct client *c, const char *what)
{
	unsigned count = 0;

	for (const char *at = c->got.ptr; (at = strstr(at, what)) != NULL; at++)
		count++;
	return count;
}

/* Wait until a client has got this so many times, or the end. */
static void
wait_for(struct stage *s, struct client *c, const char *what, unsigned count)
{
	int64_t end = loop_now() + PATIENCE * INT64_C(1000000);

	while (times(c, what) < count && !c->is_closed && loop_now() < end)
		turn(s, c);
	if (times(c, what) >= count)
		return;
	check_fail(__FILE__, __LINE__, what);
	fprintf(stderr, "got %s\n", c->got.ptr);
}

static void
wait_for_end(struct stage *s, struct client *c)
{
	int64_t end = loop_now() + PATIENCE * INT64_C(1000000);

	while (!c->is_closed && loop_now() < end)
		turn(s, c);
	CHECK(c->is_closed);
}

/* Forget what it got. */
static void
clear(struct client *c)
{
	buf_clear(&c->got);
	receive(c);
}

static void
an_answer_has_every_header(void)
{
	static const char *const wanted[] = { "HTTP/1.1 200 OK\r\n", "\r\nDate: ",
	    "\r\nContent-Security-Policy: default-src 'none'; script-src 'self';",
	    "; frame-ancestors 'none'", "\r\nX-Content-Type-Options: nosniff\r\n",
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

/* len bytes of "a", and what else a request has. */
static void
put_body(struct buf *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_putc(b, 'a');
}

static void
a_body_comes_in_pieces(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf body = { 0 };

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 1048576\r\n\r\n");
	put_body(&body, 1048576);
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "\r\n\r\n1048576 101711872 json", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
	    "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
	    "3\r\nabc\r\n");
	turn(&s, &c);
	ask(&s, &c, "1\r\nd\r\n0\r\nTrailer: x\r\n\r\n");
	wait_for(&s, &c, "\r\n\r\n4 394 csv", 1);
	clear(&c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 100 Continue\r\n\r\n", 1);
	ask(&s, &c, "{}");
	wait_for(&s, &c, "\r\n\r\n2 248 json", 1);
	free_client(&c);
	buf_free(&body);
	close_stage(&s);
}

static void
a_body_that_is_too_long_is_not_read(void)
{
	struct stage s = { 0 };
	struct client c;

	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 1048577\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 413 ", 1);
	wait_for_end(&s, &c);
	CHECK_INT(times(&c, "\r\nConnection: close\r\n"), 1);
	free_client(&c);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST
	    "Content-Type: text/plain\r\nContent-Length: 10\r\n"
	    "Expect: 100-continue\r\n\r\n");
	wait_for(&s, &c, "HTTP/1.1 415 ", 1);
	CHECK_INT(times(&c, "100 Continue"), 0);
	free_client(&c);
	close_stage(&s);
}

/* Where nothing tells how long it is, it is thrown away, up to a bound. */
static void
a_chunk_that_is_too_long_is_thrown_away(void)
{
	struct stage s = { 0 };
	struct client c;
	struct buf body = { 0 };

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.body = 10000;
	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Transfer-Encoding: chunked\r\n\r\n");
	buf_put(&body, SPAN("5000\r\n"));
	put_body(&body, 0x5000);
	buf_put(&body, SPAN("\r\n0\r\n\r\n"));
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "HTTP/1.1 413 ", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Transfer-Encoding: chunked\r\n\r\nffffff\r\n");
	buf_clear(&body);
	put_body(&body, 100000);
	send_text(&s, &c, buf_span(&body));
	wait_for_end(&s, &c);
	CHECK_INT(times(&c, "HTTP/1.1 "), 1);
	free_client(&c);
	buf_free(&body);
	close_stage(&s);
}

static void
bodies_together_have_a_bound(void)
{
	struct stage s = { 0 };
	struct client c, other;
	struct buf body = { 0 };

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.bodies = 50000;
	open_stage(&s);
	connect_client(&s, &other);
	ask(&s, &other, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30001\r\n\r\n");
	put_body(&body, 30000);
	send_text(&s, &other, buf_span(&body));
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30000\r\n\r\n");
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "HTTP/1.1 503 ", 1);
	wait_for(&s, &c, "\r\nRetry-After: 1\r\n", 1);
	ask(&s, &other, "b");
	wait_for(&s, &other, "\r\n\r\n30001 2910098 json", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 30000\r\n\r\n");
	send_text(&s, &c, buf_span(&body));
	wait_for(&s, &c, "\r\n\r\n30000 2910000 json", 1);
	free_client(&c);
	free_client(&other);
	buf_free(&body);
	close_stage(&s);
}

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
		buf_put(&event, i == 1999 ? SPAN(" last\n\n") : SPAN(" no\n\n"));
		http_publish(&s.http, buf_span(&event));
		CHECK_INT(loop_turn(&s.loop), 0);
	}
	wait_for(&s, &c, " last", 1);
	CHECK(times(&c, " no\n\n") < 1900);
	free_client(&c);
	buf_free(&event);
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

static void
who_takes_too_long_is_let_go(void)
{
	struct stage s = { 0 };
	struct client idle, slow;
	int64_t began = loop_now();

	s.http.limits = (struct http_limits)HTTP_LIMITS;
	s.http.limits.idle = 1;
	s.http.limits.whole = 3;
	open_stage(&s);
	connect_client(&s, &idle);
	connect_client(&s, &slow);
	wait_for_end(&s, &idle);
	ask(&s, &slow, "GET /now HTTP/1.1\r\n" HOST "X: ");
	while (!slow.is_closed &&
	    loop_now() < began + PATIENCE * INT64_C(1000000)) {
		send_text(&s, &slow, SPAN("x"));
		for (int i = 0; i < 100 && !slow.is_closed; i++)
			turn(&s, &slow);
	}
	CHECK(slow.is_closed);
	CHECK_INT(slow.got.len, 0);
	free_client(&idle);
	free_client(&slow);
	close_stage(&s);
}

static void
a_token_is_asked_of_posts(void)
{
	struct stage s = { 0 };
	struct client c;
	struct token token;
	const char *why;
	FILE *f = fopen("token", "w");

	CHECK(f != NULL && fputs("0123456789abcdef\n", f) >= 0 &&
	    fchmod(fileno(f), 0600) == 0 && fclose(f) == 0);
	CHECK(token_read(&token, "token", &why) == 0);
	s.http.token = &token;
	open_stage(&s);
	connect_client(&s, &c);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON
	    "Content-Length: 2\r\n\r\n{}");
	wait_for(&s, &c, "HTTP/1.1 401 ", 1);
	wait_for(&s, &c, "\r\nWWW-Authenticate: Bearer\r\n", 1);
	ask(&s, &c, "POST /sum HTTP/1.1\r\n" HOST JSON "Authorization: "
	    "Bearer 0123456789abcdef\r\nContent-Length: 2\r\n\r\n{}");
	wait_for(&s, &c, "\r\n\r\n2 248 json", 1);
	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
	wait_for(&s, &c, "\r\n\r\nnow", 1);
	free_client(&c);
	close_stage(&s);
}

int
main(void)
{
	struct loop loop = { 0 };
	struct http none = { .routes = routes, .listener = -1,
	    .limits = HTTP_LIMITS };

	signal(SIGPIPE, SIG_IGN);
	if (http_open(&none, &loop) == -1 && errno == ENOSYS) {
		printf("skip - http: built without libmicrohttpd\n");
		return 0;
	}
	RUN(an_answer_has_every_header);
	RUN(a_connection_is_kept);
	RUN(http_1_0_is_spoken);
	RUN(answers_may_come_later);
	RUN(what_is_not_answered_ends_with_the_server);
	RUN(what_the_client_has_is_not_sent);
	RUN(a_body_comes_in_pieces);
	RUN(a_body_that_is_too_long_is_not_read);
	RUN(a_chunk_that_is_too_long_is_thrown_away);
	RUN(bodies_together_have_a_bound);
	RUN(a_stream_goes_on);
	RUN(streams_have_a_bound);
	RUN(a_slow_reader_gets_the_last);
	RUN(the_end_is_told);
	RUN(what_has_come_is_stopping);
	RUN(who_takes_too_long_is_let_go);
	RUN(a_token_is_asked_of_posts);
	return check_status();
}
