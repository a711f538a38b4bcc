/* Where a file ends that was cut off, whatever the disk made of its tail. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "source.h"
#include "stream/torn.h"

enum { LEN = 300000 };

static char text[LEN];

static uint64_t
end_of(size_t len, uint64_t safe)
{
	uint64_t end = 12345;
	int fd = open("torn", O_RDWR | O_CREAT | O_TRUNC, 0666);

	CHECK(write(fd, text, len) == (ssize_t)len);
	CHECK_INT(torn_end(fd, safe, &end), 0);
	close(fd);
	return end;
}

/* Lines drawn by lot. */
static void
make_text(void)
{
	uint64_t state = 11;

	memset(text, 'x', LEN);
	for (size_t at = 0; at < LEN; at += 1 + source_random(&state) % 150)
		text[at] = '\n';
	text[LEN - 1] = '\n';
}

/* The same, found in the plainest way. */
static uint64_t
last_end(size_t len)
{
	while (len > 0 && text[len - 1] != '\n')
		len--;
	return len;
}

static void
it_ends_with_its_last_whole_line(void)
{
	make_text();
	for (size_t len = 0; len < LEN; len += 1 + len / 7)
		CHECK_INT(end_of(len, 0), last_end(len));
	CHECK_INT(end_of(LEN, 0), LEN);
}

static void
what_is_behind_a_hole_does_not_count(void)
{
	for (size_t at = 1; at < LEN - 600; at += 1 + at / 5) {
		make_text();
		memset(text + at, '\0', 600);
		CHECK_INT(end_of(LEN, 0), last_end(at));
		CHECK_INT(end_of(at + 600, 0), last_end(at));
	}
}

static void
some_nul_bytes_are_no_hole(void)
{
	make_text();
	memset(text + 512 * 137 + 3, '\0', 508);
	text[65536 + 3] = '\0';
	CHECK_INT(end_of(LEN, 0), LEN);
	/* But they are nothing at the end, nor is what stands before them. */
	CHECK_INT(end_of(512 * 137 + 511, 0), last_end(512 * 137 + 3));
}

static void
a_hole_that_reaches_the_end_of_a_sector_may_be_short(void)
{
	for (size_t len = 1; len < 600; len += 1 + len / 9) {
		make_text();
		memset(text + 512 * 300 - len, '\0', len);
		CHECK_INT(end_of(LEN, 0), last_end(512 * 300 - len));
		/* Wherever the chunks are that it is read in. */
		CHECK_INT(end_of(LEN, 512 * 300 - 700), last_end(512 * 300 -
		    len) > 512 * 300 - 700 ? last_end(512 * 300 - len) :
		    512 * 300 - 700);
		CHECK_INT(end_of(LEN, 512 * 172 - len), last_end(512 * 300 -
		    len));
	}
}

static void
what_is_safe_is_not_looked_at(void)
{
	make_text();
	memset(text, '\0', 5000);
	text[4999] = '\n';
	CHECK_INT(end_of(LEN, 5000), LEN);
	CHECK_INT(end_of(5000, 5000), 5000);
	CHECK_INT(end_of(LEN, 0), 0);
}

static void
what_cannot_be_read_is_told(void)
{
	uint64_t end = 7;

	CHECK_INT(torn_end(-1, 0, &end), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(end, 7);
}

int
main(void)
{
	RUN(it_ends_with_its_last_whole_line);
	RUN(what_is_behind_a_hole_does_not_count);
	RUN(some_nul_bytes_are_no_hole);
	RUN(a_hole_that_reaches_the_end_of_a_sector_may_be_short);
	RUN(what_is_safe_is_not_looked_at);
	RUN(what_cannot_be_read_is_told);
	return check_status();
}
