/*
 * Amounts, times, and transactions made of them.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/model.h"
#include "fuzz/targets.h"
#include "ledger/txn.h"

enum { FIELDS = 4, ROWS = 3 };

static bool
is_not(const char *what, struct span text)
{
	fprintf(stderr, "%s is otherwise: \"%.*s\"\n", what, (int)text.len,
	    text.ptr == NULL ? "" : text.ptr);
	return false;
}

/* Is it written as the model writes it, and read back? */
static bool
check_written_amount(int64_t minor, int scale)
{
	char written[MONEY_TEXT_MAX], shown[64];
	struct money again = { 0 };
	struct span text = { written, 0 };

	text.len = money_format((struct money){ minor }, scale, written);
	model_put_amount(minor, scale, shown);
	if (!span_equal(text, span_of(shown)) ||
	    money_parse(text, scale, &again) == -1 || again.minor != minor)
		return is_not("an amount that is written", span_of(shown));
	return true;
}

static bool
check_amount(struct span text, int scale)
{
	struct money is = { 4711 };
	int64_t wanted = 4711;
	int error = model_amount(text, scale, &wanted), got;

	errno = 0;
	got = money_parse(text, scale, &is);
	if (got != (error == 0 ? 0 : -1) || is.minor != wanted ||
	    (got == -1 && errno != error))
		return is_not("an amount", text);
	return check_written_amount(wanted, scale);
}

static bool
check_written_time(int64_t micros, struct timestamp_memo *memo)
{
	char written[TIMESTAMP_TEXT_LEN], near[TIMESTAMP_TEXT_LEN], shown[64];
	struct timestamp t = { micros };

	model_put_time(micros, shown);
	timestamp_format(t, written);
	timestamp_format_near(t, memo, near);
	if (memcmp(written, shown, sizeof(written)) != 0 ||
	    memcmp(near, shown, sizeof(near)) != 0)
		return is_not("a time that is written", span_of(shown));
	return true;
}

static bool
check_time(struct span text, struct timestamp_memo *memo)
{
	struct timestamp is = { 4711 }, near = { 4711 };
	int64_t wanted = 4711;
	int error = model_time(text, &wanted), got;

	errno = 0;
	got = timestamp_parse(text, &is);
	if (got != (error == 0 ? 0 : -1) || is.micros != wanted ||
	    (got == -1 && errno != error))
		return is_not("a time", text);
	errno = 0;
	got = timestamp_parse_near(text, memo, &near);
	if (got != (error == 0 ? 0 : -1) || near.micros != wanted ||
	    (got == -1 && errno != error))
		return is_not("a time near another", text);
	return error != 0 || check_written_time(wanted, memo);
}

/* Why the model refuses a transaction, or REASON_COUNT if it does not. */
static enum reason
reason_of(const struct span *field, int scale, int64_t *minor,
    int64_t *micros)
{
	*micros = 0;
	if (field[0].len < 1 || field[0].len > 64)
		return REASON_ID;
	if (field[2].len > 64)
		return REASON_ACCOUNT;
	if (field[1].len > 0 && model_time(field[1], micros) != 0)
		return REASON_TIME;
	return model_amount(field[3], scale, minor) == 0 ? REASON_COUNT :
	    REASON_AMOUNT;
}

static bool
is_txn(const struct txn *is, const struct span *field, int64_t minor,
    int64_t micros)
{
	return span_equal(is->id, field[0]) &&
	    span_equal(is->time_text, field[1]) &&
	    span_equal(is->account, field[2]) &&
	    span_equal(is->amount_text, field[3]) &&
	    is->amount.minor == minor &&
	    is->has_time == (field[1].len > 0) &&
	    (!is->has_time || is->time.micros == micros);
}

/* Records of one field after the other, alone and in a run. */
static bool
check_txns(const struct span *field, int scale, struct timestamp_memo *memo)
{
	static const struct txn_columns at = { 0, 1, 2, 3 };
	struct record row[ROWS];
	struct txn run[ROWS], one;
	struct txn_fault fault;
	size_t good = 0, count = ROWS;
	int64_t minor, micros;

	for (size_t i = 0; i < count; i++)
		row[i] = (struct record){ .field = field + i * FIELDS,
		    .nfields = FIELDS };
	for (size_t i = 0; i < count; i++) {
		const struct span *of = row[i].field;
		enum reason reason = reason_of(of, scale, &minor, &micros);
		int got = txn_parse(row + i, &at, scale, &one, &fault);
		if (got != (reason == REASON_COUNT ? 0 : -1) ||
		    (got == -1 ? fault.reason != reason :
		    !is_txn(&one, of, minor, micros)))
			return is_not("a transaction", of[0]);
		if (good == i && got == 0)
			good++;
	}
	if (txn_parse_run(row, count, &at, scale, memo, run) != good)
		return is_not("a run of transactions", field[0]);
	for (size_t i = 0; i < good; i++) {
		(void)reason_of(row[i].field, scale, &minor, &micros);
		if (!is_txn(run + i, row[i].field, minor, micros))
			return is_not("one of a run", row[i].field[0]);
	}
	return true;
}

/* A copy that ends where its memory does, so that a sanitizer sees its end. */
static struct span
copy(struct span text)
{
	char *to = malloc(text.len);

	if (text.len > 0)
		memcpy(to, text.ptr, text.len);
	return (struct span){ to, text.len };
}

bool
fuzz_values(struct span bytes)
{
	struct timestamp_memo memo = { 0 };
	struct span field[ROWS * FIELDS];
	int64_t number;
	int scale;
	bool same;

	if (bytes.len < FUZZ_CONTROL)
		return true;
	scale = (unsigned char)bytes.ptr[0] % (MONEY_SCALE_MAX + 1);
	memcpy(&number, bytes.ptr, sizeof(number));
	/* Of any size, small ones as often as large ones. */
	same = check_written_amount(number / (INT64_C(1) <<
	    (bytes.ptr[1] & 62)), scale);
	bytes.ptr += FUZZ_CONTROL;
	bytes.len -= FUZZ_CONTROL;
	for (int i = 0; i < ROWS * FIELDS; i++) {
		struct span part = { "", 0 };
		if (bytes.ptr != NULL)
			part = span_cut(&bytes, '\n');
		field[i] = copy(part);
		same = check_amount(field[i], scale) && same;
		same = check_time(field[i], &memo) && same;
	}
	same = check_txns(field, scale, &memo) && same;
	for (int i = 0; i < ROWS * FIELDS; i++)
		free((void *)(uintptr_t)field[i].ptr);
	return same;
}
