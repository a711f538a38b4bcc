/*
 * http_head - what a request shows before its body, and whether it may go on.
 *
 *	struct http_head head = { .method = "GET", .path = "/healthz" };
 *	struct refusal refusal;
 *	const struct route *route;
 *
 *	http_head_field(&head, span_of("Host"), "127.0.0.1:8080");
 *	if (http_head_check(&head, http, &route, &refusal) == -1)
 *		refuse(refusal.problem, refusal.detail);
 *
 * It borrows every string that it is given, and knows nothing of where they
 * come from.
 */
#ifndef BALSYS_HTTP_HEAD_H
#define BALSYS_HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "serve/http.h"
#include "serve/problem.h"

enum {
	HTTP_PARAMETERS = 8,	/* that a request may have */
	HTTP_DETAIL_MAX = 120,
};

/* Why a request goes no further. */
struct refusal {
	enum problem problem;		/* PROBLEM_COUNT: it does go on */
	char detail[HTTP_DETAIL_MAX];
};

struct http_parameter {
	const char *name, *value;	/* value: NULL where there is no "=" */
};

struct http_head {
	const char *method;
	const char *path;		/* by http_head_path() */
	bool is_old;			/* HTTP/1.0, which knows no Host */
	bool is_malformed;		/* its first line, as far as is seen */
	size_t len;			/* bytes of all this */

	/* By http_head_field() and http_head_parameter(); NULL: none. */
	const char *host, *origin, *authorization, *type, *encoding, *length,
	    *transfer, *expect, *if_none_match;
	const char *twice;		/* a field that may be there but once */
	struct http_parameter parameter[HTTP_PARAMETERS];
	unsigned nparameters;		/* more than there is room for, too */
};

/*
 * Is what stands in the first line a path and its parameters, with nothing in
 * them that has two meanings?  It may be a whole URL; NULL, as of none, is not.
 */
bool	http_head_is_target(const char *target);

/* Take the path of such, which is decoded, without parameters. */
void	http_head_path(struct http_head *head, const char *path);

/* Take a field's value, or a parameter, that the request has. */
void	http_head_field(struct http_head *head, struct span name,
	    const char *value);
void	http_head_parameter(struct http_head *head, struct span name,
	    struct span value);

/*
 * Look at all that can be asked of a request before its body is read.  Returns
 * 0 and sets *route; or -1 and fills *refusal.
 */
int	http_head_check(const struct http_head *head, const struct http *h,
	    const struct route **route, struct refusal *refusal)
	__attribute__((warn_unused_result));

/* How long a body is said to be: UINT64_MAX where that is not known, or no
   number. */
uint64_t http_head_length(const struct http_head *head);

/* Is this text/csv? */
bool	http_head_is_csv(const struct http_head *head);

/* Write "GET, HEAD" or what else a path takes, into dst of so many bytes. */
void	http_head_allow(const struct http_head *head, const struct http *h,
	    char *dst, size_t size);

/* Has the client this one already? */
bool	http_head_has(const struct http_head *head, const char *etag);

#endif
