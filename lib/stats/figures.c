#include "stats/figures.h"

/* Sums and the least and greatest size, of amounts one after the other. */
static inline void
add_amount(struct figures *f, struct money amount, uint64_t size)
{
	if (figures_records(f) == 0 || size < f->least)
		f->least = size;
	if (size > f->most)
		f->most = size;
	if (amount.minor < 0) {
		f->debits++;
		f->debit_sum.minor += amount.minor;
	} else {
		f->credits++;
		f->credit_sum.minor += amount.minor;
	}
}

static inline void
add_time(struct figures *f, const struct txn *txn)
{
	if (!txn->has_time)
		return;
	if (!f->has_time || timestamp_compare(txn->time, f->first) < 0)
		f->first = txn->time;
	if (!f->has_time || timestamp_compare(txn->time, f->last) > 0)
		f->last = txn->time;
	f->has_time = true;
}

/* How large an amount is, of which most are no larger than INT64_MAX. */
static inline uint64_t
size_of(struct money amount)
{
	uint64_t bits = (uint64_t)amount.minor;

	return amount.minor < 0 ? -bits : bits;
}

int
figures_add(struct figures *f, const struct txn *txn)
{
	uint64_t size = size_of(txn->amount);

	if (histogram_add(&f->sizes, size) == -1)
		return -1;
	add_amount(f, txn->amount, size);
	add_time(f, txn);
	return 0;
}

static void
add_times(struct figures *f, const struct txn *txn, size_t count)
{
	int64_t first = f->has_time ? f->first.micros : INT64_MAX;
	int64_t last = f->has_time ? f->last.micros : INT64_MIN;

	for (size_t i = 0; i < count; i++) {
		if (!txn[i].has_time)
			continue;
		if (txn[i].time.micros < first)
			first = txn[i].time.micros;
		if (txn[i].time.micros > last)
			last = txn[i].time.micros;
		f->has_time = true;
	}
	if (!f->has_time)
		return;
	f->first.micros = first;
	f->last.micros = last;
}

void
figures_add_run(struct figures *f, const struct txn *txn, size_t count)
{
	uint64_t least = figures_records(f) == 0 ? UINT64_MAX : f->least;
	uint64_t most = f->most, debits = 0;

	if (count == 0)
		return;
	/* Signs come by chance, so nothing branches on them: 10 % of a run. */
	for (size_t i = 0; i < count; i++) {
		int64_t amount = txn[i].amount.minor, sign = -(amount < 0);
		uint64_t size = ((uint64_t)amount ^ (uint64_t)sign) -
		    (uint64_t)sign;

		histogram_count(&f->sizes, size);
		least = size < least ? size : least;
		most = size > most ? size : most;
		debits += amount < 0;
		f->debit_sum.minor += amount & sign;
		f->credit_sum.minor += amount & ~sign;
	}
	f->least = least;
	f->most = most;
	f->debits += debits;
	f->credits += count - debits;
	add_times(f, txn, count);
}

/* Take what a record says of a balance that is the least or greatest so far. */
static void
take_time(struct figures_extreme *e, const struct txn *txn, bool is_new)
{
	if (is_new)
		e->has_time = false;
	if (!txn->has_time || (e->has_time &&
	    timestamp_compare(txn->time, e->time) >= 0))
		return;
	e->has_time = true;
	e->time = txn->time;
}

static inline void
add_extreme(struct figures_extreme *e, struct money balance, int order,
    const struct txn *txn)
{
	if (order < 0)
		e->balance = balance;
	if (order <= 0)
		take_time(e, txn, order < 0);
}

void
figures_add_balance(struct figures *f, struct money balance,
    const struct txn *txn)
{
	bool is_first = !f->has_balance;

	f->has_balance = true;
	add_extreme(&f->lowest, balance, is_first ? -1 :
	    money_compare(balance, f->lowest.balance), txn);
	add_extreme(&f->highest, balance, is_first ? -1 :
	    money_compare(f->highest.balance, balance), txn);
}

static void
merge_times(struct figures *f, const struct figures *other)
{
	if (!other->has_time)
		return;
	if (!f->has_time || timestamp_compare(other->first, f->first) < 0)
		f->first = other->first;
	if (!f->has_time || timestamp_compare(other->last, f->last) > 0)
		f->last = other->last;
	f->has_time = true;
}

int
figures_merge(struct figures *f, const struct figures *other)
{
	if (figures_records(other) == 0)
		return 0;
	if (histogram_merge(&f->sizes, &other->sizes) == -1)
		return -1;
	if (figures_records(f) == 0 || other->least < f->least)
		f->least = other->least;
	if (other->most > f->most)
		f->most = other->most;
	f->credits += other->credits;
	f->debits += other->debits;
	f->credit_sum.minor += other->credit_sum.minor;
	f->debit_sum.minor += other->debit_sum.minor;
	merge_times(f, other);
	return 0;
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

uint64_t
figures_mean(const struct figures *f)
{
	money_int128 sum = figures_absolute(f).minor;
	uint64_t count = figures_records(f);
	uint64_t rest = (uint64_t)(sum % count);

	return (uint64_t)(sum / count) + (rest >= count - rest);
}

void
figures_free(struct figures *f)
{
	histogram_free(&f->sizes);
	*f = (struct figures){ 0 };
}
