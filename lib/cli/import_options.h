/*
 * import_options - what balsys-import is asked for: which columns to take, and
 * how they are written.
 */
#ifndef BALSYS_IMPORT_OPTIONS_H
#define BALSYS_IMPORT_OPTIONS_H

#include <stdbool.h>

#include "cli/cli.h"
#include "cli/feed.h"
#include "ledger/foreign_plan.h"

enum {
	IMPORT_ACCOUNT = FEED_LAST,
	IMPORT_AMOUNT,
	IMPORT_BALANCE,
	IMPORT_CREDIT,
	IMPORT_CURRENCY,
	IMPORT_DEBIT,
	IMPORT_DEBIT_WHEN,
	IMPORT_DECIMAL,
	IMPORT_ENCODING,
	IMPORT_ID,
	IMPORT_KEEP,
	IMPORT_NEGATE,
	IMPORT_QUOTE,
	IMPORT_REVERSE,
	IMPORT_SKIP,
	IMPORT_THOUSANDS,
	IMPORT_TIME,
	IMPORT_TIME_FORMAT,
	IMPORT_WHOLE_DAYS,
	IMPORT_ZONE,
};

#define IMPORT_OPTIONS \
	{ 'd', "delimiter", "CHAR", \
	    "what stands between fields, or tab (default a comma)" }, \
	{ IMPORT_QUOTE, "quote", "CHAR", \
	    "what fields are quoted with (default a double quote)" }, \
	{ IMPORT_ENCODING, "encoding", "utf-8|latin1", \
	    "what the bytes mean (default utf-8)" }, \
	{ IMPORT_SKIP, "skip", "N", "pass over N lines before the header" }, \
	{ IMPORT_REVERSE, "reverse", NULL, \
	    "newest first: write every file's records last first" }, \
	{ IMPORT_ID, "id", "COLUMN|auto", "the ids; auto makes them" }, \
	{ IMPORT_WHOLE_DAYS, "whole-days", NULL, \
	    "no file ends within a day, for --id auto" }, \
	{ IMPORT_TIME, "time", "COLUMN[+COLUMN]", \
	    "the times; parts are joined with a space" }, \
	{ IMPORT_TIME_FORMAT, "time-format", "FORMAT", \
	    "their format, of strptime(3) (default RFC 3339)" }, \
	{ IMPORT_ZONE, "zone", "ZONE", \
	    "where the clocks stood: Europe/London" }, \
	{ IMPORT_ACCOUNT, "account", "COLUMN|=TEXT", \
	    "the accounts, or one for all" }, \
	{ IMPORT_AMOUNT, "amount", "COLUMN", "the amounts" }, \
	{ IMPORT_CREDIT, "credit", "COLUMN", \
	    "the amounts of credits, beside --debit" }, \
	{ IMPORT_DEBIT, "debit", "COLUMN", \
	    "the amounts of debits, beside --credit" }, \
	{ IMPORT_DEBIT_WHEN, "debit-when", "COLUMN=V[,V]", \
	    "negate the amount where COLUMN is V" }, \
	{ IMPORT_NEGATE, "negate", NULL, "negate every amount and balance" }, \
	{ IMPORT_DECIMAL, "decimal", "CHAR", \
	    "what stands before decimals (default a point)" }, \
	{ IMPORT_THOUSANDS, "thousands", "TEXT", \
	    "what stands between thousands (default a comma)" }, \
	{ IMPORT_BALANCE, "balance", "COLUMN", "the balances stated" }, \
	{ IMPORT_CURRENCY, "currency", "COLUMN=CODE", \
	    "refuse records whose COLUMN is not CODE" }, \
	{ IMPORT_KEEP, "keep", "COLUMN[,COLUMN]", \
	    "columns to keep as they are" }

/* All zeros is nothing asked for. */
struct import_options {
	struct foreign_options wanted;
	bool makes_ids;		/* --id auto */
	bool reverse;

	/* Private: */
	const char *time_format, *zone, *thousands;
	bool whole_days;
	struct foreign_time time;
};

/*
 * Take one of IMPORT_OPTIONS; the dialect goes to feed.  Returns whether it
 * was one.
 */
bool	import_options_take(struct import_options *o, struct feed *feed,
	    int letter);

/*
 * See that all fits together, say so and exit with EX_USAGE if it does not,
 * and finish what is wanted, which borrows from o.  A zone that is named
 * becomes that of the process.
 */
void	import_options_check(struct import_options *o, struct feed *feed,
	    const char *const inputs[]);

#endif
