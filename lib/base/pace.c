#include "base/pace.h"

/* In a million seconds there are so many microseconds. */
static const uint64_t micros_in_all = UINT64_C(1000000) * 1000000;

struct pace
pace_from(struct timestamp first, uint64_t rate)
{
	return (struct pace){ .now = first, .first = first, .rate = rate,
	    .step = micros_in_all / rate, .step_rest = micros_in_all % rate };
}

int
pace_next(struct pace *p)
{
	uint64_t rest = p->rest + p->step_rest;
	bool carry = rest >= p->rate;

	if (timestamp_add(&p->now, (int64_t)(p->step + carry)) == -1)
		return -1;
	p->rest = carry ? rest - p->rate : rest;
	return 0;
}

int64_t
pace_elapsed(const struct pace *p)
{
	return p->now.micros - p->first.micros + (p->rest > 0);
}

bool
pace_share_turn(struct pace_share *s)
{
	s->carry += s->part;
	if (s->carry < s->whole)
		return false;
	s->carry -= s->whole;
	return true;
}
