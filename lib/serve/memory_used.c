#include <fcntl.h>
#include <unistd.h>

#include "base/digits.h"
#include "serve/memory_used.h"

/* The second number of a line such as "9130 1250 900 14 0 640 0". */
static uint64_t
second_number(struct span line)
{
	const char *begin = memchr(line.ptr, ' ', line.len);
	const char *end;
	uint64_t number = 0;

	if (begin == NULL)
		return 0;
	begin++;
	end = memchr(begin, ' ', line.len - (size_t)(begin - line.ptr));
	if (end == NULL || digits_parse((struct span){ begin,
	    (size_t)(end - begin) }, &number) == -1)
		return 0;
	return number;
}

uint64_t
memory_used(void)
{
	long page = sysconf(_SC_PAGESIZE);
	char line[256];
	ssize_t got;
	int fd;

	fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return 0;
	got = read(fd, line, sizeof(line));
	close(fd);
	if (got <= 0 || page <= 0)
		return 0;
	return second_number((struct span){ line, (size_t)got }) *
	    (uint64_t)page;
}
