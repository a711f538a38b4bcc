/*
 * branch - is there a packing into so many batches?  The whole truth.
 */
#ifndef BALSYS_BRANCH_H
#define BALSYS_BRANCH_H

#include "pack/search.h"

/*
 * Search for a packing of s->kinds into its batches, or prove that there is
 * none: of two kinds that the master has together in part, join one of each;
 * then, if nothing is found, keep the kinds apart.  Kinds and plan are then as
 * they were.
 */
enum search_answer branch_run(struct search *s);

#endif
