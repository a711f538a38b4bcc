/* What a pipe holds is told, and asked for, by GNU extensions. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "stream/pipe.h"

void
pipe_widen(int fd)
{
#ifdef F_SETPIPE_SZ
	int error = errno;
	int holds = fcntl(fd, F_GETPIPE_SZ);

	for (int wide = PIPE_WIDE; holds != -1 && holds < wide; wide /= 2)
		if (fcntl(fd, F_SETPIPE_SZ, wide) != -1)
			break;
	errno = error;
#else
	(void)fd;
#endif
}

void
pipe_close(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

int
pipe_open(int ends[2])
{
	if (pipe(ends) == -1)
		return -1;
	if (fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 &&
	    fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
	    fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0)
		return 0;
	pipe_close(ends);
	return -1;
}

void
pipe_wake(const int ends[2])
{
	while (write(ends[1], "", 1) == -1 && errno == EINTR)
		;
}
