/* A window as bytes: each by itself, however long it is. */
#include <stdlib.h>

#include "check.h"
#include "cli/window_text.h"

enum { COUNT = 5000 };

static const struct span header = { "id,note,amount", 14 };
static const struct span window_name = { "window", 6 };
static const struct span batch_name = { "a,batch", 7 };

/* A window of count records of 1.00, two to a batch, in one of two kinds. */
static void
fill(struct parcel *p, uint64_t number, int count, const char *note)
{
	char line[100], id[20];

	parcel_clear(p);
	p->method = method_find("next-fit");
	p->cap = 200;
	p->number = number;
	for (int i = 0; i < count; i++) {
		snprintf(id, sizeof(id), "n%d", i);
		snprintf(line, sizeof(line), "%s,%s,1.00", id, note);
		CHECK_INT(parcel_put(p, span_of(line), span_of(id), 100), 0);
	}
	CHECK_INT(parcel_pack(p), 0);
}

/* The same lines, made here. */
static struct span
lines(char *dst, int window, int count, const char *note)
{
	int len = sprintf(dst, "id,note,amount,window,\"a,batch\"\n");

	for (int i = 0; i < count; i++)
		len += sprintf(dst + len, "n%d,%s,1.00,%d,%d\n", i, note,
		    window, i / 2 + 1);
	return (struct span){ dst, (size_t)len };
}

static void
every_window_has_the_header_and_its_lines(void)
{
	static const char note[] = "some words that make lines of some length";
	struct window_text text = { 0 };
	struct parcel p = { 0 };
	struct span bytes;
	char *wanted = malloc(COUNT * 100);

	CHECK_INT(window_text_open(&text, BATCH_OUTPUT_LINES, 2, header,
	    window_name, batch_name), 0);
	/* The second is longer than what a writer keeps. */
	for (int i = 1; i <= 4; i++) {
		int count = i == 2 ? COUNT : 2 * i + 1;

		fill(&p, (uint64_t)i, count, note);
		for (int again = 0; again < 2; again++) {
			CHECK_INT(window_text_make(&text, &p, &bytes), 0);
			CHECK(span_equal(bytes, lines(wanted, i, count,
			    note)));
		}
	}
	CHECK(COUNT * sizeof(note) > WRITER_BLOCK);
	window_text_free(&text);
	window_text_free(&text);
	parcel_free(&p);
	free(wanted);
}

static void
other_forms_are_by_themselves_too(void)
{
	struct window_text text = { 0 };
	struct parcel p = { 0 };
	struct span bytes;

	CHECK_INT(window_text_open(&text, BATCH_OUTPUT_BATCHES, 2, header,
	    window_name, batch_name), 0);
	for (uint64_t i = 7; i < 9; i++) {
		fill(&p, i, 3, "");
		CHECK_INT(window_text_make(&text, &p, &bytes), 0);
		CHECK_SPAN(bytes, i == 7 ?
		    "window,batch,count,total,cap,first_id,last_id\n"
		    "7,1,2,2.00,2.00,n0,n1\n7,2,1,1.00,2.00,n2,n2\n" :
		    "window,batch,count,total,cap,first_id,last_id\n"
		    "8,1,2,2.00,2.00,n0,n1\n8,2,1,1.00,2.00,n2,n2\n");
	}
	window_text_free(&text);
	CHECK_INT(window_text_open(&text, BATCH_OUTPUT_SUBMISSIONS, 2, header,
	    window_name, batch_name), 0);
	for (int again = 0; again < 2; again++) {
		CHECK_INT(window_text_make(&text, &p, &bytes), 0);
		CHECK_SPAN(bytes, "{\"submission\":{\"window\":8,\"batches\":["
		    "{\"totalValueOfAllTransactions\":\"2.00\","
		    "\"countOfTransactions\":2},"
		    "{\"totalValueOfAllTransactions\":\"1.00\","
		    "\"countOfTransactions\":1}]}}\n");
	}
	window_text_free(&text);
	parcel_free(&p);
}

int
main(void)
{
	RUN(every_window_has_the_header_and_its_lines);
	RUN(other_forms_are_by_themselves_too);
	return check_status();
}
