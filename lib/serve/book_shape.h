/*
 * book_shape - what the file "book" of a book says to who reads the others.
 *
 *	struct book_shape shape = { 0 };
 *
 *	if (book_shape_read(&shape, dir, "books/main", &failure) == -1)
 *		fail(failure.sentence);
 *	...
 *	book_shape_free(&shape);
 *
 * The file is replaced as a whole, so no lock is needed, which would be in the
 * way of those who write.
 */
#ifndef BALSYS_BOOK_SHAPE_H
#define BALSYS_BOOK_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/money.h"
#include "ledger/book_options.h"
#include "stream/failure.h"

struct book_shape {
	char id[BOOK_ID_LEN + 1];
	int scale;
	bool has_opening;	/* every account opens with it */
	struct money opening;
	bool has_opening_file;	/* opening.csv says with what */
	bool has_batch;		/* balsys-batch has been there: what follows is
				   its, and until then what is usual */
	struct money cap;
	uint64_t window;	/* records of one */
	const char *balance;	/* what columns are called, borrowed until */
	const char *window_name, *batch_name;	/* book_shape_free() */
	struct buf names;	/* private */
};

/*
 * Read it into s, which is empty; path is how messages call the folder dir.
 * Returns 0, or -1 with failure set and s empty.
 */
int	book_shape_read(struct book_shape *s, int dir, const char *path,
	    struct failure *failure)
	__attribute__((warn_unused_result));

/* Release memory.  Harmless twice. */
void	book_shape_free(struct book_shape *s);

#endif
