#include "serve/api_json.h"
#include "serve/api_put.h"

void
api_put_window(struct json *j, const struct book_view *view,
    const struct window_entry *window)
{
	json_begin_object(j);
	api_json_number(j, "window", window->number);
	api_json_number(j, "records", window->count);
	api_json_number(j, "batches", window->batches);
	api_json_number(j, "lower_bound", window->lower_bound);
	json_put_key(j, SPAN("proven"));
	json_put_bool(j, window->is_proven);
	api_json_money(j, "total", window->total, view->scale);
	json_end_object(j);
}

void
api_put_batch(struct json *j, const struct book_view *view,
    const struct window_batch *batch)
{
	json_begin_object(j);
	api_json_number(j, "window", batch->window);
	api_json_number(j, "batch", batch->batch);
	api_json_number(j, "count", batch->count);
	api_json_money(j, "total", batch->total, view->scale);
	api_json_share(j, "fill", batch->total, money_total_of(view->cap));
	api_json_text(j, "first_id", batch->first_id);
	api_json_text(j, "last_id", batch->last_id);
	json_end_object(j);
}

void
api_put_latest_windows(struct json *j, const struct book_view *view,
    size_t most)
{
	const struct window_list *l = &view->windows;

	json_put_key(j, SPAN("latest_windows"));
	json_begin_array(j);
	for (size_t i = 0; i < l->count && i < most; i++)
		api_put_window(j, view, &l->window[l->count - 1 - i]);
	json_end_array(j);
}

void
api_put_windows(struct json *j, const struct book_view *view)
{
	const struct window_list *l = &view->windows;
	uint64_t taken = l->records + view->too_large;

	json_put_key(j, SPAN("windows"));
	json_begin_object(j);
	api_json_number(j, "count", l->count);
	api_json_number(j, "proven", l->proven);
	api_json_number(j, "batches", l->batches);
	api_json_number(j, "lower_bound", l->lower_bound);
	json_put_key(j, SPAN("next"));
	json_begin_object(j);
	/* A window may be seen before all of its records are. */
	api_json_number(j, "records", view->records < taken ? 0 :
	    view->records - taken);
	api_json_number(j, "of", view->window);
	json_end_object(j);
	json_end_object(j);
}

void
api_put_reasons(struct json *j, const struct summary_fates *fates)
{
	json_put_key(j, SPAN("reasons"));
	json_begin_object(j);
	for (int i = 0; i < REASON_COUNT; i++)
		api_json_number(j, reason_word((enum reason)i),
		    fates->of_reason[i]);
	json_end_object(j);
}
