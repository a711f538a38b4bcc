#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "ledger/ledger.h"
#include "ledger/tables.h"
#include "ledger/txn.h"

struct table {
	const char *paths[2];
	struct reader in;
	struct table_error *error;
};

__attribute__((format(printf, 3, 4)))
static int
fail(struct table *t, unsigned long line, const char *format, ...)
{
	const char *name = t->in.header.file;
	size_t room = sizeof(t->error->text);
	va_list args;
	int len;

	t->error->failure = READER_FAILED_DATA;
	len = line == 0 ? snprintf(t->error->text, room, "%s: ", name) :
	    snprintf(t->error->text, room, "%s:%lu: ", name, line);
	if (len < 0 || (size_t)len >= room)
		return -1;
	va_start(args, format);
	vsnprintf(t->error->text + len, room - (size_t)len, format, args);
	va_end(args);
	return -1;
}

static int
fail_reading(struct table *t)
{
	t->error->failure = reader_failure(&t->in);
	snprintf(t->error->text, sizeof(t->error->text), "%s",
	    reader_error(&t->in));
	return -1;
}

static int
fail_memory(struct table *t)
{
	t->error->failure = READER_FAILED_MEMORY;
	snprintf(t->error->text, sizeof(t->error->text), "out of memory");
	return -1;
}

/* Open it; only table_close() may follow a failure. */
static int
table_open(struct table *t, const char *path, struct table_error *error)
{
	*t = (struct table){ .paths = { path }, .error = error };
	if (reader_open(&t->in, t->paths, &(struct reader_options){ 0 }) == -1)
		return fail_reading(t);
	return 0;
}

/* 1 for a line, 0 at the end, -1 if there is anything wrong. */
static int
table_next(struct table *t, struct record *row)
{
	int got = reader_next(&t->in, row);

	if (got == -1)
		return fail_reading(t);
	if (got == 2)
		return fail(t, row->line, "%s", reader_detail(&t->in));
	return got;
}

/* Where a column stands; -1 if it is not there, and need not be. */
static int
find_column(struct table *t, const char *name, bool needed, int *column)
{
	*column = reader_column(&t->in, span_of(name));
	if (*column == -2)
		return fail(t, 0, "two columns are called %s", name);
	if (*column == -1 && needed)
		return fail(t, 0, "no column is called %s", name);
	return 0;
}

static struct span
field(const struct record *row, int column)
{
	return column == -1 ? SPAN("") : row->field[column];
}

static int
read_amount(struct table *t, const struct record *row, struct span text,
    const char *what, int scale, struct money *out)
{
	struct txn_fault fault;

	if (txn_parse_amount(text, what, scale, out, &fault) == 0)
		return 0;
	return fail(t, row->line, "%s", fault.detail);
}

static int
find_account(struct table *t, const struct record *row, struct span name,
    struct accounts *accounts, struct account **account)
{
	char shown[SPAN_SHOWN_MAX];

	if (name.len > TXN_ACCOUNT_MAX)
		return fail(t, row->line, "account %s has more than %d bytes",
		    span_show(name, shown), TXN_ACCOUNT_MAX);
	*account = accounts_find_or_add(accounts, name);
	return *account == NULL ? fail_memory(t) : 0;
}

static int
fail_twice(struct table *t, const struct record *row, struct span name)
{
	char shown[SPAN_SHOWN_MAX];

	return fail(t, row->line, "account %s stands here twice",
	    span_show(name, shown));
}

static int
read_opening(struct table *t, int scale, struct accounts *accounts)
{
	struct account *account;
	struct money opening;
	struct record row;
	int name, balance, got;

	if (find_column(t, "account", true, &name) == -1 ||
	    find_column(t, "balance", true, &balance) == -1)
		return -1;
	while ((got = table_next(t, &row)) > 0) {
		if (find_account(t, &row, row.field[name], accounts,
		    &account) == -1)
			return -1;
		if (account->opened)
			return fail_twice(t, &row, row.field[name]);
		if (read_amount(t, &row, row.field[balance], "balance", scale,
		    &opening) == -1)
			return -1;
		accounts_open(account, opening);
	}
	return got;
}

int
tables_read_opening(const char *path, int scale, struct accounts *accounts,
    struct table_error *error)
{
	struct table t;
	int status = table_open(&t, path, error);

	if (status == 0)
		status = read_opening(&t, scale, accounts);
	reader_close(&t.in);
	return status;
}

/* The limit that a line sets, or an empty one. */
static int
read_limit(struct table *t, const struct record *row, int scale,
    struct span least, struct span most, struct account_limit *limit)
{
	char shown[SPAN_SHOWN_MAX];
	struct money amount;

	if (least.len > 0) {
		if (read_amount(t, row, least, "min_balance", scale,
		    &limit->least_balance) == -1)
			return -1;
		limit->has_least = true;
	}
	if (most.len == 0)
		return 0;
	if (read_amount(t, row, most, "max_amount", scale, &amount) == -1)
		return -1;
	if (amount.minor < 0)
		return fail(t, row->line, "max_amount %s is negative",
		    span_show(most, shown));
	limit->has_most = true;
	limit->most_amount = money_magnitude(amount);
	return 0;
}

static int
read_limits(struct table *t, int scale, const struct money *least,
    struct accounts *accounts)
{
	struct account_terms *terms;
	struct account *account;
	struct record row;
	int name, min, max, got;

	if (find_column(t, "account", true, &name) == -1 ||
	    find_column(t, "min_balance", false, &min) == -1 ||
	    find_column(t, "max_amount", false, &max) == -1)
		return -1;
	if (min == -1 && max == -1)
		return fail(t, 0,
		    "no column is called min_balance or max_amount");
	while ((got = table_next(t, &row)) > 0) {
		if (find_account(t, &row, row.field[name], accounts,
		    &account) == -1)
			return -1;
		terms = accounts_own_terms(accounts, account);
		if (terms == NULL)
			return fail_memory(t);
		if (terms->limited)
			return fail_twice(t, &row, row.field[name]);
		terms->limited = true;
		terms->limit.has_least = least != NULL;
		if (least != NULL)
			terms->limit.least_balance = *least;
		if (read_limit(t, &row, scale, field(&row, min),
		    field(&row, max), &terms->limit) == -1)
			return -1;
	}
	return got;
}

int
tables_read_limits(const char *path, int scale, const struct money *least,
    struct accounts *accounts, struct table_error *error)
{
	struct table t;
	int status = table_open(&t, path, error);

	if (status == 0)
		status = read_limits(&t, scale, least, accounts);
	reader_close(&t.in);
	return status;
}

static enum seen_fate
fate_of_reason(struct span reason)
{
	if (span_equal(reason, span_of(reason_word(REASON_LIMIT))))
		return SEEN_LIMIT;
	if (span_equal(reason, span_of(reason_word(REASON_OVERFLOW))))
		return SEEN_OVERFLOW;
	return SEEN_DECIDED;
}

/*
 * Did a line of outcomes decide its id?  One refused for what it says did not,
 * and is not decided where it is known by now: it may come again, corrected.
 * Returns 1 and how it was decided, or 0, or -1 if that is no outcome.
 */
static int
read_fate(struct table *t, const struct record *row, struct span outcome,
    struct span reason, enum seen_fate *fate)
{
	char shown[SPAN_SHOWN_MAX];
	int i = LEDGER_ACCEPTED;

	while (i <= LEDGER_KNOWN && !span_equal(outcome,
	    span_of(ledger_word((enum ledger_outcome)i))))
		i++;
	if (i > LEDGER_KNOWN)
		return fail(t, row->line, "outcome %s is none",
		    span_show(outcome, shown));
	*fate = fate_of_reason(reason);
	return *fate != SEEN_DECIDED || reason.len == 0;
}

/* Where a file of known ids has what; -1 for what it has not. */
struct known_columns {
	int id, time, account, amount, outcome, reason;
	int content;		/* of a book's known.csv alone */
};

static int
find_known_columns(struct table *t, struct known_columns *at)
{
	if (find_column(t, "id", true, &at->id) == -1 ||
	    find_column(t, "time", false, &at->time) == -1 ||
	    find_column(t, "account", false, &at->account) == -1 ||
	    find_column(t, "amount", false, &at->amount) == -1 ||
	    find_column(t, "outcome", false, &at->outcome) == -1)
		return -1;
	at->content = span_equal(t->in.header.raw, SPAN(TABLES_KNOWN)) ?
	    reader_column(&t->in, SPAN("content")) : -1;
	return find_column(t, "reason", at->outcome != -1, &at->reason);
}

/* What a line of known ids says. */
static struct seen_item
known_item(const struct record *row, const struct known_columns *at)
{
	struct seen_item item = { .fate = SEEN_DECIDED };

	item.any_content = at->amount == -1 || span_equal(field(row,
	    at->content), SPAN("no"));
	if (at->content != -1 && at->reason != -1)
		item.fate = fate_of_reason(row->field[at->reason]);
	if (item.any_content)
		return item;
	item.time = field(row, at->time);
	item.account = field(row, at->account);
	item.amount = row->field[at->amount];
	return item;
}

static int
read_known(struct table *t, tables_take_known *take, void *arg)
{
	struct known_columns at;
	struct record row;
	int got;

	if (find_known_columns(t, &at) == -1)
		return -1;
	while ((got = table_next(t, &row)) > 0) {
		struct seen_item item = known_item(&row, &at);
		int counts = at.outcome == -1 ? 1 : read_fate(t, &row,
		    row.field[at.outcome], row.field[at.reason], &item.fate);

		if (counts == -1)
			return -1;
		if (counts == 1 && take(arg, row.field[at.id], &item) == -1)
			return fail_memory(t);
	}
	return got;
}

int
tables_read_known(const char *path, tables_take_known *take, void *arg,
    struct table_error *error)
{
	struct table t;
	int status = table_open(&t, path, error);

	if (status == 0)
		status = read_known(&t, take, arg);
	reader_close(&t.in);
	return status;
}
