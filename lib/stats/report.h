/*
 * report - figures by name, as they are told.
 *
 *	struct report report = { 0 };
 *
 *	report_summary(&report, &summary);
 *	report_set(&report, REPORT_REFUSED, 3);
 *	for (int i = 0; i < REPORT_COUNT; i++)
 *		if (report.known[i])
 *			say(report_name(i), report.value[i]);
 *
 * One list for every format, so that none can tell less than another.  A
 * figure that a stream does not have is not known, and never guessed.
 */
#ifndef BALSYS_REPORT_H
#define BALSYS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/summary.h"
#include "stats/windows.h"

/* In the order in which they are told. */
enum report_figure {
	REPORT_RECORDS,
	REPORT_ACCOUNTS,
	REPORT_CREDITS_COUNT,
	REPORT_CREDITS_SUM,
	REPORT_DEBITS_COUNT,
	REPORT_DEBITS_SUM,
	REPORT_NET,
	REPORT_ABSOLUTE,
	REPORT_MIN,
	REPORT_MAX,
	REPORT_BALANCE_OPENING,
	REPORT_BALANCE_CLOSING,
	REPORT_BALANCE_MIN,
	REPORT_BALANCE_MAX,
	REPORT_TIME_FIRST,
	REPORT_TIME_LAST,
	REPORT_WINDOWS,
	REPORT_BATCHES_COUNT,
	REPORT_BATCHES_FILL_MEAN,
	REPORT_BATCHES_LOWER_BOUND,
	REPORT_BATCHES_ABOVE_BOUND,
	REPORT_PROVEN_COUNT,
	REPORT_PROVEN_SHARE,
	REPORT_REFUSED,
	REPORT_COUNT,
};

enum report_kind {
	REPORT_IS_NUMBER,	/* a whole number */
	REPORT_IS_MONEY,	/* minor units */
	REPORT_IS_SHARE,	/* ten-thousandths */
	REPORT_IS_TIME,		/* microseconds since 1970 */
};

enum {
	REPORT_TEXT_MAX = MONEY_TOTAL_TEXT_MAX,	/* room for any value */
};

struct report {
	bool known[REPORT_COUNT];
	money_int128 value[REPORT_COUNT];
};

/* Set one figure. */
void	report_set(struct report *r, enum report_figure figure,
	    money_int128 value);

/* Set those of some records; of a whole stream; of its windows. */
void	report_figures(struct report *r, const struct figures *figures);
void	report_summary(struct report *r, const struct summary *summary);
void	report_windows(struct report *r, const struct windows *windows);

/*
 * How a figure is called: its name, within its group, which is NULL where it
 * stands alone; what kind it is; and whether one account has it.
 */
const char *report_group(enum report_figure figure);
const char *report_name(enum report_figure figure);
enum report_kind report_kind(enum report_figure figure);
bool	report_is_of_account(enum report_figure figure);

/*
 * Write a figure into dst, which has room for REPORT_TEXT_MAX bytes, as plain
 * text for programs, money with scale decimals; nothing if it is not known.
 * Returns how many bytes were written.
 */
size_t	report_format(const struct report *r, enum report_figure figure,
	    int scale, char *dst);

#endif
