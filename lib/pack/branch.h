/*
 * branch - is there a packing into so many batches?  The whole truth.
 *
 * By joining and parting kinds; kinds.h says whose idea that is.
 */
#ifndef BALSYS_BRANCH_H
#define BALSYS_BRANCH_H

#include "pack/search.h"

/* Which pair to branch on: with the largest kind, or with the largest sum. */
enum branch_rule {
	BRANCH_LARGEST,
	BRANCH_HEAVIEST,
};

/*
 * Search for a packing of s->kinds into its batches, or prove that there is
 * none: of two kinds that the master has together in part, join one of each;
 * then, if nothing is found, keep the kinds apart.  It ends with SEARCH_SPENT
 * when the master has been asked so many times, its steps are spent, or as many
 * are joined or apart as kinds.h allows.  Kinds and plan are then as they were.
 */
enum search_answer branch_run(struct search *s, enum branch_rule rule,
    uint64_t nodes);

#endif
