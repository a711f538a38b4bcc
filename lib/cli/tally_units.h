/*
 * tally_units - what amounts are counted in, and what a batch may hold: the
 * scale and the cap, as options say, or the books that are read.
 */
#ifndef BALSYS_TALLY_UNITS_H
#define BALSYS_TALLY_UNITS_H

#include "cli/tally.h"

/*
 * Set feed.scale, and the summary's cap, from --scale and --cap, else from
 * books, else to what is usual.  Returns 0, or EX_DATAERR after saying which of
 * them differ; exits as a usage error where --cap is no amount above zero.
 */
int	tally_units_agree(struct tally *t)
	__attribute__((warn_unused_result));

/*
 * A list of batches was made with this cap: it holds, if none is known and
 * none was used.  Returns whether it is the one that holds then.
 */
bool	tally_units_take_cap(struct tally *t, struct money cap);

#endif
