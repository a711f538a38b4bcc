/* Opening balances, limits and known ids out of files. */
#define _GNU_SOURCE
#include "check.h"
#include "ledger/tables.h"
#include "source.h"

static void
check_error(const struct table_error *error, const char *wanted)
{
	CHECK_INT(error->failure, READER_FAILED_DATA);
	CHECK_SPAN(span_of(error->text), wanted);
}

static void
check_no_opening(struct span bytes, const char *wanted)
{
	struct accounts accounts = { 0 };
	struct table_error error = { 0 };

	source_file("t", bytes);
	CHECK_INT(tables_read_opening("t", 2, &accounts, &error), -1);
	check_error(&error, wanted);
	accounts_free(&accounts);
}

static void
openings_are_balances_by_account(void)
{
	struct accounts accounts = { 0 };
	struct table_error error = { 0 };
	struct account *a;
	size_t count;

	source_file("t", SPAN("note,balance,account\nx,1.5,a\ny,-2,\"b,c\"\n"
	    "z,0,\n"));
	CHECK_INT(tables_read_opening("t", 2, &accounts, &error), 0);
	a = accounts_find_or_add(&accounts, SPAN("a"));
	CHECK(a->opened && a->balance.minor == 150 && a->count == 0);
	a = accounts_find_or_add(&accounts, SPAN("b,c"));
	CHECK(a->opened && a->balance.minor == -200);
	CHECK(accounts_find_or_add(&accounts, SPAN(""))->opened);
	free(accounts_sorted(&accounts, &count));
	CHECK_INT(count, 3);
	accounts_free(&accounts);
}

static void
an_opening_that_is_wrong_ends_it(void)
{
	check_no_opening(SPAN("account,amount\na,1\n"),
	    "t: no column is called balance");
	check_no_opening(SPAN("balance\n1\n"),
	    "t: no column is called account");
	check_no_opening(SPAN("account,balance,account\na,1,b\n"),
	    "t: two columns are called account");
	check_no_opening(SPAN("account,balance\na,1\nb,2\na,1\n"),
	    "t:4: account \"a\" stands here twice");
	check_no_opening(SPAN("account,balance\na,1.234\n"),
	    "t:2: balance \"1.234\" has more than 2 decimals");
	check_no_opening(SPAN("account,balance\na,\n"),
	    "t:2: balance is empty");
	check_no_opening(SPAN("account,balance\na,1\n\nb,2\n"),
	    "t:3: the line is blank");
	check_no_opening(SPAN("account,balance\na\n"),
	    "t:2: 1 field where the header has 2");
	check_no_opening(SPAN("account,balance\na,1\nb,2"),
	    "t:3: the last line has no newline, so it may be cut short "
	    "(--final-newline=optional takes it)");
	check_no_opening(SPAN("account,balance\n"
	    "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345"
	    ",1\n"), "t:2: account \"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"
	    "...\" has more than 64 bytes");
}

static void
a_missing_table_cannot_be_opened(void)
{
	struct accounts accounts = { 0 };
	struct table_error error = { 0 };

	CHECK_INT(tables_read_opening("missing", 2, &accounts, &error), -1);
	CHECK_INT(error.failure, READER_FAILED_OPEN);
	CHECK_SPAN(span_of(error.text), "missing: No such file or directory");
	accounts_free(&accounts);
}

static const struct account_limit *
limit_of(struct accounts *accounts, const char *name)
{
	const struct account_terms *terms = accounts_find_or_add(accounts,
	    span_of(name))->terms;

	return terms == NULL || !terms->limited ? NULL : &terms->limit;
}

static void
limits_are_by_account_and_may_be_missing(void)
{
	struct accounts accounts = { 0 };
	struct table_error error = { 0 };
	struct money least = { -500 };
	const struct account_limit *l;

	source_file("t", SPAN("account,min_balance,max_amount\n"
	    "a,-1,2.50\nb,,3\nc,0,\nd,,\n"));
	CHECK_INT(tables_read_limits("t", 2, NULL, &accounts, &error), 0);
	l = limit_of(&accounts, "a");
	CHECK(l->has_least && l->least_balance.minor == -100);
	CHECK(l->has_most && l->most_amount == 250);
	l = limit_of(&accounts, "b");
	CHECK(!l->has_least && l->has_most && l->most_amount == 300);
	l = limit_of(&accounts, "c");
	CHECK(l->has_least && l->least_balance.minor == 0 && !l->has_most);
	l = limit_of(&accounts, "d");
	CHECK(!l->has_least && !l->has_most);
	CHECK(limit_of(&accounts, "e") == NULL);
	accounts_free(&accounts);
	CHECK_INT(tables_read_limits("t", 2, &least, &accounts, &error), 0);
	CHECK_INT(limit_of(&accounts, "a")->least_balance.minor, -100);
	l = limit_of(&accounts, "b");
	CHECK(l->has_least && l->least_balance.minor == -500 && l->has_most);
	accounts_free(&accounts);
	source_file("t", SPAN("max_amount,account\n9223372036854775807,a\n"));
	CHECK_INT(tables_read_limits("t", 0, &least, &accounts, &error), 0);
	l = limit_of(&accounts, "a");
	CHECK(l->has_least && l->most_amount == INT64_MAX);
	accounts_free(&accounts);
}

static void
check_no_limits(struct span bytes, const char *wanted)
{
	struct accounts accounts = { 0 };
	struct table_error error = { 0 };

	source_file("t", bytes);
	CHECK_INT(tables_read_limits("t", 2, NULL, &accounts, &error), -1);
	check_error(&error, wanted);
	accounts_free(&accounts);
}

static void
a_limit_that_is_wrong_ends_it(void)
{
	check_no_limits(SPAN("account,x\na,1\n"),
	    "t: no column is called min_balance or max_amount");
	check_no_limits(SPAN("account,max_amount\na,-1\n"),
	    "t:2: max_amount \"-1\" is negative");
	check_no_limits(SPAN("account,min_balance\na,1e5\n"),
	    "t:2: min_balance \"1e5\" is not an amount");
	check_no_limits(SPAN("account,min_balance\na,1\na,\n"),
	    "t:3: account \"a\" stands here twice");
}

/* What was taken, a line each: id,time,account,amount,content,fate. */
static int
take(void *arg, struct span id, const struct seen_item *item)
{
	static const char *const fates[] = { "accepted", "decided", "limit",
	    "overflow" };
	const struct span part[] = { id, item->time, item->account,
	    item->amount, span_of(item->any_content ? "any" : "this"),
	    span_of(fates[item->fate]) };
	struct buf *out = arg;

	for (int i = 0; i < 6; i++) {
		buf_put(out, part[i]);
		buf_putc(out, i == 5 ? '\n' : ',');
	}
	return id.len == 5 ? -1 : 0;
}

static void
check_known(const char *table, const char *wanted)
{
	struct table_error error = { 0 };
	struct buf taken = { 0 };

	source_file("t", span_of(table));
	CHECK_INT(tables_read_known("t", take, &taken, &error), 0);
	CHECK_SPAN(buf_span(&taken), wanted);
	buf_free(&taken);
}

static void
known_ids_come_in_several_forms(void)
{
	/* Ids alone: whatever they were. */
	check_known("id\n1\n2\n1\n", "1,,,,any,decided\n"
	    "2,,,,any,decided\n1,,,,any,decided\n");
	/* Records, as a ledger wrote them: the content counts. */
	check_known("id,time,account,amount,balance\n1,t,a,5,5\n"
	    "2,,\"b\",6,7\n", "1,t,a,5,this,decided\n"
	    "2,,b,6,this,decided\n");
	check_known("amount,id\n5,1\n", "1,,,5,this,decided\n");
	/* Outcomes: those that decided their id. */
	check_known("id,outcome,reason,balance\n1,accepted,,5\n"
	    "2,refused,amount,\n3,refused,limit,\n4,refused,overflow,\n"
	    "5,refused,conflict,\n6,duplicate,,\n7,known,,\n,refused,nul,\n"
	    "8,known,amount,\n9,known,limit,\n", "1,,,,any,decided\n"
	    "3,,,,any,limit\n4,,,,any,overflow\n6,,,,any,decided\n"
	    "7,,,,any,decided\n9,,,,any,limit\n");
	/* What a book has of an earlier one. */
	check_known("id,time,account,amount,content,reason\n1,t,a,5,yes,\n"
	    "2,,,,no,\n3,,b,1,yes,limit\n", "1,t,a,5,this,decided\n"
	    "2,,,,any,decided\n3,,b,1,this,limit\n");
	/* Another file may have a column of that name. */
	check_known("id,amount,content\n1,5,no\n", "1,,,5,this,decided\n");
}

static void
known_ids_that_are_wrong_end_it(void)
{
	struct table_error error = { 0 };
	struct buf taken = { 0 };

	source_file("t", SPAN("x\n1\n"));
	CHECK_INT(tables_read_known("t", take, &taken, &error), -1);
	check_error(&error, "t: no column is called id");
	source_file("t", SPAN("id,outcome\n1,accepted\n"));
	CHECK_INT(tables_read_known("t", take, &taken, &error), -1);
	check_error(&error, "t: no column is called reason");
	source_file("t", SPAN("id,outcome,reason\n1,maybe,\n"));
	CHECK_INT(tables_read_known("t", take, &taken, &error), -1);
	check_error(&error, "t:2: outcome \"maybe\" is none");
	CHECK_INT(taken.len, 0);
	buf_free(&taken);
}

static void
who_takes_ids_may_have_no_memory(void)
{
	struct table_error error = { 0 };
	struct buf taken = { 0 };

	source_file("t", SPAN("id\n1\n12345\n2\n"));
	CHECK_INT(tables_read_known("t", take, &taken, &error), -1);
	CHECK_INT(error.failure, READER_FAILED_MEMORY);
	CHECK_SPAN(buf_span(&taken), "1,,,,any,decided\n"
	    "12345,,,,any,decided\n");
	buf_free(&taken);
}

int
main(void)
{
	RUN(openings_are_balances_by_account);
	RUN(an_opening_that_is_wrong_ends_it);
	RUN(a_missing_table_cannot_be_opened);
	RUN(limits_are_by_account_and_may_be_missing);
	RUN(a_limit_that_is_wrong_ends_it);
	RUN(known_ids_come_in_several_forms);
	RUN(known_ids_that_are_wrong_end_it);
	RUN(who_takes_ids_may_have_no_memory);
	return check_status();
}
