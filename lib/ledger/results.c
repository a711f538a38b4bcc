#include <stdlib.h>

#include "ledger/results.h"

void
results_put_accepted(struct writer *w, struct span raw, struct money balance,
    int scale)
{
	enum { MORE = MONEY_TEXT_MAX + 2 };	/* comma, balance, newline */
	char *at;

	if (raw.len > WRITER_BLOCK - MORE) {
		writer_put(w, raw);
		raw.len = 0;
	}
	at = writer_room(w, raw.len + MORE);
	memcpy(at, raw.ptr, raw.len);
	at += raw.len;
	*at++ = ',';
	at += money_format(balance, scale, at);
	*at++ = '\n';
	writer_used(w, at);
}

void
results_put_outcome(struct writer *w, struct span id,
    enum ledger_outcome outcome, struct span reason,
    const struct money *balance, int scale)
{
	writer_put_field(w, id);
	writer_putc(w, ',');
	writer_put(w, span_of(ledger_word(outcome)));
	writer_putc(w, ',');
	writer_put(w, reason);
	writer_putc(w, ',');
	if (balance != NULL)
		writer_put_money(w, *balance, scale);
	writer_putc(w, '\n');
}

void
results_put_difference(struct writer *w, const struct record *row,
    struct span id, struct span account, struct money stated,
    struct money computed, struct money_total change, int scale)
{
	writer_put_field(w, span_of(row->file));
	writer_putc(w, ',');
	writer_put_number(w, row->line);
	writer_putc(w, ',');
	writer_put_field(w, id);
	writer_putc(w, ',');
	writer_put_field(w, account);
	writer_putc(w, ',');
	writer_put_money(w, stated, scale);
	writer_putc(w, ',');
	writer_put_money(w, computed, scale);
	writer_putc(w, ',');
	writer_put_total(w, change, scale);
	writer_putc(w, '\n');
}

int
results_put_closing(struct writer *w, const struct accounts *accounts,
    int scale)
{
	size_t count;
	struct account **sorted = accounts_sorted(accounts, &count);

	if (sorted == NULL)
		return -1;
	for (size_t i = 0; i < count; i++) {
		writer_put_field(w, accounts_name(sorted[i]));
		writer_putc(w, ',');
		writer_put_number(w, sorted[i]->count);
		writer_putc(w, ',');
		writer_put_total(w, accounts_credits(sorted[i]), scale);
		writer_putc(w, ',');
		writer_put_total(w, accounts_debits(sorted[i]), scale);
		writer_putc(w, ',');
		writer_put_money(w, sorted[i]->balance, scale);
		writer_putc(w, '\n');
	}
	free(sorted);
	return 0;
}
