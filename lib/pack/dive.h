/*
 * dive - a packing by rounding, a few batches at a time.
 *
 * Sadykov, R., Vanderbeck, F., Pessoa, A., Tahiri, I. and Uchoa, E. (2019),
 * Primal heuristics for branch and price: the assets of diving methods,
 * INFORMS Journal on Computing 31, 251-267.
 */
#ifndef BALSYS_DIVE_H
#define BALSYS_DIVE_H

#include "pack/search.h"

/*
 * The master has just said OPEN.  Fill batches with the patterns that it takes
 * most of, one of so many that are left or more, ask it again for what is
 * left, and so on.  Where what is left does not fit into the batches left any
 * more, allow one more, so long as the packing would still be a better one.
 * Kinds, plan and batches are then as they were.  SEARCH_NONE proves nothing.
 */
enum search_answer dive_run(struct search *s, uint32_t one_of);

#endif
