#include "stats/holders.h"

static struct holder *
add_holder(struct holders *h, struct span name)
{
	struct chain *chain = NULL;
	struct holder *made;

	if (h->is_shuffled) {
		chain = arena_get(&h->memory, sizeof(*chain));
		if (chain == NULL)
			return NULL;
		*chain = (struct chain){ 0 };
	}
	made = roster_find_or_add(&h->roster, name, sizeof(*made));
	if (made != NULL)
		made->chain = chain;
	return made;
}

int
holders_find(struct holders *h, struct span name, struct holder **holder)
{
	*holder = NULL;
	if (h->unknown)
		return 0;
	*holder = roster_find(&h->roster, name, sizeof(**holder));
	if (*holder != NULL)
		return 0;
	if (h->roster.count >= h->max) {
		h->unknown = true;
		return 0;
	}
	*holder = add_holder(h, name);
	return *holder == NULL ? -1 : 0;
}

int
holders_find_run(struct holders *h, const struct span *name, size_t stride,
    size_t count, struct holder **holder)
{
	void *found[ROSTER_RUN_MAX];
	const char *at = (const char *)name;

	if (!h->unknown)
		roster_find_run(&h->roster, name, stride, count,
		    sizeof(**holder), found);
	for (size_t i = 0; i < count; i++, at += stride) {
		holder[i] = h->unknown ? NULL : found[i];
		if (holder[i] == NULL && holders_find(h,
		    *(const struct span *)(const void *)at, &holder[i]) == -1)
			return -1;
	}
	return 0;
}

struct holder *
holders_next(const struct holders *h, size_t *at)
{
	return roster_next(&h->roster, at);
}

void
holder_add_balance(struct holder *holder, struct money balance,
    const struct txn *txn, uint64_t run)
{
	if (holder->chain != NULL)
		chain_add(holder->chain, run, balance, txn);
	if (!holder->has_balance) {
		holder->first_amount = txn->amount;
		holder->first_balance = balance;
	}
	holder->closing = balance;
	holder->has_balance = true;
}

bool
holder_ends(const struct holder *holder, struct money_total *opening,
    struct money_total *closing)
{
	if (holder->chain != NULL) {
		struct chain chain = *holder->chain;	/* more may come */

		if (!chain_end(&chain))
			return false;
		*opening = money_total_of(chain.opening);
		*closing = money_total_of(chain.closing);
		return true;
	}
	*closing = money_total_of(holder->closing);
	*opening = money_total_difference(
	    money_total_of(holder->first_balance),
	    money_total_of(holder->first_amount));
	return true;
}

void
holders_free(struct holders *h)
{
	roster_free(&h->roster);
	arena_free(&h->memory);
	*h = (struct holders){ 0 };
}
