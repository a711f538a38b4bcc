#include <errno.h>
#include <stdbool.h>

#include "base/digits.h"
#include "base/money.h"
#include "base/word.h"

/*
 * What is rare is kept out of the way of what is not, and yet not slow, as what
 * is called cold would be: a stream may have no other amounts.
 */
#define RARE __attribute__((noinline))

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

/*
 * The point, by scale.  Digits with a zero where the point is, 12034 for 12.34,
 * are the amount, 1234, and as many times 900 as there are before the point: so
 * a product makes room for it or closes the gap, and no digit is moved.
 */
static const struct point {
	uint64_t text;		/* the point ^ '0', in the last word of two */
	uint64_t first;		/* what 1 is worth in the word before it */
	uint64_t room;		/* the 900 */
	uint64_t read;		/* inverse of the 1000 that make 12 of 12034 */
	uint64_t format;	/* that of 25: 12 is 1234 / 4 / 25 */
	uint64_t least;		/* a power of two with scale + 1 digits */
} points[MONEY_SCALE_MAX + 1] = {
#define INVERSE(number) (UINT64_MAX / (number) + 1)
#define POINT(scale, ten, five, two) { \
	(uint64_t)('.' ^ '0') << (56 - 8 * (scale)), 10000000, 9 * (ten), \
	INVERSE(10 * (ten)), INVERSE(five), two \
}
	{ .first = 100000000, .least = 1 },
	POINT(1, 10, 5, 16),
	POINT(2, 100, 25, 128),
	POINT(3, 1000, 125, 1024),
	POINT(4, 10000, 625, 16384),
	POINT(5, 100000, 3125, 131072),
	POINT(6, 1000000, 15625, 1048576),
};

/*
 * The quotient of number and the one whose INVERSE() this is, exact if their
 * product is below 2^64: the inverse is too large by less than 1.
 */
static inline uint64_t
divide(uint64_t number, uint64_t inverse)
{
	return (uint64_t)((word_pair)number * inverse >> 64);
}

/* The 4 to 16 characters of text as sixteen digits, with zeros before them. */
static inline void
load_digits(struct span text, uint64_t word[2])
{
	const uint64_t zeros = DIGITS_ZEROS, four = zeros >> 32;
	const char *last = text.ptr + text.len;

	if (text.len >= 8) {
		/* What is in both words is shifted out of the first. */
		unsigned half = 4 * (16 - (unsigned)text.len);
		word[0] = (word_load(text.ptr) ^ zeros) << half << half;
		word[1] = word_load(last - 8) ^ zeros;
	} else {
		unsigned missing = 8 * (8 - (unsigned)text.len);
		word[0] = 0;
		word[1] = (word_load_half(text.ptr) ^ four) << missing |
		    (word_load_half(last - 4) ^ four) << 32;
	}
}

/*
 * An amount as most are: with exactly scale decimals, in 16 characters at most,
 * 4 of them behind the sign.  Returns whether it is one.
 */
static inline bool
parse_usual(struct span text, size_t scale, struct money *out)
{
	const struct point *point = &points[scale];
	uint64_t word[2], number[2], magnitude;
	bool negative;
	size_t sign;

	if (text.len == 0 || text.len > 16)
		return false;
	negative = *text.ptr == '-';
	sign = negative || *text.ptr == '+';
	text.ptr += sign;
	text.len -= sign;
	if (text.len < 8 && (text.len < 4 || text.len < scale + 2))
		return false;
	if (scale > 0 && text.ptr[text.len - scale - 1] != '.')
		return false;
	load_digits(text, word);
	if (!digits_read(word[0], word[1] ^ point->text, number))
		return false;
	magnitude = number[0] * point->first + number[1] -
	    divide(number[1], point->read) * point->room;
	out->minor = (int64_t)(negative ? 0 - magnitude : magnitude);
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

/* An amount of more than fifteen digits. */
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
	const struct point *point = &points[scale];
	uint64_t magnitude = money_magnitude(amount);
	size_t negative = amount.minor < 0;
	unsigned count;

	if (magnitude >= digits_power[15])
		return format_large(amount, scale, dst);
	count = digits_count(magnitude, point->least);
	*dst = '-';
	dst += negative;
	if (scale == 0) {
		digits_write(magnitude, count, dst);
		return negative + count;
	}
	magnitude += divide(magnitude >> scale, point->format) * point->room;
	digits_write(magnitude, count + 1, dst);
	dst[count - (unsigned)scale] = '.';
	return negative + count + 1;
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
