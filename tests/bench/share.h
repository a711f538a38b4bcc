/*
 * share - how sure a share is that was counted.
 */
#ifndef BALSYS_BENCH_SHARE_H
#define BALSYS_BENCH_SHARE_H

#include <stdint.h>

/*
 * The interval, within 0 and 1, that holds the true share of successes with a
 * confidence of 95 % where there were this many among tries, at least 1:
 * Wilson, E. B. (1927), Probable inference, the law of succession, and
 * statistical inference, Journal of the American Statistical Association 22,
 * 209-212.
 */
void	share_interval(uint64_t successes, uint64_t tries, double *low,
	    double *high);

#endif
