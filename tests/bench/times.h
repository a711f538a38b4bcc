/*
 * times - what many times come to.
 */
#ifndef BALSYS_BENCH_TIMES_H
#define BALSYS_BENCH_TIMES_H

#include <stddef.h>
#include <stdint.h>

/*
 * Of count times, at least 1, the shortest that so many percent of them, 1 to
 * 100, do not exceed; 50 is the median.  Sorts them.
 */
uint64_t times_percentile(uint64_t *time, size_t count, size_t percent);

#endif
