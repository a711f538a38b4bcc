/*
 * digits - whole numbers in decimal.
 */
#ifndef BALSYS_DIGITS_H
#define BALSYS_DIGITS_H

#include <stddef.h>
#include <stdint.h>

enum {
	DIGITS_ROOM = 24,	/* what digits_put() may write to */
};

/*
 * Write number in decimal, without leading zeros, to dst, which has room for
 * DIGITS_ROOM bytes, and return how many digits there are.  What is then in
 * the room behind them is undefined.
 */
size_t	digits_put(uint64_t number, char *dst);

#endif
