/*
 * flip FILE OFFSET MASK - change the bits of MASK in one byte of a file, where
 * it is; done again, it is as it was.
 */
#include <err.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	unsigned char byte;
	off_t at;
	int fd;

	if (argc != 4)
		errx(64, "usage: flip FILE OFFSET MASK");
	at = (off_t)strtoll(argv[2], NULL, 10);
	fd = open(argv[1], O_RDWR);
	if (fd == -1 || pread(fd, &byte, 1, at) != 1)
		err(66, "%s", argv[1]);
	byte ^= (unsigned char)strtoul(argv[3], NULL, 0);
	if (pwrite(fd, &byte, 1, at) != 1 || close(fd) == -1)
		err(74, "%s", argv[1]);
	return 0;
}
