/*
 * record - one line of CSV, cut into its fields.
 */
#ifndef BALSYS_RECORD_H
#define BALSYS_RECORD_H

#include <stddef.h>

#include "base/span.h"

struct record {
	const struct span *field;	/* borrowed, as its reader says */
	size_t nfields;
	struct span raw;	/* as it came, without its line end; of one
				   that is too long its first bytes; borrowed
				   likewise */
	const char *file;	/* where it stands; borrowed likewise */
	unsigned long line;	/* where it starts, from 1 */
};

#endif
