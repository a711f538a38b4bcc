/*
 * limit_check - what was refused for a limit, or because a balance could not be
 * held: could it have been, ever?
 *
 *	struct limit_check c = { .audit = &audit, .ledger = &ledger };
 *
 *	while (next_refused(&txn, &reason, &detail, &line))
 *		if (limit_check_refused(&c, &txn, reason, detail, line) == -1)
 *			return -1;
 *	while (next_record(&txn, &balance))
 *		limit_check_posted(&c, txn.account, balance);
 *	limit_check_end(&c);
 *
 * A book does not say when among its records one was refused.  So it could have
 * been where some balance that the account has had, the opening one included,
 * would have been a reason.  Where there is none, that is noted and no more:
 * a record that made it one may have been lost with a run that was stopped.
 */
#ifndef BALSYS_LIMIT_CHECK_H
#define BALSYS_LIMIT_CHECK_H

#include "cli/audit.h"
#include "ledger/ledger.h"

struct limit_check {
	struct audit *audit;	/* borrowed */
	struct ledger *ledger;	/* borrowed: opening balances and limits */
	int scale;

	struct roster watched;	/* private: accounts with refusals */
};

/*
 * This one was refused, at a line of rejects.csv; before any was posted.
 * Returns 0, whatever was told, or -1 with errno ENOMEM.
 */
int	limit_check_refused(struct limit_check *c, const struct txn *txn,
	    enum reason reason, struct span detail, uint64_t line)
	__attribute__((warn_unused_result));

/* An account has come to a balance. */
void	limit_check_posted(struct limit_check *c, struct span account,
	    struct money balance);

/* All were posted.  Releases everything. */
void	limit_check_end(struct limit_check *c);

#endif
