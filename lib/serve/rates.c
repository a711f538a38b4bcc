#include "base/money.h"
#include "serve/rates.h"

enum {
	TENTH = 100000,		/* microseconds */
	TENTHS_KEPT = RATES_SLOTS - 1,	/* whole ones */
	UNIT = 10000,		/* of what is told */
};

/* Which tenth since the start is it?  A clock that went back stands still. */
static int64_t
slot_at(const struct rates *r, int64_t now)
{
	int64_t slot = (now - r->started) / TENTH;

	return slot < r->slot ? r->slot : slot;
}

void
rates_begin(struct rates *r, int64_t now)
{
	*r = (struct rates){ .started = now };
}

void
rates_add(struct rates *r, int64_t now, uint64_t count)
{
	int64_t slot = slot_at(r, now);

	/* What nothing came in for is older than all that is kept. */
	if (slot - r->slot > RATES_SLOTS)
		r->slot = slot - RATES_SLOTS;
	while (r->slot < slot)
		r->count[++r->slot % RATES_SLOTS] = 0;
	r->count[slot % RATES_SLOTS] += count;
	r->total += count;
}

/* Over so many whole tenths, or as many as there were. */
static uint64_t
over(const struct rates *r, int64_t now, int64_t tenths)
{
	int64_t slot = slot_at(r, now);
	uint64_t sum = 0;

	if (tenths > slot)
		tenths = slot;
	if (tenths == 0)
		return 0;
	for (int64_t i = slot - tenths; i < slot && i <= r->slot; i++)
		sum += r->count[i % RATES_SLOTS];
	return (uint64_t)((money_int128)sum * (1000000 / TENTH) * UNIT /
	    tenths);
}

uint64_t
rates_second(const struct rates *r, int64_t now)
{
	return over(r, now, 10);
}

uint64_t
rates_minute(const struct rates *r, int64_t now)
{
	return over(r, now, TENTHS_KEPT);
}

uint64_t
rates_overall(const struct rates *r, int64_t now)
{
	int64_t micros = now - r->started;

	if (micros <= 0)
		return 0;
	return (uint64_t)((money_int128)r->total * 1000000 * UNIT / micros);
}
