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
	return map_add(&s->accounts, a, name_of) == -1 ? NULL : a;
}

static void
add_to(struct figures *f, const struct summary_account *account,
    const struct txn *txn, const struct money *balance)
{
	figures_add(f, txn);
	if (balance != NULL)
		figures_add_balance(f, account->has_balance ?
		    &account->balance : NULL, *balance, txn->amount);
}

int
summary_add(struct summary *s, const struct txn *txn,
    const struct money *balance)
{
	struct summary_account *account = map_find(&s->accounts, txn->account,
	    name_of);

	if (account == NULL)
		account = add_account(s, txn->account);
	if (account == NULL)
		return -1;
	add_to(&s->whole, account, txn, balance);
	if (s->by_account)
		add_to(account->figures, account, txn, balance);
	if (balance != NULL) {
		account->has_balance = true;
		account->balance = *balance;
	}
	return 0;
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
