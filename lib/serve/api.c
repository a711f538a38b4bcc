#include "serve/api.h"
#include "serve/problem.h"

static const char *const balance_parameters[] = { "account", NULL };
static const char *const history_parameters[] = { "start", "end", "account",
    "limit", "after", NULL };
static const char *const batches_parameters[] = { "limit", "window", NULL };

const struct route api_routes[] = {
	{ "GET", "/account/balance", api_account_balance,
	    balance_parameters, TAKES_NOTHING },
	{ "GET", "/transactions/history", api_transactions_history,
	    history_parameters, TAKES_NOTHING },
	{ "POST", "/transactions/submit", api_transactions_submit,
	    NULL, TAKES_RECORDS },
	{ "POST", "/simulation/start", api_simulation_start,
	    NULL, TAKES_JSON },
	{ "POST", "/simulation/stop", api_simulation_stop,
	    NULL, TAKES_NOTHING },
	{ "GET", "/audit/batches", api_audit_batches,
	    batches_parameters, TAKES_NOTHING },
	{ "GET", "/audit/stats", api_audit_stats, NULL, TAKES_NOTHING },
	{ "GET", "/audit/summary", api_audit_summary, NULL, TAKES_NOTHING },
	{ "GET", "/audit/telemetry", api_audit_telemetry, NULL,
	    TAKES_NOTHING },
	{ "GET", "/metrics", api_metrics, NULL, TAKES_NOTHING },
	{ "GET", "/healthz", api_healthz, NULL, TAKES_NOTHING },
	{ "GET", "/events", api_events, NULL, TAKES_NOTHING },
	{ "GET", "/problems", api_problems, NULL, TAKES_NOTHING },
	{ "GET", "/openapi.json", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/page.css", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/page.js", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/chart.js", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/live.js", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/money.js", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/simulation.js", api_asset, NULL, TAKES_NOTHING },
	{ "GET", "/icon.svg", api_asset, NULL, TAKES_NOTHING },
	{ 0 },
};

void
api_answer_text(struct server *server, struct request *request,
    const char *type)
{
	if (server->text.failed) {
		problem_answer(request, PROBLEM_INTERNAL, "out of memory");
		return;
	}
	request_answer(request, &(struct answer){ .status = 200,
	    .type = type, .body = buf_span(&server->text) });
}

void
api_answer_json(struct server *server, struct request *request)
{
	buf_putc(&server->text, '\n');
	api_answer_text(server, request, "application/json");
}

bool
api_has_view(struct server *server, struct request *request)
{
	if (server->is_viewed)
		return true;
	problem_answer(request, PROBLEM_STARTING,
	    "the book is being read; try again soon");
	return false;
}
