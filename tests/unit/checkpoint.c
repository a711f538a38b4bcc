/*
 * Checkpoints: what was put comes back, in whatever pieces, and no other byte
 * is ever believed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "source.h"
#include "stream/checkpoint.h"

enum { MANY = 5 * 1024 * 1024 + 77 };

static char bytes[MANY], back[MANY];
static int here;		/* the folder, open */

static void
fill(void)
{
	uint64_t state = 1;

	for (size_t i = 0; i < MANY; i++)
		bytes[i] = (char)source_random(&state);
}

/* Put the first len bytes in pieces. */
static int
save(size_t len, size_t piece)
{
	struct checkpoint c = { 0 };

	checkpoint_create(&c, here, "ckpt");
	for (size_t i = 0; i < len; i += piece)
		checkpoint_put(&c, bytes + i,
		    len - i < piece ? len - i : piece);
	return checkpoint_commit(&c);
}

/*
 * Get len bytes in pieces, to the end.  Returns 0, or the errno.  What can be
 * got is also whole.
 */
static int
load(size_t len, size_t piece)
{
	struct checkpoint c = { 0 };
	int error = 0;
	int whole = checkpoint_verify(here, "ckpt");

	memset(back, 0, len);
	errno = 0;
	if (checkpoint_open(&c, here, "ckpt") == -1)
		error = errno;
	for (size_t i = 0; i < len && error == 0; i += piece)
		if (checkpoint_get(&c, back + i,
		    len - i < piece ? len - i : piece) == -1)
			error = errno;
	if (error == 0 && checkpoint_end(&c) == -1)
		error = errno;
	CHECK(error != 0 || whole == 0);
	checkpoint_close(&c);
	checkpoint_close(&c);
	return error;
}

static void
what_was_put_comes_back(void)
{
	static const size_t len[] = { 0, 1, 100, 1 << 20, (1 << 20) + 1, MANY };
	static const size_t piece[] = { 7777, 1 << 20, (1 << 20) + 1, MANY };

	for (size_t l = 0; l < sizeof(len) / sizeof(*len); l++)
		for (size_t i = 0; i < 16; i++) {
			CHECK_INT(save(len[l], piece[i / 4]), 0);
			CHECK_INT(load(len[l], piece[i % 4]), 0);
			CHECK(memcmp(bytes, back, len[l]) == 0);
		}
	CHECK_INT(save(100, 1), 0);
	CHECK_INT(load(100, 3), 0);
	CHECK(memcmp(bytes, back, 100) == 0);
	CHECK(access("ckpt.new", F_OK) == -1);
}

/* Too few and too many are another thing than was put. */
static void
it_has_to_end_where_it_ends(void)
{
	struct checkpoint c = { 0 };

	CHECK_INT(save(100, 100), 0);
	CHECK_INT(load(99, 99), EBADMSG);
	CHECK_INT(load(101, 101), EBADMSG);
	CHECK_INT(load(0, 1), EBADMSG);
	CHECK_INT(checkpoint_open(&c, here, "ckpt"), 0);
	CHECK_INT(checkpoint_get(&c, back, 101), -1);
	CHECK_INT(checkpoint_get(&c, back, 1), -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(checkpoint_end(&c), -1);
	checkpoint_close(&c);
}

/* Is a file of these bytes believed, as one of 100? */
static bool
is_believed(struct span file)
{
	int error;

	source_file("ckpt", file);
	error = load(100, 30);
	CHECK_INT(checkpoint_verify(here, "ckpt"), error == 0 ? 0 : -1);
	if (error != 0) {
		CHECK_INT(errno, EBADMSG);
		CHECK_INT(error, EBADMSG);
	}
	return error == 0;
}

static void
no_other_byte_is_believed(void)
{
	char file[300];
	int fd;
	ssize_t len;

	CHECK_INT(save(100, 100), 0);
	fd = open("ckpt", O_RDONLY);
	len = read(fd, file, sizeof(file));
	close(fd);
	CHECK_INT(len, 16 + 16 + 100 + 16);
	CHECK(is_believed((struct span){ file, (size_t)len }));
	for (ssize_t i = 0; i < len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			file[i] = (char)(file[i] ^ 1 << bit);
			CHECK(!is_believed((struct span){ file, (size_t)len }));
			file[i] = (char)(file[i] ^ 1 << bit);
		}
		CHECK(!is_believed((struct span){ file, (size_t)i }));
	}
	file[len] = '\0';
	CHECK(!is_believed((struct span){ file, (size_t)len + 1 }));
}

/* Parts are numbered: no two can change places, none can be left out. */
static void
parts_stay_in_their_order(void)
{
	enum { PART = 16 + (1 << 20) };
	static char file[16 + 2 * PART + 16], other[sizeof(file)];
	int fd;

	CHECK_INT(save(2 << 20, 2 << 20), 0);
	CHECK_INT(load(2 << 20, 2 << 20), 0);
	fd = open("ckpt", O_RDONLY);
	CHECK_INT(read(fd, file, sizeof(file)), sizeof(file));
	close(fd);
	memcpy(other, file, sizeof(file));
	memcpy(other + 16, file + 16 + PART, PART);
	memcpy(other + 16 + PART, file + 16, PART);
	source_file("ckpt", (struct span){ other, sizeof(other) });
	CHECK_INT(checkpoint_verify(here, "ckpt"), -1);
	CHECK_INT(load(2 << 20, 2 << 20), EBADMSG);
	memmove(file + 16 + PART, file + 16 + 2 * PART, 16);
	source_file("ckpt", (struct span){ file, sizeof(file) - PART });
	CHECK_INT(load(1 << 20, 1 << 20), EBADMSG);
}

static void
what_fails_leaves_the_one_before(void)
{
	struct checkpoint c = { 0 };
	struct stat about;
	int gone;

	CHECK_INT(save(100, 100), 0);
	/* The new one cannot be made. */
	CHECK_INT(mkdir("ckpt.new", 0777), 0);
	CHECK_INT(save(50, 50), -1);
	CHECK_INT(errno, EISDIR);
	CHECK_INT(rmdir("ckpt.new"), 0);
	/* It cannot be written, with the failure in the middle. */
	source_limit_files(1000003);
	CHECK_INT(save(MANY, MANY), -1);
	CHECK_INT(errno, EFBIG);
	source_limit_files(UINT64_MAX);
	CHECK_INT(lstat("ckpt.new", &about), -1);
	/* It cannot be renamed. */
	checkpoint_create(&c, here, "ckpt");
	checkpoint_put(&c, bytes, 50);
	CHECK_INT(unlink("ckpt.new"), 0);
	CHECK_INT(checkpoint_commit(&c), -1);
	CHECK_INT(errno, ENOENT);
	/* It is given up. */
	checkpoint_create(&c, here, "ckpt");
	checkpoint_put(&c, bytes, 50);
	checkpoint_close(&c);
	CHECK_INT(lstat("ckpt.new", &about), -1);
	CHECK_INT(load(100, 100), 0);
	/* The folder is gone while it is open. */
	CHECK_INT(mkdir("gone", 0777), 0);
	gone = open("gone", O_RDONLY | O_DIRECTORY);
	CHECK_INT(rmdir("gone"), 0);
	checkpoint_create(&c, gone, "ckpt");
	CHECK_INT(checkpoint_commit(&c), -1);
	CHECK_INT(errno, ENOENT);
	close(gone);
}

static void
what_is_no_checkpoint_says_so(void)
{
	CHECK_INT(save(100, 100), 0);
	CHECK_INT(checkpoint_verify(here, "ckpt"), 0);
	CHECK_INT(unlink("ckpt"), 0);
	CHECK_INT(checkpoint_verify(here, "ckpt"), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(load(100, 100), ENOENT);
	source_file("ckpt", SPAN(""));
	CHECK_INT(load(0, 1), EBADMSG);
	source_file("ckpt", SPAN("id,amount\n1,2\n3,4\n5,6\n"));
	CHECK_INT(load(0, 1), EBADMSG);
	CHECK_INT(unlink("ckpt"), 0);
	CHECK_INT(mkdir("ckpt", 0777), 0);
	CHECK_INT(load(0, 1), EISDIR);
	CHECK_INT(rmdir("ckpt"), 0);
}

int
main(void)
{
	here = open(".", O_RDONLY | O_DIRECTORY);
	fill();
	RUN(what_was_put_comes_back);
	RUN(it_has_to_end_where_it_ends);
	RUN(no_other_byte_is_believed);
	RUN(parts_stay_in_their_order);
	RUN(what_fails_leaves_the_one_before);
	RUN(what_is_no_checkpoint_says_so);
	return check_status();
}
