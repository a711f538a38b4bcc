/* Kinds of records, by the names of their columns. */
#include "base/buf.h"
#include "check.h"
#include "cli/tally_kind.h"

enum { NAMES_MAX = 16 };

/* The names in a line with commas. */
static size_t
split(const char *line, struct span *name)
{
	struct span rest = span_of(line);
	size_t count = 0;

	while (rest.ptr != NULL)
		name[count++] = span_cut(&rest, ',');
	return count;
}

static enum tally_kind
kind_of(const char *line)
{
	struct span name[NAMES_MAX];

	return tally_kind_of(name, split(line, name));
}

static const char *
find(const char *line, int at[TALLY_COLUMNS_MAX])
{
	struct span name[NAMES_MAX];
	size_t count = split(line, name);

	return tally_kind_find(tally_kind_of(name, count), name, count, at);
}

static void
kinds_are_told_by_their_columns(void)
{
	CHECK_INT(kind_of("id,amount"), TALLY_TRANSACTIONS);
	CHECK_INT(kind_of("batch,x,amount,window,id"), TALLY_TRANSACTIONS);
	CHECK_INT(kind_of("window,count,total,batches,lower_bound,bound,proven,"
	    "method,steps,first_id,last_id,micros"), TALLY_REPORT);
	CHECK_INT(kind_of("window,batch,count,total,cap,first_id,last_id"),
	    TALLY_LIST);
	CHECK_INT(kind_of("file,line,reason,detail,record"), TALLY_REFUSED);
	CHECK_INT(kind_of("id,outcome,reason,balance"), TALLY_OUTCOMES);
	CHECK_INT(kind_of("window,submission"), TALLY_SUBMISSIONS);
}

static void
one_column_less_is_another_kind_or_none(void)
{
	CHECK_INT(kind_of("id"), TALLY_UNKNOWN);
	CHECK_INT(kind_of("ID,amount"), TALLY_UNKNOWN);
	CHECK_INT(kind_of("window,count,total,batches,lower_bound"),
	    TALLY_UNKNOWN);
	CHECK_INT(kind_of("window,batch,count,total"), TALLY_UNKNOWN);
	CHECK_INT(kind_of("file,line,reason,detail"), TALLY_UNKNOWN);
	CHECK_INT(kind_of("id,outcome,balance"), TALLY_UNKNOWN);
	CHECK_INT(kind_of("submission"), TALLY_UNKNOWN);
	CHECK_INT(kind_of(""), TALLY_UNKNOWN);
	/* What has id and amount is transactions, whatever else. */
	CHECK_INT(kind_of("id,outcome,reason,balance,amount"),
	    TALLY_TRANSACTIONS);
}

static void
columns_are_found_in_any_order(void)
{
	int at[TALLY_COLUMNS_MAX];

	CHECK(find("proven,lower_bound,x,batches,total,count,window",
	    at) == NULL);
	CHECK_INT(at[TALLY_REPORT_WINDOW], 6);
	CHECK_INT(at[TALLY_REPORT_COUNT], 5);
	CHECK_INT(at[TALLY_REPORT_TOTAL], 4);
	CHECK_INT(at[TALLY_REPORT_BATCHES], 3);
	CHECK_INT(at[TALLY_REPORT_BOUND], 1);
	CHECK_INT(at[TALLY_REPORT_PROVEN], 0);
	CHECK(find("id,amount,batch", at) == NULL);
	CHECK_INT(at[TALLY_BALANCE], -1);
	CHECK_INT(at[TALLY_WINDOW], -1);
	CHECK_INT(at[TALLY_BATCH], 2);
	CHECK(find("record,reason,file,line", at) == NULL);
	CHECK_INT(at[TALLY_REFUSED_LINE], 3);
	CHECK_INT(at[TALLY_REFUSED_REASON], 1);
}

static void
a_column_that_is_there_twice_is_named(void)
{
	int at[TALLY_COLUMNS_MAX];
	const char *twice = find("window,submission,window", at);

	CHECK(twice != NULL && strcmp(twice, "window") == 0);
	twice = find("id,amount,balance,balance", at);
	CHECK(twice != NULL && strcmp(twice, "balance") == 0);
	/* Not so of what nobody looks at. */
	CHECK(find("window,submission,x,x", at) == NULL);
}

int
main(void)
{
	RUN(kinds_are_told_by_their_columns);
	RUN(one_column_less_is_another_kind_or_none);
	RUN(columns_are_found_in_any_order);
	RUN(a_column_that_is_there_twice_is_named);
	return check_status();
}
