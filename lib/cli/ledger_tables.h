/*
 * ledger_tables - what balsys-ledger is told before the first record: how
 * accounts open, what they may do, and which ids were decided before.
 */
#ifndef BALSYS_LEDGER_TABLES_H
#define BALSYS_LEDGER_TABLES_H

#include "cli/outputs.h"
#include "ledger/ledger.h"

enum {
	LEDGER_TABLES_KNOWN_MAX = OUTPUTS_TABLES - 2,	/* beside two others */
};

/* As the options say; NULL is nothing. */
struct ledger_tables {
	const char *opening;		/* an amount, or a file */
	const char *min_balance;	/* an amount */
	const char *limits;		/* a file */
	const char *known[LEDGER_TABLES_KNOWN_MAX];	/* files */
	int nknown;
};

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
