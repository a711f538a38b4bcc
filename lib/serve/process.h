/*
 * process - programs that a server runs beside it: begun in a group of their
 * own, so that a signal from a terminal is the server's alone, and watched.
 *
 *	struct process child = { .name = "balsys-ledger", .ended = ended,
 *	    .arg = p };
 *
 *	if (process_begin(&child, &loop, argv, fds, nfds) == -1)
 *		return -1;
 *	...
 *	process_signal(&child, SIGTERM);
 *
 * What it began in its group and left behind is ended by SIGKILL with it: a
 * command that is half done is not to run beside the one that does it anew.
 */
#ifndef BALSYS_PROCESS_H
#define BALSYS_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "serve/loop.h"

enum {
	PROCESS_FDS_MAX = 8,	/* descriptors that one may get, */
	PROCESS_WORDS_MAX = 255,	/* and words, its own name among them */
};

struct process {
	const char *name;	/* yours to set, for messages; borrowed */
	void (*ended)(void *arg, int status);	/* it has: as by waitpid(2); it
				   may be begun anew from here */
	void *arg;

	pid_t pid;		/* 0: it does not run */
	struct loop_source source;	/* private: a pidfd */
	struct loop *loop;
};

/*
 * Begin argv[0], looked for beside this very program first and then in PATH,
 * with fds[i] as its descriptor i, -1 being /dev/null, and no other; they are
 * at most PROCESS_FDS_MAX, stay the caller's, and may be the same.  Signals are
 * as outside of this program (wait_mask_outside), SIGPIPE as usual.  Returns 0,
 * or -1 with errno: of posix_spawnp(3), ENOENT for one; E2BIG, EMFILE, ENOSPC.
 */
int	process_begin(struct process *p, struct loop *loop,
	    const char *const argv[], const int fds[], int nfds)
	__attribute__((warn_unused_result));

/* Send it a signal, SIGKILL also to all that it began; harmless if it does not
   run. */
void	process_signal(const struct process *p, int signal);

/* Stop watching it and, if it runs, end it by SIGKILL, and all that it began,
   and wait.  Harmless
   twice. */
void	process_end(struct process *p);

#endif
