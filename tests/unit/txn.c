/* A record as a transaction, and why it is none. */
#define _GNU_SOURCE
#include "check.h"
#include "ledger/txn.h"
#include "source.h"
#include "stream/split.h"

/* Read the one record of a file.  Returns as txn_parse(), or -2 for columns. */
static int
parse(struct span bytes, int scale, struct txn *txn, struct txn_fault *fault,
    const char **wrong, struct reader *in)
{
	static const char *const paths[] = { "t", NULL };
	struct txn_columns at;
	struct record row;

	source_file("t", bytes);
	CHECK_INT(reader_open(in, paths, &(struct reader_options){ 0 }), 0);
	if (txn_find_columns(in, &at, wrong) == -1)
		return -2;
	CHECK_INT(reader_next(in, &row), 1);
	return txn_parse(&row, &at, scale, txn, fault);
}

static void
check_lacks(struct span header, const char *wanted)
{
	const char *wrong = NULL;
	struct reader in = { 0 };

	CHECK_INT(parse(header, 2, NULL, NULL, &wrong, &in), -2);
	CHECK_SPAN(span_of(wrong), wanted);
	reader_close(&in);
}

static void
columns_are_needed_and_there_once(void)
{
	check_lacks(SPAN("amount\n"), "no column is called id");
	check_lacks(SPAN("id,Amount\n"), "no column is called amount");
	check_lacks(SPAN("id,amount,id\n"), "two columns are called id");
	check_lacks(SPAN("id,amount,amount\n"),
	    "two columns are called amount");
	check_lacks(SPAN("id,time,amount,time\n"),
	    "two columns are called time");
	check_lacks(SPAN("account,id,amount,account\n"),
	    "two columns are called account");
}

static void
a_record_is_read_by_its_columns_names(void)
{
	struct txn_fault fault;
	struct txn txn;
	const char *wrong;
	struct reader in = { 0 };

	CHECK_INT(parse(SPAN("x,amount,id,time,account\n"
	    "y,-1.5,7,1970-01-01T00:00:01Z,cash\n"), 2, &txn, &fault, &wrong,
	    &in), 0);
	CHECK_SPAN(txn.id, "7");
	CHECK_SPAN(txn.account, "cash");
	CHECK_SPAN(txn.amount_text, "-1.5");
	CHECK_INT(txn.amount.minor, -150);
	CHECK(txn.has_time);
	CHECK_SPAN(txn.time_text, "1970-01-01T00:00:01Z");
	reader_close(&in);
	CHECK_INT(parse(SPAN("id,amount,time,account\n7,3,,\n"), 0, &txn,
	    &fault, &wrong, &in), 0);
	CHECK(!txn.has_time && txn.account.len == 0 && txn.amount.minor == 3);
	reader_close(&in);
	CHECK_INT(parse(SPAN("id,amount\n7,3\n"), 6, &txn, &fault, &wrong,
	    &in), 0);
	CHECK(!txn.has_time && txn.account.len == 0);
	CHECK_INT(txn.amount.minor, 3000000);
	reader_close(&in);
}

static void
check_refuses(const char *line, int scale, enum reason reason,
    const char *wanted)
{
	struct buf b = { 0 };
	struct txn_fault fault;
	struct txn txn;
	const char *wrong;
	struct reader in = { 0 };

	buf_put(&b, SPAN("id,time,account,amount\n"));
	buf_put(&b, span_of(line));
	buf_putc(&b, '\n');
	CHECK_INT(parse(buf_span(&b), scale, &txn, &fault, &wrong, &in), -1);
	CHECK_INT(fault.reason, reason);
	CHECK_SPAN(span_of(fault.detail), wanted);
	reader_close(&in);
	buf_free(&b);
}

#define SIXTY "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"
#define FORTY "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"

static void
what_is_wrong_is_named(void)
{
	check_refuses(",,,1", 2, REASON_ID, "id is empty");
	check_refuses(SIXTY "12345,,,1", 2, REASON_ID,
	    "id \"" FORTY "...\" has 65 bytes, more than 64");
	check_refuses("1,," SIXTY "12345,1", 2, REASON_ACCOUNT,
	    "account \"" FORTY "...\" has 65 bytes, more than 64");
	check_refuses("1,yesterday,,1", 2, REASON_TIME,
	    "time \"yesterday\" is not an RFC 3339 time");
	check_refuses("1,,,", 2, REASON_AMOUNT, "amount is empty");
	check_refuses("1,,,12.345", 2, REASON_AMOUNT,
	    "amount \"12.345\" has more than 2 decimals");
	check_refuses("1,,,1.23", 1, REASON_AMOUNT,
	    "amount \"1.23\" has more than 1 decimal");
	check_refuses("1,,,1.5", 0, REASON_AMOUNT,
	    "amount \"1.5\" has more than 0 decimals");
	check_refuses("1,,,1e5", 2, REASON_AMOUNT,
	    "amount \"1e5\" is not an amount");
	check_refuses("1,,,\"1,234.00\"", 2, REASON_AMOUNT,
	    "amount \"1,234.00\" is not an amount");
	check_refuses("1,,,--5", 2, REASON_AMOUNT,
	    "amount \"--5\" is not an amount");
	check_refuses("1,,, 5", 2, REASON_AMOUNT,
	    "amount \" 5\" is not an amount");
	check_refuses("1,,,92233720368547758.08", 2, REASON_AMOUNT,
	    "amount \"92233720368547758.08\" is too large");
	check_refuses("1,,,-92233720368547758.09", 2, REASON_AMOUNT,
	    "amount \"-92233720368547758.09\" is too large");
}

static void
the_longest_names_and_amounts_are_taken(void)
{
	struct txn_fault fault;
	struct txn txn;
	const char *wrong;
	struct reader in = { 0 };

	CHECK_INT(parse(SPAN("id,account,amount\n" SIXTY "1234," SIXTY
	    "5678,-9223372036854775808\n"), 0, &txn, &fault, &wrong, &in), 0);
	CHECK_INT(txn.id.len, TXN_ID_MAX);
	CHECK_INT(txn.account.len, TXN_ACCOUNT_MAX);
	CHECK_INT(txn.amount.minor, INT64_MIN);
	reader_close(&in);
}

/* A run ends at the first record that txn_parse() would not have. */
static void
a_run_is_read_as_its_records_are_one_by_one(void)
{
	static const char *const line[] = { "1,,a,1.00", "2,x,a,1.00",
	    "3,2026-11-22T06:50:00.123456Z,b,-2", ",,a,1", "5,,a,1.234",
	    "6,2026-11-23T00:00:00+01:00,,0.5", SIXTY "12345,,a,1",
	    "8,,a,", "9,,a,1.", "10,2026-11-22T06:50:00.123457Z,b,+07.10" };
	enum { COUNT = sizeof(line) / sizeof(*line) };
	const struct txn_columns at = { 0, 1, 2, 3 };
	struct timestamp_memo memo = { 0 };
	struct split split[COUNT] = { { 0 } };
	struct record row[COUNT];
	struct txn run[COUNT], one;
	struct txn_fault fault;

	for (size_t i = 0; i < COUNT; i++) {
		CHECK_INT(split_start(&split[i], ',', '"'), 0);
		CHECK_INT(split_record(&split[i], span_of(line[i])), 1);
		row[i] = (struct record){ .field = split[i].field,
		    .nfields = split[i].nfields };
	}
	for (size_t i = 0; i < COUNT; i++) {
		size_t count = txn_parse_run(row + i, COUNT - i, &at, 2,
		    &memo, run + i);
		for (size_t j = i; j < i + count; j++) {
			CHECK_INT(txn_parse(row + j, &at, 2, &one, &fault), 0);
			CHECK(span_equal(run[j].id, one.id));
			CHECK(span_equal(run[j].account, one.account));
			CHECK(span_equal(run[j].time_text, one.time_text));
			CHECK(span_equal(run[j].amount_text, one.amount_text));
			CHECK_INT(run[j].amount.minor, one.amount.minor);
			CHECK_INT(run[j].has_time, one.has_time);
			CHECK(!one.has_time ||
			    run[j].time.micros == one.time.micros);
		}
		CHECK(i + count == COUNT || txn_parse(row + i + count, &at, 2,
		    &one, &fault) == -1);
		split_free(&split[i]);
	}
	CHECK_INT(txn_parse_run(row, 0, &at, 2, &memo, run), 0);
}

static void
four_columns_mean_something(void)
{
	CHECK(txn_is_column(SPAN("id")) && txn_is_column(SPAN("time")));
	CHECK(txn_is_column(SPAN("account")) && txn_is_column(SPAN("amount")));
	CHECK(!txn_is_column(SPAN("balance")) && !txn_is_column(SPAN("ID")));
}

int
main(void)
{
	RUN(a_run_is_read_as_its_records_are_one_by_one);
	RUN(columns_are_needed_and_there_once);
	RUN(a_record_is_read_by_its_columns_names);
	RUN(what_is_wrong_is_named);
	RUN(the_longest_names_and_amounts_are_taken);
	RUN(four_columns_mean_something);
	return check_status();
}
