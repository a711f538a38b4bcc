/*
 * report - figures by name, as they are told.
 *
 *	struct report report = { 0 };
 *
 *	report_summary(&report, &summary);
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
	REPORT_MEAN,
	REPORT_BALANCE_OPENING,
	REPORT_BALANCE_CLOSING,
	REPORT_BALANCE_MIN,
	REPORT_BALANCE_MIN_TIME,
	REPORT_BALANCE_MAX,
	REPORT_BALANCE_MAX_TIME,
	REPORT_P50,
	REPORT_P90,
	REPORT_P99,
	REPORT_P999,
	REPORT_TIME_FIRST,
	REPORT_TIME_LAST,
	REPORT_TIME_IDLE,
	REPORT_TIME_PAUSES,
	REPORT_TIME_LAG,
	REPORT_RATE_MEAN,
	REPORT_RATE_OVERALL,
	REPORT_RATE_PEAK,
	REPORT_SECOND_TIME,
	REPORT_SECOND_RECORDS,
	REPORT_MINUTE_TIME,
	REPORT_MINUTE_RECORDS,
	REPORT_WINDOWS,
	REPORT_BATCHES_COUNT,
	REPORT_BATCHES_RECORDS_MEAN,
	REPORT_BATCHES_FILL_MEAN,
	REPORT_BATCHES_FILL_MIN,
	REPORT_BATCHES_LOWER_BOUND,
	REPORT_BATCHES_ABOVE_BOUND,
	REPORT_PROVEN_COUNT,
	REPORT_PROVEN_SHARE,
	REPORT_SUBMITTED,
	REPORT_REFUSED,
	REPORT_REASONS,		/* how many of the first enum reason, */
	REPORT_DUPLICATES = REPORT_REASONS + REASON_COUNT,	/* and so on */
	REPORT_KNOWN,
	REPORT_COUNT,
};

enum report_kind {
	REPORT_IS_NUMBER,	/* a whole number */
	REPORT_IS_MONEY,	/* minor units */
	REPORT_IS_SHARE,	/* ten-thousandths */
	REPORT_IS_RATE,		/* ten-thousandths of a record, a second or a
				   batch */
	REPORT_IS_TIME,		/* microseconds since 1970 */
	REPORT_IS_SECONDS,	/* microseconds */
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

/*
 * Set those of the whole of a summary; of one of its groups.  Behind
 * summary_end().  Of the whole, REPORT_TIME_LAG is the caller's to set, who
 * knows a clock.
 */
void	report_summary(struct report *r, const struct summary *summary);
void	report_group(struct report *r, const struct summary *summary,
	    const struct summary_group *group);

/* The same but for quantiles, which take more time than all others. */
void	report_group_quickly(struct report *r, const struct summary *summary,
	    const struct summary_group *group);

/*
 * How a figure is called: its name, within its group, which is NULL where it
 * stands alone; what kind it is; and whether groups have it that are made by
 * this.
 */
const char *report_group_name(enum report_figure figure);
const char *report_name(enum report_figure figure);
enum report_kind report_kind(enum report_figure figure);
bool	report_is_of(enum report_figure figure, enum summary_by by);

/* How a way to make groups is called: "account". */
const char *report_by_name(enum summary_by by);

/* How many decimals there are in the value of a figure; in money scale. */
int	report_decimals(enum report_figure figure, int scale);

/*
 * Write a figure into dst, which has room for REPORT_TEXT_MAX bytes, as plain
 * text for programs, money with scale decimals; nothing if it is not known.
 * Returns how many bytes were written.
 */
size_t	report_format(const struct report *r, enum report_figure figure,
	    int scale, char *dst);

#endif
