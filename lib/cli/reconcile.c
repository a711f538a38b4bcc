#include <inttypes.h>

#include "cli/cli.h"
#include "cli/reconcile.h"
#include "ledger/results.h"

enum { NAMED_MAX = 10 };

int
reconcile_begin(struct reconcile *r, const struct feed *feed)
{
	const struct record *header = &feed->in.header;

	r->at = -1;
	if (r->column == NULL)
		return 0;
	r->at = reader_column(&feed->in, span_of(r->column));
	if (r->at >= 0)
		return 0;
	cli_warn("%s:%lu: %s called %s", header->file, header->line,
	    r->at == -1 ? "no column is" : "two columns are", r->column);
	return EX_DATAERR;
}

int
reconcile_stated(const struct reconcile *r, struct feed *feed,
    const struct record *row, struct money *stated)
{
	struct span text;

	if (r->at == -1 || row->field[r->at].len == 0)
		return 0;
	text = row->field[r->at];
	return txn_parse_amount(text, r->column, feed->scale, stated,
	    &feed->fault) == -1 ? -1 : 1;
}

int
reconcile_compare(struct reconcile *r, const struct feed *feed,
    const struct record *row, const struct txn *txn,
    struct accounts *accounts, struct account *account, struct money stated)
{
	struct money_total change;
	int scale = feed->scale;
	char says[MONEY_TEXT_MAX], is[MONEY_TEXT_MAX];
	char by[MONEY_TOTAL_TEXT_MAX];

	if (accounts_reconcile(accounts, account, stated, &change) == -1)
		return -1;
	if (change.minor == 0)
		return 0;
	if (r->differing++ < NAMED_MAX && !feed->refusals.quiet)
		cli_warn("%s:%lu: %s is stated as %.*s, computed as %.*s: "
		    "a change of %.*s", row->file, row->line, r->column,
		    (int)money_format(stated, scale, says), says,
		    (int)money_format(account->balance, scale, is), is,
		    (int)money_total_format(change, scale, by), by);
	if (r->path != NULL)
		results_put_difference(&r->file, row, txn->id, txn->account,
		    stated, account->balance, change, scale);
	return 0;
}

int
reconcile_end(const struct reconcile *r, const struct feed *feed)
{
	if (r->differing == 0)
		return 0;
	if (!feed->refusals.quiet)
		cli_warn("%" PRIu64 " difference%s from the stated balances",
		    r->differing, r->differing == 1 ? "" : "s");
	return EXIT_REFUSED;
}
