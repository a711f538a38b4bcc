#include "stats/chain.h"

/* Take value if an amount can hold it.  Returns whether it can. */
static bool
hold(money_int128 value, struct money *out)
{
	if (value < INT64_MIN || value > INT64_MAX)
		return false;
	out->minor = (int64_t)value;
	return true;
}

static chain_uint128
square(money_int128 value)
{
	chain_uint128 size = (chain_uint128)(value < 0 ? -value : value);

	return size * size;
}

/* The run is whole: see that its ends hold, and join them to those before. */
static void
end_run(struct chain *c)
{
	money_int128 opening = c->first.balance, closing = c->last.balance;
	struct money held;

	if (c->count == 0)
		return;
	if ((c->is_timeless && c->count > 1) ||
	    c->first.is_tied || c->last.is_tied ||
	    c->sum != opening - closing ||
	    c->squares != square(opening) - square(closing) ||
	    (c->found && opening != c->closing.minor) ||
	    !hold(opening, &held))
		c->broken = true;
	else if (!c->found)
		c->opening = held;
	c->found = true;
	if (!hold(closing, &c->closing))
		c->broken = true;
	c->count = 0;
}

static void
start_run(struct chain *c, uint64_t run)
{
	end_run(c);
	c->run = run;
	c->is_timeless = false;
	c->sum = 0;
	c->squares = 0;
}

/* Take a record for an end if it is before, or behind, the one there. */
static void
put_end(struct chain_end *end, bool is_new, int order, struct timestamp time,
    money_int128 balance)
{
	if (!is_new && order == 0)
		end->is_tied = true;
	if (is_new || order < 0)
		*end = (struct chain_end){ time, false, balance };
}

void
chain_add(struct chain *c, uint64_t run, struct money balance,
    const struct txn *txn)
{
	money_int128 before = (money_int128)balance.minor - txn->amount.minor;
	bool is_new = c->count == 0 || run != c->run;

	if (is_new)
		start_run(c, run);
	c->count++;
	c->is_timeless = c->is_timeless || !txn->has_time;
	put_end(&c->first, is_new, timestamp_compare(txn->time,
	    c->first.time), txn->time, before);
	put_end(&c->last, is_new, timestamp_compare(c->last.time,
	    txn->time), txn->time, balance.minor);
	c->sum += before - balance.minor;
	c->squares += square(before) - square(balance.minor);
}

bool
chain_end(struct chain *c)
{
	end_run(c);
	return c->found && !c->broken;
}
