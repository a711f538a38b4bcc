#include <stdlib.h>

#include "bench/times.h"

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

uint64_t
times_percentile(uint64_t *time, size_t count, size_t percent)
{
	qsort(time, count, sizeof(*time), compare);
	return time[(count * percent + 99) / 100 - 1];
}
