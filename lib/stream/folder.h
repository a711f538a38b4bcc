/*
 * folder - a folder that files are kept in: opened, made, and on disk itself.
 *
 *	int dir = folder_open("books/main", true);
 *
 *	if (dir == -1 || folder_sync_parent(dir) == -1)
 *		complain(errno);
 */
#ifndef BALSYS_FOLDER_H
#define BALSYS_FOLDER_H

#include <stdbool.h>

/*
 * Open the folder path; where it is not there, and that is asked for, make it,
 * but not those it is in.  Returns a descriptor, which is good for openat(2)
 * and fsync(2), or -1 with errno of open(2) or mkdir(2).
 */
int	folder_open(const char *path, bool make)
	__attribute__((warn_unused_result));

/*
 * Have on disk that it is in the folder that it is in.  Returns 0, or -1 with
 * errno of open(2) or fsync(2).
 */
int	folder_sync_parent(int dir)
	__attribute__((warn_unused_result));

#endif
