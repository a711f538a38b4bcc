/* The state of all in figures: what is in the book, and what is done here. */
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/api_put.h"

static void
put_sum(struct json *j, const char *key, uint64_t count,
    struct money_total sum, int scale)
{
	json_put_key(j, span_of(key));
	json_begin_object(j);
	api_json_number(j, "count", count);
	api_json_money(j, "sum", sum, scale);
	json_end_object(j);
}

static void
put_domain(struct json *j, const struct server *s)
{
	const struct book_view *view = &s->view;
	const struct figures *f = &view->summary.whole;
	int scale = view->scale;

	api_json_number(j, "records", view->records);
	api_json_number(j, "accounts", view->accounts.by_name.count);
	put_sum(j, "credits", f->credits, f->credit_sum, scale);
	put_sum(j, "debits", f->debits, f->debit_sum, scale);
	api_json_money(j, "net", figures_net(f), scale);
	api_json_money(j, "absolute", figures_absolute(f), scale);
	api_json_money(j, "balance", view->balance, scale);
	api_json_number(j, "refused", view->summary.fates.refused);
	api_put_reasons(j, &view->summary.fates);
}

/* What was put here since the start, and what became of it. */
static void
put_work(struct json *j, const struct server *s)
{
	const struct pipeline_counts *c = &s->pipeline.counts;
	const struct submissions *submitted = &s->submissions;

	json_put_key(j, SPAN("decided"));
	json_begin_object(j);
	for (int i = 0; i < FATE_COUNT; i++)
		api_json_number(j, pipeline_fate_name((enum fate)i),
		    c->decided[i]);
	json_end_object(j);
	json_put_key(j, SPAN("queue"));
	json_begin_object(j);
	api_json_number(j, "in_flight", pipeline_in_flight(&s->pipeline));
	api_json_number(j, "in_flight_max", s->pipeline.most);
	json_end_object(j);
	json_put_key(j, SPAN("submissions"));
	json_begin_object(j);
	api_json_number(j, "windows", s->view.summary.fates.submitted);
	api_json_number(j, "requests", submitted->requests);
	api_json_number(j, "records", submitted->records);
	api_json_number(j, "turned_away", submitted->turned_away);
	json_end_object(j);
}

static void
put_packing(struct json *j, const struct book_view *view)
{
	const struct window_list *l = &view->windows;

	api_put_windows(j, view);
	json_put_key(j, SPAN("proven_share"));
	if (l->count == 0)
		json_put_null(j);
	else
		json_put_decimal(j, (int64_t)(l->proven * 10000 / l->count),
		    4);
	json_put_key(j, SPAN("batch_records_mean"));
	if (l->batches == 0)
		json_put_null(j);
	else
		json_put_decimal(j, (int64_t)((money_int128)l->records *
		    10000 / l->batches), 4);
}

void
api_audit_summary(void *server, struct request *request)
{
	struct server *s = server;
	struct json j = { .out = &s->text };

	if (!api_has_view(s, request))
		return;
	buf_clear(&s->text);
	json_begin_object(&j);
	api_json_time(&j, "time", timestamp_now());
	api_json_word_or_null(&j, "currency", s->currency);
	put_domain(&j, s);
	put_work(&j, s);
	put_packing(&j, &s->view);
	api_json_rate(&j, s);
	json_put_key(&j, SPAN("latency"));
	json_begin_object(&j);
	json_put_key(&j, SPAN("durable"));
	delays_put(&s->durable, &j);
	json_put_key(&j, SPAN("window"));
	delays_put(&s->formed, &j);
	json_end_object(&j);
	json_end_object(&j);
	api_answer_json(s, request);
}
