/*
 * checkpoint_check - is a checkpoint of a book, if there is one, whole?
 *
 * What is damaged costs time, and nothing else, as it is not believed; but that
 * it is, is told.
 */
#ifndef BALSYS_CHECKPOINT_CHECK_H
#define BALSYS_CHECKPOINT_CHECK_H

#include "cli/audit.h"

/* Returns 0, or the status to exit with, after saying why. */
int	checkpoint_check(struct audit *a, const char *name)
	__attribute__((warn_unused_result));

#endif
