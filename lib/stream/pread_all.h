/*
 * pread_all - a part of a file, read whole.
 *
 *	if (pread_all(fd, head, sizeof(head), 0) != sizeof(head))
 *		return -1;
 */
#ifndef BALSYS_PREAD_ALL_H
#define BALSYS_PREAD_ALL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * As pread(2), but what comes is less than len bytes only where the file ends,
 * and no signal ends it.  Returns how many there are, or -1 with errno of
 * pread(2); what is then in dst is undefined.
 */
ssize_t	pread_all(int fd, char *dst, size_t len, uint64_t offset)
	__attribute__((warn_unused_result));

#endif
