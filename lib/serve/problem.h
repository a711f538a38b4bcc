/*
 * problem - why a request is not answered as asked, as application/problem+json
 * (RFC 9457, "Problem Details for HTTP APIs", Nottingham, Wilde and Dalal,
 * 2023).
 *
 *	problem_answer(request, PROBLEM_PARAMETER,
 *	    "limit is a whole number from 1 to 1000, not %s", shown);
 *
 * gives {"type":"/problems#parameter","title":"...","status":400,"detail":
 * "..."}.  Types are stable; what they mean is served at /problems.
 */
#ifndef BALSYS_PROBLEM_H
#define BALSYS_PROBLEM_H

#include "serve/request.h"

enum problem {
	PROBLEM_PATH,		/* path: 404 */
	PROBLEM_ACCOUNT,	/* account: 404, nothing was posted to it */
	PROBLEM_WINDOW,		/* window: 404, it is not formed */
	PROBLEM_METHOD,		/* method: 405; Allow is set by serve/http */
	PROBLEM_PARAMETER,	/* parameter: 400, unknown, twice, or wrong */
	PROBLEM_JSON,		/* json: 400, with the line and column */
	PROBLEM_CSV,		/* csv: 400, with the line */
	PROBLEM_FIELD,		/* field: 400, unknown, missing, or of a kind
				   that it cannot be */
	PROBLEM_MANY,		/* many: 400, more records than may come at
				   once, or none */
	PROBLEM_REQUEST,	/* request: 400, it is malformed */
	PROBLEM_TOKEN,		/* token: 401, with WWW-Authenticate */
	PROBLEM_ORIGIN,		/* origin: 403 */
	PROBLEM_HOST,		/* host: 421 */
	PROBLEM_BODY,		/* body: 413 */
	PROBLEM_TYPE,		/* media-type: 415 */
	PROBLEM_HEADER,		/* header: 431 */
	PROBLEM_CONFLICT,	/* conflict: 409, the id is another record's */
	PROBLEM_RUNNING,	/* running: 409, a simulation is */
	PROBLEM_REFUSED,	/* refused: 422, with a member reason */
	PROBLEM_BUSY,		/* busy: 503, with Retry-After */
	PROBLEM_STARTING,	/* starting: 503, likewise */
	PROBLEM_STOPPING,	/* stopping: 503, likewise */
	PROBLEM_INTERNAL,	/* internal: 500 */
	PROBLEM_COUNT,
};

/* The last part of its type, its title, and its status. */
const char *problem_name(enum problem problem);
const char *problem_title(enum problem problem);
unsigned problem_status(enum problem problem);

/* Answer with a problem; detail is a sentence for a person, in small letters
   and without a full stop.  Bytes that are no text become U+FFFD. */
void	problem_answer(struct request *r, enum problem problem,
	    const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with a member reason, a word of base/reason, and one id. */
void	problem_answer_record(struct request *r, enum problem problem,
	    struct span id, struct span reason, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* What they all mean, as a page of JSON; the text is appended to *out. */
struct buf;
void	problem_list(struct buf *out);

#endif
