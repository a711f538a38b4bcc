/* strptime(3) is XSI, and tm_gmtoff came into POSIX later than 2008. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "ledger/foreign_time.h"

enum {
	TEXT_MAX = 255,
	EPOCH_DIGITS_MAX = 12,
	YEAR_LEAST = 1000,
};

static const int64_t second = 1000000;
static const int64_t day = 86400;

/* What the conversions of a format tell. */
struct told {
	bool year, month, day, day_of_year;
	bool hour, half, half_hour, minute, offset, weekday;
};

static bool
is_one_of(char c, const char *these)
{
	return strchr(these, c) != NULL;
}

/* Note what one conversion tells.  Returns whether it is understood. */
static bool
tell(struct told *told, char c)
{
	if (c == '\0' || !is_one_of(c, "aAbBcCdDeFhHIjklmMnprRStTuwxXyYz%"))
		return false;
	told->year = told->year || is_one_of(c, "yYFDxc");
	told->month = told->month || is_one_of(c, "mbBhFDxc");
	told->day = told->day || is_one_of(c, "deFDxc");
	told->day_of_year = told->day_of_year || c == 'j';
	told->hour = told->hour || is_one_of(c, "HkTRXrc");
	told->half_hour = told->half_hour || is_one_of(c, "Il");
	told->half = told->half || c == 'p';
	told->minute = told->minute || is_one_of(c, "MS");
	told->offset = told->offset || c == 'z';
	told->weekday = told->weekday || is_one_of(c, "aAuwc");
	return true;
}

static const char *
what_is_wrong(const struct told *told)
{
	/* strptime() takes the day of the year only where it stands alone. */
	if (told->day_of_year && (told->month || told->day || told->weekday))
		return "has %j and another day beside it";
	if (!told->year || !((told->month && told->day) || told->day_of_year))
		return "does not tell year, month and day";
	if (told->half_hour && !told->half)
		return "has an hour of 12 and no %p";
	if (told->half && !told->half_hour)
		return "has %p and no hour of 12";
	if (told->minute && !told->hour && !told->half_hour)
		return "has minutes or seconds and no hour";
	return NULL;
}

/* How long a conversion is that begins and ends with digits; else 0. */
static int
width_of(char c)
{
	if (c == 'Y')
		return 4;
	if (c == 'j')
		return 3;
	if (c == 'F')
		return 10;
	if (c == 'R')
		return 5;
	if (is_one_of(c, "DTxX"))
		return 8;
	return is_one_of(c, "CdeHIklmMSy") ? 2 : 0;
}

/* Note the numbers of a format that touch another one. */
static int
find_touching(struct foreign_time *t)
{
	struct foreign_time_number before = { 0 };

	for (const char *p = strchr(t->format, '%'); p != NULL;
	    p = strchr(p + 1, '%')) {
		struct foreign_time_number n = { (size_t)(p - t->format), 0,
		    0 };
		p += p[1] == 'E' || p[1] == 'O' ? 2 : 1;
		n.end = (size_t)(p + 1 - t->format);
		n.width = width_of(*p);
		if (n.width > 0 && before.width > 0 && n.start == before.end) {
			if (t->ntouching > FOREIGN_TIME_TOUCHING - 2)
				return -1;
			if (t->ntouching == 0 || t->touching[t->ntouching -
			    1].start != before.start)
				t->touching[t->ntouching++] = before;
			t->touching[t->ntouching++] = n;
		}
		before = n;
	}
	return 0;
}

int
foreign_time_start(struct foreign_time *t, const char *format,
    const char **wrong)
{
	struct told told = { 0 };
	bool seen[UCHAR_MAX + 1] = { false };

	*t = (struct foreign_time){ .format = format };
	if (strcmp(format, "%s") == 0) {
		t->absolute = t->epoch = true;
		return 0;
	}
	for (const char *p = strchr(format, '%'); p != NULL;
	    p = strchr(p + 1, '%')) {
		p++;
		if (*p == 'E' || *p == 'O')
			p++;
		if (!tell(&told, *p)) {
			*wrong = "has a conversion that is not understood";
			return -1;
		}
		if (seen[(unsigned char)*p] && *p != '%' && *p != 'n' &&
		    *p != 't') {
			*wrong = "has a conversion twice";
			return -1;
		}
		seen[(unsigned char)*p] = true;
	}
	*wrong = strlen(format) > TEXT_MAX || find_touching(t) == -1 ?
	    "is too long" : what_is_wrong(&told);
	if (*wrong != NULL)
		return -1;
	t->absolute = told.offset;
	t->has_hour = told.hour || told.half_hour;
	t->has_weekday = told.weekday;
	if (t->absolute && !t->has_hour) {
		*wrong = "has an offset and no hour";
		return -1;
	}
	return 0;
}

/*
 * Is there a file for this zone?  The C library takes a name that it does not
 * know for UTC.  Zones under right/ count leap seconds, as nothing else does.
 */
static bool
is_zone(const char *name)
{
	const char *folder = getenv("TZDIR");
	char path[PATH_MAX], magic[4];
	int len, fd;
	ssize_t got;

	if (*name == '\0' || *name == '/' || *name == ':' ||
	    strstr(name, "..") != NULL || strncmp(name, "right/", 6) == 0)
		return false;
	len = snprintf(path, sizeof(path), "%s/%s", folder == NULL ||
	    *folder == '\0' ? "/usr/share/zoneinfo" : folder, name);
	if (len < 0 || (size_t)len >= sizeof(path))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return false;
	got = read(fd, magic, sizeof(magic));
	close(fd);
	return got == 4 && memcmp(magic, "TZif", 4) == 0;
}

int
foreign_time_zone(const char *name)
{
	if (strcmp(name, "UTC") != 0 && !is_zone(name)) {
		errno = ENOENT;
		return -1;
	}
	if (setenv("TZ", name, 1) == -1) {
		errno = ENOMEM;
		return -1;
	}
	tzset();
	return 0;
}

/* How far the zone's clocks are ahead of UTC at an instant. */
static int64_t
offset_at(int64_t instant)
{
	time_t clock = (time_t)instant;
	struct tm tm;

	return localtime_r(&clock, &tm) == NULL ? 0 : tm.tm_gmtoff;
}

/*
 * The instants at which the zone's clocks show local, counted in seconds as if
 * it were UTC.  Returns how many there are, and the first one.  An offset that
 * is left for another within half a day would not be seen; there is none.
 */
static int
instants_of(int64_t local, int64_t *first)
{
	int64_t before = offset_at(local - day), after = offset_at(local + day);
	int64_t last = 0;
	int count = 0;

	*first = local - before;
	if (before == after && offset_at(*first) == before)
		return 1;
	for (int64_t from = -day; from <= day; from += day / 2) {
		int64_t instant = local - offset_at(local + from);
		if (instant + offset_at(instant) != local)
			continue;
		if (count > 0 && instant == last)
			continue;
		if (count == 0 || instant < *first)
			*first = instant;
		last = instant;
		count++;
	}
	return count;
}

/*
 * The first moment of a day that does not begin at midnight: the clocks went
 * over it.  Returns whether there is any.
 */
static bool
first_after_gap(int64_t midnight, int64_t *first)
{
	int64_t low = midnight - day, high = midnight + day;

	while (low + 1 < high) {
		int64_t middle = low + (high - low) / 2;
		if (middle + offset_at(middle) < midnight)
			low = middle;
		else
			high = middle;
	}
	*first = high;
	return high + offset_at(high) < midnight + day;
}

/* From the zone's clocks to UTC.  Returns NULL, or what is wrong. */
static const char *
leave_zone(const struct foreign_time *t, int64_t local, int64_t *instant)
{
	int count = instants_of(local, instant);

	if (count == 1)
		return NULL;
	if (!t->has_hour)
		return count > 1 || first_after_gap(local, instant) ? NULL :
		    "is a day that the zone went over";
	return count == 0 ?
	    "does not exist in the zone, whose clocks went forward over it" :
	    "is ambiguous in the zone, whose clocks went back over it";
}

static const char *
parse_epoch(struct span text, int64_t *instant)
{
	if (text.len == 0 || text.len > EPOCH_DIGITS_MAX)
		return "is no number of seconds since 1970";
	*instant = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return "is no number of seconds since 1970";
		*instant = *instant * 10 + (text.ptr[i] - '0');
	}
	return NULL;
}

/*
 * The seconds that tm would be in UTC.  Its way through text lets
 * timestamp_parse() judge whether there was such a day.
 */
static const char *
count_seconds(const struct tm *tm, int64_t *seconds)
{
	char text[96];
	struct timestamp t;
	int year = tm->tm_year + 1900;

	if (year < YEAR_LEAST)
		return "has a year of fewer than four digits";
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02dZ", year,
	    tm->tm_mon + 1, tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec);
	if (timestamp_parse(span_of(text), &t) == -1)
		return "is no time that there was";
	*seconds = t.micros / second;
	return NULL;
}

/* The day of the week, 0 for Sunday; 1970 began on a Thursday. */
static int
weekday_of(int64_t seconds)
{
	int64_t days = seconds >= 0 ? seconds / day : -((day - 1 - seconds) /
	    day);

	return (int)(((days + 4) % 7 + 7) % 7);
}

/* How many bytes of text the first len bytes of the format take. */
static ptrdiff_t
taken_by(const struct foreign_time *t, size_t len, const char *text)
{
	char format[TEXT_MAX + 1];
	struct tm tm = { 0 };
	const char *end;

	memcpy(format, t->format, len);
	format[len] = '\0';
	end = strptime(text, format, &tm);
	return end == NULL ? -1 : end - text;
}

/* Do numbers that touch have all their digits? */
static bool
is_whole(const struct foreign_time *t, const char *text)
{
	for (int i = 0; i < t->ntouching; i++) {
		const struct foreign_time_number *n = &t->touching[i];
		if (taken_by(t, n->end, text) - taken_by(t, n->start, text) !=
		    n->width)
			return false;
	}
	return true;
}

static const char *
parse_format(const struct foreign_time *t, struct span text, int64_t *instant)
{
	static const char mismatch[] = "is not as the format says";
	char copy[TEXT_MAX + 1];
	const char *end, *wrong;
	struct tm tm = { .tm_mday = 1 };
	int64_t local;

	if (text.len > TEXT_MAX || memchr(text.ptr, '\0', text.len) != NULL)
		return mismatch;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	end = strptime(copy, t->format, &tm);
	if (end == NULL || *end != '\0')
		return mismatch;
	if (!is_whole(t, copy))
		return "has fewer digits than its format, and could be read "
		    "in several ways";
	wrong = count_seconds(&tm, &local);
	if (wrong != NULL)
		return wrong;
	if (t->has_weekday && tm.tm_wday % 7 != weekday_of(local))
		return "names another day of the week than the date's";
	if (!t->absolute)
		return leave_zone(t, local, instant);
	*instant = local - tm.tm_gmtoff;
	return NULL;
}

int
foreign_time_parse(const struct foreign_time *t, struct span text,
    struct timestamp *out, const char **wrong)
{
	int64_t instant;

	*wrong = t->epoch ? parse_epoch(text, &instant) :
	    parse_format(t, text, &instant);
	if (*wrong == NULL && (instant < TIMESTAMP_FIRST / second ||
	    instant > TIMESTAMP_LAST / second))
		*wrong = "is not in the years 1 to 9999";
	if (*wrong != NULL)
		return -1;
	out->micros = instant * second;
	return 0;
}
