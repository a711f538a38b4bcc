/* sync(2) is of the X/Open extension. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream/folder.h"

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC };

int
folder_open(const char *path, bool make)
{
	int dir = open(path, FOLDER);

	if (dir != -1 || errno != ENOENT || !make)
		return dir;
	/* Another process may be quicker. */
	if (mkdir(path, 0777) == -1 && errno != EEXIST)
		return -1;
	return open(path, FOLDER);
}

int
folder_sync_parent(int dir)
{
	int parent = openat(dir, "..", FOLDER);
	int status, error;

	if (parent == -1 && errno == EACCES) {
		/* One that we may not read: all there is, then. */
		sync();
		return 0;
	}
	if (parent == -1)
		return -1;
	status = fsync(parent);
	error = errno;
	close(parent);
	errno = error;
	return status;
}
