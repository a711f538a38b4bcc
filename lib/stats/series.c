#include <errno.h>
#include <stdlib.h>

#include "stats/series.h"

/* Places as numbers that are not negative, in the same order. */
static uint64_t
key(int64_t place)
{
	return (uint64_t)place ^ UINT64_C(1) << 63;
}

static int64_t
place_of(uint64_t key)
{
	return (int64_t)(key ^ UINT64_C(1) << 63);
}

static struct series_bin *
bin_of(struct series_bin *bins, uint64_t number)
{
	return &bins[number % SERIES_BINS];
}

/* How wide bins must be for all places from first to last. */
static unsigned
wide_enough(unsigned shift, int64_t first, int64_t last)
{
	while ((key(last) >> shift) - (key(first) >> shift) >= SERIES_BINS)
		shift++;
	return shift;
}

/* Add what is in a bin to one that comes before it, or is empty. */
static void
join(const struct series *s, struct series_bin *bin,
    const struct series_bin *more)
{
	money_int128 before = s->runs ? bin->sum : 0;

	if (bin->count == 0) {
		*bin = *more;
		return;
	}
	if (before + more->low < bin->low)
		bin->low = before + more->low;
	if (before + more->high > bin->high)
		bin->high = before + more->high;
	bin->sum += more->sum;
	bin->count += more->count;
	if (more->last > bin->last)
		bin->last = more->last;
}

/* Have bins 2^shift wide.  Returns 0, or -1 with errno ENOMEM. */
static int
widen(struct series *s, unsigned shift)
{
	struct series_bin *bins = calloc(SERIES_BINS, sizeof(*bins));
	uint64_t until = key(s->last) >> s->shift;

	if (bins == NULL) {
		errno = ENOMEM;
		return -1;
	}
	for (uint64_t i = key(s->first) >> s->shift; s->count > 0; i++) {
		const struct series_bin *from = bin_of(s->bin, i);
		struct series_bin *to = bin_of(bins, i >> (shift - s->shift));

		if (from->count > 0)
			join(s, to, from);
		if (to->count > s->most)
			s->most = to->count;
		if (i == until)
			break;
	}
	free(s->bin);
	s->bin = bins;
	s->shift = shift;
	return 0;
}

int
series_add(struct series *s, int64_t place, money_int128 value)
{
	int64_t first = s->count == 0 || place < s->first ? place : s->first;
	int64_t last = s->count == 0 || place > s->last ? place : s->last;
	unsigned shift = wide_enough(s->shift, first, last);
	struct series_bin one = { .count = 1, .last = place, .sum = value,
	    .low = value, .high = value }, *bin;

	if ((s->bin == NULL || shift > s->shift) && widen(s, shift) == -1)
		return -1;
	if (s->runs && value > 0)
		one.low = 0;
	else if (s->runs)
		one.high = 0;
	s->went_back = s->went_back || (s->count > 0 && place < s->previous);
	s->previous = place;
	s->first = first;
	s->last = last;
	s->count++;
	bin = bin_of(s->bin, key(place) >> shift);
	join(s, bin, &one);
	if (bin->count > s->most)
		s->most = bin->count;
	return 0;
}

bool
series_next(const struct series *s, size_t *at, struct series_step *step)
{
	uint64_t first = key(s->first) >> s->shift, i;

	if (s->count == 0)
		return false;
	for (; *at <= (key(s->last) >> s->shift) - first; (*at)++) {
		i = first + *at;
		step->bin = *bin_of(s->bin, i);
		if (step->bin.count == 0)
			continue;
		step->from = place_of(i << s->shift);
		step->until = place_of((i << s->shift) +
		    ((UINT64_C(1) << s->shift) - 1));
		(*at)++;
		return true;
	}
	return false;
}

void
series_free(struct series *s)
{
	free(s->bin);
	*s = (struct series){ .runs = s->runs };
}
