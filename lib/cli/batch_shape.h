/*
 * batch_shape - the options of balsys-batch that decide what it writes, whether
 * they are given, taken from a book, or as usual.
 *
 *	struct batch_shape shape = BATCH_SHAPE_START;
 *
 *		if (!batch_shape_option(&shape, letter))
 *			...
 *	shape.scale = scale;
 *	if (batch_shape_agree(&shape, &book) == -1)
 *		fail(book_error(&book));
 *	...
 *	if (!shape.kept && batch_shape_keep(&shape, &book) == -1)
 *		fail(book_error(&book));
 *
 * What is given is checked against the book's; what is not is taken from there;
 * and what neither has is as usual, and the book's once it is kept.
 */
#ifndef BALSYS_BATCH_SHAPE_H
#define BALSYS_BATCH_SHAPE_H

#include <stdbool.h>

#include "base/money.h"
#include "cli/batch_output.h"
#include "ledger/book.h"
#include "pack/methods.h"

enum {
	BATCH_SHAPE_AS = 400,
	BATCH_SHAPE_CAP,
	BATCH_SHAPE_EFFORT,
	BATCH_SHAPE_METHOD,
	BATCH_SHAPE_OUTPUT,
	BATCH_SHAPE_WINDOW,
};

struct batch_shape {
	int scale;		/* -1: not given */
	size_t window;		/* 0: not given */
	const char *cap_text;	/* NULL: not given */
	const char *method_name;	/* likewise */
	int effort;		/* 0: not given */
	int output;		/* a batch_output_form; -1: not given */
	const char *as;		/* NULL: not given */
	bool certificate;

	/* What is meant, once it was checked. */
	struct money cap;
	const struct method *method;
	struct span window_name, batch_name;	/* what as names */
	bool kept;		/* it is all in the book, on disk */
};

#define BATCH_SHAPE_START { .scale = -1, .output = -1 }

/* Take an option, if its letter is one of these; returns whether it is. */
bool	batch_shape_option(struct batch_shape *s, int letter);

/*
 * Agree with a book on everything; what s points at may then be the book's.
 * Says so and exits with EX_USAGE where what is given is no use by itself;
 * returns 0, or -1 with book_error() set.
 */
int	batch_shape_agree(struct batch_shape *s, struct book *book)
	__attribute__((warn_unused_result));

/*
 * Save what was agreed on, before the first is written that it shapes.  Returns
 * 0, or -1 with book_error() set.
 */
int	batch_shape_keep(struct batch_shape *s, struct book *book)
	__attribute__((warn_unused_result));

/*
 * Fill in what was not given, and see that all goes together: says so and exits
 * with EX_USAGE if it does not.
 */
void	batch_shape_check(struct batch_shape *s);

#endif
