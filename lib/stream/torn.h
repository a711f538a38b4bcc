/*
 * torn - where a file that only grows ends, after what wrote it was cut off.
 *
 *	if (torn_end(fd, safe, &end) == -1)
 *		return -1;
 *	ignore_behind(end);
 *
 * Its last line may lack its end.  And where the power went, a part of what was
 * not synced may be there, and before it a hole, NUL bytes up to the end of a
 * sector, as pages reach the disk in any order.
 */
#ifndef BALSYS_TORN_H
#define BALSYS_TORN_H

#include <stdint.h>

/*
 * Set *end to where the last whole line ends, of those before any hole; bytes
 * before safe, the end of a line or 0, are known to be no holes.  Returns 0, or
 * -1 with errno of pread(2), or ENOMEM.
 */
int	torn_end(int fd, uint64_t safe, uint64_t *end)
	__attribute__((warn_unused_result));

#endif
