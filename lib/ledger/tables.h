/*
 * tables - what a ledger is told before it begins: opening balances, limits,
 * and the ids that an earlier ledger decided.
 *
 * Each is a file in the record format, with a header, whose columns are found
 * by name; other columns are not looked at.  These files are part of the
 * question, not of the data: the first line that is wrong ends the reading.
 */
#ifndef BALSYS_TABLES_H
#define BALSYS_TABLES_H

#include "ledger/accounts.h"
#include "ledger/seen.h"
#include "stream/reader.h"

/* The header of known.csv in a book, which says of each id what is known. */
#define TABLES_KNOWN "id,time,account,amount,content,reason"

/* Why a table could not be read. */
struct table_error {
	enum reader_failure failure;
	char text[512];		/* one line ready to print; empty if stopped */
};

/*
 * Read account,balance: an account is opened with its balance.  An account
 * named twice is an error.  Returns 0, or -1 with *error filled; accounts may
 * then hold a part.
 */
int	tables_read_opening(const char *path, int scale,
	    struct accounts *accounts, struct table_error *error)
	__attribute__((warn_unused_result));

/*
 * Read account,min_balance,max_amount, either of the last two empty or
 * missing for none; where min_balance is empty, *least, if not NULL, stands in
 * its place.  An account named twice is an error.  Returns as above.
 */
int	tables_read_limits(const char *path, int scale,
	    const struct money *least, struct accounts *accounts,
	    struct table_error *error)
	__attribute__((warn_unused_result));

/* One that knows what to do with an id; returns 0, or -1 with errno ENOMEM. */
typedef int tables_take_known(void *arg, struct span id,
	    const struct seen_item *item);

/*
 * Read ids that were decided earlier, and give each to take(arg), with what is
 * known of it, borrowed until it returns; an id may come several times, and
 * the first decides.  Where there is a column amount, a record's content is
 * known too.  Where there is a column outcome, with reason beside it, as in a
 * file of outcomes, only the lines that decided their id count.  A known.csv of
 * a book is read as what it is.  Returns as above.
 */
int	tables_read_known(const char *path, tables_take_known *take, void *arg,
	    struct table_error *error)
	__attribute__((warn_unused_result));

#endif
