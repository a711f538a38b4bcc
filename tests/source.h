/*
 * source - the same bytes as a file, as a pipe that gives them in pieces, and
 * gzipped, for the tests of what reads them.
 */
#ifndef BALSYS_SOURCE_H
#define BALSYS_SOURCE_H

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zlib.h>

#include "base/buf.h"
#include "base/span.h"

/* Write bytes into the file path. */
static inline void
source_file(const char *path, struct span bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.ptr, bytes.len);
		if (written <= 0)
			abort();
		bytes.ptr += written;
		bytes.len -= (size_t)written;
	}
	close(fd);
}

/*
 * Let standard input be a pipe into which a child writes bytes in pieces of
 * piece bytes, at most 4096; a read gets one piece and loses what it has no
 * room for.  Returns the child.
 */
static inline pid_t
source_pipe(struct span bytes, size_t piece)
{
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_DIRECT) == -1 || (child = fork()) == -1)
		abort();
	if (child == 0) {
		close(ends[0]);
		while (bytes.len > 0) {
			size_t len = bytes.len < piece ? bytes.len : piece;
			if (write(ends[1], bytes.ptr, len) != (ssize_t)len)
				_exit(1);
			bytes.ptr += len;
			bytes.len -= len;
		}
		_exit(0);
	}
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	return child;
}

/* Be done with a pipe: standard input is empty again. */
static inline void
source_done(pid_t child)
{
	int null = open("/dev/null", O_RDONLY);

	dup2(null, STDIN_FILENO);
	close(null);
	waitpid(child, NULL, 0);
}

/* Append bytes as one gzip member. */
static inline void
source_gzip(struct buf *out, struct span bytes)
{
	z_stream zip = { 0 };
	size_t room = bytes.len + bytes.len / 100 + 256;

	if (deflateInit2(&zip, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK || buf_reserve(out, room) == -1)
		abort();
	zip.next_in = (z_const unsigned char *)(uintptr_t)bytes.ptr;
	zip.avail_in = (uInt)bytes.len;
	zip.next_out = (unsigned char *)out->ptr + out->len;
	zip.avail_out = (uInt)room;
	if (deflate(&zip, Z_FINISH) != Z_STREAM_END)
		abort();
	out->len += room - zip.avail_out;
	deflateEnd(&zip);
}

/* The next of a row of numbers that is the same on every machine. */
static inline uint32_t
source_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* Files may have no more than so many bytes; UINT64_MAX: any number. */
static inline void
source_limit_files(uint64_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = bytes == UINT64_MAX ? limit.rlim_max : (rlim_t)bytes;
	setrlimit(RLIMIT_FSIZE, &limit);
}

#endif
