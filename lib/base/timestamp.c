#include <assert.h>
#include <errno.h>
#include <stdbool.h>

#include "base/timestamp.h"

static const int64_t micros_per_second = 1000000;
static const int64_t micros_per_day = INT64_C(86400) * 1000000;

/* A time as it is written, without its offset. */
struct civil {
	unsigned year, month, day, hour, minute, second, micros;
};

static int
fail(int errnum)
{
	errno = errnum;
	return -1;
}

static bool
is_leap(unsigned year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool
is_real(const struct civil *c)
{
	static const unsigned char last[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31,
	    30, 31, 30, 31 };

	if (c->month < 1 || c->month > 12 || c->day < 1 || c->hour > 23 ||
	    c->minute > 59 || c->second > 59)
		return false;
	return c->day <= last[c->month] ||
	    (c->month == 2 && c->day == 29 && is_leap(c->year));
}

/*
 * Days from 1970-01-01 to a date, with years that begin in March so that the
 * leap day is the last: "days_from_civil" in Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms" (2013).  400 years are added to stay positive.
 */
static int
days_of(unsigned year, unsigned month, unsigned day)
{
	unsigned y = year + 400 - (month <= 2);
	unsigned months = month > 2 ? month - 3 : month + 9;
	unsigned day_of_year = (153 * months + 2) / 5 + day - 1;

	return (int)(y * 365 + y / 4 - y / 100 + y / 400 + day_of_year) -
	    146097 - 719468;
}

/* The inverse: "civil_from_days" there.  days count from 0000-03-01. */
static void
set_date(struct civil *c, unsigned days)
{
	unsigned era = days / 146097, day_of_era = days % 146097;
	unsigned year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
	    day_of_era / 146096) / 365;
	unsigned day_of_year = day_of_era - (365 * year + year / 4 -
	    year / 100);
	unsigned months = (5 * day_of_year + 2) / 153;

	c->day = day_of_year - (153 * months + 2) / 5 + 1;
	c->month = months < 10 ? months + 3 : months - 9;
	c->year = era * 400 + year + (c->month <= 2);
}

static int64_t
micros_of(const struct civil *c)
{
	int64_t days = days_of(c->year, c->month, c->day);
	int64_t seconds = (c->hour * 60 + c->minute) * 60 + c->second;

	return (days * 86400 + seconds) * micros_per_second + c->micros;
}

/*
 * Does text have the form that timestamp_format() writes?  Eight bytes at a
 * time: where a byte differs from shape by more than it may, adding room sets
 * its highest bit, and only such a byte can carry into its neighbour.
 */
static bool
has_own_form(const char *text)
{
	static const char shape[] = "0000-00-00T00:00:00.000000Z";
	static const char room[] = "vvvv\177vv\177vv\177vv\177vv\177vv\177"
	    "vvvvvv\177";
	static const size_t at[] = { 0, 8, 16, TIMESTAMP_TEXT_LEN - 8 };
	uint64_t wrong = 0, bytes, wanted, add;

	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
		memcpy(&bytes, text + at[i], 8);
		memcpy(&wanted, shape + at[i], 8);
		memcpy(&add, room + at[i], 8);
		bytes ^= wanted;
		wrong |= (bytes + add) | bytes;
	}
	return (wrong & UINT64_C(0x8080808080808080)) == 0;
}

static unsigned
two_digits(const char *p)
{
	return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

/* Read what timestamp_format() writes.  Returns whether text has that form. */
static bool
parse_own_form(struct span text, struct civil *c)
{
	const char *p = text.ptr;

	if (text.len != TIMESTAMP_TEXT_LEN || !has_own_form(p))
		return false;
	c->year = two_digits(p) * 100 + two_digits(p + 2);
	c->month = two_digits(p + 5);
	c->day = two_digits(p + 8);
	c->hour = two_digits(p + 11);
	c->minute = two_digits(p + 14);
	c->second = two_digits(p + 17);
	c->micros = (two_digits(p + 20) * 100 + two_digits(p + 22)) * 100 +
	    two_digits(p + 24);
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Cut count digits off the front of *rest.  Returns whether they were there. */
static bool
take_digits(struct span *rest, unsigned count, unsigned *number)
{
	if (rest->len < count)
		return false;
	*number = 0;
	for (; count > 0; count--) {
		if (!is_digit(*rest->ptr))
			return false;
		*number = *number * 10 + (unsigned)(*rest->ptr++ - '0');
		rest->len--;
	}
	return true;
}

/* Cut one byte off, if it is one of these.  Returns it, or NUL. */
static char
take_one(struct span *rest, const char *these)
{
	if (rest->len == 0 || *rest->ptr == '\0' ||
	    strchr(these, *rest->ptr) == NULL)
		return '\0';
	rest->len--;
	return *rest->ptr++;
}

/* Cut off the decimals behind a point; *fine becomes true if not all fit. */
static bool
take_decimals(struct span *rest, unsigned *micros, bool *fine)
{
	unsigned digit, unit = 100000;

	if (!take_digits(rest, 1, &digit))
		return false;
	do {
		*micros += digit * unit;
		*fine = *fine || (unit == 0 && digit != 0);
		unit /= 10;
	} while (take_digits(rest, 1, &digit));
	return true;
}

/* Cut off an offset; *minutes is what must be added to arrive at UTC. */
static bool
take_offset(struct span *rest, int *minutes)
{
	unsigned hour, minute;
	char sign = take_one(rest, "Zz+-");

	if (sign != '+' && sign != '-')
		return sign != '\0';
	if (!take_digits(rest, 2, &hour) || take_one(rest, ":") == '\0' ||
	    !take_digits(rest, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*minutes = (int)(hour * 60 + minute);
	if (sign == '+')
		*minutes = -*minutes;
	return true;
}

/* Read any form there is.  Returns 0, or -1 and sets errno. */
static int
parse_any_form(struct span rest, struct civil *c, int *minutes)
{
	bool fine = false;

	if (!take_digits(&rest, 4, &c->year) || take_one(&rest, "-") == '\0' ||
	    !take_digits(&rest, 2, &c->month) || take_one(&rest, "-") == '\0' ||
	    !take_digits(&rest, 2, &c->day) || take_one(&rest, "Tt ") == '\0' ||
	    !take_digits(&rest, 2, &c->hour) || take_one(&rest, ":") == '\0' ||
	    !take_digits(&rest, 2, &c->minute) ||
	    take_one(&rest, ":") == '\0' || !take_digits(&rest, 2, &c->second))
		return fail(EINVAL);
	if (take_one(&rest, ".") != '\0' &&
	    !take_decimals(&rest, &c->micros, &fine))
		return fail(EINVAL);
	if (!take_offset(&rest, minutes) || rest.len != 0 || !is_real(c))
		return fail(EINVAL);
	return fine ? fail(EDOM) : 0;
}

int
timestamp_parse(struct span text, struct timestamp *out)
{
	struct civil c = { 0 };
	int minutes = 0;
	int64_t micros;

	if (parse_own_form(text, &c)) {
		if (!is_real(&c))
			return fail(EINVAL);
	} else if (parse_any_form(text, &c, &minutes) == -1) {
		return -1;
	}
	micros = micros_of(&c) + minutes * 60 * micros_per_second;
	if (micros < TIMESTAMP_FIRST || micros > TIMESTAMP_LAST)
		return fail(ERANGE);
	out->micros = micros;
	return 0;
}

static void
put_two(char *dst, unsigned number)
{
	dst[0] = (char)('0' + number / 10);
	dst[1] = (char)('0' + number % 10);
}

void
timestamp_format(struct timestamp t, char *dst)
{
	struct civil c;
	uint64_t since_first = (uint64_t)(t.micros - TIMESTAMP_FIRST);
	uint64_t of_day = since_first % (uint64_t)micros_per_day;
	unsigned seconds = (unsigned)(of_day / (uint64_t)micros_per_second);
	unsigned micros = (unsigned)(of_day % (uint64_t)micros_per_second);

	assert(t.micros >= TIMESTAMP_FIRST && t.micros <= TIMESTAMP_LAST);
	/* The first day is 306 days behind 0000-03-01. */
	set_date(&c, (unsigned)(since_first / (uint64_t)micros_per_day) + 306);
	memcpy(dst, "0000-00-00T00:00:00.000000Z", TIMESTAMP_TEXT_LEN);
	put_two(dst, c.year / 100);
	put_two(dst + 2, c.year % 100);
	put_two(dst + 5, c.month);
	put_two(dst + 8, c.day);
	put_two(dst + 11, seconds / 3600);
	put_two(dst + 14, seconds / 60 % 60);
	put_two(dst + 17, seconds % 60);
	put_two(dst + 20, micros / 10000);
	put_two(dst + 22, micros / 100 % 100);
	put_two(dst + 24, micros % 100);
}

int
timestamp_add(struct timestamp *t, int64_t micros)
{
	int64_t sum;

	if (__builtin_add_overflow(t->micros, micros, &sum) ||
	    sum < TIMESTAMP_FIRST || sum > TIMESTAMP_LAST)
		return fail(ERANGE);
	t->micros = sum;
	return 0;
}

int
timestamp_compare(struct timestamp a, struct timestamp b)
{
	return (a.micros > b.micros) - (a.micros < b.micros);
}
