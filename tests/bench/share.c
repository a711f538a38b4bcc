#include "bench/share.h"

/* Newton's iteration, from above: libm is not linked. */
static double
square_root(double x)
{
	double root = x > 1 ? x : 1;

	for (int i = 0; i < 100; i++)
		root = (root + x / root) / 2;
	return root;
}

void
share_interval(uint64_t successes, uint64_t tries, double *low, double *high)
{
	const double z = 1.959964, square = z * z;
	double n = (double)tries, k = (double)successes;
	double middle = k + square / 2;
	double reach = z * square_root(k * (n - k) / n + square / 4);

	*low = (middle - reach) / (n + square);
	*high = (middle + reach) / (n + square);
}
