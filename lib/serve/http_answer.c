#ifdef BALSYS_HTTP

#include "base/digits.h"
#include "serve/http_state.h"

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'";

static void
set(struct MHD_Response *response, const char *name, const char *value,
    bool *failed)
{
	*failed |= MHD_add_response_header(response, name, value) != MHD_YES;
}

/* The headers of every answer. */
static void
set_common(struct MHD_Response *response, struct http *h, bool *failed)
{
	set(response, "Content-Security-Policy", policy, failed);
	set(response, "X-Content-Type-Options", "nosniff", failed);
	set(response, "Referrer-Policy", "no-referrer", failed);
	set(response, "Cross-Origin-Resource-Policy", "same-origin", failed);
	if (h->state->is_quiet)
		set(response, "Connection", "close", failed);
}

/* The headers of this one. */
static void
set_own(struct MHD_Response *response, const struct request *r,
    const struct answer *answer, bool *failed)
{
	char text[64];

	if (answer->type != NULL)
		set(response, "Content-Type", answer->type, failed);
	set(response, "Cache-Control",
	    answer->etag != NULL ? "no-cache" : "no-store", failed);
	if (answer->etag != NULL)
		set(response, "ETag", answer->etag, failed);
	if (answer->status == MHD_HTTP_METHOD_NOT_ALLOWED) {
		http_head_allow(&r->head, r->http, text, sizeof(text));
		set(response, "Allow", text, failed);
	}
	if (answer->status == MHD_HTTP_UNAUTHORIZED)
		set(response, "WWW-Authenticate", "Bearer", failed);
	if (answer->retry_after > 0) {
		text[digits_put(answer->retry_after, text)] = '\0';
		set(response, "Retry-After", text, failed);
	}
}

struct MHD_Response *
http_headers(struct MHD_Response *response, const struct request *r,
    const struct answer *answer)
{
	bool failed = false;

	set_common(response, r->http, &failed);
	set_own(response, r, answer, &failed);
	if (!failed)
		return response;
	MHD_destroy_response(response);
	return NULL;
}

void
http_resume(struct http *h, struct MHD_Connection *connection)
{
	struct http_state *s = h->state;

	MHD_resume_connection(connection);
	if (!s->is_resuming)
		loop_set(s->loop, &s->timer, loop_now());
	s->is_resuming = true;
}

void
http_body_free(struct request *r)
{
	r->http->state->bodies -= r->body.cap;
	buf_free(&r->body);
}

void
http_give(struct request *r, unsigned status, struct MHD_Response *response)
{
	r->response = response;
	r->status = status;
	r->is_answered = true;
	http_body_free(r);
	if (r->is_served)
		r->http->state->unanswered--;
	if (r->is_waiting) {
		r->is_waiting = false;
		http_resume(r->http, r->connection);
	}
}

/* NULL where memory is missing. */
static struct MHD_Response *
make_response(struct request *r, const struct answer *answer)
{
	struct MHD_Response *response;
	struct span body = answer->body;
	union {
		const char *text;
		void *data;
	} bytes;

	bytes.text = body.ptr;
	response = MHD_create_response_from_buffer(body.len, bytes.data,
	    answer->is_forever ? MHD_RESPMEM_PERSISTENT :
	    MHD_RESPMEM_MUST_COPY);
	return response == NULL ? NULL : http_headers(response, r, answer);
}

void
http_answer(struct request *r, const struct answer *answer)
{
	struct answer known = { .status = MHD_HTTP_NOT_MODIFIED,
	    .etag = answer->etag };

	if (answer->status == MHD_HTTP_OK && answer->etag != NULL &&
	    http_head_has(&r->head, answer->etag))
		answer = &known;
	http_give(r, answer->status, make_response(r, answer));
}

#else

#include "serve/http_request.h"

/* There are no requests. */
void
http_answer(struct request *r, const struct answer *answer)
{
	(void)r;
	(void)answer;
}

#endif
