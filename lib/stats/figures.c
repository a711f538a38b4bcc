#include "stats/figures.h"

static void
add_amount(struct figures *f, struct money amount)
{
	uint64_t size = money_magnitude(amount);

	if (figures_records(f) == 0 || size < f->least)
		f->least = size;
	if (size > f->most)
		f->most = size;
	if (amount.minor < 0) {
		f->debits++;
		money_total_add(&f->debit_sum, amount);
	} else {
		f->credits++;
		money_total_add(&f->credit_sum, amount);
	}
}

void
figures_add(struct figures *f, const struct txn *txn)
{
	add_amount(f, txn->amount);
	if (!txn->has_time)
		return;
	if (!f->has_time || timestamp_compare(txn->time, f->first) < 0)
		f->first = txn->time;
	if (!f->has_time || timestamp_compare(txn->time, f->last) > 0)
		f->last = txn->time;
	f->has_time = true;
}

void
figures_add_balance(struct figures *f, const struct money *previous,
    struct money balance, struct money amount)
{
	if (previous == NULL) {
		f->opening.minor += balance.minor;
		f->opening.minor -= amount.minor;
	} else {
		f->closing.minor -= previous->minor;
	}
	f->closing.minor += balance.minor;
	if (!f->has_balance || money_compare(balance, f->lowest) < 0)
		f->lowest = balance;
	if (!f->has_balance || money_compare(balance, f->highest) > 0)
		f->highest = balance;
	f->has_balance = true;
}

uint64_t
figures_records(const struct figures *f)
{
	return f->credits + f->debits;
}

struct money_total
figures_net(const struct figures *f)
{
	return (struct money_total){ f->credit_sum.minor +
	    f->debit_sum.minor };
}

struct money_total
figures_absolute(const struct figures *f)
{
	return money_total_difference(f->credit_sum, f->debit_sum);
}
