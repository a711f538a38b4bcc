/* Batches as they were formed, and figures as balsys-stats has them. */
#include <errno.h>
#include <string.h>

#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/api_put.h"
#include "serve/problem.h"
#include "serve/query.h"
#include "stats/format.h"
#include "stream/text.h"

enum { BATCHES_MAX = 1000 };	/* of one answer, but for a whole window */

static void
answer_unreadable(struct request *request)
{
	problem_answer(request, PROBLEM_INTERNAL, "the book cannot be read: "
	    "%s", strerror(errno));
}

/* An answer that is put together. */
struct listing {
	const struct book_view *view;
	struct json json;
	uint64_t count;
};

static void
take(void *arg, const struct window_batch *batch)
{
	struct listing *l = arg;

	l->count++;
	api_put_batch(&l->json, l->view, batch);
}

static void
put_begin(struct listing *l)
{
	json_begin_object(&l->json);
	json_put_key(&l->json, SPAN("batches"));
	json_begin_array(&l->json);
}

static void
put_end(struct listing *l, const struct window_entry *window)
{
	struct json *j = &l->json;

	json_end_array(j);
	api_json_number(j, "count", l->count);
	json_put_key(j, SPAN("more"));
	json_put_bool(j, window == NULL &&
	    l->view->windows.batches > l->count);
	api_json_money(j, "cap", money_total_of(l->view->cap),
	    l->view->scale);
	json_put_key(j, SPAN("window"));
	if (window == NULL)
		json_put_null(j);
	else
		api_put_window(j, l->view, window);
	json_end_object(j);
}

/* All of one window, in order. */
static void
answer_window(struct server *s, struct request *request, uint64_t number)
{
	struct window_list *windows = &s->view.windows;
	struct listing l = { .view = &s->view, .json = { .out = &s->text } };

	if (number > windows->count) {
		problem_answer(request, PROBLEM_WINDOW, "window %llu is not "
		    "formed; %llu are", (unsigned long long)number,
		    (unsigned long long)windows->count);
		return;
	}
	put_begin(&l);
	if (window_list_batches(windows, book_view_folder(&s->view), number,
	    take, &l) == -1) {
		answer_unreadable(request);
		return;
	}
	put_end(&l, &windows->window[number - 1]);
	api_answer_json(s, request);
}

static void
answer_latest(struct server *s, struct request *request, size_t limit)
{
	struct latest_batches latest = { .limit = limit };
	struct listing l = { .view = &s->view, .json = { .out = &s->text } };

	if (latest_batches_read(&latest, &s->view.windows,
	    book_view_folder(&s->view)) == -1)
		answer_unreadable(request);
	else {
		put_begin(&l);
		for (size_t i = 0; i < latest.count; i++) {
			struct window_batch batch =
			    latest_batches_at(&latest, i);
			take(&l, &batch);
		}
		put_end(&l, NULL);
		api_answer_json(s, request);
	}
	latest_batches_free(&latest);
}

void
api_audit_batches(void *server, struct request *request)
{
	struct server *s = server;
	uint64_t limit = 100, window;
	int has_limit, has_window;

	if (!api_has_view(s, request))
		return;
	has_limit = query_number(request, "limit", 1, BATCHES_MAX, &limit);
	if (has_limit == -1)
		return;
	has_window = query_number(request, "window", 1, INT64_MAX, &window);
	if (has_window == -1)
		return;
	buf_clear(&s->text);
	if (has_window == 0)
		answer_latest(s, request, (size_t)limit);
	else if (has_limit == 1)
		problem_answer(request, PROBLEM_PARAMETER,
		    "limit does not go with window, all of which is told");
	else
		answer_window(s, request, window);
}

/* The page of balsys-stats --format json, in *text.  Returns 0, or -1. */
static int
put_stats(struct server *s, struct text *text, struct span *bytes)
{
	struct page page = { .out = &text->out, .scale = s->view.scale,
	    .currency = s->currency };
	struct report report = { 0 };

	summary_end(&s->view.summary);
	report_summary(&report, &s->view.summary);
	if (format_json.whole(&page, &report) == -1)
		return -1;
	return text_take(text, bytes);
}

void
api_audit_stats(void *server, struct request *request)
{
	struct server *s = server;
	struct text text = { 0 };
	struct span bytes;

	if (!api_has_view(s, request))
		return;
	if (text_open(&text) == -1 || put_stats(s, &text, &bytes) == -1)
		problem_answer(request, PROBLEM_INTERNAL, "out of memory");
	else
		request_answer(request, &(struct answer){ .status = 200,
		    .type = "application/json", .body = bytes });
	text_close(&text);
}
