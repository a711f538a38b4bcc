/* What stands in the file "book", and what must not. */
#include <errno.h>

#include "check.h"
#include "ledger/book_options.h"

#define ID "0123456789abcdef0123456789abcdef"
#define HEAD "option,value\n"

static void
options_are_kept_in_order(void)
{
	struct book_options o = { 0 };
	struct buf text = { 0 };

	CHECK(book_options_find(&o, "scale") == NULL);
	CHECK_INT(book_options_put(&o, "scale", "2"), 0);
	CHECK_INT(book_options_put(&o, "id", ID), 0);
	CHECK_INT(book_options_put(&o, "window", "1000"), 0);
	CHECK_INT(book_options_put(&o, "batch-as", "a \"b\", c"), 0);
	CHECK_INT(book_options_put(&o, "known", ""), 0);
	CHECK_INT(o.count, 5);
	CHECK_SPAN(span_of(book_options_find(&o, "scale")), "2");
	CHECK_SPAN(span_of(book_options_find(&o, "known")), "");
	CHECK(book_options_find(&o, "scal") == NULL);
	book_options_format(&o, &text);
	CHECK_SPAN(buf_span(&text), HEAD "batch-as,\"a \"\"b\"\", c\"\nid," ID
	    "\nknown,\nscale,2\nwindow,1000\n");
	buf_free(&text);
	book_options_free(&o);
	book_options_free(&o);
}

static void
what_was_written_is_read_back(void)
{
	struct book_options o = { 0 }, back = { 0 };
	struct book_options_fault fault;
	struct buf text = { 0 }, again = { 0 };

	CHECK_INT(book_options_put(&o, "id", ID), 0);
	CHECK_INT(book_options_put(&o, "batch-as", "a \"b\", c"), 0);
	CHECK_INT(book_options_put(&o, "known", ""), 0);
	book_options_format(&o, &text);
	CHECK_INT(book_options_parse(&back, buf_span(&text), &fault), 1);
	CHECK_SPAN(span_of(book_options_find(&back, "batch-as")),
	    "a \"b\", c");
	CHECK_SPAN(span_of(book_options_find(&back, "known")), "");
	book_options_format(&back, &again);
	CHECK(span_equal(buf_span(&text), buf_span(&again)));
	buf_free(&text);
	buf_free(&again);
	book_options_free(&o);
	book_options_free(&back);
}

static void
there_is_an_end_of_options(void)
{
	struct book_options o = { 0 };
	char name[] = "a-a";

	for (int i = 0; i < BOOK_OPTIONS_MAX; i++) {
		name[0] = (char)('a' + i / 26);
		name[2] = (char)('a' + i % 26);
		CHECK_INT(book_options_put(&o, name, "x"), 0);
	}
	CHECK_INT(book_options_put(&o, "z", "x"), -1);
	CHECK_INT(errno, E2BIG);
	CHECK_INT(o.count, BOOK_OPTIONS_MAX);
	book_options_free(&o);
}

static void
check_refused(struct span text, unsigned long line, const char *clause)
{
	struct book_options o = { 0 };
	struct book_options_fault fault;

	CHECK_INT(book_options_parse(&o, text, &fault), 2);
	CHECK_INT(fault.line, line);
	CHECK_SPAN(span_of(fault.clause), clause);
	book_options_free(&o);
}

static void
another_file_is_refused(void)
{
	static const char header[] = "the header is not option,value";
	static const char none[] = "this is no option and its value";
	static const char name[] = "this is no name of an option";
	static const char order[] = "options are not in their order";
	static const char id[] = "this is no id of a book";
	static const char end[] = "the last line has no newline";
	static const char no_id[] = "has no id of a book";

	check_refused(SPAN(""), 0, no_id);
	check_refused(SPAN(HEAD), 0, no_id);
	check_refused(SPAN(HEAD "scale,2\n"), 0, no_id);
	check_refused(SPAN("id," ID "\n"), 1, header);
	check_refused(SPAN("option,value,id\n"), 1, none);
	check_refused(SPAN("\"option\",value\nid," ID "\n"), 1, header);
	check_refused(SPAN(HEAD "id," ID), 2, end);
	check_refused(SPAN(HEAD "id," ID "\nscale,2"), 3, end);
	check_refused(SPAN(HEAD "\nid," ID "\n"), 2, none);
	check_refused(SPAN(HEAD "id\n"), 2, none);
	check_refused(SPAN(HEAD "id," ID ",\n"), 2, none);
	check_refused(SPAN(HEAD "id," ID "\r\n"), 2, none);
	check_refused(SPAN(HEAD "id," ID "\nscale,\"2\n"), 3, none);
	check_refused(SPAN(HEAD "id," ID "\nscale,\0\n"), 3, none);
	check_refused(SPAN(HEAD ",2\nid," ID "\n"), 2, name);
	check_refused(SPAN(HEAD "Cap,2\nid," ID "\n"), 2, name);
	check_refused(SPAN(HEAD "id," ID "\nid," ID "\n"), 3, order);
	check_refused(SPAN(HEAD "scale,2\nid," ID "\n"), 3, order);
	check_refused(SPAN(HEAD "id,0123456789abcdef\n"), 2, id);
	check_refused(SPAN(HEAD "id,0123456789ABCDEF0123456789abcdef\n"), 2,
	    id);
	check_refused(SPAN(HEAD "id,\n"), 2, id);
}

static void
more_than_there_can_be_is_refused(void)
{
	struct buf text = { 0 };
	char line[] = "a-a,x\n";

	buf_put(&text, SPAN(HEAD));
	for (int i = 0; i <= BOOK_OPTIONS_MAX; i++) {
		line[0] = (char)('a' + i / 26);
		line[2] = (char)('a' + i % 26);
		buf_put(&text, span_of(line));
	}
	check_refused(buf_span(&text), BOOK_OPTIONS_MAX + 2,
	    "there are too many options");
	buf_free(&text);
}

static void
what_differs_is_named_and_what_is_missing_added(void)
{
	struct book_options a = { 0 }, b = { 0 };

	CHECK_INT(book_options_put(&a, "scale", "2"), 0);
	CHECK_INT(book_options_put(&a, "cap", "1.00"), 0);
	CHECK_INT(book_options_put(&b, "scale", "2"), 0);
	CHECK_INT(book_options_put(&b, "known", ""), 0);
	CHECK(book_options_differ(&a, &b) == NULL);
	CHECK_INT(book_options_add(&a, &b), 0);
	CHECK_INT(a.count, 3);
	CHECK_INT(b.count, 2);
	CHECK_SPAN(span_of(book_options_find(&a, "known")), "");
	CHECK_INT(book_options_put(&b, "cap", "2.00"), 0);
	CHECK_SPAN(span_of(book_options_differ(&a, &b)), "cap");
	CHECK_SPAN(span_of(book_options_differ(&b, &a)), "cap");
	book_options_free(&a);
	book_options_free(&b);
}

static void
an_id_is_drawn(void)
{
	struct book_options a = { 0 }, b = { 0 };
	const char *id;

	CHECK_INT(book_options_put_id(&a), 0);
	CHECK_INT(book_options_put_id(&b), 0);
	id = book_options_find(&a, "id");
	CHECK_INT(strlen(id), BOOK_ID_LEN);
	CHECK_INT(strspn(id, "0123456789abcdef"), BOOK_ID_LEN);
	CHECK_SPAN(span_of(book_options_differ(&a, &b)), "id");
	book_options_free(&a);
	book_options_free(&b);
}

int
main(void)
{
	RUN(options_are_kept_in_order);
	RUN(what_was_written_is_read_back);
	RUN(there_is_an_end_of_options);
	RUN(another_file_is_refused);
	RUN(more_than_there_can_be_is_refused);
	RUN(what_differs_is_named_and_what_is_missing_added);
	RUN(an_id_is_drawn);
	return check_status();
}
