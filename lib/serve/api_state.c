/* What streams of events are told. */
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/api_latest.h"
#include "serve/api_put.h"

enum { WINDOWS = 8, BATCHES = 12, RECORDS = 20 };	/* of the latest */

static void
put_totals(struct json *j, const struct server *s)
{
	const struct book_view *view = &s->view;

	api_json_time(j, "time", timestamp_now());
	if (s->is_viewed)
		api_json_money(j, "balance", view->balance, view->scale);
	else
		api_json_word_or_null(j, "balance", NULL);
	api_json_word_or_null(j, "currency", s->currency);
	api_json_number(j, "scale", (uint64_t)view->scale);
	api_json_number(j, "accounts", view->accounts.by_name.count);
	api_json_number(j, "records", view->records);
	api_json_number(j, "refused", view->summary.fates.refused);
	api_json_number(j, "duplicates",
	    s->pipeline.counts.decided[FATE_DUPLICATE]);
}

static void
put_pipeline(struct json *j, const struct pipeline *p)
{
	const struct pipeline_counts *c = &p->counts;

	api_json_number(j, "in_flight", pipeline_in_flight(p));
	api_json_number(j, "in_flight_max", p->most);
	json_put_key(j, SPAN("pipeline"));
	json_begin_object(j);
	json_put_key(j, SPAN("ready"));
	json_put_bool(j, c->is_ready);
	api_json_number(j, "starts", c->starts);
	api_json_number(j, "ledger_losses", c->losses[0]);
	api_json_number(j, "batch_losses", c->losses[1]);
	api_json_seconds(j, "wait", c->wait);
	json_end_object(j);
}

/* Those of the last window, the newest first; none where the book cannot be
   read, which others will tell. */
static void
put_batches(struct json *j, struct server *s)
{
	struct latest_batches *l = &s->batches;

	l->limit = BATCHES;
	json_put_key(j, SPAN("latest_batches"));
	json_begin_array(j);
	if (s->is_viewed && latest_batches_read(l, &s->view.windows,
	    book_view_folder(&s->view)) == 0)
		for (size_t i = 0; i < l->count; i++) {
			struct window_batch batch = latest_batches_at(l, i);
			api_put_batch(j, &s->view, &batch);
		}
	json_end_array(j);
}

static void
put_records(struct json *j, const struct book_view *view)
{
	const struct book_view_record *r;

	json_put_key(j, SPAN("latest"));
	json_begin_array(j);
	for (unsigned i = 0; i < RECORDS &&
	    (r = api_latest_record(view, i)) != NULL; i++) {
		json_begin_object(j);
		api_json_text(j, "id", buf_span(&r->id));
		api_json_text_or_null(j, "time", api_latest_when(r));
		api_json_text(j, "account", buf_span(&r->account));
		api_json_text(j, "amount", buf_span(&r->amount));
		api_json_text(j, "balance", buf_span(&r->balance));
		json_end_object(j);
	}
	json_end_array(j);
}

void
api_put_state(struct server *server, struct buf *out)
{
	struct json j = { .out = out };

	buf_put(out, SPAN("event: state\ndata: "));
	json_begin_object(&j);
	put_totals(&j, server);
	api_json_rate(&j, server);
	put_pipeline(&j, &server->pipeline);
	api_json_simulation(&j, server);
	api_put_windows(&j, &server->view);
	api_put_latest_windows(&j, &server->view, WINDOWS);
	put_batches(&j, server);
	put_records(&j, &server->view);
	json_end_object(&j);
	buf_put(out, SPAN("\n\n"));
}

static void
put_point(struct json *j, const struct server *s,
    const struct server_point *point)
{
	char text[TIMESTAMP_TEXT_LEN];

	timestamp_format(point->at, text);
	json_begin_array(j);
	json_put_string(j, (struct span){ text, sizeof(text) });
	json_put_money_total(j, point->balance, s->view.scale);
	json_put_unsigned(j, point->records);
	json_end_array(j);
}

void
api_put_history(const struct server *server, struct buf *out)
{
	struct json j = { .out = out };
	uint64_t first = server->points < SERVER_SERIES ? 0 :
	    server->points - SERVER_SERIES;

	buf_put(out, SPAN("event: history\ndata: "));
	json_begin_object(&j);
	json_put_key(&j, SPAN("points"));
	json_begin_array(&j);
	for (uint64_t i = first; i < server->points; i++)
		put_point(&j, server, &server->series[i % SERVER_SERIES]);
	json_end_array(&j);
	json_end_object(&j);
	buf_put(out, SPAN("\n\n"));
}
