#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "ledger/txn.h"

int
txn_find_columns(const struct reader *in, struct txn_columns *columns,
    const char **wrong)
{
	columns->id = reader_column(in, SPAN("id"));
	columns->time = reader_column(in, SPAN("time"));
	columns->account = reader_column(in, SPAN("account"));
	columns->amount = reader_column(in, SPAN("amount"));
	*wrong = NULL;
	if (columns->id == -1)
		*wrong = "no column is called id";
	else if (columns->amount == -1)
		*wrong = "no column is called amount";
	else if (columns->id == -2)
		*wrong = "two columns are called id";
	else if (columns->time == -2)
		*wrong = "two columns are called time";
	else if (columns->account == -2)
		*wrong = "two columns are called account";
	else if (columns->amount == -2)
		*wrong = "two columns are called amount";
	return *wrong == NULL ? 0 : -1;
}

bool
txn_is_column(struct span name)
{
	return span_equal(name, SPAN("id")) || span_equal(name, SPAN("time")) ||
	    span_equal(name, SPAN("account")) ||
	    span_equal(name, SPAN("amount"));
}

int
txn_refuse(struct txn_fault *fault, enum reason reason, const char *format,
    ...)
{
	va_list args;

	fault->reason = reason;
	va_start(args, format);
	vsnprintf(fault->detail, sizeof(fault->detail), format, args);
	va_end(args);
	return -1;
}

int
txn_refuse_amount(struct span text, const char *what, int scale, int errnum,
    struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];

	switch (errnum) {
	case EDOM:
		return txn_refuse(fault, REASON_AMOUNT,
		    "%s %s has more than %d decimal%s", what,
		    span_show(text, shown), scale, scale == 1 ? "" : "s");
	case ERANGE:
		return txn_refuse(fault, REASON_AMOUNT, "%s %s is too large",
		    what, span_show(text, shown));
	default:
		if (text.len == 0)
			return txn_refuse(fault, REASON_AMOUNT, "%s is empty",
			    what);
		return txn_refuse(fault, REASON_AMOUNT,
		    "%s %s is not an amount", what, span_show(text, shown));
	}
}

int
txn_parse_amount(struct span text, const char *what, int scale,
    struct money *out, struct txn_fault *fault)
{
	if (money_parse(text, scale, out) == 0)
		return 0;
	return txn_refuse_amount(text, what, scale, errno, fault);
}

static int
parse_time(struct txn *out, struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];

	out->has_time = out->time_text.len > 0;
	if (!out->has_time || timestamp_parse(out->time_text, &out->time) == 0)
		return 0;
	return txn_refuse(fault, REASON_TIME, "time %s is not an RFC 3339 time",
	    span_show(out->time_text, shown));
}

static struct span
field(const struct record *row, int column)
{
	return column == -1 ? SPAN("") : row->field[column];
}

int
txn_check_id(struct span id, struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];

	if (id.len == 0)
		return txn_refuse(fault, REASON_ID, "id is empty");
	if (id.len > TXN_ID_MAX)
		return txn_refuse(fault, REASON_ID,
		    "id %s has %zu bytes, more than %d", span_show(id, shown),
		    id.len, TXN_ID_MAX);
	return 0;
}

int
txn_check_account(struct span account, struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];

	if (account.len > TXN_ACCOUNT_MAX)
		return txn_refuse(fault, REASON_ACCOUNT,
		    "account %s has %zu bytes, more than %d",
		    span_show(account, shown), account.len, TXN_ACCOUNT_MAX);
	return 0;
}

static inline void
take_fields(const struct record *row, const struct txn_columns *columns,
    struct txn *out)
{
	out->id = row->field[columns->id];
	out->time_text = field(row, columns->time);
	out->account = field(row, columns->account);
	out->amount_text = row->field[columns->amount];
}

int
txn_parse(const struct record *row, const struct txn_columns *columns,
    int scale, struct txn *out, struct txn_fault *fault)
{
	take_fields(row, columns, out);
	if (txn_check_id(out->id, fault) == -1 ||
	    txn_check_account(out->account, fault) == -1 ||
	    parse_time(out, fault) == -1)
		return -1;
	return txn_parse_amount(out->amount_text, "amount", scale,
	    &out->amount, fault);
}

/* Read a record, sooner, and without a word about what is wrong with it. */
static bool
parse_plain(const struct record *row, const struct txn_columns *columns,
    int scale, struct timestamp_memo *memo, struct txn *out)
{
	take_fields(row, columns, out);
	out->has_time = out->time_text.len > 0;
	return out->id.len - 1 < TXN_ID_MAX &&
	    out->account.len <= TXN_ACCOUNT_MAX &&
	    (!out->has_time ||
	    timestamp_parse_near(out->time_text, memo, &out->time) == 0) &&
	    money_parse(out->amount_text, scale, &out->amount) == 0;
}

size_t
txn_parse_run(const struct record *row, size_t count,
    const struct txn_columns *columns, int scale,
    struct timestamp_memo *memo, struct txn *out)
{
	size_t i = 0;

	while (i < count &&
	    parse_plain(row + i, columns, scale, memo, out + i))
		i++;
	return i;
}
