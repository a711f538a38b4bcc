/*
 * rates - how many things a second there were, lately.
 *
 *	struct rates r = { 0 };
 *
 *	rates_begin(&r, loop_now());
 *	rates_add(&r, loop_now(), 3);
 *	use(rates_second(&r, loop_now()));
 *
 * Whole tenths of a second are counted, for a minute; what is told is
 * ten-thousandths of a thing a second.
 */
#ifndef BALSYS_RATES_H
#define BALSYS_RATES_H

#include <stdint.h>

enum { RATES_SLOTS = 600 + 1 };

struct rates {
	int64_t started;		/* microseconds; private, as all is */
	uint64_t total;
	int64_t slot;			/* the tenth that is being counted */
	uint64_t count[RATES_SLOTS];
};

void	rates_begin(struct rates *r, int64_t now);
void	rates_add(struct rates *r, int64_t now, uint64_t count);

/* Over the last ten whole tenths of a second; the last 600, or as many as there
   were since it began; and all the time since then. */
uint64_t rates_second(const struct rates *r, int64_t now);
uint64_t rates_minute(const struct rates *r, int64_t now);
uint64_t rates_overall(const struct rates *r, int64_t now);

#endif
