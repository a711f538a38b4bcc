/* How this process and its children are. */
#include <sys/wait.h>
#include <unistd.h>

#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/children.h"
#include "serve/memory_used.h"

static void
put_process(struct json *j, const struct server *s)
{
	uint64_t memory = memory_used();

	api_json_word_or_null(j, "version", s->version);
	api_json_time(j, "started", s->started);
	api_json_seconds(j, "uptime", loop_now() - s->began);
	api_json_number(j, "pid", (uint64_t)getpid());
	json_put_key(j, SPAN("memory_bytes"));
	if (memory == 0)
		json_put_null(j);
	else
		json_put_unsigned(j, memory);
}

static void
put_http(struct json *j, const struct http *http)
{
	static const char *const classes[] = { NULL, "1xx", "2xx", "3xx",
	    "4xx", "5xx" };

	json_put_key(j, SPAN("http"));
	json_begin_object(j);
	api_json_number(j, "requests", http->counts.requests);
	json_put_key(j, SPAN("answers"));
	json_begin_object(j);
	for (int i = 1; i <= 5; i++)
		api_json_number(j, classes[i], http->counts.of_class[i]);
	json_end_object(j);
	api_json_number(j, "unanswered", http_unanswered(http));
	api_json_number(j, "connections", http->counts.connections);
	api_json_number(j, "connections_max", http->limits.connections);
	api_json_number(j, "streams", http->counts.streams);
	api_json_number(j, "streams_max", http->limits.streams);
	json_end_object(j);
}

/* How one ended last: {"exit":70} or {"signal":9}. */
static void
put_end(struct json *j, int status)
{
	json_begin_object(j);
	if (WIFSIGNALED(status))
		api_json_number(j, "signal", (uint64_t)WTERMSIG(status));
	else
		api_json_number(j, "exit", (uint64_t)WEXITSTATUS(status));
	json_end_object(j);
}

static void
put_child(struct json *j, const struct pipeline_counts *c, enum child_name i)
{
	bool is_running = c->pid[i] != 0;

	json_begin_object(j);
	api_json_word_or_null(j, "name", child_name(i));
	json_put_key(j, SPAN("running"));
	json_put_bool(j, is_running);
	json_put_key(j, SPAN("pid"));
	if (is_running)
		json_put_signed(j, c->pid[i]);
	else
		json_put_null(j);
	api_json_number(j, "starts", c->starts);
	api_json_number(j, "losses", c->losses[i]);
	json_put_key(j, SPAN("ended"));
	if (c->starts <= is_running)
		json_put_null(j);
	else
		put_end(j, c->last_status[i]);
	json_end_object(j);
}

static void
put_pipeline(struct json *j, const struct pipeline *p)
{
	const struct pipeline_counts *c = &p->counts;

	json_put_key(j, SPAN("pipeline"));
	json_begin_object(j);
	json_put_key(j, SPAN("ready"));
	json_put_bool(j, c->is_ready);
	api_json_seconds(j, "wait", c->wait);
	api_json_number(j, "put", c->put);
	api_json_number(j, "sent_again", c->sent_again);
	api_json_number(j, "in_flight", pipeline_in_flight(p));
	api_json_number(j, "in_flight_max", p->most);
	json_put_key(j, SPAN("children"));
	json_begin_array(j);
	put_child(j, c, CHILD_LEDGER);
	put_child(j, c, CHILD_BATCH);
	json_end_array(j);
	json_end_object(j);
}

static void
put_index(struct json *j, const struct history *history)
{
	json_put_key(j, SPAN("index"));
	json_begin_object(j);
	api_json_number(j, "records", history->records);
	api_json_number(j, "blocks", history->nblocks);
	api_json_number(j, "ledger_bytes", history->bytes);
	json_end_object(j);
}

/* This tells of the process, so it is answered however the book is. */
void
api_audit_telemetry(void *server, struct request *request)
{
	struct server *s = server;
	struct json j = { .out = &s->text };

	buf_clear(&s->text);
	json_begin_object(&j);
	api_json_time(&j, "time", timestamp_now());
	put_process(&j, s);
	put_http(&j, &s->http);
	put_pipeline(&j, &s->pipeline);
	put_index(&j, &s->view.history);
	json_end_object(&j);
	api_answer_json(s, request);
}
