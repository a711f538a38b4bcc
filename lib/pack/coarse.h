/*
 * coarse - patterns to begin with, from sizes that are rounded up.
 *
 * Where nearly all sizes differ, the first linear program has many rows and
 * takes long.  So neighbours in size are made one kind, as large as the
 * largest of them, which is solved in no time; what it fills batches with
 * holds for the sizes that were rounded up, too, and takes them to a program
 * with more kinds that is nearly solved already, and so on.
 */
#ifndef BALSYS_COARSE_H
#define BALSYS_COARSE_H

#include "pack/search.h"

/*
 * Make s->kinds of s->sizes for these batches, and fill s->master.patterns
 * with patterns that are good together; with none, where sizes are few.
 * Returns 0, or -1 with errno as master.h says.
 */
int	coarse_begin(struct search *s, uint32_t batches)
	__attribute__((warn_unused_result));

#endif
