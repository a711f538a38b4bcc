/*
 * submit - a window handed to a command, until the command takes it.
 *
 *	struct submit submit = { .command = "curl ...", .retries = 5,
 *	    .wait = 1 };
 *
 *	status = submit_window(&submit, "", 12, bytes, hook);
 *
 * The command is run by sh(1).  It gets the window's bytes on standard input,
 * and BALSYS_WINDOW and BALSYS_SUBMISSION in its environment; what it writes to
 * standard output goes to standard error.  That it does not read all is no
 * matter: its status is what counts.
 */
#ifndef BALSYS_SUBMIT_H
#define BALSYS_SUBMIT_H

#include <stdint.h>

#include "base/digest.h"
#include "base/span.h"
#include "stream/wait.h"

enum {
	SUBMIT_KEY_LEN = DIGEST_TEXT_LEN,
	SUBMIT_WAIT_MAX = 3600,	/* seconds between two tries, at most */
};

struct submit {
	const char *command;
	unsigned retries;	/* how often more, after the first */
	unsigned wait;		/* seconds before the first of them, then twice
				   as long each time */
};

/*
 * The key of a submission: SHA-256 of the book's id, the window's number and
 * its bytes, as SUBMIT_KEY_LEN hexadecimal digits and a NUL.  The same window
 * of the same book has the same key.
 */
void	submit_key(const char *book, uint64_t window, struct span bytes,
	    char *key);

/*
 * Hand over a window, again and again.  Returns 0 when the command has ended
 * with status 0; EX_TEMPFAIL after saying that it was given up; EX_IOERR after
 * saying that nothing could be run.  It stops with EX_TEMPFAIL, and nothing
 * said, when a signal asks to stop; a command that runs is waited for.
 */
int	submit_window(const struct submit *s, const char *key, uint64_t window,
	    struct span bytes)
	__attribute__((warn_unused_result));

#endif
