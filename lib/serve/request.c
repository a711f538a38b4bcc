#include <string.h>

#include "serve/http_request.h"

const char *
request_path(const struct request *r)
{
	return r->route->path;
}

const char *
request_parameter(const struct request *r, const char *name)
{
	for (unsigned i = 0; i < r->head.nparameters; i++)
		if (strcmp(r->head.parameter[i].name, name) == 0)
			return r->head.parameter[i].value;
	return NULL;
}

struct span
request_body(const struct request *r)
{
	return buf_span(&r->body);
}

bool
request_is_csv(const struct request *r)
{
	return http_head_is_csv(&r->head);
}

void
request_answer(struct request *r, const struct answer *answer)
{
	http_answer(r, answer);
}

void
request_stream(struct request *r, struct span greeting)
{
	http_stream(r, greeting);
}
