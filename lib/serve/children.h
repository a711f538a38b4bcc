/*
 * children - balsys-ledger and balsys-batch, side by side, with a pipe from one
 * to the other, and which of them it was where both have ended.
 *
 *	struct children c = { .loop = &loop, .ended = ended, .arg = p };
 *
 *	if (children_begin(&c, &words) == -1)
 *		return -1;
 *	write(c.input, ...);
 *	read(c.outcomes, ...);
 *	...
 *	children_close_input(&c);
 */
#ifndef BALSYS_CHILDREN_H
#define BALSYS_CHILDREN_H

#include <stdbool.h>

#include "serve/loop.h"
#include "serve/process.h"

enum child_name {
	CHILD_LEDGER,
	CHILD_BATCH,
	CHILDREN,
};

struct child {			/* private, but for process and status */
	struct process process;
	struct children *children;
	int status;		/* once it has ended: as of waitpid(2) */
	bool has_ended, was_told;
};

struct children {
	/* Yours to set, and borrowed: */
	struct loop *loop;
	void (*ended)(void *arg, enum child_name which);
	void *arg;

	int input;		/* what the ledger reads; writing never waits */
	int outcomes;		/* what it says; reading never waits */
	enum child_name failed;	/* where children_begin() did not */
	struct child child[CHILDREN];	/* private, as is what follows */
	bool was_ready;
	enum child_name first;
};

/* The book, and options that they get, too: the last is NULL; NULL: none. */
struct children_words {
	const char *book;
	const char *const *more[CHILDREN];
};

/* "balsys-ledger" and "balsys-batch". */
const char *child_name(enum child_name which);

/*
 * Begin both.  Returns 0, or -1 with errno of pipe2(2) or process_begin(), and
 * then none runs; failed is whose fault it is.  What they get as their standard
 * error is this program's.
 */
int	children_begin(struct children *c, const struct children_words *words)
	__attribute__((warn_unused_result));

/* Do any run? */
bool	children_run(const struct children *c);

/* The ledger has said its first word: it has a book that is whole. */
void	children_ready(struct children *c);

/* The ledger is to read no more; what it says is read no more.  Harmless
   twice. */
void	children_close_input(struct children *c);
void	children_close_outcomes(struct children *c);

/* Tell them to end, by a signal; that they do is no loss from then on. */
void	children_signal(struct children *c, int signal);

/*
 * Where both have ended: did this one by itself?  The other is let end, and
 * does so of the end of its input, or of a pipe that nobody reads: that is no
 * loss.  It is true of one at least.
 */
bool	children_lost(const struct children *c, enum child_name which);

/* End those that run, and close all.  Harmless twice, also on what has never
   begun, if input and outcomes are -1. */
void	children_end(struct children *c);

#endif
