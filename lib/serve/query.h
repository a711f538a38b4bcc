/*
 * query - the parameters of a request, each of its kind.
 *
 *	uint64_t limit = 100;
 *
 *	if (query_number(request, "limit", 1, 1000, &limit) == -1)
 *		return;
 *
 * What is not of its kind is answered with a problem that names the parameter
 * and says what it may be; the request is then no more.
 */
#ifndef BALSYS_QUERY_H
#define BALSYS_QUERY_H

#include <stdint.h>

#include "base/buf.h"
#include "base/timestamp.h"
#include "serve/request.h"

/*
 * Read a parameter: a whole number from least to most; a time as RFC 3339 has
 * it; any text of up to most bytes, borrowed as the request's.  Returns 1; 0 if
 * there is none, and *out is unchanged; or -1 if the request was answered.
 */
int	query_number(struct request *r, const char *name, uint64_t least,
	    uint64_t most, uint64_t *out)
	__attribute__((warn_unused_result));
int	query_time(struct request *r, const char *name, struct timestamp *out)
	__attribute__((warn_unused_result));
int	query_text(struct request *r, const char *name, size_t most,
	    struct span *out)
	__attribute__((warn_unused_result));

/* Append text as it stands in the value of a parameter: all but letters, digits
   and "-._~" as %XX (RFC 3986, "Uniform Resource Identifier", 2005). */
void	query_put(struct buf *out, struct span text);

#endif
