/*
 * delays - how long things took: how many, mean, quantiles, and the longest.
 *
 *	struct delays d = { 0 };
 *
 *	delays_add(&d, micros);
 *	delays_put(&d, &json);
 *	delays_free(&d);
 *
 * Quantiles are those of stats/histogram: within 0.1 % of nearest rank.
 */
#ifndef BALSYS_DELAYS_H
#define BALSYS_DELAYS_H

#include <stdint.h>

#include "base/json.h"
#include "stats/histogram.h"

struct delays {
	uint64_t count, sum, most;	/* microseconds */
	struct histogram spread;
};

/* Count one in; where memory is missing, in count, sum and most alone. */
void	delays_add(struct delays *d, int64_t micros);

/* Put {"count":..,"mean":..,"p50":..,"p95":..,"p99":..,"max":..}, in seconds
   with six decimals; where there are none, a count of 0 and all else null. */
void	delays_put(const struct delays *d, struct json *j);

/* One quantile, in microseconds; 0 where there are none. */
uint64_t delays_quantile(const struct delays *d, unsigned part,
	    unsigned whole);

/* Release memory.  Harmless twice. */
void	delays_free(struct delays *d);

#endif
