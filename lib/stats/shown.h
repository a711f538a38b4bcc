/*
 * shown - figures as people read them.
 *
 *	char text[SHOWN_MAX];
 *
 *	say("records", shown_figure(&report, REPORT_RECORDS, 0, text));
 *
 * Each of these writes into dst, which has room for SHOWN_MAX bytes, ends it
 * with a NUL, and returns dst; nothing but the NUL if the figure is not known.
 */
#ifndef BALSYS_SHOWN_H
#define BALSYS_SHOWN_H

#include "stats/report.h"
#include "stream/writer.h"

enum { SHOWN_MAX = 64 };

/*
 * A figure with a comma at every thousand, money with scale decimals; a time to
 * the microsecond; a share as a percentage, which is exact.
 */
const char *shown_figure(const struct report *r, enum report_figure figure,
	    int scale, char *dst);

/* A time to the second that it is in: 2026-11-22T06:50:00Z. */
const char *shown_second(const struct report *r, enum report_figure figure,
	    char *dst);

/*
 * Put a name as it can be shown, with "?" for a control character and every
 * byte that is no text, and two quotes if it is empty; nothing if w is NULL.
 * Returns how many characters that is.
 */
size_t	shown_name(struct writer *w, struct span name);

#endif
