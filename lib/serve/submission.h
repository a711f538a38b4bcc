/*
 * submission - records that a client submits: read from the body of a request,
 * put into the pipeline, and answered once all of them are decided.
 *
 *	static void
 *	submit(void *arg, struct request *request)
 *	{
 *		submission_serve(&server->submissions, request);
 *	}
 *
 * A JSON object is one record, and answered as one: 201 once it is on disk, 200
 * for a duplicate, or a problem: 409 conflict, 422 refused.  An array of 1 to
 * SUBMISSION_MAX of them, or text/csv, is answered by 200 and an array with
 * what became of each, in order.  What is not of that form is answered 400, and
 * nothing of it is put; nor is any where there is no room for all: 503, with
 * Retry-After.
 */
#ifndef BALSYS_SUBMISSION_H
#define BALSYS_SUBMISSION_H

#include "serve/pipeline.h"
#include "serve/request.h"

enum { SUBMISSION_MAX = 1000 };		/* records of one request */

struct submissions {
	struct pipeline *pipeline;	/* yours to set, and borrowed */
	const char *currency;		/* likewise; NULL: not told */
	bool is_stopping;		/* yours: nothing is taken any more */
	uint64_t requests, records;	/* that were put */
	uint64_t turned_away;		/* requests answered 503 */
	size_t waiting;			/* requests that are not answered yet */
};

void	submission_serve(struct submissions *s, struct request *request);

#endif
