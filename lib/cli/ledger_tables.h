/*
 * ledger_tables - what balsys-ledger is told before the first record: how
 * accounts open, what they may do, and which ids were decided before.
 */
#ifndef BALSYS_LEDGER_TABLES_H
#define BALSYS_LEDGER_TABLES_H

#include "cli/feed.h"
#include "cli/outputs.h"
#include "ledger/ledger.h"

enum {
	LEDGER_TABLES_KNOWN = FEED_LAST,
	LEDGER_TABLES_LIMITS,
	LEDGER_TABLES_MIN_BALANCE,
	LEDGER_TABLES_OPENING,
	LEDGER_TABLES_LAST,		/* a command's own begin here */
	LEDGER_TABLES_KNOWN_MAX = OUTPUTS_TABLES - 2,	/* beside two others */
};

#define LEDGER_TABLES_OPTIONS \
	{ LEDGER_TABLES_OPENING, "opening", "AMOUNT|FILE", \
	    "open every account with AMOUNT, or those in FILE" }, \
	{ LEDGER_TABLES_MIN_BALANCE, "min-balance", "AMOUNT", \
	    "refuse debits that would leave less" }, \
	{ LEDGER_TABLES_LIMITS, "limits", "FILE", \
	    "limits by account: account,min_balance,max_amount" }, \
	{ LEDGER_TABLES_KNOWN, "known", "FILE", \
	    "ids decided earlier; implies --unique; may be repeated" }

/* As the options say; NULL is nothing. */
struct ledger_tables {
	const char *opening;		/* an amount, or a file */
	const char *min_balance;	/* an amount */
	const char *limits;		/* a file */
	const char *known[LEDGER_TABLES_KNOWN_MAX];	/* files */
	int nknown;
};

/* Take one of LEDGER_TABLES_OPTIONS.  Returns whether it was. */
bool	ledger_tables_option(struct ledger_tables *t, int letter);

/*
 * Read all of it into ledger, which is empty.  Returns 0, or the status to exit
 * with after saying why; what is no amount ends the process with EX_USAGE.
 */
int	ledger_tables_read(const struct ledger_tables *t, int scale,
	    struct ledger *ledger)
	__attribute__((warn_unused_result));

/* The files are inputs, too: name them, so that no output is one. */
void	ledger_tables_name(const struct ledger_tables *t,
	    struct outputs *outputs);

#endif
