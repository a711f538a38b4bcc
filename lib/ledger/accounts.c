#include <stdlib.h>

#include "ledger/accounts.h"

struct account *
accounts_find_or_add(struct accounts *accounts, struct span name)
{
	return roster_find_or_add(&accounts->by_name, name,
	    sizeof(struct account));
}

void
accounts_find_run(const struct accounts *accounts, const struct span *name,
    size_t stride, size_t count, void **found)
{
	roster_find_run(&accounts->by_name, name, stride, count,
	    sizeof(struct account), found);
}

struct account_terms *
accounts_own_terms(struct accounts *accounts, struct account *account)
{
	struct account_terms *own = account->terms;

	if (own != NULL && !own->are_shared)
		return own;
	own = arena_get(&accounts->memory, sizeof(*own));
	if (own == NULL)
		return NULL;
	*own = (struct account_terms){ 0 };
	if (account->terms != NULL)
		*own = *account->terms;
	own->are_shared = false;
	account->terms = own;
	return own;
}

void
accounts_open(struct account *account, struct money opening)
{
	account->opened = true;
	account->opening = account->balance = opening;
}

bool
accounts_forbids(const struct account_limit *limit, struct money amount,
    struct money balance)
{
	if (limit->has_most && money_magnitude(amount) > limit->most_amount)
		return true;
	return limit->has_least && amount.minor < 0 &&
	    money_compare(balance, limit->least_balance) < 0;
}

struct money_total
accounts_credits(const struct account *account)
{
	return (struct money_total){
	    (money_int128)account->credits_high << 64 |
	    account->credits_low };
}

struct money_total
accounts_debits(const struct account *account)
{
	struct money_total posted = money_total_difference(
	    money_total_of(account->balance),
	    money_total_of(account->opening));

	return money_total_difference(posted, accounts_credits(account));
}

int
accounts_reconcile(struct accounts *accounts, struct account *account,
    struct money stated, struct money_total *change)
{
	struct money_total gap = money_total_difference(
	    money_total_of(stated), money_total_of(account->balance));
	struct account_terms *terms = account->terms;

	*change = (struct money_total){ 0 };
	/* Without terms there is no gap so far. */
	if (terms == NULL && gap.minor == 0)
		return 0;
	terms = accounts_own_terms(accounts, account);
	if (terms == NULL)
		return -1;
	*change = money_total_difference(gap, terms->gap);
	terms->gap = gap;
	return 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct account *const *left = a, *const *right = b;

	return span_compare(accounts_name(*left), accounts_name(*right));
}

static bool
is_used(const struct account *a)
{
	return a->opened || a->count > 0;
}

static bool
has_limit(const struct account *a)
{
	return a->terms != NULL && a->terms->limited && !a->terms->are_shared;
}

static struct account **
sort(const struct accounts *accounts, bool wanted(const struct account *),
    size_t *count)
{
	struct account **sorted = calloc(accounts->by_name.count + 1,
	    sizeof(*sorted));
	struct account *a;
	size_t at = 0;

	*count = 0;
	if (sorted == NULL)
		return NULL;
	while ((a = roster_next(&accounts->by_name, &at)) != NULL)
		if (wanted(a))
			sorted[(*count)++] = a;
	qsort(sorted, *count, sizeof(*sorted), by_name);
	return sorted;
}

struct account **
accounts_sorted(const struct accounts *accounts, size_t *count)
{
	return sort(accounts, is_used, count);
}

struct account **
accounts_limited(const struct accounts *accounts, size_t *count)
{
	return sort(accounts, has_limit, count);
}

struct money_total
accounts_balance(const struct accounts *accounts)
{
	struct money_total sum = { 0 };
	const struct account *a;
	size_t at = 0;

	while ((a = roster_next(&accounts->by_name, &at)) != NULL)
		money_total_add(&sum, a->balance);
	return sum;
}

void
accounts_free(struct accounts *accounts)
{
	roster_free(&accounts->by_name);
	arena_free(&accounts->memory);
	*accounts = (struct accounts){ 0 };
}
