#include <errno.h>
#include <unistd.h>

#include "stream/pread_all.h"

ssize_t
pread_all(int fd, char *dst, size_t len, uint64_t offset)
{
	size_t done = 0;

	while (done < len) {
		ssize_t got = pread(fd, dst + done, len - done,
		    (off_t)(offset + done));

		if (got == 0)
			break;
		if (got == -1 && errno != EINTR)
			return -1;
		if (got > 0)
			done += (size_t)got;
	}
	return (ssize_t)done;
}
