/*
 * book_options - what shapes a book: options and their values, in order, as
 * they stand in its file "book".
 *
 *	struct book_options o = { 0 };
 *	struct book_options_fault fault;
 *
 *	if (book_options_parse(&o, text, &fault) != 1)
 *		complain(fault.line, fault.clause);
 *	value = book_options_find(&o, "scale");
 *	book_options_free(&o);
 *
 * The file is CSV, option,value; options have names of small letters and
 * hyphens, and stand in their order; one is id, the book's, BOOK_ID_LEN
 * hexadecimal digits.
 */
#ifndef BALSYS_BOOK_OPTIONS_H
#define BALSYS_BOOK_OPTIONS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

enum {
	BOOK_ID_LEN = 32,	/* hexadecimal digits, without a NUL */
	BOOK_OPTIONS_MAX = 32,
};

struct book_option {
	char *name, *value;	/* owned */
};

struct book_options {
	struct book_option item[BOOK_OPTIONS_MAX];	/* by name */
	size_t count;
};

struct book_options_fault {
	unsigned long line;	/* 0: of no line */
	const char *clause;	/* borrowed for ever */
};

/* The value of an option, borrowed; NULL if there is none. */
const char *book_options_find(const struct book_options *o, const char *name);

/*
 * One more option, which is not there yet; both strings are copied.  A value
 * has no line break.  Returns 0, or -1 with errno ENOMEM, or E2BIG if there
 * are BOOK_OPTIONS_MAX of them.
 */
int	book_options_put(struct book_options *o, const char *name,
	    const char *value)
	__attribute__((warn_unused_result));

/*
 * An id that no other book has, drawn by lot, where there is none yet.  Returns
 * as book_options_put(), or -1 with errno of getrandom(2).
 */
int	book_options_put_id(struct book_options *o)
	__attribute__((warn_unused_result));

/* The name of an option that has another value in each; NULL if none has. */
const char *book_options_differ(const struct book_options *a,
	    const struct book_options *b);

/*
 * Put those of from that o has not.  Returns as book_options_put(); some may
 * have been put then.
 */
int	book_options_add(struct book_options *o,
	    const struct book_options *from)
	__attribute__((warn_unused_result));

/*
 * Read the text of a file into o, which is empty.  Returns 1; or 2 if it is no
 * such file, and why in *fault; or -1 with errno ENOMEM.  book_options_free()
 * is due in any case.
 */
int	book_options_parse(struct book_options *o, struct span text,
	    struct book_options_fault *fault)
	__attribute__((warn_unused_result));

/* Append them to *text, as book_options_parse() reads them. */
void	book_options_format(const struct book_options *o, struct buf *text);

/* Release everything.  Harmless twice. */
void	book_options_free(struct book_options *o);

#endif
