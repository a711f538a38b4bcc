/*
 * seals - the last hashes of a book's files, written down elsewhere, and read
 * back to see that the book still begins as it did then.
 *
 *	struct seals seals = { 0 };
 *
 *	status = seals_read(&seals, "2025.seal");
 *	for (size_t i = 0; i < seals.count; i++)
 *		compare(seals.seal[i].file, &seals.seal[i].sum);
 *	seals_free(&seals);
 *
 * A list of them is CSV, file,offset,lines,sha256.
 */
#ifndef BALSYS_SEALS_H
#define BALSYS_SEALS_H

#include <stdbool.h>
#include <stddef.h>

#include "stream/sums.h"
#include "stream/writer.h"

#define SEALS_HEADER "file,offset,lines,sha256\n"

enum { SEALS_NAME_MAX = 32 };

struct seal {
	char file[SEALS_NAME_MAX];
	struct sum sum;
	unsigned long line;	/* of the list */
};

struct seals {
	size_t count;
	struct seal *seal;	/* owned */
	size_t cap;		/* private */
};

/*
 * Read a list.  A line that repeats the header is passed over, so that lists
 * may be put one behind the other.  Returns 0 or the status to exit with,
 * after saying why.
 */
int	seals_read(struct seals *s, const char *path)
	__attribute__((warn_unused_result));

/*
 * Append one of file, whose name is shorter than SEALS_NAME_MAX.  Returns 0 or
 * the status to exit with, after saying why.
 */
int	seals_add(struct seals *s, const char *file, const struct sum *sum)
	__attribute__((warn_unused_result));

/* Write a line of a list. */
void	seals_put(struct writer *w, const struct seal *seal);

/* Release everything.  Harmless twice. */
void	seals_free(struct seals *s);

#endif
