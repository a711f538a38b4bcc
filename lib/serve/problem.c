#include <stdarg.h>

#include "base/buf.h"
#include "base/json.h"
#include "serve/problem.h"

#define TYPE "application/problem+json"

static const struct {
	const char *name, *title;
	unsigned status;
	unsigned retry_after;		/* seconds */
} problems[PROBLEM_COUNT] = {
	[PROBLEM_PATH] = { "path", "There is nothing at this path", 404, 0 },
	[PROBLEM_ACCOUNT] = { "account",
	    "Nothing was posted to this account", 404, 0 },
	[PROBLEM_WINDOW] = { "window", "This window is not formed", 404, 0 },
	[PROBLEM_METHOD] = { "method",
	    "This path does not take this method", 405, 0 },
	[PROBLEM_PARAMETER] = { "parameter",
	    "A parameter is unknown, given twice, or wrong", 400, 0 },
	[PROBLEM_JSON] = { "json", "The body is no JSON", 400, 0 },
	[PROBLEM_CSV] = { "csv", "The body is no CSV", 400, 0 },
	[PROBLEM_FIELD] = { "field",
	    "A field is unknown, missing, or wrong", 400, 0 },
	[PROBLEM_MANY] = { "many",
	    "There are too many records, or none", 400, 0 },
	[PROBLEM_REQUEST] = { "request", "The request is malformed", 400, 0 },
	[PROBLEM_TOKEN] = { "token", "The token is missing or wrong", 401, 0 },
	[PROBLEM_ORIGIN] = { "origin",
	    "Pages from elsewhere may not ask", 403, 0 },
	[PROBLEM_HOST] = { "host", "This server has another name", 421, 0 },
	[PROBLEM_BODY] = { "body", "The body is larger than is taken", 413, 0 },
	[PROBLEM_TYPE] = { "media-type",
	    "The body is of a type that is not taken", 415, 0 },
	[PROBLEM_HEADER] = { "header",
	    "The headers are larger than is taken", 431, 0 },
	[PROBLEM_CONFLICT] = { "conflict",
	    "The id is that of another record", 409, 0 },
	[PROBLEM_RUNNING] = { "running",
	    "A simulation is running already", 409, 0 },
	[PROBLEM_REFUSED] = { "refused", "The record is refused", 422, 0 },
	[PROBLEM_BUSY] = { "busy", "There is too much to do now", 503, 1 },
	[PROBLEM_STARTING] = { "starting",
	    "The book is not read yet", 503, 1 },
	[PROBLEM_STOPPING] = { "stopping", "The server is stopping", 503, 1 },
	[PROBLEM_INTERNAL] = { "internal",
	    "The server could not do this", 500, 0 },
};

const char *
problem_name(enum problem problem)
{
	return problems[problem].name;
}

const char *
problem_title(enum problem problem)
{
	return problems[problem].title;
}

unsigned
problem_status(enum problem problem)
{
	return problems[problem].status;
}

/* What every problem begins with. */
static void
put_problem(struct json *j, enum problem problem)
{
	struct buf type = { 0 };

	buf_put(&type, SPAN("/problems#"));
	buf_put(&type, span_of(problem_name(problem)));
	json_put_key(j, SPAN("type"));
	json_put_string(j, buf_span(&type));
	json_put_key(j, SPAN("title"));
	json_put_string(j, span_of(problem_title(problem)));
	json_put_key(j, SPAN("status"));
	json_put_unsigned(j, problem_status(problem));
	j->out->failed |= type.failed;
	buf_free(&type);
}

/* Answer; id and reason are members where reason is not empty. */
static void
answer(struct request *r, enum problem problem, struct span id,
    struct span reason, const char *format, va_list args)
{
	struct buf detail = { 0 }, body = { 0 };
	struct json j = { .out = &body };

	json_begin_object(&j);
	put_problem(&j, problem);
	json_put_key(&j, SPAN("detail"));
	json_put_string(&j, span_of(buf_say_list(&detail, format, args)));
	if (reason.len > 0) {
		json_put_key(&j, SPAN("id"));
		json_put_string(&j, id);
		json_put_key(&j, SPAN("reason"));
		json_put_string(&j, reason);
	}
	json_end_object(&j);
	buf_putc(&body, '\n');
	request_answer(r, &(struct answer){
	    .status = problem_status(problem), .type = TYPE,
	    .body = body.failed ? SPAN("{}\n") : buf_span(&body),
	    .retry_after = problems[problem].retry_after });
	buf_free(&detail);
	buf_free(&body);
}

void
problem_answer(struct request *r, enum problem problem, const char *format,
    ...)
{
	va_list args;

	va_start(args, format);
	answer(r, problem, SPAN(""), SPAN(""), format, args);
	va_end(args);
}

void
problem_answer_record(struct request *r, enum problem problem, struct span id,
    struct span reason, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	answer(r, problem, id, reason, format, args);
	va_end(args);
}

void
problem_list(struct buf *out)
{
	struct json j = { .out = out };

	json_begin_object(&j);
	json_put_key(&j, SPAN("problems"));
	json_begin_array(&j);
	for (enum problem p = 0; p < PROBLEM_COUNT; p++) {
		json_begin_object(&j);
		put_problem(&j, p);
		json_end_object(&j);
	}
	json_end_array(&j);
	json_end_object(&j);
}
