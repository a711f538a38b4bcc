/*
 * check - the few lines that a unit test needs.
 *
 *	static void
 *	parse_refuses_an_exponent(void)
 *	{
 *		CHECK(money_parse(SPAN("1e5"), 2, &m) == -1);
 *	}
 *
 *	int
 *	main(void)
 *	{
 *		RUN(parse_refuses_an_exponent);
 *		return check_status();
 *	}
 *
 * Prints "ok - NAME" or "not ok - NAME" for every RUN, which tests/run.sh
 * counts; a failed CHECK says where on standard error and the test goes on.
 */
#ifndef BALSYS_CHECK_H
#define BALSYS_CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/span.h"

static int check_failures, check_failed_tests;

#define CHECK(condition) \
	((condition) ? (void)0 : check_fail(__FILE__, __LINE__, #condition))

/* Is the span these bytes? */
#define CHECK_SPAN(span, wanted) \
	check_span(__FILE__, __LINE__, (span), span_of(wanted))

/* Are two whole numbers the same? */
#define CHECK_INT(got, wanted) \
	check_int(__FILE__, __LINE__, #got, (intmax_t)(got), \
	    (intmax_t)(wanted))

#define RUN(test) check_run(#test, test)

static inline void
check_fail(const char *file, int line, const char *what)
{
	check_failures++;
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
}

static inline void
check_span(const char *file, int line, struct span got, struct span wanted)
{
	if (span_equal(got, wanted))
		return;
	check_failures++;
	fprintf(stderr, "%s:%d: got \"%.*s\", wanted \"%.*s\"\n", file, line,
	    (int)got.len, got.ptr == NULL ? "" : got.ptr, (int)wanted.len,
	    wanted.ptr);
}

static inline void
check_int(const char *file, int line, const char *what, intmax_t got,
    intmax_t wanted)
{
	if (got == wanted)
		return;
	check_failures++;
	fprintf(stderr, "%s:%d: %s is %jd, wanted %jd\n", file, line, what, got,
	    wanted);
}

static inline void
check_run(const char *name, void (*test)(void))
{
	check_failures = 0;
	test();
	printf("%s - %s\n", check_failures == 0 ? "ok" : "not ok", name);
	fflush(stdout);
	check_failed_tests += check_failures != 0;
}

static inline int
check_status(void)
{
	return check_failed_tests != 0;
}

#endif
