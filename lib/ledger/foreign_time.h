/*
 * foreign_time - times in a format of strptime(3) and the clocks of a zone.
 *
 *	struct foreign_time format;
 *
 *	foreign_time_start(&format, "%d/%m/%Y", &wrong);
 *	foreign_time_zone("Europe/London");
 *	foreign_time_parse(&format, SPAN("24/06/2020"), &t, &wrong);
 *
 * A format must tell the date and leave nothing open; without a time of day it
 * means the first moment of that day.  "%s" alone is seconds since 1970.
 * Numbers that touch each other, as in "%Y%m%d", must have all their digits,
 * or where one ends would be a guess.  A
 * time that the zone's clocks never showed, or showed twice, is refused, and
 * so is a day that there never was.
 *
 * The zone belongs to the whole process, as the C library has it.
 */
#ifndef BALSYS_FOREIGN_TIME_H
#define BALSYS_FOREIGN_TIME_H

#include <stdbool.h>

#include "base/span.h"
#include "base/timestamp.h"

enum { FOREIGN_TIME_TOUCHING = 12 };

/* A number that touches another in the format, and so has all its digits. */
struct foreign_time_number {
	size_t start, end;	/* where it stands in the format */
	int width;
};

struct foreign_time {
	const char *format;	/* borrowed */
	int ntouching;
	struct foreign_time_number touching[FOREIGN_TIME_TOUCHING];
	bool absolute;		/* it needs no zone: has an offset, or is %s */
	bool epoch;		/* it is %s */
	bool has_hour;
	bool has_weekday;
};

/*
 * Take a format, which is borrowed.  Returns 0, or -1 if it does not tell what
 * time it is: *wrong is then a clause to print, borrowed for ever.
 */
int	foreign_time_start(struct foreign_time *t, const char *format,
	    const char **wrong)
	__attribute__((warn_unused_result));

/*
 * From now on the process's time zone is the one called name, by TZ.  Returns
 * 0, or -1 with errno ENOENT (the system has no zone of this name) or ENOMEM.
 */
int	foreign_time_zone(const char *name)
	__attribute__((warn_unused_result));

/*
 * Read the whole of text.  Returns 0, or -1 with *out unchanged and *wrong a
 * clause to print, borrowed for ever.
 */
int	foreign_time_parse(const struct foreign_time *t, struct span text,
	    struct timestamp *out, const char **wrong)
	__attribute__((warn_unused_result));

#endif
