/*
 * request - what a client asks, and how it is answered.
 *
 *	static void
 *	healthz(void *arg, struct request *request)
 *	{
 *		request_answer(request, &(struct answer){ .status = 200,
 *		    .type = "application/json", .body = SPAN("{}\n") });
 *	}
 *
 * A request is answered once, by one of the functions below or by
 * problem_answer(); and is no more after that.  Until then it waits, with no
 * thread of its own, for as long as it takes.  That its client has gone away is
 * no matter: what it is answered is lost.
 */
#ifndef BALSYS_REQUEST_H
#define BALSYS_REQUEST_H

#include <stdbool.h>

#include "base/span.h"

/* Which bodies a route takes; of a GET, none. */
enum takes {
	TAKES_NOTHING,		/* an empty one, of any type */
	TAKES_JSON,		/* application/json */
	TAKES_RECORDS,		/* application/json or text/csv */
};

struct request;

/* A path, and who serves it. */
struct route {
	const char *method;	/* GET or POST */
	const char *path;
	void (*serve)(void *arg, struct request *request);
	const char *const *parameters;	/* that it may have; the last is NULL;
					   NULL: none */
	enum takes takes;
};

struct answer {
	unsigned status;
	const char *type;	/* Content-Type; NULL where there is no body */
	struct span body;	/* copied, unless is_forever */
	bool is_forever;	/* body stays for as long as the process */
	const char *etag;	/* ETag in its quotes, and 304 where the client
				   has it; or NULL, and then nobody may keep
				   the answer */
	unsigned retry_after;	/* seconds; 0: the header is left out */
};

/* Its path, as that of its route; borrowed for ever. */
const char *request_path(const struct request *r);

/* The value of a parameter, decoded, borrowed; NULL if there is none. */
const char *request_parameter(const struct request *r, const char *name);

/* The body, borrowed until the answer; and whether it is text/csv. */
struct span request_body(const struct request *r);
bool	request_is_csv(const struct request *r);

/* Answer.  Where memory is missing the connection is closed instead. */
void	request_answer(struct request *r, const struct answer *answer);

/*
 * Answer with a stream of events (text/event-stream) that begins with these
 * bytes, which are copied, and goes on with what http_publish() is given; or
 * with 503 where there are too many.
 */
void	request_stream(struct request *r, struct span greeting);

#endif
