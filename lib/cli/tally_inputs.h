/*
 * tally_inputs - what balsys-stats reads: its operands, with the files of a
 * book in the place of the folder that is one.
 *
 *	struct tally_inputs inputs = { 0 };
 *
 *	status = tally_inputs_find(&inputs, operands);
 *	if (status == 0)
 *		read_all(inputs.path, inputs.until);
 *	tally_inputs_free(&inputs);
 *
 * Nothing of a book is locked or changed.  How far its files are whole is seen
 * here, and what is written behind that is not read.  windows.csv is looked at
 * before what its windows were made of, so that all of that is there.
 */
#ifndef BALSYS_TALLY_INPUTS_H
#define BALSYS_TALLY_INPUTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

/* What an input is for, which decides how its records are taken. */
enum tally_role {
	TALLY_OPERAND,		/* what its columns say */
	TALLY_LEDGER,		/* files of a book: */
	TALLY_WINDOWS,
	TALLY_BATCHES,
	TALLY_REJECTS,		/* rejects.csv and oversize.csv */
	TALLY_SUBMITTED,
};

/* A book, and what its options say. */
struct tally_book {
	const char *path;	/* borrowed: the operand */
	const char *scale, *cap;	/* owned; NULL where it does not say */
	struct span balance, window, batch;	/* what columns are called */
};

struct tally_input {
	enum tally_role role;
	const struct tally_book *book;	/* borrowed; NULL: an operand */
};

struct tally_inputs {
	/* All that is to be read, in order, perhaps nothing: */
	const char **path;	/* ends with NULL */
	uint64_t *until;	/* where it ends; 0: where the file does */
	struct tally_input *input;
	size_t count;
	const char **folder;	/* that are books; ends with NULL */

	struct tally_book *book;
	size_t nbooks;
	struct arena memory;	/* private */
};

/*
 * Find what operands, which end with NULL and are borrowed, stand for.  Returns
 * 0, or the status to exit with after saying why: EX_DATAERR for a folder that
 * is no book, EX_NOINPUT for what of a book cannot be opened.  Operands that
 * are no folders are not opened.  tally_inputs_free() is due in either case.
 */
int	tally_inputs_find(struct tally_inputs *in,
	    const char *const operands[])
	__attribute__((warn_unused_result));

/* Release everything.  Harmless twice. */
void	tally_inputs_free(struct tally_inputs *in);

#endif
