#include <stdlib.h>

#include "stats/summary.h"

static struct summary_account *
add_account(struct summary *s, struct span name)
{
	struct summary_account made = { 0 }, *a;

	if (s->by_account) {
		made.figures = arena_get(&s->memory, sizeof(*made.figures));
		if (made.figures == NULL)
			return NULL;
		*made.figures = (struct figures){ 0 };
	}
	if (s->is_shuffled) {
		made.chain = arena_get(&s->memory, sizeof(*made.chain));
		if (made.chain == NULL)
			return NULL;
		*made.chain = (struct chain){ 0 };
	}
	a = roster_find_or_add(&s->accounts, name, sizeof(*a));
	if (a != NULL)
		*a = made;
	return a;
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
	if (!a->has_balance) {
		a->first_amount = txn->amount;
		a->first_balance = balance;
	}
	a->closing = balance;
	a->has_balance = true;
}

int
summary_add(struct summary *s, const struct txn *txn,
    const struct money *balance, uint64_t run)
{
	struct summary_account *account = roster_find(&s->accounts,
	    txn->account, sizeof(*account));

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

/* Where an account's balances began and ended.  Returns whether it is known. */
static bool
find_ends(const struct summary_account *a, struct money_total *opening,
    struct money_total *closing)
{
	if (a->chain != NULL && !chain_end(a->chain))
		return false;
	*closing = money_total_of(a->chain != NULL ? a->chain->closing :
	    a->closing);
	*opening = a->chain != NULL ? money_total_of(a->chain->opening) :
	    money_total_difference(money_total_of(a->first_balance),
	    money_total_of(a->first_amount));
	return true;
}

void
summary_end(struct summary *s)
{
	struct figures *whole = &s->whole;
	struct money_total opening, closing;
	struct summary_account *a;
	size_t at = 0;

	whole->has_ends = whole->has_balance;
	while ((a = roster_next(&s->accounts, &at)) != NULL) {
		if (!a->has_balance)
			continue;
		if (!find_ends(a, &opening, &closing)) {
			whole->has_ends = false;
			continue;
		}
		whole->opening.minor += opening.minor;
		whole->closing.minor += closing.minor;
		if (a->figures != NULL) {
			a->figures->opening = opening;
			a->figures->closing = closing;
			a->figures->has_ends = true;
		}
	}
}

static int
by_name(const void *a, const void *b)
{
	const struct summary_account *const *left = a, *const *right = b;

	return span_compare(summary_name(*left), summary_name(*right));
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
		sorted[i] = roster_next(&s->accounts, &at);
	qsort(sorted, s->accounts.count, sizeof(*sorted), by_name);
	return sorted;
}

void
summary_free(struct summary *s)
{
	roster_free(&s->accounts);
	arena_free(&s->memory);
	*s = (struct summary){ 0 };
}
