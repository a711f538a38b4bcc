/*
 * submit - a window handed to a command, until the command takes it.
 *
 *	static const struct cli_option options[] = { SUBMIT_OPTIONS, { 0 } };
 *	struct submit submit = SUBMIT_START;
 *	char key[SUBMIT_KEY_LEN + 1];
 *
 *	submit_key(book, 12, bytes, key);
 *	status = submit_window(&submit, key, 12, bytes);
 *
 * The command is run by sh(1).  It gets the window's bytes on standard input,
 * and BALSYS_WINDOW and BALSYS_SUBMISSION in its environment; what it writes to
 * standard output goes to standard error.  That it does not read all is no
 * matter: its status is what counts.
 *
 * The bytes come from a file in memory and not from a pipe: what has been begun
 * gets all of them even if this process is killed, and so never takes a part
 * for the whole.
 */
#ifndef BALSYS_SUBMIT_H
#define BALSYS_SUBMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/span.h"
#include "cli/telemetry.h"
#include "stream/wait.h"

#define SUBMIT_OPTIONS \
	{ SUBMIT_COMMAND, "submit", "COMMAND", \
	    "hand every window to COMMAND, until it takes it" }, \
	{ SUBMIT_AGAIN, "retries", "N", \
	    "how often COMMAND is tried again (default 5)" }, \
	{ SUBMIT_AFTER, "retry-wait", "SECONDS", \
	    "the wait before that, doubled each time (default 1)" }

enum {
	SUBMIT_COMMAND = 512,	/* the options' letters */
	SUBMIT_AGAIN,
	SUBMIT_AFTER,
};

enum {
	SUBMIT_KEY_LEN = DIGEST_TEXT_LEN,	/* without a NUL */
	SUBMIT_RETRIES = 5,	/* usual */
	SUBMIT_RETRIES_MAX = 1000,
	SUBMIT_WAIT = 1,	/* usual */
	SUBMIT_WAIT_MAX = 3600,	/* seconds between two tries, at most */
};

struct submit {
	const char *command;
	unsigned retries;	/* how often more, after the first */
	unsigned wait;		/* seconds before the first of them, then twice
				   as long each time */
	bool told;		/* one of these two was said: private */
	bool quiet;		/* say nothing of tries that others follow */
	struct telemetry *telemetry;	/* borrowed: told of each try; or
					   NULL */
	struct wait_hook hook;	/* of the waits between two; all zeros: none */
};

/* One to begin with; command is NULL until an option says otherwise. */
#define SUBMIT_START { .retries = SUBMIT_RETRIES, .wait = SUBMIT_WAIT }

/*
 * Take one of SUBMIT_OPTIONS.  Returns whether it was; exits with EX_USAGE if
 * it is not as it should be.  submit_check() does so if there are others and
 * no command.
 */
bool	submit_option(struct submit *s, int letter);
void	submit_check(const struct submit *s);

/*
 * The key of a submission: SHA-256 of the book's id, a comma, the window's
 * number, a newline, and its bytes, as SUBMIT_KEY_LEN hexadecimal digits and a
 * NUL.  The same window of the same book has the same key.
 */
void	submit_key(const char *book, uint64_t window, struct span bytes,
	    char *key);

/*
 * Hand over a window, again and again.  Returns 0 when the command has ended
 * with status 0; else, after saying why, EX_TEMPFAIL if it was given up,
 * EX_UNAVAILABLE if there is no sh(1) that could run it, EX_IOERR if memory
 * or descriptors are short.  It stops with EX_TEMPFAIL, and nothing said, when
 * a signal asks to stop, whether it is heard before the first try, between two
 * or behind one that failed, or when the hook ends a wait; a command that runs
 * is waited for, and the hook with it.
 *
 * A parent's wish that children be not waited for (SIGCHLD, ignored) is undone.
 */
int	submit_window(const struct submit *s, const char *key, uint64_t window,
	    struct span bytes)
	__attribute__((warn_unused_result));

#endif
