/* How full the next window is: what was posted and is in none yet. */
#include "check.h"
#include "serve/api_put.h"

/* Of so many records and windows it is this. */
static void
check_next(struct book_view view, const char *wanted)
{
	struct buf text = { 0 };
	struct json j = { .out = &text };

	view.window = 50;
	view.windows.count = 2;
	view.windows.proven = 1;
	view.windows.batches = 9;
	view.windows.lower_bound = 8;
	json_begin_object(&j);
	api_put_windows(&j, &view);
	json_end_object(&j);
	CHECK_SPAN(buf_span(&text), wanted);
	buf_free(&text);
}

#define WINDOWS "{\"windows\":{\"count\":2,\"proven\":1,\"batches\":9," \
	"\"lower_bound\":8,\"next\":{\"records\":"

static void
it_has_what_is_in_no_window(void)
{
	check_next((struct book_view){ .records = 107,
	    .windows.records = 100 }, WINDOWS "7,\"of\":50}}}");
	check_next((struct book_view){ .records = 100,
	    .windows.records = 100 }, WINDOWS "0,\"of\":50}}}");
	/* Those that are over the cap are in none. */
	check_next((struct book_view){ .records = 107, .too_large = 4,
	    .windows.records = 100 }, WINDOWS "3,\"of\":50}}}");
}

/* A window may be told of first, and the records in it then. */
static void
it_has_none_where_a_window_is_seen_before_its_records(void)
{
	check_next((struct book_view){ .records = 99,
	    .windows.records = 100 }, WINDOWS "0,\"of\":50}}}");
	check_next((struct book_view){ .records = 101, .too_large = 2,
	    .windows.records = 100 }, WINDOWS "0,\"of\":50}}}");
	check_next((struct book_view){ .records = 50,
	    .windows.records = 100 }, WINDOWS "0,\"of\":50}}}");
}

int
main(void)
{
	RUN(it_has_what_is_in_no_window);
	RUN(it_has_none_where_a_window_is_seen_before_its_records);
	return check_status();
}
