/*
 * txn - what a record says when it is a transaction.
 *
 * A transaction has an id of 1 to 64 bytes and an amount, and may have an
 * account of up to 64 bytes and a time.  Without a column for accounts there
 * is one account, whose name is empty.
 */
#ifndef BALSYS_TXN_H
#define BALSYS_TXN_H

#include <stdbool.h>

#include "base/money.h"
#include "base/reason.h"
#include "base/span.h"
#include "base/timestamp.h"
#include "stream/reader.h"

enum {
	TXN_ID_MAX = 64,
	TXN_ACCOUNT_MAX = 64,
	TXN_DETAIL_MAX = 160,	/* room for what txn_parse() finds wrong */
};

/* Where its parts stand in a record; -1 for one that has no column. */
struct txn_columns {
	int id, time, account, amount;
};

struct txn {
	struct span id, account;	/* borrowed from the record */
	struct span time_text, amount_text;	/* likewise */
	struct money amount;
	bool has_time;			/* the text is not empty */
	struct timestamp time;
};

/* Why a record is refused: the word, and a clause to print. */
struct txn_fault {
	enum reason reason;
	char detail[TXN_DETAIL_MAX];
};

/*
 * Find the columns by name.  Returns 0, or -1 if id or amount is missing or
 * one of the four is there twice: *wrong is then a clause to print, borrowed
 * for ever.
 */
int	txn_find_columns(const struct reader *in, struct txn_columns *columns,
	    const char **wrong)
	__attribute__((warn_unused_result));

/* Is this the name of one of the four? */
bool	txn_is_column(struct span name);

/*
 * Read a record.  Returns 0, or -1 with *fault filled and *out undefined.
 */
int	txn_parse(const struct record *row, const struct txn_columns *columns,
	    int scale, struct txn *out, struct txn_fault *fault)
	__attribute__((warn_unused_result));

/*
 * Read count records for as long as they are transactions.  Returns how many
 * are, perhaps none; what is wrong with the next one, txn_parse() says.  memo
 * goes from one run of a stream to the next.
 */
size_t	txn_parse_run(const struct record *row, size_t count,
	    const struct txn_columns *columns, int scale,
	    struct timestamp_memo *memo, struct txn *out);

/*
 * Read text as an amount that messages call what.  Returns 0, or -1 with
 * *fault filled and *out unchanged.
 */
int	txn_parse_amount(struct span text, const char *what, int scale,
	    struct money *out, struct txn_fault *fault)
	__attribute__((warn_unused_result));

/*
 * May this be an id, or an account?  Returns 0, or -1 with *fault filled.
 */
int	txn_check_id(struct span id, struct txn_fault *fault)
	__attribute__((warn_unused_result));
int	txn_check_account(struct span account, struct txn_fault *fault)
	__attribute__((warn_unused_result));

/*
 * Fill *fault with a reason and a clause; and with what errnum, from
 * money_parse(), says of text as an amount.  Return -1.
 */
int	txn_refuse(struct txn_fault *fault, enum reason reason,
	    const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int	txn_refuse_amount(struct span text, const char *what, int scale,
	    int errnum, struct txn_fault *fault);

#endif
