/* struct tm has tm_gmtoff in POSIX since 2024; glibc shows it under this. */
#define _DEFAULT_SOURCE
#include <string.h>
#include <time.h>

#include "stats/period.h"

#define SECOND INT64_C(1000000)

enum {
	DAY_LEN = sizeof("2026-11-22") - 1,
	SECOND_LEN = sizeof("2026-11-22T06:50:00") - 1,
};

static int64_t
width_of(enum period_unit unit)
{
	static const int64_t widths[] = { [PERIOD_MINUTE] = 60 * SECOND,
	    [PERIOD_HOUR] = 3600 * SECOND, [PERIOD_DAY] = 86400 * SECOND };

	return widths[unit];
}

/* The multiple of width at or before t, whatever the sign. */
static int64_t
round_down(int64_t t, int64_t width)
{
	int64_t rest = t % width;

	return t - rest - (rest < 0 ? width : 0);
}

/* How far the zone's clocks are ahead of UTC at t, in microseconds. */
static int64_t
offset_at(int64_t t)
{
	time_t seconds = (time_t)(round_down(t, SECOND) / SECOND);
	struct tm tm;

	return localtime_r(&seconds, &tm) == NULL ? 0 :
	    (int64_t)tm.tm_gmtoff * SECOND;
}

/* The last period of year 9999, by these clocks, is also of what is behind. */
static int64_t
clip(int64_t begins, int64_t width)
{
	int64_t first = round_down(TIMESTAMP_FIRST, width);
	int64_t last = round_down(TIMESTAMP_LAST, width);

	return begins < first ? first : begins > last ? last : begins;
}

void
period_find(enum period_unit unit, bool local, struct timestamp t,
    struct period *p)
{
	int64_t width = width_of(unit), offset, begins;

	if (!local) {
		p->key = p->from = round_down(t.micros, width);
		p->until = p->from + width;
		return;
	}
	/* Clocks are changed between seconds, and never within one. */
	offset = offset_at(t.micros);
	begins = clip(round_down(t.micros + offset, width), width);
	p->key = unit == PERIOD_DAY ? begins : begins - offset;
	p->from = round_down(t.micros, SECOND);
	p->until = p->from + SECOND;
}

static size_t
put_two(int number, char *dst)
{
	dst[0] = (char)('0' + number / 10 % 10);
	dst[1] = (char)('0' + number % 10);
	return 2;
}

/* "+01:00"; seconds only where there are some, as there were long ago. */
static size_t
put_offset(int64_t offset, char *dst)
{
	int seconds = (int)(offset / SECOND);
	size_t len = 0;

	dst[len++] = seconds < 0 ? '-' : '+';
	if (seconds < 0)
		seconds = -seconds;
	len += put_two(seconds / 3600, dst + len);
	dst[len++] = ':';
	len += put_two(seconds / 60 % 60, dst + len);
	if (seconds % 60 == 0)
		return len;
	dst[len++] = ':';
	return len + put_two(seconds % 60, dst + len);
}

/*
 * The offset of a period of which the begin is known: that of its first moment
 * at which the clocks show it.  The one behind a change of clocks within the
 * period begins, by its own offset, before that change.
 */
static int64_t
offset_of(enum period_unit unit, int64_t key)
{
	int64_t width = width_of(unit), offset = 0;

	for (int64_t at = 0; at < width; at += 60 * SECOND) {
		offset = offset_at(key + at);
		if (round_down(key + at + offset, width) - offset == key)
			break;
	}
	return offset;
}

size_t
period_format(enum period_unit unit, bool local, int64_t key, char *dst)
{
	char text[TIMESTAMP_TEXT_LEN];
	int64_t offset = 0;

	if (local && unit != PERIOD_DAY)
		offset = offset_of(unit, key);
	timestamp_format((struct timestamp){ clip(key + offset, SECOND) },
	    text);
	if (unit == PERIOD_DAY) {
		memcpy(dst, text, DAY_LEN);
		return DAY_LEN;
	}
	memcpy(dst, text, SECOND_LEN);
	if (local)
		return SECOND_LEN + put_offset(offset, dst + SECOND_LEN);
	dst[SECOND_LEN] = 'Z';
	return SECOND_LEN + 1;
}
