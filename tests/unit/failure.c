#include <errno.h>

#include "check.h"
#include "stream/failure.h"

static struct span
sentence(const struct failure *f)
{
	return span_of(f->sentence);
}

static void
a_failure_is_a_kind_and_a_sentence(void)
{
	struct failure f = { 0 };

	CHECK_INT(failure_at(&f, READER_FAILED_DATA, "a.csv", 812, "is cut"),
	    -1);
	CHECK_INT(f.kind, READER_FAILED_DATA);
	CHECK_SPAN(sentence(&f), "a.csv:812: is cut");
	CHECK_INT(failure_at(&f, READER_FAILED_OPEN, "b.csv", 0, "is gone"),
	    -1);
	CHECK_INT(f.kind, READER_FAILED_OPEN);
	CHECK_SPAN(sentence(&f), "b.csv: is gone");
	CHECK_INT(failure_say(&f, READER_FAILED_COLUMNS, "%s%d", "x", 7), -1);
	CHECK_SPAN(sentence(&f), "x7");
	CHECK_INT(failure_memory(&f), -1);
	CHECK_INT(f.kind, READER_FAILED_MEMORY);
	failure_free(&f);
	CHECK_INT(f.kind, 0);
	failure_free(&f);
}

static void
errno_says_what_kind_it_is(void)
{
	struct failure f = { 0 };

	errno = EIO;
	CHECK_INT(failure_errno(&f, "a.csv"), -1);
	CHECK_INT(f.kind, READER_FAILED_READ);
	CHECK_SPAN(sentence(&f), "a.csv: Input/output error");
	errno = EINTR;
	CHECK_INT(failure_errno(&f, "a.csv"), -1);
	CHECK_INT(f.kind, READER_STOPPED);
	CHECK_SPAN(sentence(&f), "");
	errno = ECANCELED;
	CHECK_INT(failure_errno(&f, "a.csv"), -1);
	CHECK_INT(f.kind, READER_STOPPED);
	errno = ENOMEM;
	CHECK_INT(failure_errno(&f, "a.csv"), -1);
	CHECK_INT(f.kind, READER_FAILED_MEMORY);
	failure_free(&f);
}

int
main(void)
{
	RUN(a_failure_is_a_kind_and_a_sentence);
	RUN(errno_says_what_kind_it_is);
	return check_status();
}
