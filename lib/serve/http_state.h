/*
 * http_state - what the files that make up serve/http share, and nobody else
 * sees: the library, and what it calls.
 */
#ifndef BALSYS_HTTP_STATE_H
#define BALSYS_HTTP_STATE_H

#include <microhttpd.h>

#include "serve/http.h"
#include "serve/http_request.h"

struct http_stream;

struct http_state {
	struct loop *loop;
	struct MHD_Daemon *daemon;
	struct loop_source source;
	struct loop_timer timer;	/* when the library wants a turn */
	struct request *requests;	/* all, from the first line on until
					   the answer is sent or lost */
	struct http_stream *streams;
	struct http_connection *connections;
	struct loop_timer sweep;	/* of those that take too long */
	unsigned unanswered;
	size_t bodies;			/* bytes that they take */
	bool is_resuming;		/* something that was suspended */
	bool is_quiet;
};

/*
 * Have what was suspended go on, in the next turn.  (The library wakes who
 * waits for it only where it has a thread of its own.)
 */
void	http_resume(struct http *h, struct MHD_Connection *connection);

/* Have all streams go on: to say that they end, as the state is quiet. */
void	http_streams_resume(struct http *h);

/* Let go of a request's body. */
void	http_body_free(struct request *r);

/*
 * It is answered by this response, which is given away; or, where that is NULL,
 * its connection is to close.
 */
void	http_give(struct request *r, unsigned status,
	    struct MHD_Response *response);

/* Set the headers of an answer.  Returns the response; or frees it and returns
   NULL where memory is missing. */
struct MHD_Response *http_headers(struct MHD_Response *response,
	    const struct request *r, const struct answer *answer);

/* The connection; NULL if there was no memory to watch it. */
struct http_connection *http_place(struct MHD_Connection *connection);

/* What the library calls: a first line has come; a part of a request, and its
   end; it is answered, and that is sent or lost. */
void	*http_request_begin(void *http, const char *target,
	    struct MHD_Connection *connection);
enum MHD_Result http_request_take(void *http,
	    struct MHD_Connection *connection, const char *path,
	    const char *method, const char *version, const char *part,
	    size_t *len, void **context);
void	http_request_end(void *http, struct MHD_Connection *connection,
	    void **context, enum MHD_RequestTerminationCode code);

#endif
