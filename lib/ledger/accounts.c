#include <errno.h>
#include <stdlib.h>

#include "ledger/accounts.h"

static size_t
slot_of(const struct accounts *accounts, struct span name)
{
	size_t mask = accounts->cap - 1;
	size_t slot = (size_t)span_hash(name, accounts->seed) & mask;

	while (accounts->index[slot] != NULL &&
	    !span_equal(accounts->index[slot]->name, name))
		slot = (slot + 1) & mask;
	return slot;
}

static int
grow(struct accounts *accounts)
{
	struct accounts larger = *accounts;

	larger.cap = accounts->cap == 0 ? 64 : 2 * accounts->cap;
	larger.index = calloc(larger.cap, sizeof(*larger.index));
	if (larger.index == NULL)
		return -1;
	for (size_t i = 0; i < accounts->cap; i++) {
		struct account *a = accounts->index[i];
		if (a != NULL)
			larger.index[slot_of(&larger, a->name)] = a;
	}
	free(accounts->index);
	*accounts = larger;
	return 0;
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
	accounts->count++;
	return a;
}

struct account *
accounts_find_or_add(struct accounts *accounts, struct span name)
{
	size_t slot;

	/* At most three quarters full. */
	if (accounts->count >= accounts->cap / 4 * 3 && grow(accounts) == -1)
		return NULL;
	slot = slot_of(accounts, name);
	if (accounts->index[slot] == NULL)
		accounts->index[slot] = add(accounts, name);
	return accounts->index[slot];
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
account_post(struct account *account, struct money amount)
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

static int
by_name(const void *a, const void *b)
{
	const struct account *const *left = a, *const *right = b;

	return span_compare((*left)->name, (*right)->name);
}

struct account **
accounts_sorted(const struct accounts *accounts, size_t *count)
{
	struct account **sorted = calloc(accounts->count + 1, sizeof(*sorted));

	*count = 0;
	if (sorted == NULL)
		return NULL;
	for (size_t i = 0; i < accounts->cap; i++) {
		struct account *a = accounts->index[i];
		if (a != NULL && (a->opened || a->count > 0))
			sorted[(*count)++] = a;
	}
	qsort(sorted, *count, sizeof(*sorted), by_name);
	return sorted;
}

void
accounts_free(struct accounts *accounts)
{
	free(accounts->index);
	arena_free(&accounts->memory);
	*accounts = (struct accounts){ 0 };
}
