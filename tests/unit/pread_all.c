/* Parts of a file, read whole, by calls that give a part of them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"
#include "source.h"
#include "stream/pread_all.h"

/* In the place of libc's: a few bytes at a time, and every other time none. */
ssize_t
pread(int fd, void *dst, size_t len, off_t offset)
{
	static int calls;

	if (calls++ % 2 == 1) {
		errno = EINTR;
		return -1;
	}
	return syscall(SYS_pread64, fd, dst, len < 3 ? len : 3, offset);
}

static int
open_file(struct span bytes)
{
	source_file("file", bytes);
	return open("file", O_RDONLY | O_CLOEXEC);
}

static void
a_part_is_read_whole_or_up_to_the_end(void)
{
	static const char text[] = "0123456789";
	int fd = open_file(SPAN(text));

	for (size_t at = 0; at <= 12; at++) {
		for (size_t len = 0; len <= 12; len++) {
			size_t left = at < 10 ? 10 - at : 0;
			size_t wanted = len < left ? len : left;
			char dst[12];

			CHECK_INT(pread_all(fd, dst, len, at), wanted);
			CHECK(memcmp(dst, text + at, wanted) == 0);
		}
	}
	close(fd);
}

static void
what_cannot_be_read_says_why(void)
{
	char byte;
	int fd = open(".", O_RDONLY | O_CLOEXEC);

	CHECK_INT(pread_all(fd, &byte, 1, 0), -1);
	CHECK_INT(errno, EISDIR);
	close(fd);
	CHECK_INT(pread_all(fd, &byte, 1, 0), -1);
	CHECK_INT(errno, EBADF);
}

int
main(void)
{
	RUN(a_part_is_read_whole_or_up_to_the_end);
	RUN(what_cannot_be_read_says_why);
	return check_status();
}
