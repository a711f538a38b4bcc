/*
 * snapshot_check - the checkpoint of a ledger against the ledger itself, when
 * that has come to where it was made.
 *
 *	struct snapshot_check check = { .audit = &audit, .scale = 2 };
 *
 *	status = snapshot_check_begin(&check);
 *	while (next_record(&offset)) {
 *		if (offset == check.offset)
 *			snapshot_check_compare(&check, &ledger, ids);
 *		...
 *	}
 *	snapshot_check_end(&check);
 *
 * A checkpoint that is damaged is not believed by anybody and is harmless.  One
 * that is whole is believed by the next run: whoever made it, it has to say
 * what the files say.
 */
#ifndef BALSYS_SNAPSHOT_CHECK_H
#define BALSYS_SNAPSHOT_CHECK_H

#include <stdbool.h>

#include "cli/audit.h"
#include "ledger/ledger.h"

struct snapshot_check {
	struct audit *audit;	/* borrowed */
	int scale;

	uint64_t offset;	/* of ledger.csv, where it was made; 0: there is
				   none that would be believed */
	uint64_t rejects;	/* of rejects.csv, likewise */
	uint64_t lines;		/* of ledger.csv, up to there */

	struct ledger then;	/* private, from here on */
	uint64_t ids;		/* that had been decided */
	bool compared;
};

/* Read it.  Returns 0, or the status to exit with, after saying why. */
int	snapshot_check_begin(struct snapshot_check *c)
	__attribute__((warn_unused_result));

/*
 * Compare it with accounts as they are at offset, and with how many ids have
 * been decided.
 */
void	snapshot_check_compare(struct snapshot_check *c,
	    const struct accounts *now, uint64_t ids);

/* Was it met?  Releases everything; harmless after the first. */
void	snapshot_check_end(struct snapshot_check *c);

#endif
