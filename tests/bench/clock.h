/*
 * clock - the processor's time of this thread, so that others on the machine
 * do not count.
 */
#ifndef BALSYS_BENCH_CLOCK_H
#define BALSYS_BENCH_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t
clock_nanos(void)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

#endif
