/*
 * header - the names of the columns, kept for as long as records come.
 */
#ifndef BALSYS_HEADER_H
#define BALSYS_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"
#include "stream/split.h"

struct header {
	struct span *name;	/* owned; NULL as long as there is none */
	size_t count;
	struct buf line;	/* as it came */
	struct buf names;	/* private */
};

/*
 * Keep the fields that split gave last, and the line they came from.  Returns
 * 0, or -1 with errno ENOMEM; header_free() is due in either case.
 */
int	header_keep(struct header *h, const struct split *split,
	    struct span line)
	__attribute__((warn_unused_result));

/* Are the fields that split gave last these names? */
bool	header_is(const struct header *h, const struct split *split);

/* Do the fields that split gave last name both id and amount? */
bool	header_looks_like(const struct split *split);

/* Release everything.  Harmless twice. */
void	header_free(struct header *h);

#endif
