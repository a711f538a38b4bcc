#include "serve/api_latest.h"

const struct book_view_record *
api_latest_record(const struct book_view *view, unsigned i)
{
	const struct book_view_record *record;

	if (i >= view->records || i >= BOOK_VIEW_LATEST)
		return NULL;
	record = &view->latest[(view->records - 1 - i) % BOOK_VIEW_LATEST];
	return record->id.len == 0 ? NULL : record;
}

struct span
api_latest_when(const struct book_view_record *record)
{
	return buf_span(record->time.len > 0 ? &record->time :
	    &record->received);
}

struct span
api_latest_time(const struct book_view *view)
{
	const struct book_view_record *last = api_latest_record(view, 0);

	return last == NULL ? SPAN("") : api_latest_when(last);
}
