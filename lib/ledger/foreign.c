#include <errno.h>
#include <stdio.h>

#include "base/utf8.h"
#include "ledger/foreign.h"
#include "stream/field.h"

/* Begin a field of rest. */
static void
begin_field(struct foreign *f)
{
	if (f->nfields++ > 0)
		buf_putc(&f->rest, ',');
}

int
foreign_start(struct foreign *f, const struct foreign_options *options,
    const struct record *header)
{
	return foreign_plan_start(&f->plan, options, header);
}

const char *
foreign_wrong(const struct foreign *f)
{
	return f->plan.wrong;
}

struct span
foreign_header(const struct foreign *f)
{
	return buf_span(&f->plan.header);
}

/* A field in UTF-8; borrowed until the next call. */
static struct span
text_of(struct foreign *f, const struct record *row, int at)
{
	struct span text = foreign_text(f->plan.options->encoding,
	    row->field[at], &f->text);

	f->failed = f->failed || f->text.failed;
	return text;
}

static int
check_encoding(struct span text, const char *what, struct txn_fault *fault)
{
	struct span rest = text;
	size_t len;

	if (utf8_valid(text))
		return 0;
	while ((len = utf8_first_len(rest)) > 0) {
		rest.ptr += len;
		rest.len -= len;
	}
	return txn_refuse(fault, REASON_ENCODING, "%.40s is not UTF-8: its "
	    "byte %zu is 0x%02x (--encoding latin1 takes it)", what,
	    text.len - rest.len + 1, (unsigned char)*rest.ptr);
}

static int
put_id(struct foreign *f, const struct record *row, struct txn_fault *fault)
{
	struct span id;

	if (f->plan.id_at == -1)
		return 0;
	id = text_of(f, row, f->plan.id_at);
	buf_put(&f->id, id);
	if (check_encoding(id, f->plan.options->id, fault) == -1)
		return -1;
	return txn_check_id(id, fault);
}

/* The parts of the time, joined; empty if all of them are. */
static struct span
join_time(struct foreign *f, const struct record *row)
{
	bool any = false;

	if (f->plan.time.count == 1)
		return text_of(f, row, f->plan.time.at[0]);
	buf_clear(&f->joined);
	for (size_t i = 0; i < f->plan.time.count; i++) {
		struct span part = text_of(f, row, f->plan.time.at[i]);
		any = any || part.len > 0;
		if (i > 0)
			buf_putc(&f->joined, ' ');
		buf_put(&f->joined, part);
	}
	f->failed = f->failed || f->joined.failed;
	return any ? buf_span(&f->joined) : SPAN("");
}

static int
put_time(struct foreign *f, const struct record *row, struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX], written[TIMESTAMP_TEXT_LEN];
	const char *wrong = "is not an RFC 3339 time";
	struct timestamp t;
	struct span text;
	int status;

	if (f->plan.options->time == NULL)
		return 0;
	begin_field(f);
	text = join_time(f, row);
	if (text.len == 0)
		return 0;
	if (f->plan.options->time_format != NULL)
		status = foreign_time_parse(f->plan.options->time_format,
		    text, &t, &wrong);
	else
		status = timestamp_parse(text, &t);
	if (status == -1)
		return txn_refuse(fault, REASON_TIME, "%.40s %s %s",
		    f->plan.options->time, span_show(text, shown), wrong);
	timestamp_format(t, written);
	buf_put(&f->rest, (struct span){ written, sizeof(written) });
	return 0;
}

static int
put_account(struct foreign *f, const struct record *row,
    struct txn_fault *fault)
{
	const char *option = f->plan.options->account;
	struct span account;

	if (option == NULL)
		return 0;
	account = f->plan.account_at == -1 ? span_of(option + 1) :
	    text_of(f, row, f->plan.account_at);
	begin_field(f);
	field_put(&f->rest, account);
	if (check_encoding(account, option, fault) == -1)
		return -1;
	return txn_check_account(account, fault);
}

static int
check_currency(struct foreign *f, const struct record *row,
    struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX], code[SPAN_SHOWN_MAX];
	const char *option = f->plan.options->currency;
	struct span text;

	if (f->plan.currency_at == -1)
		return 0;
	text = text_of(f, row, f->plan.currency_at);
	if (span_equal(text, f->plan.code))
		return 0;
	return txn_refuse(fault, REASON_CURRENCY, "%.*s %s is not %s",
	    (int)strcspn(option, "="), option, span_show(text, shown),
	    span_show(f->plan.code, code));
}

/* An amount's currency sign must be the one that was seen before. */
static int
check_sign(struct foreign *f, struct span text, struct span sign,
    const char *what, struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];

	if (sign.len == 0)
		return 0;
	if (f->seen.len == 0) {
		memcpy(f->seen.bytes, sign.ptr, sign.len);
		f->seen.len = sign.len;
	}
	if (span_equal((struct span){ f->seen.bytes, f->seen.len }, sign))
		return 0;
	return txn_refuse(fault, REASON_CURRENCY,
	    "%.40s %s is not in %.*s as those before", what,
	    span_show(text, shown), (int)f->seen.len, f->seen.bytes);
}

static int
parse_amount(struct foreign *f, struct span text, const char *what,
    bool turned, struct money *out, struct txn_fault *fault)
{
	const struct foreign_amount *form = &f->plan.options->form;
	char name[64];
	struct span sign;

	if (check_encoding(text, what, fault) == -1)
		return -1;
	snprintf(name, sizeof(name), "%.40s", what);
	if (foreign_amount_parse(form, text, turned, out, &sign) == -1)
		return txn_refuse_amount(text, name, form->scale, errno,
		    fault);
	return check_sign(f, text, sign, what, fault);
}

/* Does the column of --debit-when say so? */
static bool
is_debit(struct foreign *f, const struct record *row)
{
	struct span text;

	if (f->plan.debit_when_at == -1)
		return false;
	text = text_of(f, row, f->plan.debit_when_at);
	for (size_t i = 0; i < f->plan.values.nfields; i++)
		if (span_equal(text, f->plan.values.field[i]))
			return true;
	return false;
}

/*
 * One of the columns of credits and debits.  It may be blank, and then *there
 * becomes false; it may be no less than nothing.
 */
static int
parse_side(struct foreign *f, const struct record *row, int at,
    const char *what, bool turned, struct money *out, bool *there,
    struct txn_fault *fault)
{
	char shown[SPAN_SHOWN_MAX];
	struct span text = text_of(f, row, at);

	*out = (struct money){ 0 };
	*there = !foreign_amount_is_blank(text);
	if (!*there)
		return 0;
	if (parse_amount(f, text, what, turned, out, fault) == -1)
		return -1;
	if (turned ? out->minor <= 0 : out->minor >= 0)
		return 0;
	return txn_refuse(fault, REASON_AMOUNT, "%.40s %s is less than nothing",
	    what, span_show(text, shown));
}

static int
join_sides(struct foreign *f, const struct record *row, struct money *amount,
    struct txn_fault *fault)
{
	const struct foreign_options *o = f->plan.options;
	struct money debit;
	bool has_credit, has_debit;

	if (parse_side(f, row, f->plan.credit_at, o->credit, o->negate, amount,
	    &has_credit, fault) == -1 ||
	    parse_side(f, row, f->plan.debit_at, o->debit, !o->negate, &debit,
	    &has_debit, fault) == -1)
		return -1;
	if (!has_credit && !has_debit)
		return txn_refuse(fault, REASON_AMOUNT,
		    "%.40s and %.40s are both empty", o->credit, o->debit);
	if (amount->minor != 0 && debit.minor != 0)
		return txn_refuse(fault, REASON_AMOUNT,
		    "%.40s and %.40s have both an amount", o->credit,
		    o->debit);
	if (amount->minor == 0)
		*amount = debit;
	return 0;
}

static void
put_money(struct foreign *f, struct money amount)
{
	char text[MONEY_TEXT_MAX];

	buf_put(&f->rest, (struct span){ text, money_format(amount,
	    f->plan.options->form.scale, text) });
}

static int
put_amount(struct foreign *f, const struct record *row,
    struct txn_fault *fault)
{
	const struct foreign_options *o = f->plan.options;
	struct money amount;
	int status;

	if (f->plan.amount_at == -1) {
		status = join_sides(f, row, &amount, fault);
	} else {
		bool turned = is_debit(f, row) != o->negate;
		status = parse_amount(f, text_of(f, row, f->plan.amount_at),
		    o->amount, turned, &amount, fault);
	}
	if (status == -1)
		return -1;
	begin_field(f);
	put_money(f, amount);
	return 0;
}

static int
put_balance(struct foreign *f, const struct record *row,
    struct txn_fault *fault)
{
	struct money balance;
	struct span text;

	if (f->plan.balance_at == -1)
		return 0;
	begin_field(f);
	text = text_of(f, row, f->plan.balance_at);
	if (foreign_amount_is_blank(text))
		return 0;
	if (parse_amount(f, text, f->plan.options->balance,
	    f->plan.options->negate, &balance, fault) == -1)
		return -1;
	put_money(f, balance);
	return 0;
}

/* Refuse a kept field that is not UTF-8, by the name of its column. */
static int
check_kept(struct foreign *f, struct span text, int at,
    struct txn_fault *fault)
{
	struct foreign_names names = { .header = f->plan.header_row,
	    .encoding = f->plan.options->encoding };
	char what[SPAN_SHOWN_MAX];
	int status;

	if (utf8_valid(text))
		return 0;
	status = check_encoding(text, span_show(foreign_columns_name(&names,
	    at), what), fault);
	buf_free(&names.text);
	return status;
}

static int
put_kept(struct foreign *f, const struct record *row, struct txn_fault *fault)
{
	for (size_t i = 0; i < f->plan.kept.count; i++) {
		struct span text = text_of(f, row, f->plan.kept.at[i]);
		begin_field(f);
		field_put(&f->rest, text);
		if (check_kept(f, text, f->plan.kept.at[i], fault) == -1)
			return -1;
	}
	return 0;
}

static int
check_blank(const struct record *row, struct txn_fault *fault)
{
	for (size_t i = 0; i < row->nfields; i++)
		if (row->field[i].len > 0)
			return 0;
	return txn_refuse(fault, REASON_BLANK, "nothing but delimiters");
}

/*
 * A line with a field id and a field amount, to the letter, is a header to the
 * next command, with a byte-order mark before it or without.
 */
static int
check_header(const struct foreign *f, struct txn_fault *fault)
{
	struct span rest = buf_span(&f->rest), id = buf_span(&f->id);
	bool has_id = span_equal(id, SPAN("id")) ||
	    span_equal(id, SPAN("\xef\xbb\xbfid"));
	bool has_amount = span_equal(id, SPAN("amount"));

	while (rest.ptr != NULL) {
		struct span field = span_cut(&rest, ',');
		has_id = has_id || span_equal(field, SPAN("id"));
		has_amount = has_amount || span_equal(field, SPAN("amount"));
	}
	if (!has_id || !has_amount)
		return 0;
	return txn_refuse(fault, REASON_ID,
	    "with a field \"id\" and a field \"amount\" it would be a header");
}

int
foreign_convert(struct foreign *f, const struct record *row,
    struct txn_fault *fault)
{
	int status;

	buf_clear(&f->id);
	buf_clear(&f->rest);
	f->nfields = 0;
	f->seen = f->sign;
	status = check_blank(row, fault) == -1 ||
	    put_id(f, row, fault) == -1 || put_time(f, row, fault) == -1 ||
	    put_account(f, row, fault) == -1 ||
	    check_currency(f, row, fault) == -1 ||
	    put_amount(f, row, fault) == -1 ||
	    put_balance(f, row, fault) == -1 ||
	    put_kept(f, row, fault) == -1 ||
	    check_header(f, fault) == -1 ? 2 : 1;
	if (f->failed || f->id.failed || f->rest.failed) {
		errno = ENOMEM;
		return -1;
	}
	if (status == 1)
		f->sign = f->seen;
	return status;
}

void
foreign_free(struct foreign *f)
{
	buf_free(&f->id);
	buf_free(&f->rest);
	buf_free(&f->text);
	buf_free(&f->joined);
	foreign_plan_free(&f->plan);
}
