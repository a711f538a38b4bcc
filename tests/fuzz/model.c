#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/model.h"

__extension__ typedef __int128 int128;

static void
end_field(struct model_line *line, size_t *from)
{
	if (line->nfields == MODEL_FIELDS_MAX)
		abort();
	line->field[line->nfields++] = (struct span){ line->bytes.ptr + *from,
	    line->bytes.len - *from };
	*from = line->bytes.len;
}

enum model_split
model_split(struct model_line *line, struct span text, char delimiter,
    char quote)
{
	enum { BEGINNING, BARE, QUOTED, BEHIND } state = BEGINNING;
	size_t from = 0;

	line->nfields = 0;
	line->has_end = false;
	buf_clear(&line->bytes);
	/* No field may move once it is there. */
	if (buf_reserve(&line->bytes, text.len + 1) == -1)
		return MODEL_OPEN;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '\n' && state != QUOTED)
			line->has_end = true;
		if (state == QUOTED) {
			if (c == quote)
				state = BEHIND;
			else
				buf_putc(&line->bytes, c);
		} else if (c == delimiter) {
			end_field(line, &from);
			state = BEGINNING;
		} else if (state == BEHIND) {
			if (c != quote)
				return MODEL_MISPLACED;
			buf_putc(&line->bytes, c);
			state = QUOTED;
		} else if (c == quote) {
			if (state != BEGINNING)
				return MODEL_MISPLACED;
			state = QUOTED;
		} else {
			buf_putc(&line->bytes, c);
			state = BARE;
		}
	}
	end_field(line, &from);
	return state == QUOTED ? MODEL_OPEN : MODEL_FIELDS;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many digits stand at at. */
static size_t
digits_at(struct span text, size_t at)
{
	size_t count = 0;

	while (at + count < text.len && is_digit(text.ptr[at + count]))
		count++;
	return count;
}

int
model_amount(struct span text, int scale, int64_t *minor)
{
	size_t at = 0, whole, decimals = 0;
	bool negative = false, fine = false;
	int128 sum = 0;

	if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		negative = text.ptr[at++] == '-';
	whole = digits_at(text, at);
	if (whole == 0)
		return EINVAL;
	if (at + whole < text.len) {
		decimals = digits_at(text, at + whole + 1);
		if (text.ptr[at + whole] != '.' || decimals == 0 ||
		    at + whole + 1 + decimals < text.len)
			return EINVAL;
	}
	for (size_t i = 0; i < whole + (size_t)scale; i++) {
		size_t place = i < whole ? at + i : at + i + 1;
		sum *= 10;
		if (i < whole || i - whole < decimals)
			sum += text.ptr[place] - '0';
		if (sum > UINT64_MAX)
			sum = UINT64_MAX;	/* and that is too large */
	}
	for (size_t i = (size_t)scale; i < decimals; i++)
		fine = fine || text.ptr[at + whole + 1 + i] != '0';
	if (fine)
		return EDOM;
	if (negative)
		sum = -sum;
	if (sum > INT64_MAX || sum < INT64_MIN)
		return ERANGE;
	*minor = (int64_t)sum;
	return 0;
}

void
model_put_amount(int64_t minor, int scale, char *dst)
{
	uint64_t size = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	char digits[32];
	int whole;

	/* A zero before the point, and as many behind it as are missing. */
	whole = snprintf(digits, sizeof(digits), "%0*ju", scale + 1,
	    (uintmax_t)size) - scale;
	snprintf(dst, 64, "%s%.*s%s%s", minor < 0 ? "-" : "", whole, digits,
	    scale > 0 ? "." : "", digits + whole);
}

static bool
is_leap(int64_t year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int64_t
days_of_month(int64_t year, int64_t month)
{
	if (month == 2)
		return is_leap(year) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Days from the first one of the year 0 to the first one of this. */
static int64_t
days_before(int64_t year)
{
	int64_t leap_years = year == 0 ? 0 : 1 + (year - 1) / 4 -
	    (year - 1) / 100 + (year - 1) / 400;

	return year * 365 + leap_years;
}

static int64_t
number_at(struct span text, size_t at, size_t count)
{
	int64_t number = 0;

	for (size_t i = 0; i < count; i++)
		number = number * 10 + (text.ptr[at + i] - '0');
	return number;
}

/* Does text begin like shape, in which 0 is a digit, T is also t or blank? */
static bool
has_shape(struct span text, size_t at, const char *shape)
{
	for (; *shape != '\0'; shape++, at++) {
		if (at >= text.len)
			return false;
		if (*shape == '0' ? !is_digit(text.ptr[at]) :
		    *shape == 'T' ? text.ptr[at] != 'T' &&
		    text.ptr[at] != 't' && text.ptr[at] != ' ' :
		    text.ptr[at] != *shape)
			return false;
	}
	return true;
}

/*
 * Read what stands behind the seconds.  Returns 0 with micros and the minutes
 * that the clock was ahead of UTC, EDOM likewise, or EINVAL.
 */
static int
read_rest(struct span text, int64_t *micros, int64_t *ahead)
{
	size_t at = 19, decimals = 0;
	bool fine = false;

	*micros = *ahead = 0;
	if (at < text.len && text.ptr[at] == '.') {
		decimals = digits_at(text, ++at);
		if (decimals == 0)
			return EINVAL;
	}
	for (size_t i = 0; i < 6; i++)
		*micros = *micros * 10 + (i < decimals ?
		    text.ptr[at + i] - '0' : 0);
	for (size_t i = 6; i < decimals; i++)
		fine = fine || text.ptr[at + i] != '0';
	at += decimals;
	if (at + 1 == text.len) {
		if (text.ptr[at] != 'Z' && text.ptr[at] != 'z')
			return EINVAL;
	} else {
		if (at + 6 != text.len || !has_shape(text, at + 1, "00:00") ||
		    (text.ptr[at] != '+' && text.ptr[at] != '-') ||
		    number_at(text, at + 1, 2) > 23 ||
		    number_at(text, at + 4, 2) > 59)
			return EINVAL;
		*ahead = number_at(text, at + 1, 2) * 60 +
		    number_at(text, at + 4, 2);
		if (text.ptr[at] == '-')
			*ahead = -*ahead;
	}
	return fine ? EDOM : 0;
}

int
model_time(struct span text, int64_t *micros)
{
	int64_t year, month, day, seconds, fraction, ahead, days;
	int error;

	if (!has_shape(text, 0, "0000-00-00T00:00:00"))
		return EINVAL;
	year = number_at(text, 0, 4);
	month = number_at(text, 5, 2);
	day = number_at(text, 8, 2);
	if (month < 1 || month > 12 || day < 1 ||
	    day > days_of_month(year, month) || number_at(text, 11, 2) > 23 ||
	    number_at(text, 14, 2) > 59 || number_at(text, 17, 2) > 59)
		return EINVAL;
	error = read_rest(text, &fraction, &ahead);
	if (error != 0)
		return error;
	days = days_before(year) + day - 1 - days_before(1970);
	for (int64_t m = 1; m < month; m++)
		days += days_of_month(year, m);
	seconds = days * 86400 + number_at(text, 11, 2) * 3600 +
	    number_at(text, 14, 2) * 60 + number_at(text, 17, 2) - ahead * 60;
	if (seconds < (days_before(1) - days_before(1970)) * 86400 ||
	    seconds >= (days_before(10000) - days_before(1970)) * 86400)
		return ERANGE;
	*micros = seconds * 1000000 + fraction;
	return 0;
}

void
model_put_time(int64_t micros, char *dst)
{
	/* From the year 0, so that nothing is negative. */
	int64_t since = micros + days_before(1970) * 86400 * 1000000;
	int64_t days = since / 1000000 / 86400, month = 1;
	int64_t seconds = since / 1000000 % 86400, year = days / 366;

	while (days_before(year + 1) <= days)
		year++;
	days -= days_before(year);
	for (; days >= days_of_month(year, month); month++)
		days -= days_of_month(year, month);
	snprintf(dst, 64, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", (int)year,
	    (int)month, (int)days + 1, (int)(seconds / 3600),
	    (int)(seconds / 60 % 60), (int)(seconds % 60),
	    (int)(since % 1000000));
}
