/*
 * sync - the least that putting bytes on disk costs: write(2) and fdatasync(2),
 * again and again.
 *
 *	sync FILE BYTES
 *
 * Reads standard input and writes it to FILE, which is made anew, in groups of
 * BYTES.
 */
#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/number.h"

/* Fill the group from standard input.  Returns how much there was. */
static size_t
fill(char *group, size_t len)
{
	size_t there = 0;
	ssize_t got;

	while (there < len &&
	    (got = read(STDIN_FILENO, group + there, len - there)) != 0) {
		if (got == -1)
			err(74, "standard input");
		there += (size_t)got;
	}
	return there;
}

int
main(int argc, char *argv[])
{
	size_t len, there;
	char *group;
	int fd;

	if (argc != 3)
		errx(64, "usage: sync FILE BYTES");
	len = number_of(argv[2], 1 << 30);
	group = malloc(len);
	fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (group == NULL || fd == -1)
		err(73, "%s", argv[1]);
	while ((there = fill(group, len)) > 0)
		if (write(fd, group, there) != (ssize_t)there ||
		    fdatasync(fd) == -1)
			err(74, "%s", argv[1]);
	free(group);
	if (close(fd) == -1)
		err(74, "%s", argv[1]);
	return 0;
}
