#include <errno.h>
#include <stdbool.h>

#include "base/digits.h"
#include "base/money.h"
#include "base/word.h"

/* For what is rare: it stays out of the way of what is not. */
#define RARE __attribute__((noinline, cold))

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

/* Every form of an amount, a character at a time. */
RARE static int
parse_any(struct span text, int scale, struct money *out)
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

/* Four characters as digits. */
static inline uint64_t
load_four(const char *text)
{
	return word_load_half(text) ^ (uint32_t)DIGITS_ZEROS;
}

/*
 * The len characters at text, 4 to 16 of them, as if zeros stood before them.
 * Lengths change from one amount to the next, so no branch depends on them:
 * there are four loads that overlap, and parts that are shifted out.
 */
static inline struct digits
load_digits(const char *text, size_t len)
{
	size_t most = len < 8 ? len : 8;	/* characters of a word */
	const char *end = text + len;
	unsigned above = 4 * (8 - (unsigned)(len - most));
	unsigned below = 8 * (8 - (unsigned)most);
	uint64_t high = load_four(text) | load_four(text + most - 4) << 32;

	/* By halves, as it may be all of the word. */
	return (struct digits){ high << above << above,
	    load_four(end - most) << below | load_four(end - 4) << 32 };
}

/* Take away what stands before the last scale of d, which was the point. */
static inline struct digits
without_point(struct digits d, size_t scale)
{
	uint64_t whole = ~UINT64_C(0) >> 8 * scale;

	return (struct digits){ d.high << 8,
	    (d.low & ~whole) | ((d.low << 8 | d.high >> 56) & whole) };
}

/*
 * An amount as most are: with exactly scale decimals, and in 4 to 16 characters
 * behind the sign.  Returns whether it is one.
 */
static inline bool
parse_usual(struct span text, size_t scale, struct money *out)
{
	uint64_t negative, magnitude;
	struct digits d;
	size_t sign;

	if (text.len == 0)
		return false;
	negative = *text.ptr == '-';
	sign = negative | (*text.ptr == '+');
	text.ptr += sign;
	text.len -= sign;
	if (text.len < 4 || text.len > 16)
		return false;
	d = load_digits(text.ptr, text.len);
	if (scale > 0) {
		if (text.len < scale + 2 ||
		    text.ptr[text.len - scale - 1] != '.')
			return false;
		d = without_point(d, scale);
	}
	if (!digits_valid(d))
		return false;
	magnitude = digits_value(d);
	out->minor = (int64_t)((magnitude ^ (0 - negative)) + negative);
	return true;
}

int
money_parse(struct span text, int scale, struct money *out)
{
	if (parse_usual(text, (size_t)scale, out))
		return 0;
	return parse_any(text, scale, out);
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

/* An amount of more than sixteen digits. */
RARE static size_t
format_large(struct money amount, int scale, char *dst)
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

size_t
money_format(struct money amount, int scale, char *dst)
{
	uint64_t magnitude = money_magnitude(amount);
	size_t negative = amount.minor < 0;
	struct digits d;
	unsigned count, decimals = (unsigned)scale;

	if (magnitude >= DIGITS_END)
		return format_large(amount, scale, dst);
	d = digits_of(magnitude);
	count = digits_count(magnitude, decimals + 1);
	*dst = '-';
	dst += negative;
	digits_store(d, count, dst);
	if (scale == 0)
		return negative + count;
	/* The decimals once more, with a point before them. */
	word_store((d.low ^ DIGITS_ZEROS) >> (64 - 8 * decimals) << 8 | '.',
	    dst + count - decimals);
	return negative + count + 1;
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
