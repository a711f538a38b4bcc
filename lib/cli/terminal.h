/*
 * terminal - text that stands at the end of a terminal for the time being: how
 * far a run is, or its figures so far.
 *
 *	if (terminal_is(STDERR_FILENO))
 *		terminal_show(STDERR_FILENO, text);
 *	...
 *	terminal_say(message);
 *	...
 *	terminal_clear();
 *
 * There is one such text at a time, which the next one replaces; messages go
 * above it.  Of the terminal nothing is wanted but that it goes up a line and
 * erases.  A process that is in the background, or has been stopped, leaves
 * what others have written since as it is.
 *
 * What a process shows is its own and outlives no call of this, so it is kept
 * here, as is whether it was stopped.
 */
#ifndef BALSYS_TERMINAL_H
#define BALSYS_TERMINAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"

struct terminal_size {
	unsigned rows, columns;
};

/* Is fd a terminal that can do what is needed?  TERM says that, too. */
bool	terminal_is(int fd);

/* How large it is; 24 by 80 where it does not say. */
struct terminal_size terminal_size(int fd);

/*
 * Append of text what fits: as many of its lines as there are rows, each with
 * fewer characters than there are columns, so that none goes on in the next,
 * and ">" as the last where it is cut; and control characters replaced by "?".
 * The last one has no newline.
 */
void	terminal_fit(struct span text, struct terminal_size size,
	    struct buf *to);

/*
 * Show text, lines that fit and the last of which has no newline, at the end
 * of the terminal fd, in the place of what was shown.  It is borrowed until the
 * next one, or until terminal_clear().
 */
void	terminal_show(int fd, struct span text);

/* Show nothing any more: it is gone as if it had never been there. */
void	terminal_clear(void);

/*
 * Write a message, with its newline, to standard error, above what is shown on
 * the same terminal, all in one write.
 */
void	terminal_say(struct span line);

#endif
