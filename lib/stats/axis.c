#include "stats/axis.h"
#include "stats/script.h"

enum {
	MARKS = 6,		/* intervals between them, at most */
	THOUSANDS_MAX = 5,
};

/* Beyond it not every amount is a binary fraction of 53 bits. */
static const money_int128 large = (money_int128)1 << 52;

static const char *const multiples[THOUSANDS_MAX + 1] = { "", "thousand",
    "million", "billion", "trillion", "quadrillion" };

static money_int128
power(int exponent)
{
	money_int128 value = 1;

	while (exponent-- > 0)
		value *= 10;
	return value;
}

static money_int128
round_down(money_int128 value, money_int128 step)
{
	money_int128 rest = value % step;

	return value - (rest < 0 ? rest + step : rest);
}

static money_int128
round_up(money_int128 value, money_int128 step)
{
	return -round_down(-value, step);
}

/* The least of 1, 2, 5, 10, 20... with which so few marks are enough. */
static money_int128
find_step(money_int128 low, money_int128 high, money_int128 least)
{
	static const int parts[] = { 1, 2, 5 };

	for (money_int128 ten = 1;; ten *= 10)
		for (int i = 0; i < 3; i++) {
			money_int128 step = ten * parts[i];

			if (step >= least && (round_up(high, step) -
			    round_down(low, step)) / step <= MARKS)
				return step;
		}
}

/* Whether marks are told in thousands, millions...: where they get long. */
static void
choose_words(struct axis *axis)
{
	money_int128 most = axis->high > -axis->low ? axis->high : -axis->low;
	money_int128 unit = power(axis->scale);

	axis->decimals = axis->step % unit == 0 ? 0 : axis->scale;
	if (most < unit * 1000000)
		return;
	for (int i = 1; i <= THOUSANDS_MAX; i++) {
		money_int128 multiple = unit * power(3 * i);

		if (axis->step * 10 < multiple || most < multiple)
			break;
		axis->thousands = i;
		axis->decimals = axis->step % multiple == 0 ? 0 : 1;
	}
}

struct axis
axis_of(money_int128 low, money_int128 high, money_int128 least, int scale)
{
	struct axis axis = { .scale = scale };

	if (low >= high) {
		low -= least;
		high += least;
	}
	axis.step = find_step(low, high, least);
	axis.low = round_down(low, axis.step);
	axis.high = axis.top = round_up(high, axis.step);
	if (axis.low < -large || axis.high > large)
		axis.base = axis.low;
	choose_words(&axis);
	return axis;
}

const char *
axis_multiple(const struct axis *axis)
{
	return multiples[axis->thousands];
}

static void
put_mark(struct buf *out, const struct axis *axis, money_int128 value)
{
	script_people(out, value, axis->scale + 3 * axis->thousands,
	    axis->decimals);
}

size_t
axis_width(const struct axis *axis)
{
	struct buf low = { 0 }, high = { 0 };
	size_t len;

	put_mark(&low, axis, axis->low);
	put_mark(&high, axis, axis->high);
	len = low.len > high.len ? low.len : high.len;
	buf_free(&low);
	buf_free(&high);
	return len;
}

void
axis_put_value(struct buf *out, const struct axis *axis, money_int128 value)
{
	script_decimal(out, value - axis->base, axis->scale);
}

void
axis_put_range(struct buf *out, char letter, const struct axis *axis,
    money_int128 low, money_int128 high)
{
	const char *separator = "";

	script_say(out, "set %crange [", letter);
	axis_put_value(out, axis, low);
	script_say(out, ":");
	axis_put_value(out, axis, high);
	script_say(out, "]\nset %ctics (", letter);
	for (money_int128 mark = round_up(low, axis->step); mark <= high;
	    mark += axis->step) {
		script_say(out, "%s\"", separator);
		put_mark(out, axis, mark);
		script_say(out, "\" ");
		axis_put_value(out, axis, mark);
		separator = ", ";
	}
	script_say(out, ")\n");
}
