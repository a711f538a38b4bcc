/*
 * script - a program for gnuplot, put together of words and exact numbers.
 *
 *	struct buf text = { 0 };
 *
 *	script_say(&text, "set yrange [0:");
 *	script_decimal(&text, most, scale);
 *	script_say(&text, "]\n");
 *
 * Failures are buf's: they stick.
 */
#ifndef BALSYS_SCRIPT_H
#define BALSYS_SCRIPT_H

#include "base/buf.h"
#include "base/money.h"

/* Append words, as printf(3) does, of at most SCRIPT_MAX - 1 bytes. */
enum { SCRIPT_MAX = 512 };
void	script_say(struct buf *out, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Append value / 10^scale, as it is: -12.50. */
void	script_decimal(struct buf *out, money_int128 value, int scale);

/*
 * Append a whole number for people, with a comma at every thousand; and value /
 * 10^scale likewise, with no more decimals than that, 0 to 6, the rest cut off.
 */
void	script_number(struct buf *out, money_int128 value);
void	script_people(struct buf *out, money_int128 value, int scale,
	    int decimals);

#endif
