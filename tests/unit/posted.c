/* Lines of ledger.csv. */
#include <errno.h>

#include "check.h"
#include "serve/posted.h"

static struct posted_columns columns;

static void
start(const char *header, const char *balance)
{
	const char *why = NULL;

	posted_free(&columns);
	CHECK_INT(posted_columns(&columns, span_of(header), balance, &why), 0);
	CHECK(why == NULL);
}

static void
a_line_is_what_it_tells(void)
{
	struct posted p;

	start("id,time,account,amount,received,balance", "balance");
	CHECK_INT(posted_parse(&columns, SPAN("\"a,\"\"b\",2026-01-02T03:04:05"
	    "+01:00,acct,5,x,-7.25"), 2, &p), 0);
	CHECK_SPAN(p.txn.id, "a,\"b");
	CHECK_SPAN(p.txn.account, "acct");
	CHECK_SPAN(p.txn.amount_text, "5");
	CHECK_INT(p.txn.amount.minor, 500);
	CHECK_INT(p.balance.minor, -725);
	CHECK_SPAN(p.balance_text, "-7.25");
	CHECK_SPAN(p.received_text, "x");
	CHECK(p.has_when && p.txn.has_time);
	CHECK_INT(p.when.micros, INT64_C(1767319445000000));
	start("amount,id,left", "left");
	CHECK_INT(posted_parse(&columns, SPAN("-1.5,7,3.000"), 3, &p), 0);
	CHECK_SPAN(p.txn.id, "7");
	CHECK_SPAN(p.txn.account, "");
	CHECK_SPAN(p.received_text, "");
	CHECK_INT(p.txn.amount.minor, -1500);
	CHECK_INT(p.balance.minor, 3000);
	CHECK(!p.has_when);
}

static void
check_when(const char *line, bool has_when, int64_t micros)
{
	struct posted p;

	CHECK_INT(posted_parse(&columns, span_of(line), 2, &p), 0);
	CHECK_INT(p.has_when, has_when);
	if (has_when)
		CHECK_INT(p.when.micros, micros);
}

static void
received_stands_for_an_empty_time(void)
{
	start("id,time,amount,received,balance", "balance");
	check_when("1,,5.00,1970-01-01T00:00:01Z,5.00", true, 1000000);
	check_when("1,1969-12-31T23:59:59Z,5.00,1970-01-01T00:00:01Z,5.00",
	    true, -1000000);
	check_when("1,1970-01-01T00:00:02Z,5.00,,5.00", true, 2000000);
	check_when("1,,5.00,,5.00", false, 0);
	/* A column that somebody else called so. */
	check_when("1,,5.00,yesterday,5.00", false, 0);
	start("received,id,amount,balance", "balance");
	check_when("1970-01-01T00:00:01Z,1,5.00,5.00", true, 1000000);
	start("received,id,amount,received,balance", "balance");
	CHECK_INT(columns.received, -1);
	check_when("1970-01-01T00:00:01Z,1,5.00,,5.00", false, 0);
}

static void
check_columns(const char *header, const char *wanted)
{
	const char *why = NULL;

	CHECK_INT(posted_columns(&columns, span_of(header), "balance", &why),
	    -1);
	CHECK_SPAN(span_of(why), wanted);
}

static void
a_header_that_is_none_is_told(void)
{
	check_columns("id,balance", "id and amount are not there, or twice");
	check_columns("id,id,amount,balance",
	    "id and amount are not there, or twice");
	check_columns("id,time,amount,time,balance",
	    "time or account is there twice");
	check_columns("id,amount,left",
	    "the last column is not that of balances");
	check_columns("id,balance,amount",
	    "the last column is not that of balances");
	check_columns("balance,id,amount,balance",
	    "the last column is not that of balances");
	check_columns("id,\"amount", "a quote is not closed");
}

static void
a_line_that_is_none_is_told(void)
{
	static const char *const line[] = { "", "1,2.00", "1,2.00,3.00,4.00",
	    "1,2.00,x", "1,x,3.00", ",2.00,3.00", "1,2.000001,3.00",
	    "\"1,2.00,3.00" };
	struct posted p;

	start("id,amount,balance", "balance");
	for (size_t i = 0; i < sizeof(line) / sizeof(*line); i++) {
		errno = 0;
		CHECK_INT(posted_parse(&columns, span_of(line[i]), 2, &p), -1);
		CHECK_INT(errno, EBADMSG);
	}
	CHECK_INT(posted_parse(&columns, SPAN("1,2.00,3.00"), 2, &p), 0);
}

int
main(void)
{
	RUN(a_line_is_what_it_tells);
	RUN(received_stands_for_an_empty_time);
	RUN(a_header_that_is_none_is_told);
	RUN(a_line_that_is_none_is_told);
	posted_free(&columns);
	posted_free(&columns);
	return check_status();
}
