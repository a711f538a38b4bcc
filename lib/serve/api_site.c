/* The page and what belongs to it, and whether all is well. */
#include "serve/api.h"
#include "serve/assets.h"
#include "serve/problem.h"

void
api_asset(void *server, struct request *request)
{
	const struct asset *asset =
	    assets_find(span_of(request_path(request)));

	(void)server;
	if (asset == NULL) {
		problem_answer(request, PROBLEM_PATH,
		    "it was built without this file");
		return;
	}
	request_answer(request, &(struct answer){ .status = 200,
	    .type = asset->type, .body = asset->bytes, .is_forever = true,
	    .etag = asset->etag });
}

void
api_problems(void *server, struct request *request)
{
	struct server *s = server;

	buf_clear(&s->text);
	problem_list(&s->text);
	api_answer_text(s, request, "application/json");
}

void
api_healthz(void *server, struct request *request)
{
	struct server *s = server;
	struct answer answer = { .status = 200, .type = "application/json",
	    .body = SPAN("{\"status\":\"ok\"}\n") };

	if (!s->is_viewed)
		answer.body = SPAN("{\"status\":\"starting\"}\n");
	else if (server_is_stopping(s))
		answer.body = SPAN("{\"status\":\"stopping\"}\n");
	else if (!s->pipeline.counts.is_ready ||
	    pipeline_waited(&s->pipeline) > PIPELINE_STUCK)
		answer.body = SPAN("{\"status\":\"degraded\"}\n");
	else {
		request_answer(request, &answer);
		return;
	}
	answer.status = 503;
	answer.retry_after = 1;
	request_answer(request, &answer);
}

void
api_events(void *server, struct request *request)
{
	struct server *s = server;

	buf_clear(&s->text);
	api_put_history(s, &s->text);
	api_put_state(s, &s->text);
	if (s->text.failed)
		problem_answer(request, PROBLEM_INTERNAL, "out of memory");
	else
		request_stream(request, buf_span(&s->text));
}
