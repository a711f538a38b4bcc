/*
 * audit - a book looked through by somebody who does not trust it: opened for
 * reading, its writers kept out, and what is found told.
 *
 *	struct audit audit = { .options = &options };
 *
 *	status = audit_open(&audit);
 *	if (status == 0)
 *		status = audit_lock(&audit, "ledger.csv", false);
 *	...
 *	audit_tell(&audit, "ledger.csv", 812, "balance %s is not ...", text);
 *	...
 *	return cli_worse(status, audit_close(&audit));
 *
 * Nothing is ever changed.  Of each file the first difference is told, at the
 * line where it is, as "books/main/ledger.csv:812: ..."; what a file of sums
 * says of it is another matter than what it says itself, and told besides.
 */
#ifndef BALSYS_AUDIT_H
#define BALSYS_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ledger/book.h"

enum {
	AUDIT_FILES = 24,	/* more than a book has, with sums */
	AUDIT_CHECK = 768,	/* the letters of its options */
	AUDIT_SEAL,
	AUDIT_SEALED,
};

#define AUDIT_OPTIONS \
	{ AUDIT_CHECK, "check", "DIR", \
	    "verify all of the book there, and change nothing" }, \
	{ AUDIT_SEAL, "seal", NULL, \
	    "where --check finds all right, print what seals it" }, \
	{ AUDIT_SEALED, "sealed", "FILE", \
	    "--check that the book begins as was sealed in FILE" }

struct audit_options {
	const char *dir;	/* NULL: no --check */
	bool seal;
	const char *sealed;	/* or NULL */
	bool quiet;		/* only the status tells */
	bool others;		/* options were given that are for records */
};

struct audit {
	const struct audit_options *options;	/* borrowed */
	struct book book;
	bool differs;		/* something was told */
	bool noted;		/* so was what need be no difference */
	bool failed;		/* reading did, and its status is on its way:
				   nothing more is told of what was not read */

	const char *told[AUDIT_FILES];	/* private, from here on */
	size_t ntold;
	struct arena paths;
};

/*
 * Take one of AUDIT_OPTIONS, or --quiet, which is somebody else's, too; any
 * other one is noted.  Returns whether it was one of AUDIT_OPTIONS.
 */
bool	audit_option(struct audit_options *o, int letter);

/*
 * See that these go together, and that there are no operands where a book is
 * to be checked; else say so and exit with EX_USAGE.  Returns whether it is.
 */
bool	audit_is_wanted(const struct audit_options *o, int argc,
	    char *argv[]);

/*
 * Open the book.  Returns 0 or the status to exit with, after saying why;
 * audit_close() is due in either case.
 */
int	audit_open(struct audit *a)
	__attribute__((warn_unused_result));

/*
 * Keep out who writes the part that this file is the main one of, until
 * audit_close().  Where it may be missing, and is, there is nobody.  Returns as
 * above.
 */
int	audit_lock(struct audit *a, const char *main_file, bool may_miss)
	__attribute__((warn_unused_result));

/* The scale of the book, or -1 if it has none, which is a difference. */
int	audit_scale(struct audit *a);

/*
 * The path of a file of the book, borrowed until audit_close(); NULL after
 * saying that memory is out.
 */
const char *audit_path(struct audit *a, const char *name);

/* Is there such a file, and is there anything in it? */
bool	audit_has(const struct audit *a, const char *name);
bool	audit_holds(const struct audit *a, const char *name);

/*
 * All of a file was read, as lines that have so many bytes, with a newline
 * each.  Tell what readers pass over, if there is more, such as the carriage
 * returns that somebody's editor puts there.
 */
void	audit_compare_size(struct audit *a, const char *name,
	    uint64_t bytes);

/*
 * Tell a difference: in a file of the book, at a line counted from 1, or of
 * all of it at 0.  audit_tell_first() tells but the first of each file; name
 * is borrowed.
 */
void	audit_tell(struct audit *a, const char *name, uint64_t line,
	    const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void	audit_tell_first(struct audit *a, const char *name, uint64_t line,
	    const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Tell, but for the first one no more, what nothing in the book accounts for
 * and need not be wrong: what a run had read before it was stopped does, if it
 * did not come again.  That is no difference.
 */
void	audit_note(struct audit *a, const char *name, uint64_t line,
	    const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* As audit_tell_first(), of a whole sentence, with the path in it. */
void	audit_tell_sentence(struct audit *a, const char *name,
	    const char *sentence);

/* Say that memory is out.  Returns EX_IOERR. */
int	audit_fail_memory(struct audit *a);

/* Release everything.  Returns the status that the differences earn. */
int	audit_close(struct audit *a);

#endif
