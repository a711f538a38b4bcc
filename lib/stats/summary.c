#include <stdlib.h>

#include "stats/summary.h"

static struct span
name_of(const void *item)
{
	const struct summary_account *account = item;

	return account->name;
}

static struct summary_account *
add_account(struct summary *s, struct span name)
{
	struct summary_account *a = arena_get(&s->memory, sizeof(*a));
	char *copy = arena_get_bytes(&s->memory, name.len);

	if (a == NULL || copy == NULL)
		return NULL;
	if (name.len > 0)
		memcpy(copy, name.ptr, name.len);
	*a = (struct summary_account){ .name = { copy, name.len } };
	if (s->by_account) {
		a->figures = arena_get(&s->memory, sizeof(*a->figures));
		if (a->figures == NULL)
			return NULL;
		*a->figures = (struct figures){ 0 };
	}
	if (s->is_shuffled) {
		a->chain = arena_get(&s->memory, sizeof(*a->chain));
		if (a->chain == NULL)
			return NULL;
		*a->chain = (struct chain){ 0 };
	}
	return map_add(&s->accounts, a, name_of) == -1 ? NULL : a;
}

static void
add_balance(struct summary *s, struct summary_account *a,
    struct money balance, const struct txn *txn, uint64_t run)
{
	figures_add_balance(&s->whole, balance);
	if (a->figures != NULL)
		figures_add_balance(a->figures, balance);
	if (a->chain != NULL)
		chain_add(a->chain, run, balance, txn);
	if (!a->has_balance)
		a->opening = money_total_difference(money_total_of(balance),
		    money_total_of(txn->amount));
	a->closing = balance;
	a->has_balance = true;
}

int
summary_add(struct summary *s, const struct txn *txn,
    const struct money *balance, uint64_t run)
{
	struct summary_account *account = map_find(&s->accounts, txn->account,
	    name_of);

	if (account == NULL)
		account = add_account(s, txn->account);
	if (account == NULL)
		return -1;
	figures_add(&s->whole, txn);
	if (account->figures != NULL)
		figures_add(account->figures, txn);
	if (balance != NULL)
		add_balance(s, account, *balance, txn, run);
	return 0;
}

/* Add to *f where an account's balances began and ended. */
static void
add_ends(struct figures *f, const struct summary_account *a)
{
	f->opening.minor += a->opening.minor;
	f->closing.minor += a->closing.minor;
}

void
summary_end(struct summary *s)
{
	struct summary_account *a;
	size_t at = 0;

	s->whole.has_ends = s->whole.has_balance;
	while ((a = map_next(&s->accounts, &at)) != NULL) {
		if (!a->has_balance)
			continue;
		if (a->chain != NULL && !chain_end(a->chain)) {
			s->whole.has_ends = false;
			continue;
		}
		if (a->chain != NULL) {
			a->opening = money_total_of(a->chain->opening);
			a->closing = a->chain->closing;
		}
		add_ends(&s->whole, a);
		if (a->figures != NULL) {
			add_ends(a->figures, a);
			a->figures->has_ends = true;
		}
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct summary_account *const *left = a, *const *right = b;

	return span_compare((*left)->name, (*right)->name);
}

struct summary_account **
summary_sorted(const struct summary *s)
{
	struct summary_account **sorted = calloc(s->accounts.count + 1,
	    sizeof(*sorted));
	size_t at = 0;

	if (sorted == NULL)
		return NULL;
	for (size_t i = 0; i < s->accounts.count; i++)
		sorted[i] = map_next(&s->accounts, &at);
	qsort(sorted, s->accounts.count, sizeof(*sorted), by_name);
	return sorted;
}

void
summary_free(struct summary *s)
{
	map_free(&s->accounts);
	arena_free(&s->memory);
	*s = (struct summary){ 0 };
}
