#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <time.h>

#include "base/daytime.h"
#include "base/timestamp.h"
#include "base/word.h"

/*
 * What is rare is kept out of the way of what is not, and yet not slow, as what
 * is called cold would be: not every stream is in order.
 */
#define RARE __attribute__((noinline))

static const int64_t micros_per_second = 1000000;
static const int64_t micros_per_day = INT64_C(86400) * 1000000;

enum {
	DATE_LEN = 11,		/* of a date with its T */
};

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

/* Read a time and its offset.  Returns 0, or -1 and sets errno. */
static int
parse_civil(struct span rest, struct civil *c, int *minutes)
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

/* Read any form there is.  Returns 0, or -1 and sets errno. */
static int
parse_any(struct span text, struct timestamp *out)
{
	struct civil c = { 0 };
	int minutes = 0;
	int64_t micros;

	if (parse_civil(text, &c, &minutes) == -1)
		return -1;
	micros = micros_of(&c) + minutes * 60 * micros_per_second;
	if (micros < TIMESTAMP_FIRST || micros > TIMESTAMP_LAST)
		return fail(ERANGE);
	out->micros = micros;
	return 0;
}

static unsigned
two_digits(const char *p)
{
	return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

/* memo's text has a date, which began then. */
static void
set_midnight(struct timestamp_memo *memo, int64_t midnight)
{
	memo->has_date = true;
	memo->midnight = memo->second = midnight;
	daytime_put_clock(0, memo->text + DATE_LEN);
}

/*
 * Let memo hold text's date.  Returns whether it has the form that is written,
 * was a day, and is in the years there are.
 */
static bool
have_date(struct timestamp_memo *memo, const char *text)
{
	struct civil c = { 0 };

	if (!daytime_is_within(word_load(text) ^ word_load("0000-00-"),
	    "\11\11\11\11\0\11\11\0") ||
	    !daytime_is_within(word_load(text + 3) ^ word_load("0-00-00T"),
	    "\11\0\11\11\0\11\11\0"))
		return false;
	c.year = two_digits(text) * 100 + two_digits(text + 2);
	c.month = two_digits(text + 5);
	c.day = two_digits(text + 8);
	if (c.year == 0 || !is_real(&c))
		return false;
	memcpy(memo->text, text, DATE_LEN);
	set_midnight(memo, micros_of(&c));
	return true;
}

/* Read any form, and of any day. */
RARE static int
parse_far(struct span text, struct timestamp_memo *memo, struct timestamp *out)
{
	uint64_t of_day;

	if (text.len != TIMESTAMP_TEXT_LEN ||
	    !daytime_parse(text.ptr + DATE_LEN, &of_day) ||
	    !have_date(memo, text.ptr))
		return parse_any(text, out);
	out->micros = memo->midnight + (int64_t)of_day;
	return 0;
}

int
timestamp_parse_near(struct span text, struct timestamp_memo *memo,
    struct timestamp *out)
{
	uint64_t of_day;

	if (text.len != TIMESTAMP_TEXT_LEN || !memo->has_date ||
	    memcmp(text.ptr, memo->text, DATE_LEN) != 0 ||
	    !daytime_parse(text.ptr + DATE_LEN, &of_day))
		return parse_far(text, memo, out);
	out->micros = memo->midnight + (int64_t)of_day;
	return 0;
}

int
timestamp_parse(struct span text, struct timestamp *out)
{
	struct timestamp_memo memo = { 0 };

	return parse_far(text, &memo, out);
}

static void
put_two(char *dst, unsigned number)
{
	dst[0] = (char)('0' + number / 10);
	dst[1] = (char)('0' + number % 10);
}

/* Let memo hold the second of t, and its date. */
RARE static void
have_second(struct timestamp_memo *memo, struct timestamp t)
{
	int64_t days = (t.micros - TIMESTAMP_FIRST) / micros_per_day;
	int64_t midnight = TIMESTAMP_FIRST + days * micros_per_day;
	int64_t seconds = (t.micros - midnight) / micros_per_second;
	struct civil c;

	if (!memo->has_date || memo->midnight != midnight) {
		/* The first day is 306 days behind 0000-03-01. */
		set_date(&c, (unsigned)days + 306);
		memcpy(memo->text, "0000-00-00T", DATE_LEN);
		put_two(memo->text, c.year / 100);
		put_two(memo->text + 2, c.year % 100);
		put_two(memo->text + 5, c.month);
		put_two(memo->text + 8, c.day);
		set_midnight(memo, midnight);
	}
	memo->second = midnight + seconds * micros_per_second;
	daytime_put_clock((unsigned)seconds, memo->text + DATE_LEN);
}

void
timestamp_format_near(struct timestamp t, struct timestamp_memo *memo,
    char *dst)
{
	assert(t.micros >= TIMESTAMP_FIRST && t.micros <= TIMESTAMP_LAST);
	if (!memo->has_date || t.micros < memo->second ||
	    t.micros - memo->second >= micros_per_second)
		have_second(memo, t);
	memcpy(dst, memo->text, sizeof(memo->text));
	daytime_put_fraction((unsigned)(t.micros - memo->second),
	    dst + sizeof(memo->text));
}

void
timestamp_format(struct timestamp t, char *dst)
{
	struct timestamp_memo memo = { 0 };

	timestamp_format_near(t, &memo, dst);
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

struct timestamp
timestamp_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (struct timestamp){ (int64_t)now.tv_sec * micros_per_second +
	    now.tv_nsec / 1000 };
}

struct timestamp
timestamp_now_after(struct timestamp last)
{
	struct timestamp now = timestamp_now();

	if (now.micros <= last.micros)
		now.micros = last.micros + 1;
	return now;
}

int
timestamp_compare(struct timestamp a, struct timestamp b)
{
	return (a.micros > b.micros) - (a.micros < b.micros);
}
