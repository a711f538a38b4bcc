/* How much pipes hold: those made here, and those of every command. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "stream/pipe.h"

enum {
	KIB = 1024,
	SOMEBODY = 54321,	/* a user who has no other pipes */
};

static void
a_pipe_is_made_wide_from_either_end(void)
{
	for (int i = 0; i < 2; i++) {
		int ends[2];

		CHECK_INT(pipe(ends), 0);
		CHECK(fcntl(ends[0], F_GETPIPE_SZ) < PIPE_WIDE);
		errno = 0;
		pipe_widen(ends[i]);
		CHECK_INT(errno, 0);
		CHECK_INT(fcntl(ends[1 - i], F_GETPIPE_SZ), PIPE_WIDE);
		close(ends[0]);
		close(ends[1]);
	}
}

static void
none_is_made_narrower(void)
{
	int ends[2];

	CHECK_INT(pipe(ends), 0);
	CHECK_INT(fcntl(ends[0], F_SETPIPE_SZ, 4 * PIPE_WIDE), 4 * PIPE_WIDE);
	pipe_widen(ends[1]);
	CHECK_INT(fcntl(ends[1], F_GETPIPE_SZ), 4 * PIPE_WIDE);
	close(ends[0]);
	close(ends[1]);
}

static void
what_is_no_pipe_is_left_alone(void)
{
	int null = open("/dev/null", O_RDWR);

	errno = 0;
	pipe_widen(null);
	close(null);
	pipe_widen(null);
	pipe_widen(-1);
	CHECK_INT(errno, 0);
}

/* How many bytes the pipes of a user may hold together, or 0. */
static long
limit_of_user(void)
{
	FILE *file = fopen("/proc/sys/fs/pipe-user-pages-soft", "r");
	long pages = 0;

	if (file != NULL) {
		if (fscanf(file, "%ld", &pages) != 1)
			pages = 0;
		fclose(file);
	}
	return pages * sysconf(_SC_PAGESIZE);
}

static int
use_up(int size)
{
	int ends[2];

	return pipe(ends) == -1 ? -1 : fcntl(ends[0], F_SETPIPE_SZ, size);
}

/*
 * How many KiB does a pipe hold that is made, and made wide, where of those
 * that a user may have so many are left?  So many are 0 or a power of two.
 */
static int
width_with(int left)
{
	int size, ends[2];

	if (setgid(SOMEBODY) == -1 || setuid(SOMEBODY) == -1)
		return 1;
	for (long n = limit_of_user() / (1024 * KIB); n > (left > 0); n--)
		if (use_up(1024 * KIB) == -1)
			return 2;
	for (size = 512; left > 0 && size >= left; size /= 2)
		if (use_up(size * KIB) == -1)
			return 3;
	if (pipe(ends) == -1)
		return 5;
	errno = 0;
	pipe_widen(ends[0]);
	if (errno != 0 || write(ends[1], "a", 1) != 1)
		return 6;
	return fcntl(ends[0], F_GETPIPE_SZ) / KIB;
}

static void
check_width_with(int left, int wanted)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(width_with(left));
	waitpid(child, &status, 0);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), wanted);
}

static void
as_wide_as_the_user_may_and_no_failure(void)
{
	/* New pipes get two pages where no more are left. */
	check_width_with(0, 8);
	check_width_with(64, 64);
	check_width_with(128, 128);
}

/* Run a command that reads a record from one pipe and writes to another. */
static void
check_command(const char *name, const char *option, const char *another)
{
	static const char record[] = "id,amount\na,1.00\n";
	int in[2], out[2], status;
	pid_t child;

	CHECK(pipe(in) == 0 && pipe(out) == 0);
	child = fork();
	if (child == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		execlp(name, name, option, another, (char *)NULL);
		_exit(127);
	}
	CHECK_INT(write(in[1], record, strlen(record)), strlen(record));
	close(in[1]);
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
	CHECK_INT(fcntl(out[0], F_GETPIPE_SZ), PIPE_WIDE);
	if (strcmp(name, "balsys-gen") != 0)
		CHECK_INT(fcntl(in[0], F_GETPIPE_SZ), PIPE_WIDE);
	close(in[0]);
	close(out[0]);
	close(out[1]);
}

static void
every_command_widens_what_it_reads_and_writes(void)
{
	check_command("balsys-batch", NULL, NULL);
	check_command("balsys-gen", "--count=1", NULL);
	check_command("balsys-import", "--id=id", "--amount=amount");
	check_command("balsys-ledger", NULL, NULL);
	check_command("balsys-stats", NULL, NULL);
}

int
main(void)
{
	/* Pipes that others have count where the user is not root. */
	bool limited = limit_of_user() >= 2048 * KIB &&
	    limit_of_user() <= 256 * 1024 * KIB && getuid() == 0;

	RUN(a_pipe_is_made_wide_from_either_end);
	RUN(none_is_made_narrower);
	RUN(what_is_no_pipe_is_left_alone);
	if (limited)
		RUN(as_wide_as_the_user_may_and_no_failure);
	else
		puts("skip - as_wide_as_the_user_may_and_no_failure: "
		    "no limit, or not root");
	RUN(every_command_widens_what_it_reads_and_writes);
	return check_status();
}
