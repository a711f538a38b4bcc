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

/* The run is whole: find its ends, and join them to those before. */
static void
end_run(struct chain *c)
{
	money_int128 difference = c->sum, squares = (money_int128)c->squares;
	struct money opening, closing;
	money_int128 sum;

	c->sum = 0;
	c->squares = 0;
	if (difference == 0) {
		c->broken = c->broken || squares != 0;
		return;
	}
	sum = squares / difference;
	if (squares % difference != 0 || (sum + difference) % 2 != 0 ||
	    !hold((sum + difference) / 2, &opening) ||
	    !hold((sum - difference) / 2, &closing) ||
	    (c->found && money_compare(opening, c->closing) != 0)) {
		c->broken = true;
		return;
	}
	if (!c->found)
		c->opening = opening;
	c->closing = closing;
	c->found = true;
}

static chain_uint128
square(money_int128 value)
{
	chain_uint128 size = (chain_uint128)(value < 0 ? -value : value);

	return size * size;
}

void
chain_add(struct chain *c, uint64_t run, struct money balance,
    struct money amount)
{
	money_int128 before = (money_int128)balance.minor - amount.minor;
	struct money held;

	if (run != c->run)
		end_run(c);
	c->run = run;
	c->broken = c->broken || !hold(before, &held);
	c->sum += before - balance.minor;
	c->squares += square(before) - square(balance.minor);
}

bool
chain_end(struct chain *c)
{
	end_run(c);
	return c->found && !c->broken;
}
