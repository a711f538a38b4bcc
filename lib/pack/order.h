/*
 * order - amounts from the largest to the smallest.
 *
 *	struct order order = { 0 };
 *
 *	if (order_sort(&order, amount, count) == -1)
 *		return -1;
 *	for (size_t i = 0; i < count; i++)
 *		use(order.entry[i].amount, order.entry[i].index);
 *	order_free(&order);
 *
 * Equal amounts stay in the order they came in.  The time is in proportion to
 * the count, whatever the amounts are.  All zeros is an order that owns
 * nothing.
 */
#ifndef BALSYS_ORDER_H
#define BALSYS_ORDER_H

#include <stddef.h>
#include <stdint.h>

struct order_entry {
	uint64_t amount;
	uint32_t index;		/* where it stood, from 0 */
};

struct order {
	struct order_entry *entry;	/* owned; until the next sort */
	struct order_entry *spare;	/* private */
	size_t entry_cap;
	size_t spare_cap;
};

/*
 * Fill entry with count amounts, at most UINT32_MAX, the largest first.
 * Returns 0, or -1 with errno ENOMEM.
 */
int	order_sort(struct order *o, const uint64_t *amount, size_t count)
	__attribute__((warn_unused_result));

/* Release its memory.  Harmless twice. */
void	order_free(struct order *o);

#endif
