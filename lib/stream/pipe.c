/* What a pipe holds is told, and asked for, by GNU extensions. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>

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
