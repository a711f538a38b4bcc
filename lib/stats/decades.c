#include "stats/decades.h"

enum { MANTISSA = 9 };		/* digits behind its first */

/* 10^(i / 10), times 10^MANTISSA, rounded down. */
static const uint64_t edges[DECADES_PARTS] = {
	UINT64_C(1000000000), UINT64_C(1258925411), UINT64_C(1584893192),
	UINT64_C(1995262314), UINT64_C(2511886431), UINT64_C(3162277660),
	UINT64_C(3981071705), UINT64_C(5011872336), UINT64_C(6309573444),
	UINT64_C(7943282347),
};

struct decades_edge
decades_edge(int bar)
{
	return (struct decades_edge){ edges[bar % DECADES_PARTS],
	    bar / DECADES_PARTS - MANTISSA };
}

int
decades_bar(uint64_t size)
{
	uint64_t leading = size, power = 1;
	int bar = 0;

	/* The power of ten; then the part of it, by the leading digits. */
	for (; leading >= 10; leading /= 10) {
		power *= 10;
		bar += DECADES_PARTS;
	}
	for (int i = 1; i < DECADES_PARTS; i++)
		if ((money_int128)size * edges[0] >=
		    (money_int128)power * edges[i])
			bar++;
	return bar;
}

void
decades_add(struct decades *d, struct money amount)
{
	uint64_t size = money_magnitude(amount);

	if (size == 0)
		d->zeros++;
	else if (amount.minor > 0)
		d->credits[decades_bar(size)]++;
	else
		d->debits[decades_bar(size)]++;
}
