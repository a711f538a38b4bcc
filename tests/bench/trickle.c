/*
 * trickle - a file to standard output by one write(2) a line, as a program
 * does that flushes after each.
 */
#include <sys/mman.h>
#include <sys/stat.h>
#include <err.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	struct stat st;
	int fd = -1;

	if (argc != 2 || (fd = open(argv[1], O_RDONLY)) == -1 ||
	    fstat(fd, &st) == -1)
		err(66, "trickle");
	size_t len = (size_t)st.st_size;
	char *text = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (text == MAP_FAILED)
		err(66, "%s", argv[1]);
	for (const char *at = text, *end = text + len; at < end;) {
		const char *lf = memchr(at, '\n', (size_t)(end - at));
		size_t line = (size_t)((lf == NULL ? end : lf + 1) - at);

		if (write(STDOUT_FILENO, at, line) != (ssize_t)line)
			err(74, "standard output");
		at += line;
	}
	munmap(text, len);
	close(fd);
	return 0;
}
