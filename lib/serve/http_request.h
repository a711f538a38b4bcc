/*
 * http_request - a request as serve/http and serve/request share it, which
 * nobody else includes.
 */
#ifndef BALSYS_HTTP_REQUEST_H
#define BALSYS_HTTP_REQUEST_H

#include "base/buf.h"
#include "serve/http_head.h"
#include "serve/request.h"

struct MHD_Connection;
struct MHD_Response;

/* A connection, and since when it has nothing to do but to bring a request. */
struct http_connection {
	struct http_connection *previous, *next;
	int fd;
	int64_t since;		/* loop_now() */
	bool is_busy;		/* it has brought one, which is not over */
};

struct request {
	struct request *previous, *next;	/* of all that there are */
	struct http *http;
	struct MHD_Connection *connection;
	struct http_connection *place;	/* NULL: it is not watched */
	struct http_head head;
	const struct route *route;	/* that serves it */
	struct refusal refusal;		/* or why none does */
	struct buf body;
	uint64_t thrown;		/* bytes of a body that is not taken */
	struct MHD_Response *response;	/* to be sent */
	unsigned status;
	bool has_head;			/* which was checked */
	bool is_served;			/* a route has got it */
	bool is_answered;
	bool is_waiting;		/* suspended, until it is answered */
};

/* request_answer() and request_stream(). */
void	http_answer(struct request *r, const struct answer *answer);
void	http_stream(struct request *r, struct span greeting);

#endif
