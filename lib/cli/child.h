/*
 * child - another program, begun with a signal mask as if nobody had changed
 * it, and what it gets to read.
 *
 *	int streams[] = { input, STDERR_FILENO, STDERR_FILENO };
 *
 *	error = child_begin(&child, "sort", argv, environ, streams);
 *	if (error == 0 && child_wait(child, &status) == 0)
 *		judge(status);
 */
#ifndef BALSYS_CHILD_H
#define BALSYS_CHILD_H

#include <sys/types.h>

#include "base/span.h"

/*
 * A new file in memory with these bytes, open at its beginning, which no other
 * program gets unless it is one of its streams.  name is for whoever looks at
 * this process.  Returns a descriptor, or -1 with errno of memfd_create(2) or
 * write(2).
 */
int	child_file(const char *name, struct span bytes)
	__attribute__((warn_unused_result));

/*
 * Begin program, looked for in PATH unless a slash is in it, with this
 * environment, and these descriptors as its standard streams; none may be one
 * that another before it replaces.  Returns 0 or an error number.
 */
int	child_begin(pid_t *child, const char *program, char *const argv[],
	    char *const environment[], const int streams[3])
	__attribute__((warn_unused_result));

/*
 * Wait until it has ended, whatever signals come; *status is as by waitpid(2).
 * Returns 0, or -1 with errno ECHILD: somebody else was told.
 */
int	child_wait(pid_t child, int *status)
	__attribute__((warn_unused_result));

/*
 * As child_wait(), but end it where a signal asks to stop: by SIGTERM, and if
 * it has not gone about two seconds later, or at another signal, by SIGKILL.
 * A signal that was heard before does not count.  Returns -1 with errno EINTR
 * if one came; the child has ended then, too, however it did.
 */
int	child_wait_or_end(pid_t child, int *status)
	__attribute__((warn_unused_result));

#endif
