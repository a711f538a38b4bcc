/* Records: those that were posted, and new ones. */
#include <errno.h>
#include <string.h>

#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/problem.h"
#include "serve/query.h"

/* An answer that is put together. */
struct listing {
	struct json json;
	int scale;
	uint64_t count;
};

static void
take(void *arg, const struct posted *posted)
{
	struct listing *l = arg;
	struct json *j = &l->json;

	l->count++;
	json_begin_object(j);
	api_json_text(j, "id", posted->txn.id);
	if (posted->txn.has_time)
		api_json_time(j, "time", posted->txn.time);
	else
		api_json_text_or_null(j, "time", SPAN(""));
	api_json_text(j, "account", posted->txn.account);
	api_json_money(j, "amount", money_total_of(posted->txn.amount),
	    l->scale);
	api_json_money(j, "balance", money_total_of(posted->balance),
	    l->scale);
	api_json_text_or_null(j, "received", posted->received_text);
	json_end_object(j);
}

static int
read_times(struct request *r, struct history_query *q)
{
	int got = query_time(r, "start", &q->start);

	if (got == -1)
		return -1;
	q->has_start = got == 1;
	got = query_time(r, "end", &q->end);
	if (got == -1)
		return -1;
	q->has_end = got == 1;
	if (!q->has_start || !q->has_end ||
	    timestamp_compare(q->start, q->end) <= 0)
		return 0;
	problem_answer(r, PROBLEM_PARAMETER, "end is a time that is not "
	    "before start");
	return -1;
}

/* Returns 0, or -1 if the request was answered. */
static int
read_query(struct request *r, struct history_query *q)
{
	uint64_t limit = 100;
	int got;

	if (read_times(r, q) == -1)
		return -1;
	got = query_text(r, "account", TXN_ACCOUNT_MAX, &q->account);
	if (got == -1)
		return -1;
	q->has_account = got == 1;
	if (query_number(r, "limit", 1, HISTORY_LIMIT_MAX, &limit) == -1 ||
	    query_text(r, "after", TXN_ID_MAX, &q->after) == -1)
		return -1;
	q->limit = (unsigned)limit;
	return 0;
}

/* Where to go on: the same question, behind that record. */
static void
put_next(struct request *r, struct span after, struct buf *url)
{
	static const char *const same[] = { "start", "end", "account",
	    "limit" };

	buf_put(url, SPAN("/transactions/history?"));
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		const char *value = request_parameter(r, same[i]);
		if (value == NULL)
			continue;
		buf_put(url, span_of(same[i]));
		buf_putc(url, '=');
		query_put(url, span_of(value));
		buf_putc(url, '&');
	}
	buf_put(url, SPAN("after="));
	query_put(url, after);
}

static void
put_end(struct listing *l, struct request *r, const struct history_page *page)
{
	struct span after = page->has_more ? buf_span(&page->next) : SPAN("");
	struct buf url = { 0 };

	if (page->has_more)
		put_next(r, after, &url);
	if (url.failed || page->next.failed)
		l->json.out->failed = true;
	json_end_array(&l->json);
	api_json_number(&l->json, "count", l->count);
	api_json_text_or_null(&l->json, "after", after);
	api_json_text_or_null(&l->json, "next", buf_span(&url));
	json_end_object(&l->json);
	buf_free(&url);
}

void
api_transactions_history(void *server, struct request *request)
{
	struct server *s = server;
	struct listing l = { .json = { .out = &s->text },
	    .scale = s->view.scale };
	struct history_query query = { 0 };
	struct history_page page = { 0 };
	struct history_source source;

	if (!api_has_view(s, request) || read_query(request, &query) == -1)
		return;
	source = book_view_source(&s->view);
	buf_clear(&s->text);
	json_begin_object(&l.json);
	json_put_key(&l.json, SPAN("transactions"));
	json_begin_array(&l.json);
	if (history_find(&s->view.history, &source, &query, take, &l,
	    &page) == -1)
		problem_answer(request, PROBLEM_INTERNAL,
		    "the book cannot be read: %s", strerror(errno));
	else if (!page.is_found)
		problem_answer(request, PROBLEM_PARAMETER,
		    "after is the id of a record in this book");
	else {
		put_end(&l, request, &page);
		api_answer_json(s, request);
	}
	buf_free(&page.next);
}

void
api_transactions_submit(void *server, struct request *request)
{
	struct server *s = server;

	submission_serve(&s->submissions, request);
}
