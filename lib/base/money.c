#include <errno.h>
#include <stdbool.h>

#include "base/money.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Append a digit to *minor.  Returns whether there was room. */
static bool
shift_in(uint64_t *minor, char digit)
{
	return !__builtin_mul_overflow(*minor, 10, minor) &&
	    !__builtin_add_overflow(*minor, (uint64_t)(digit - '0'), minor);
}

static int
fail(int errnum)
{
	errno = errnum;
	return -1;
}

int
money_parse(struct span text, int scale, struct money *out)
{
	const char *p = text.ptr, *end = p;
	bool negative = false, fits = true, precise = false;
	uint64_t minor = 0;
	int places = 0;

	if (text.len > 0)
		end += text.len;
	if (p < end && (*p == '-' || *p == '+'))
		negative = *p++ == '-';
	if (p == end || !is_digit(*p))
		return fail(EINVAL);
	for (; p < end && is_digit(*p); p++)
		fits = fits && shift_in(&minor, *p);
	if (p < end) {
		if (*p++ != '.' || p == end)
			return fail(EINVAL);
		for (; p < end && is_digit(*p); p++)
			if (places < scale) {
				fits = fits && shift_in(&minor, *p);
				places++;
			} else if (*p != '0') {
				precise = true;
			}
		if (p < end)
			return fail(EINVAL);
	}
	if (precise)
		return fail(EDOM);
	for (; places < scale; places++)
		fits = fits && shift_in(&minor, '0');
	if (!fits || minor > (uint64_t)INT64_MAX + negative)
		return fail(ERANGE);
	out->minor = negative ? (int64_t)(0 - minor) : (int64_t)minor;
	return 0;
}

/*
 * Write the digits of rest, with a point before the last scale of them, so
 * that they end where end points.  Returns where they begin.
 */
static char *
digits_backwards(uint64_t rest, int scale, char *end)
{
	int written = 0;

	do {
		if (written == scale && scale > 0)
			*--end = '.';
		*--end = (char)('0' + rest % 10);
		rest /= 10;
		written++;
	} while (rest != 0 || written <= scale);
	return end;
}

size_t
money_format(struct money amount, int scale, char *dst)
{
	char text[MONEY_TEXT_MAX], *end = text + sizeof(text);
	char *p = digits_backwards(money_magnitude(amount), scale, end);
	size_t len;

	if (amount.minor < 0)
		*--p = '-';
	len = (size_t)(end - p);
	memcpy(dst, p, len);
	return len;
}

int
money_add(struct money *sum, struct money amount)
{
	int64_t result;

	if (__builtin_add_overflow(sum->minor, amount.minor, &result))
		return fail(ERANGE);
	sum->minor = result;
	return 0;
}

uint64_t
money_magnitude(struct money amount)
{
	return amount.minor < 0 ? 0 - (uint64_t)amount.minor :
	    (uint64_t)amount.minor;
}

int
money_compare(struct money a, struct money b)
{
	return (a.minor > b.minor) - (a.minor < b.minor);
}

void
money_total_add(struct money_total *total, struct money amount)
{
	total->minor += amount.minor;
}

void
money_total_add_magnitude(struct money_total *total, struct money amount)
{
	total->minor += money_magnitude(amount);
}

struct money_total
money_total_difference(struct money_total a, struct money_total b)
{
	return (struct money_total){ a.minor - b.minor };
}

struct money_total
money_total_of(struct money amount)
{
	return (struct money_total){ amount.minor };
}

size_t
money_total_format(struct money_total total, int scale, char *dst)
{
	static const uint64_t low_part = UINT64_C(1000000000000000000);
	bool negative = total.minor < 0;
	char text[MONEY_TOTAL_TEXT_MAX], *end = text + sizeof(text), *p;
	money_int128 rest = negative ? -total.minor : total.minor;
	size_t len;

	if (rest < INT64_MAX) {
		p = digits_backwards((uint64_t)rest, scale, end);
	} else {
		/* The low 18 digits, all of them, then those above. */
		p = digits_backwards((uint64_t)(rest % low_part) + low_part,
		    scale, end);
		rest /= low_part;
		for (p++; rest != 0; rest /= 10)
			*--p = (char)('0' + (int)(rest % 10));
	}
	if (negative)
		*--p = '-';
	len = (size_t)(end - p);
	memcpy(dst, p, len);
	return len;
}
