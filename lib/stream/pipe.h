/*
 * pipe - pipes of our own, and how much a pipe holds.
 *
 * A pipe that holds several blocks lets both of its ends work for longer
 * before one has to sleep for the other.  It is no buffer that anybody waits
 * for: what is written can be read at once.
 */
#ifndef BALSYS_PIPE_H
#define BALSYS_PIPE_H

enum {
	PIPE_WIDE = 256 * 1024,		/* bytes; two of a writer's blocks */
};

/*
 * If fd is an end of a pipe that holds less than PIPE_WIDE bytes, let it hold
 * as many, or as near to it as the system allows.  A pipe is never made
 * narrower.  That fd is something else, or that nothing is allowed, is no
 * failure and changes nothing, errno included.
 */
void	pipe_widen(int fd);

/*
 * Make a pipe by which threads wake each other: no other program gets an end
 * of it, and reading from ends[0] never waits.  Returns 0, or -1 with errno
 * EMFILE or ENFILE.
 */
int	pipe_open(int ends[2])
	__attribute__((warn_unused_result));

/* Write a byte, for which there is room, into such a pipe. */
void	pipe_wake(const int ends[2]);

/* Close both ends. */
void	pipe_close(const int ends[2]);

#endif
