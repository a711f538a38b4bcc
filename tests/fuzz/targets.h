/*
 * targets - what must hold for any bytes whatever.
 *
 *	if (!fuzz_reader(bytes))
 *		abort();
 *
 * The first FUZZ_CONTROL bytes say how the others are used; fewer than these
 * are no case.  Each returns whether it held, and says on standard error what
 * did not.  `make fuzz` lets libFuzzer find the bytes; tests/unit/two_paths.c
 * draws some by lot.
 */
#ifndef BALSYS_FUZZ_TARGETS_H
#define BALSYS_FUZZ_TARGETS_H

#include <stdbool.h>

#include "base/span.h"

enum { FUZZ_CONTROL = 8 };

/*
 * A reader gives the same records, refusals and failures one at a time and many
 * at a time, from a file and from a pipe that has them in pieces: those that
 * model_read() finds.
 */
bool	fuzz_reader(struct span bytes);

/* A line is split as model_split() has it, alone and behind others. */
bool	fuzz_split(struct span bytes);

/*
 * Amounts, times and transactions are read, and written, as the model has
 * them, one at a time and many at a time.
 */
bool	fuzz_values(struct span bytes);

#endif
