/*
 * id_check - in a book an id is decided once, and a line refused once: what
 * ledger.csv, rejects.csv and known.csv say of that, taken together.
 *
 *	struct id_check ids = { .audit = &audit, .at = &at, .scale = 2,
 *	    .limits = &limits };
 *
 *	status = id_check_begin(&ids);
 *	while (next_record()) {
 *		id_check_near(&ids, &txn, 1);
 *		status = id_check_put(&ids, 0, &txn, offset, line);
 *	}
 *	status = id_check_end(&ids);
 *	id_check_free(&ids);
 *
 * In memory there are some 24 bytes for every id and every refused line; where
 * two hashes are the same, the files are looked at.
 */
#ifndef BALSYS_ID_CHECK_H
#define BALSYS_ID_CHECK_H

#include <stdbool.h>

#include "cli/audit.h"
#include "cli/limit_check.h"
#include "ledger/recall.h"
#include "ledger/seen.h"
#include "ledger/txn.h"
#include "stream/split.h"

#define ID_CHECK_REJECTS "rejects.csv"
#define ID_CHECK_KNOWN "id,time,account,amount,content,reason"	/* a header */

enum { ID_CHECK_RUN = 64 };

struct id_check {
	struct audit *audit;	/* borrowed, as is at */
	const struct txn_columns *at;	/* of ledger.csv */
	size_t nfields;		/* of ledger.csv, with the balance */
	int scale;
	struct limit_check *limits;	/* borrowed: gets what a limit, or an
					   overflow, refused */
	uint64_t rejects;	/* an offset in rejects.csv */

	uint64_t early;		/* ids decided by known.csv, or before that
				   offset in rejects.csv */

	int fd[3];		/* private, from here on: by recall_file */
	struct recall recall;	/* looks into files */
	struct recall parse;	/* of the line at hand */
	struct seen ids, lines;
	struct split split;
	struct buf line;
	uint64_t print[ID_CHECK_RUN];
	bool conflicts;		/* there are some, for the end */
	int status;
};

/*
 * Begin with known.csv and rejects.csv.  Returns 0, or the status to exit with,
 * after saying why; so do the others.
 */
int	id_check_begin(struct id_check *c)
	__attribute__((warn_unused_result));

/* Have the memory for up to ID_CHECK_RUN of them on its way. */
void	id_check_near(struct id_check *c, const struct txn *txn,
	    size_t count);

/*
 * The i-th of these was accepted; its line begins at offset of ledger.csv, and
 * is this one, counted from 1.
 */
int	id_check_put(struct id_check *c, size_t i, const struct txn *txn,
	    uint64_t offset, uint64_t line)
	__attribute__((warn_unused_result));

/* All were put: is what was refused as a conflict one? */
int	id_check_end(struct id_check *c)
	__attribute__((warn_unused_result));

/* Release everything.  Harmless after id_check_begin(), whatever it said. */
void	id_check_free(struct id_check *c);

#endif
