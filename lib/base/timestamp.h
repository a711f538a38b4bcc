/*
 * timestamp - instants, counted in microseconds since 1970 in UTC.
 *
 * Text is RFC 3339: a date, a time and the offset from UTC that it was noted
 * with.  Days are those of the Gregorian calendar, also before it was made,
 * and have 86400 seconds, as POSIX counts them; a leap second therefore has no
 * place and is refused.  No fraction is ever rounded.
 *
 * Nothing here allocates, prints, or looks at the locale or the time zone.
 */
#ifndef BALSYS_TIMESTAMP_H
#define BALSYS_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct timestamp {
	int64_t micros;
};

/* The first and the last instant: the years 0001 to 9999 in UTC. */
#define TIMESTAMP_FIRST INT64_C(-62135596800000000)
#define TIMESTAMP_LAST INT64_C(253402300799999999)

enum {
	TIMESTAMP_TEXT_LEN = 27,	/* as it is written; no NUL */
};

/*
 * Read the whole of text: YYYY-MM-DD, one of T, t or a space, HH:MM:SS, as the
 * case may be a point and one or more decimals, and Z, z, +HH:MM or -HH:MM.
 * The day must be one there was, the second 00 to 59 and the offset under 24
 * hours; -00:00 is UTC.  Decimals after the sixth are refused unless they are
 * zeros.
 *
 * Returns 0, or -1 with errno EINVAL (not such a time), EDOM (a time finer
 * than a microsecond) or ERANGE (a time whose year in UTC is not 0001 to
 * 9999); *out is then unchanged.
 */
int	timestamp_parse(struct span text, struct timestamp *out)
	__attribute__((warn_unused_result));

/*
 * Write t into dst as exactly TIMESTAMP_TEXT_LEN bytes, in UTC with six
 * decimals: "2026-11-22T06:50:00.123456Z".  t is within TIMESTAMP_FIRST and
 * TIMESTAMP_LAST.  What this writes, timestamp_parse() reads back to the same
 * instant, and its bytes sort as the instants do.
 */
void	timestamp_format(struct timestamp t, char *dst);

/*
 * The date that was read or written last, and the second.  With it the stamps
 * of a stream, of which many are from one day, cost a date only once a day.
 * All zeros: none so far.
 */
struct timestamp_memo {		/* private */
	bool has_date;
	char text[19];			/* "2026-11-22T06:50:00" */
	int64_t midnight;		/* when that day began */
	int64_t second;			/* what text says */
};

/*
 * The same as timestamp_parse() and timestamp_format(), sooner where the day
 * is that of memo and text has the form that timestamp_format() writes.  memo
 * may come from any calls of these two.
 */
int	timestamp_parse_near(struct span text, struct timestamp_memo *memo,
	    struct timestamp *out)
	__attribute__((warn_unused_result));
void	timestamp_format_near(struct timestamp t, struct timestamp_memo *memo,
	    char *dst);

/*
 * Move *t by micros, backwards if that is negative.  Returns 0, or -1 with
 * errno ERANGE and *t unchanged if that is before TIMESTAMP_FIRST or after
 * TIMESTAMP_LAST.
 */
int	timestamp_add(struct timestamp *t, int64_t micros)
	__attribute__((warn_unused_result));

/* What the clock of the day shows. */
struct timestamp timestamp_now(void);

/* The same; or, where that is not later than last, the microsecond after it. */
struct timestamp timestamp_now_after(struct timestamp last);

/* Compare as qsort(3) does: negative, zero or positive. */
int	timestamp_compare(struct timestamp a, struct timestamp b);

#endif
