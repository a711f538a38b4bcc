#include <errno.h>

#include "serve/book_record.h"

/* Put text in the place of what is in b. */
static void
keep(struct buf *b, struct span text)
{
	buf_clear(b);
	buf_put(b, text);
}

int
book_record_keep(struct book_view_record *r, const struct posted *posted,
    int scale)
{
	const struct txn *txn = &posted->txn;
	char amount[MONEY_TEXT_MAX], time[TIMESTAMP_TEXT_LEN];
	struct span when = SPAN("");

	if (txn->has_time) {
		timestamp_format(txn->time, time);
		when = (struct span){ time, sizeof(time) };
	}
	keep(&r->id, txn->id);
	keep(&r->account, txn->account);
	keep(&r->time, when);
	keep(&r->received, posted->received_text);
	keep(&r->amount, (struct span){ amount, money_format(txn->amount,
	    scale, amount) });
	keep(&r->balance, posted->balance_text);
	if (!r->id.failed && !r->account.failed && !r->time.failed &&
	    !r->received.failed && !r->amount.failed && !r->balance.failed)
		return 0;
	errno = ENOMEM;
	return -1;
}

void
book_record_free(struct book_view_record *r)
{
	buf_free(&r->id);
	buf_free(&r->account);
	buf_free(&r->time);
	buf_free(&r->received);
	buf_free(&r->amount);
	buf_free(&r->balance);
}
