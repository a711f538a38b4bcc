/*
 * clock - nanoseconds: of the processor, for this thread, so that others on the
 * machine do not count; and of the clock on the wall.
 */
#ifndef BALSYS_BENCH_CLOCK_H
#define BALSYS_BENCH_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t
clock_of(clockid_t id)
{
	struct timespec t = { 0 };

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static inline uint64_t
clock_nanos(void)
{
	return clock_of(CLOCK_THREAD_CPUTIME_ID);
}

static inline uint64_t
clock_wall_nanos(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

#endif
