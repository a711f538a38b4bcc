/*
 * http - HTTP/1.1 on one address: connections, requests, and what is asked of
 * every one of them before anybody else sees it; by libmicrohttpd, and the one
 * place that includes it.
 *
 *	static const struct route routes[] = {
 *		{ "GET", "/healthz", healthz },
 *		{ "POST", "/simulation/stop", stop, .takes = TAKES_NOTHING },
 *		{ 0 },
 *	};
 *	struct http http = { .routes = routes, .arg = server,
 *	    .listener = fd, .limits = HTTP_LIMITS };
 *
 *	if (http_open(&http, &loop) == -1)
 *		return -1;
 *	...
 *	http_close(&http);
 *
 * It works within loop, in its thread.  What a route serves is a request whose
 * body has come whole; it is answered at once or later (serve/request.h).
 *
 * Asked of every request, and answered here with a problem (serve/problem.h)
 * where it is not so: the path is a route's (404) and so is the method (405,
 * with Allow; HEAD is a GET whose body is left out); the Host is this server by
 * its address or its name, on loopback with its port (421), so that no name
 * that somebody else points here is one; Origin, where there is one, is this
 * server (403); parameters are those of the route, each once (400); of a POST,
 * the token, where there is one (401), the Content-Type (415), and the body,
 * within limits.body (413, before it is read where Content-Length tells; four
 * times that, without it, and the connection is closed), and all bodies that
 * are being read within limits.bodies (503).
 *
 * Every answer has the headers that keep a browser from anything but this page
 * on its own: a content security policy, no sniffing, no framing, no referrer;
 * none lets another origin read it.  Only what is no HTTP, as far as the
 * library reads, it answers itself, by a page of one line (400, 413, 414, 431,
 * 505), and closes the connection: no such line, a wrong Content-Length or
 * chunk, headers beyond one and a half times limits.header.
 */
#ifndef BALSYS_HTTP_H
#define BALSYS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "serve/loop.h"
#include "serve/request.h"
#include "serve/token.h"

struct http_limits {
	unsigned connections;	/* at the same time; more wait to be accepted */
	unsigned streams;	/* of events, likewise; more get 503 */
	unsigned idle;		/* seconds without a byte until it is closed */
	unsigned whole;		/* seconds until a request has come whole, from
				   the answer before it on, likewise, */
	unsigned hurried;	/* and so many while bodies take over half of
				   what they may */
	size_t header;		/* bytes of the request line and headers */
	size_t body;		/* bytes of one body */
	size_t bodies;		/* bytes of all that are being read */
};

#define HTTP_LIMITS { .connections = 4096, .streams = 256, .idle = 30, \
	.whole = 60, .hurried = 10, .header = 16 * 1024, \
	.body = 1024 * 1024, .bodies = 64 * 1024 * 1024 }

/* What came in and went out since the start. */
struct http_counts {
	uint64_t requests;
	uint64_t of_class[6];	/* answers by the first digit of the status */
	unsigned connections, streams;	/* now */
};

struct http {
	/* Yours to set, and borrowed: */
	const struct route *routes;	/* the last is all zeros */
	void *arg;			/* for them */
	int listener;		/* a socket that listens; closed by
				   http_close(), also where http_open()
				   failed; -1: none, or it is closed */
	bool is_loopback;	/* that it listens on */
	unsigned port;		/* likewise, for Host and Origin */
	const char *name;	/* that it is called by, too; NULL: none */
	const struct token *token;	/* NULL: none is asked for */
	struct http_limits limits;

	struct http_counts counts;
	struct http_state *state;	/* private */
};

/*
 * Begin to accept.  Returns 0, or -1 with errno: ENOSYS if this was built
 * without libmicrohttpd, EMFILE, ENOMEM, or as of the daemon.
 */
int	http_open(struct http *h, struct loop *loop)
	__attribute__((warn_unused_result));

/* Accept no more connections, and no more requests but those that have come;
   streams end. */
void	http_quiesce(struct http *h);

/* How many requests a route has got and not answered yet. */
unsigned http_unanswered(const struct http *h);

/*
 * Send what was answered, as far as clients take it, for so many milliseconds
 * at most; for the end.
 */
void	http_flush(struct http *h, unsigned milliseconds);

/*
 * Give every stream of events this one, which is text for an event stream,
 * whole, with its empty line; copied.  A client that is slow gets the last one
 * there is when it can take one, and none between: what waits for it is bounded
 * however long it does.  Lost where memory is missing.
 */
void	http_publish(struct http *h, struct span event);

/* Close all connections; requests that were not answered are gone, and so is
   what points at them.  Harmless twice. */
void	http_close(struct http *h);

#endif
