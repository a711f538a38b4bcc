/* Parameters by kind: what is taken, and what the problem says of what is not.
   The request is one of our own, which keeps what it is answered. */
#include <stdarg.h>

#include "check.h"
#include "serve/problem.h"
#include "serve/query.h"

struct request {
	const char *value;	/* of x */
	enum problem problem;
	char said[200];
};

const char *
request_parameter(const struct request *r, const char *name)
{
	return strcmp(name, "x") == 0 ? r->value : NULL;
}

void
problem_answer(struct request *r, enum problem problem, const char *format,
    ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(r->said, sizeof(r->said), format, args);
	va_end(args);
	r->problem = problem;
}

static void
numbers_are_whole_and_in_range(void)
{
	static const char *const wrong[] = { "", "0", "1001", "-1", "+5",
	    "05", "5.0", " 5", "5 ", "1e3", "five", "18446744073709551616" };
	uint64_t got = 77;

	CHECK_INT(query_number(&(struct request){ .value = "1" }, "x", 1, 1000,
	    &got), 1);
	CHECK_INT(got, 1);
	CHECK_INT(query_number(&(struct request){ .value = "1000" }, "x", 1,
	    1000, &got), 1);
	CHECK_INT(got, 1000);
	CHECK_INT(query_number(&(struct request){ .value = "9" }, "y", 1, 1000,
	    &got), 0);
	CHECK_INT(got, 1000);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct request r = { .value = wrong[i] };
		char wanted[200];
		CHECK_INT(query_number(&r, "x", 1, 1000, &got), -1);
		CHECK_INT(got, 1000);
		CHECK_INT(r.problem, PROBLEM_PARAMETER);
		snprintf(wanted, sizeof(wanted), "x is a whole number from 1 "
		    "to 1000, not \"%s\"", wrong[i]);
		CHECK_SPAN(span_of(r.said), wanted);
	}
}

static void
times_are_rfc_3339(void)
{
	struct request bad = { .value = "2026-11-22T06:50:00 01:00" };
	struct timestamp t = { 5 };

	CHECK_INT(query_time(&(struct request){ .value = NULL }, "x", &t), 0);
	CHECK_INT(t.micros, 5);
	CHECK_INT(query_time(&(struct request){ .value =
	    "1970-01-01T01:00:01+01:00" }, "x", &t), 1);
	CHECK_INT(t.micros, 1000000);
	CHECK_INT(query_time(&bad, "x", &t), -1);
	CHECK_INT(bad.problem, PROBLEM_PARAMETER);
	CHECK_SPAN(span_of(bad.said), "x is a time such as "
	    "2026-11-22T06:50:00Z, a + of its offset written as %2B, not "
	    "\"2026-11-22T06:50:00 01:00\"");
}

static void
texts_have_a_length(void)
{
	struct request bad = { .value = "abcde" };
	struct span text = { "old", 3 };

	CHECK_INT(query_text(&(struct request){ .value = NULL }, "x", 4,
	    &text), 0);
	CHECK_SPAN(text, "old");
	CHECK_INT(query_text(&(struct request){ .value = "" }, "x", 4,
	    &text), 1);
	CHECK_SPAN(text, "");
	CHECK_INT(query_text(&(struct request){ .value = "abcd" }, "x", 4,
	    &text), 1);
	CHECK_SPAN(text, "abcd");
	CHECK_INT(query_text(&bad, "x", 4, &text), -1);
	CHECK_SPAN(span_of(bad.said), "x has 4 bytes at most, not 5");
}

static void
a_long_value_is_not_repeated_as_a_whole(void)
{
	char value[5000];
	struct request r = { .value = value };
	uint64_t got;

	memset(value, 'z', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	CHECK_INT(query_number(&r, "x", 1, 2, &got), -1);
	CHECK(strlen(r.said) < 100);
}

static void
what_is_put_can_be_read_back(void)
{
	struct buf out = { 0 };

	query_put(&out, SPAN("aZ09-._~"));
	CHECK_SPAN(buf_span(&out), "aZ09-._~");
	buf_clear(&out);
	query_put(&out, SPAN("2026-11-22T06:50:00+01:00 a&b=c%d/?#\303\251"));
	CHECK_SPAN(buf_span(&out), "2026-11-22T06%3A50%3A00%2B01%3A00%20a%26b"
	    "%3Dc%25d%2F%3F%23%C3%A9");
	buf_free(&out);
}

int
main(void)
{
	RUN(numbers_are_whole_and_in_range);
	RUN(times_are_rfc_3339);
	RUN(texts_have_a_length);
	RUN(a_long_value_is_not_repeated_as_a_whole);
	RUN(what_is_put_can_be_read_back);
	return check_status();
}
