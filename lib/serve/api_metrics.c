/* All in figures, for Prometheus. */
#include "serve/api.h"
#include "serve/memory_used.h"
#include "stats/exposition.h"

#define PREFIX "balsys_serve_"

static void
put(struct exposition *e, const char *name, const char *type,
    const char *help, uint64_t value)
{
	exposition_family(e, name, type, help);
	exposition_begin(e, name);
	exposition_decimal(e, (struct money_total){ value }, 0);
}

static void
put_counter(struct exposition *e, const char *name, const char *help,
    uint64_t value)
{
	put(e, name, "counter", help, value);
}

static void
put_gauge(struct exposition *e, const char *name, const char *help,
    uint64_t value)
{
	put(e, name, "gauge", help, value);
}

/* One of a family, with a label. */
static void
put_labelled(struct exposition *e, const char *name, const char *label,
    const char *value, uint64_t number)
{
	exposition_begin(e, name);
	exposition_label(e, label, span_of(value));
	exposition_decimal(e, (struct money_total){ number }, 0);
}

static void
put_quantile(struct exposition *e, const char *name, const char *quantile,
    uint64_t micros)
{
	exposition_begin(e, name);
	exposition_label(e, "quantile", span_of(quantile));
	exposition_decimal(e, (struct money_total){ micros }, 6);
}

/* sum and count are name with _sum and _count behind it.  Of none there are no
   quantiles. */
static void
put_delays(struct exposition *e, const char *const name[3], const char *help,
    const struct delays *d)
{
	exposition_family(e, name[0], "summary", help);
	if (d->count > 0) {
		put_quantile(e, name[0], "0.5", delays_quantile(d, 50, 100));
		put_quantile(e, name[0], "0.95", delays_quantile(d, 95, 100));
		put_quantile(e, name[0], "0.99", delays_quantile(d, 99, 100));
	}
	exposition_begin(e, name[1]);
	exposition_decimal(e, (struct money_total){ d->sum }, 6);
	exposition_begin(e, name[2]);
	exposition_decimal(e, (struct money_total){ d->count }, 0);
}

static void
put_process(struct exposition *e, const struct server *s)
{
	static const char build[] = PREFIX "build_info";
	static const char start[] = PREFIX "start_timestamp_seconds";
	uint64_t memory = memory_used();

	exposition_family(e, build, "gauge", "1, of this version.");
	put_labelled(e, build, "version", s->version == NULL ? "" :
	    s->version, 1);
	exposition_family(e, start, "gauge", "When the server began.");
	exposition_begin(e, start);
	exposition_decimal(e, (struct money_total){ s->started.micros }, 6);
	if (memory > 0)
		put_gauge(e, PREFIX "resident_memory_bytes",
		    "Memory that the server has in use.", memory);
}

static void
put_http(struct exposition *e, const struct http_counts *c)
{
	static const char answers[] = PREFIX "http_answers_total";
	static const char *const classes[] = { NULL, "1xx", "2xx", "3xx",
	    "4xx", "5xx" };

	put_counter(e, PREFIX "http_requests_total", "Requests that came.",
	    c->requests);
	exposition_family(e, answers, "counter",
	    "Requests answered, by the class of their status.");
	for (int i = 1; i <= 5; i++)
		put_labelled(e, answers, "class", classes[i], c->of_class[i]);
	put_gauge(e, PREFIX "http_connections",
	    "Connections that are open.", c->connections);
	put_gauge(e, PREFIX "http_streams",
	    "Streams of events that are open.", c->streams);
}

static void
put_decided(struct exposition *e, const struct pipeline_counts *c)
{
	static const char decided[] = PREFIX "records_decided_total";

	put_counter(e, PREFIX "records_put_total",
	    "Records that were handed to balsys-ledger.", c->put);
	exposition_family(e, decided, "counter",
	    "Records decided and on disk, by what became of them.");
	for (int i = 0; i < FATE_COUNT; i++)
		put_labelled(e, decided, "fate",
		    pipeline_fate_name((enum fate)i), c->decided[i]);
	put_counter(e, PREFIX "records_sent_again_total",
	    "Records handed over anew after a child was lost.",
	    c->sent_again);
}

static void
put_pipeline(struct exposition *e, const struct pipeline *p)
{
	static const char losses[] = PREFIX "pipeline_losses_total";
	static const char wait[] = PREFIX "pipeline_wait_seconds";
	const struct pipeline_counts *c = &p->counts;

	put_decided(e, c);
	put_gauge(e, PREFIX "records_in_flight",
	    "Records handed over and not decided.", pipeline_in_flight(p));
	put_gauge(e, PREFIX "records_in_flight_max",
	    "The most that may be.", p->most);
	put_gauge(e, PREFIX "pipeline_ready",
	    "1 if balsys-ledger and balsys-batch take records.",
	    c->is_ready);
	put_counter(e, PREFIX "pipeline_starts_total",
	    "Times that both were begun.", c->starts);
	exposition_family(e, losses, "counter",
	    "Times that one ended by itself.");
	put_labelled(e, losses, "child", "balsys-ledger", c->losses[0]);
	put_labelled(e, losses, "child", "balsys-batch", c->losses[1]);
	exposition_family(e, wait, "gauge",
	    "Time until both are begun again.");
	exposition_begin(e, wait);
	exposition_decimal(e, (struct money_total){ c->wait }, 6);
}

static void
put_clients(struct exposition *e, const struct server *s)
{
	const struct submissions *sub = &s->submissions;
	const struct simulation *sim = &s->simulation;

	put_counter(e, PREFIX "submissions_total",
	    "Requests whose records were taken.", sub->requests);
	put_counter(e, PREFIX "submission_records_total",
	    "Records in these.", sub->records);
	put_counter(e, PREFIX "submissions_turned_away_total",
	    "Requests for whose records there was no room.",
	    sub->turned_away);
	put_gauge(e, PREFIX "submissions_waiting",
	    "Requests whose records are not all decided.", sub->waiting);
	put_gauge(e, PREFIX "simulation_running",
	    "1 while a simulation is.", sim->is_running);
	put_counter(e, PREFIX "simulation_runs_total",
	    "Simulations that were started.", sim->runs);
}

static void
put_totals(struct exposition *e, const struct server *s)
{
	static const char balance[] = PREFIX "book_balance";
	static const char refused[] = PREFIX "book_refused";
	const struct book_view *view = &s->view;

	exposition_family(e, balance, "gauge",
	    "Sum of the balances of all accounts.");
	exposition_begin(e, balance);
	if (s->currency != NULL)
		exposition_label(e, "currency", span_of(s->currency));
	exposition_decimal(e, view->balance, view->scale);
	put_gauge(e, PREFIX "book_accounts", "Accounts in the book.",
	    view->accounts.by_name.count);
	put_gauge(e, PREFIX "book_records", "Records that were posted.",
	    view->records);
	exposition_family(e, refused, "gauge",
	    "Records that were refused, by reason.");
	for (int i = 0; i < REASON_COUNT; i++)
		put_labelled(e, refused, "reason",
		    reason_word((enum reason)i),
		    view->summary.fates.of_reason[i]);
}

static void
put_book(struct exposition *e, const struct server *s)
{
	const struct book_view *view = &s->view;
	const struct window_list *l = &view->windows;

	put_totals(e, s);
	put_gauge(e, PREFIX "book_windows", "Windows that were formed.",
	    l->count);
	put_gauge(e, PREFIX "book_windows_proven",
	    "These with no batch beyond their lower bound.", l->proven);
	put_gauge(e, PREFIX "book_batches", "Batches in all windows.",
	    l->batches);
	put_gauge(e, PREFIX "book_batches_lower_bound",
	    "Batches without which it cannot be done.", l->lower_bound);
	put_gauge(e, PREFIX "book_windows_submitted",
	    "Windows that a command took.",
	    view->summary.fates.submitted);
	put_gauge(e, PREFIX "index_blocks",
	    "Blocks of ledger.csv that are known by time, id and account.",
	    view->history.nblocks);
	put_gauge(e, PREFIX "index_ledger_bytes",
	    "Bytes of ledger.csv in these.", view->history.bytes);
}

static void
put_all(const struct server *s, struct buf *out)
{
	static const char *const durable[] = { PREFIX "durable_seconds",
	    PREFIX "durable_seconds_sum", PREFIX "durable_seconds_count" };
	static const char *const formed[] = { PREFIX "window_seconds",
	    PREFIX "window_seconds_sum", PREFIX "window_seconds_count" };
	struct exposition e = { .out = out };

	put_process(&e, s);
	put_http(&e, &s->http.counts);
	put_pipeline(&e, &s->pipeline);
	put_clients(&e, s);
	put_delays(&e, durable,
	    "Time from when a record was handed over until it was on disk.",
	    &s->durable);
	put_delays(&e, formed, "Time from when the last record of a window "
	    "was on disk until it was formed.", &s->formed);
	if (s->is_viewed)
		put_book(&e, s);
}

void
api_metrics(void *server, struct request *request)
{
	struct server *s = server;

	buf_clear(&s->text);
	put_all(s, &s->text);
	api_answer_text(s, request, "text/plain; version=0.0.4");
}
