#include "serve/http_request.h"

#ifdef BALSYS_HTTP

#include <stdlib.h>
#include <string.h>

#include "serve/http_state.h"

enum {
	THROWN_MAX = 4,		/* bodies' worth that is read to be thrown away,
				   so that a connection need not be closed */
};

/* A first line has come: a request begins.  NULL where memory is missing. */
void *
http_request_begin(void *arg, const char *target,
    struct MHD_Connection *connection)
{
	struct http *h = arg;
	struct request *r = calloc(1, sizeof(*r));

	if (r == NULL)
		return NULL;
	r->http = h;
	r->connection = connection;
	r->place = http_place(connection);
	r->head.is_malformed = !http_head_is_target(target);
	r->next = h->state->requests;
	if (r->next != NULL)
		r->next->previous = r;
	h->state->requests = r;
	return r;
}

/* It is answered, and sent or lost. */
void
http_request_end(void *arg, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct http *h = arg;
	struct request *r = *context;

	(void)connection;
	(void)code;
	*context = NULL;
	if (r == NULL)
		return;
	if (r->next != NULL)
		r->next->previous = r->previous;
	if (r->previous != NULL)
		r->previous->next = r->next;
	else
		h->state->requests = r->next;
	if (r->place != NULL) {
		r->place->is_busy = false;
		r->place->since = loop_now();
	}
	if (r->response != NULL)
		MHD_destroy_response(r->response);
	http_body_free(r);
	free(r);
}

static enum MHD_Result
take_field(void *arg, enum MHD_ValueKind kind, const char *name, size_t len,
    const char *value, size_t value_len)
{
	struct http_head *head = arg;

	if (kind == MHD_HEADER_KIND)
		http_head_field(head, (struct span){ name, len }, value);
	else
		http_head_parameter(head, (struct span){ name, len },
		    (struct span){ value, value_len });
	return MHD_YES;
}

/* Send the answer.  Returns what the library is to be told. */
static enum MHD_Result
send_answer(struct request *r)
{
	enum MHD_Result result;

	if (r->response == NULL)
		return MHD_NO;
	if (r->status < 600)
		r->http->counts.of_class[r->status / 100]++;
	result = MHD_queue_response(r->connection, r->status, r->response);
	MHD_destroy_response(r->response);
	r->response = NULL;
	return result;
}

/* Is it better to read the body of what is refused, which keeps the connection,
   than to answer at once, which closes it? */
static bool
is_worth_waiting(const struct request *r)
{
	uint64_t length = http_head_length(&r->head);

	if (r->refusal.problem == PROBLEM_REQUEST ||
	    r->refusal.problem == PROBLEM_HEADER)
		return false;
	return length == 0 || (length <= r->http->limits.body &&
	    r->head.expect == NULL);
}

/* The head has come whole. */
static enum MHD_Result
take_head(struct request *r, const char *path, const char *method,
    const char *version)
{
	struct http *h = r->http;
	struct http_head *head = &r->head;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    r->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	h->counts.requests++;
	r->has_head = true;
	head->method = method;
	http_head_path(head, path);
	head->is_old = strcmp(version, MHD_HTTP_VERSION_1_1) != 0;
	head->len = info == NULL ? 0 : info->header_size;
	MHD_get_connection_values_n(r->connection,
	    MHD_HEADER_KIND, take_field, head);
	MHD_get_connection_values_n(r->connection,
	    MHD_GET_ARGUMENT_KIND, take_field, head);
	if (http_head_check(head, h, &r->route, &r->refusal) == 0)
		return MHD_YES;
	if (is_worth_waiting(r))
		return MHD_YES;
	problem_answer(r, r->refusal.problem, "%s", r->refusal.detail);
	return send_answer(r);
}

/* Take no more of a body, for a reason. */
static void
refuse_body(struct request *r, enum problem problem, const char *detail)
{
	http_body_free(r);
	r->refusal.problem = problem;
	strcpy(r->refusal.detail, detail);
}

/* A part of a body has come. */
static enum MHD_Result
take_body(struct request *r, struct span part)
{
	struct http *h = r->http;
	size_t held = r->body.cap;

	if (r->refusal.problem == PROBLEM_COUNT) {
		if (r->body.len + part.len > h->limits.body)
			refuse_body(r, PROBLEM_BODY, "the body is too long");
		else if (h->state->bodies + part.len > h->limits.bodies)
			refuse_body(r, PROBLEM_BUSY,
			    "there are too many bodies at once");
	}
	if (r->refusal.problem == PROBLEM_COUNT) {
		buf_put(&r->body, part);
		h->state->bodies += r->body.cap - held;
		if (r->body.failed)
			refuse_body(r, PROBLEM_BUSY, "there is no memory");
		return MHD_YES;
	}
	r->thrown += part.len;
	return r->thrown > h->limits.body * THROWN_MAX ? MHD_NO : MHD_YES;
}

/* It has come whole, or goes on after it had to wait. */
static enum MHD_Result
take_end(struct request *r)
{
	struct http *h = r->http;

	if (!r->is_answered && r->refusal.problem != PROBLEM_COUNT)
		problem_answer(r, r->refusal.problem, "%s", r->refusal.detail);
	else if (!r->is_answered && h->state->is_quiet)
		problem_answer(r, PROBLEM_STOPPING, "it takes no more");
	else if (!r->is_answered) {
		r->is_served = true;
		h->state->unanswered++;
		if (r->place != NULL)
			r->place->is_busy = true;
		r->route->serve(h->arg, r);
	}
	if (r->is_answered)
		return send_answer(r);
	r->is_waiting = true;
	MHD_suspend_connection(r->connection);
	return MHD_YES;
}

/* What the library calls for each part of a request, and for its end. */
enum MHD_Result
http_request_take(void *arg, struct MHD_Connection *connection,
    const char *path, const char *method, const char *version,
    const char *part, size_t *len, void **context)
{
	struct request *r = *context;
	size_t taken = *len;

	(void)arg;
	(void)connection;
	if (r == NULL)
		return MHD_NO;
	if (!r->has_head)
		return take_head(r, path, method, version);
	if (taken == 0)
		return take_end(r);
	*len = 0;
	return take_body(r, (struct span){ part, taken });
}

#endif
