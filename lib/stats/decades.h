/*
 * decades - how many amounts are how large, in tenths of a power of ten: what
 * is drawn on a logarithmic axis.
 *
 *	struct decades d = { 0 };
 *
 *	decades_add(&d, txn.amount);
 *	for (int i = 0; i < DECADES_BARS; i++)
 *		draw(decades_edge(i), decades_edge(i + 1), d.credits[i]);
 *
 * Bar i is of the amounts from 10^(i / 10) minor units to below 10^((i + 1) /
 * 10), so that on such an axis all are equally wide.  These numbers are taken
 * to ten digits, rounded down.  Amounts of zero have no place on it.
 */
#ifndef BALSYS_DECADES_H
#define BALSYS_DECADES_H

#include <stdint.h>

#include "base/money.h"

enum {
	DECADES_PARTS = 10,
	DECADES_BARS = 19 * DECADES_PARTS,	/* 2^63 < 10^19 */
};

struct decades {
	uint64_t zeros, credits[DECADES_BARS], debits[DECADES_BARS];
};

/* Where a bar begins, of 0 to DECADES_BARS: at mantissa * 10^exponent. */
struct decades_edge {
	uint64_t mantissa;	/* has ten digits */
	int exponent;
};

struct decades_edge decades_edge(int bar);

/* Which bar is of amounts as large as this one, which is 1 to 2^63? */
int	decades_bar(uint64_t size);

/* Count in an amount. */
void	decades_add(struct decades *d, struct money amount);

#endif
