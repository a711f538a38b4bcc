#include <errno.h>
#include <stdlib.h>

#include "ledger/accounts.h"

static struct span
name_of(const void *item)
{
	const struct account *account = item;

	return account->name;
}

static struct account *
add(struct accounts *accounts, struct span name)
{
	struct account *a = arena_get(&accounts->memory, sizeof(*a));
	char *copy = arena_get_bytes(&accounts->memory, name.len);

	if (a == NULL || copy == NULL)
		return NULL;
	if (name.len > 0)
		memcpy(copy, name.ptr, name.len);
	*a = (struct account){ .name = { copy, name.len } };
	return map_add(&accounts->by_name, a, name_of) == -1 ? NULL : a;
}

struct account *
accounts_find_or_add(struct accounts *accounts, struct span name)
{
	struct account *a = map_find(&accounts->by_name, name, name_of);

	return a == NULL ? add(accounts, name) : a;
}

static bool
is_forbidden(const struct account_limit *limit, struct money amount,
    struct money balance)
{
	if (limit->has_most && money_magnitude(amount) > limit->most_amount)
		return true;
	return limit->has_least && amount.minor < 0 &&
	    money_compare(balance, limit->least_balance) < 0;
}

int
accounts_post(struct account *account, struct money amount)
{
	struct money balance = account->balance;

	if (money_add(&balance, amount) == -1)
		return -1;
	if (account->limit != NULL &&
	    is_forbidden(account->limit, amount, balance)) {
		errno = EPERM;
		return -1;
	}
	account->balance = balance;
	account->count++;
	money_total_add(amount.minor < 0 ? &account->debits :
	    &account->credits, amount);
	return 0;
}

struct money_total
accounts_reconcile(struct account *account, struct money stated)
{
	struct money_total gap = money_total_difference(
	    money_total_of(stated), money_total_of(account->balance));
	struct money_total change = money_total_difference(gap, account->gap);

	account->gap = gap;
	return change;
}

static int
by_name(const void *a, const void *b)
{
	const struct account *const *left = a, *const *right = b;

	return span_compare((*left)->name, (*right)->name);
}

struct account **
accounts_sorted(const struct accounts *accounts, size_t *count)
{
	struct account **sorted = calloc(accounts->by_name.count + 1,
	    sizeof(*sorted));
	struct account *a;
	size_t at = 0;

	*count = 0;
	if (sorted == NULL)
		return NULL;
	while ((a = map_next(&accounts->by_name, &at)) != NULL)
		if (a->opened || a->count > 0)
			sorted[(*count)++] = a;
	qsort(sorted, *count, sizeof(*sorted), by_name);
	return sorted;
}

void
accounts_free(struct accounts *accounts)
{
	map_free(&accounts->by_name);
	arena_free(&accounts->memory);
	*accounts = (struct accounts){ 0 };
}
