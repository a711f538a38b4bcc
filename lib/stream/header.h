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

enum { HEADER_CLAUSE_MAX = 160 };

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

/*
 * Keep these fields, and the line they came from, which need not outlive this,
 * in the place of what is kept.  Returns as header_keep().
 */
int	header_keep_fields(struct header *h, const struct span *field,
	    size_t nfields, struct span line)
	__attribute__((warn_unused_result));

/*
 * Keep the names in a line of CSV, with commas.  Returns 1; or 2 if it is
 * none; or -1 with errno ENOMEM.  header_free() is due in any case.
 */
int	header_keep_line(struct header *h, struct span line)
	__attribute__((warn_unused_result));

/*
 * Which of them is name?  Returns its index, -1 if there is none, -2 if there
 * are several.
 */
int	header_column(const struct header *h, struct span name);

/* Are the fields that split gave last these names? */
bool	header_is(const struct header *h, const struct split *split);

/*
 * Where they are not, say how they differ: a clause of at most
 * HEADER_CLAUSE_MAX bytes, its NUL among them, is written to dst.
 */
void	header_difference(const struct header *h, const struct split *split,
	    char *dst);

/* Do the fields that split gave last name both id and amount? */
bool	header_looks_like(const struct split *split);

/*
 * May they be a header that is another one: such names, or not as many as here
 * and what is_header() takes for one?
 */
bool	header_may_be(const struct header *h, const struct split *split,
	    bool (*is_header)(const struct span *field, size_t nfields));

/* Release everything.  Harmless twice. */
void	header_free(struct header *h);

#endif
