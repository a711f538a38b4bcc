/*
 * stage - a server and its clients in one thread.
 *
 *	struct stage s = { 0 };
 *	struct client c;
 *
 *	open_stage(&s);
 *	connect_client(&s, &c);
 *	ask(&s, &c, "GET /now HTTP/1.1\r\n" HOST "\r\n");
 *	wait_for(&s, &c, "\r\n\r\nnow", 1);
 *	free_client(&c);
 *	close_stage(&s);
 *
 * Its routes: /now answers at once, /later when the test does, /file has an
 * ETag, /sum takes records, /events is a stream.
 */
#ifndef BALSYS_STAGE_H
#define BALSYS_STAGE_H

#include <sys/socket.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
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

static inline void
now(void *arg, struct request *r)
{
	const char *name = request_parameter(r, "name");

	(void)arg;
	CHECK(strcmp(request_path(r), "/now") == 0);
	request_answer(r, &(struct answer){ .status = 200, .type = "text/plain",
	    .body = span_of(name == NULL ? "now" : name) });
}

static inline void
later(void *arg, struct request *r)
{
	struct stage *s = arg;

	if (s->nlater == LATER_MAX)
		problem_answer(r, PROBLEM_BUSY, "there are %d", LATER_MAX);
	else
		s->later[s->nlater++] = r;
}

static inline void
file(void *arg, struct request *r)
{
	(void)arg;
	request_answer(r, &(struct answer){ .status = 200, .type = "text/css",
	    .body = SPAN("p { }"), .is_forever = true, .etag = "\"p1\"" });
}

/* How many bytes it got, and their sum. */
static inline void
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

static inline void
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
static inline void
tick(void *arg)
{
	struct stage *s = arg;

	loop_set(&s->loop, &s->tick, loop_now() + 1000);
}

static inline void
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

static inline void
close_stage(struct stage *s)
{
	http_close(&s->http);
	CHECK_INT(s->http.counts.connections, 0);
	CHECK_INT(s->http.counts.streams, 0);
	http_close(&s->http);
	loop_free(&s->loop);
}

/* Read what has come. */
static inline void
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

static inline void
turn(struct stage *s, struct client *c)
{
	CHECK_INT(loop_turn(&s->loop), 0);
	if (c != NULL)
		receive(c);
}

static inline void
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

static inline void
free_client(struct client *c)
{
	close(c->fd);
	buf_free(&c->got);
}

/* Send all of text, in turns with the server; it may close meanwhile. */
static inline void
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
static inline void
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

static inline unsigned
times(const struct client *c, const char *what)
{
	unsigned count = 0;

	for (const char *at = c->got.ptr; (at = strstr(at, what)) != NULL; at++)
		count++;
	return count;
}

/* Wait until a client has got this so many times, or the end. */
static inline void
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

static inline void
wait_for_end(struct stage *s, struct client *c)
{
	int64_t end = loop_now() + PATIENCE * INT64_C(1000000);

	while (!c->is_closed && loop_now() < end)
		turn(s, c);
	CHECK(c->is_closed);
}

/* Forget what it got. */
static inline void
clear(struct client *c)
{
	buf_clear(&c->got);
	receive(c);
}

/* Append so many of the letter a. */
static inline void
put_body(struct buf *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_putc(b, 'a');
}

/* Is there a server to be had?  Says so where there is none. */
static inline bool
has_server(void)
{
	struct loop loop = { 0 };
	struct http none = { .routes = routes, .listener = -1,
	    .limits = HTTP_LIMITS };

	signal(SIGPIPE, SIG_IGN);
	if (http_open(&none, &loop) == 0 || errno != ENOSYS)
		return true;
	printf("skip - http: built without libmicrohttpd\n");
	return false;
}

#endif
