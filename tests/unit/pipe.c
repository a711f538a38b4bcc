/* How much pipes hold: those made here, and those of every command. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "stream/pipe.h"

enum { MIB = 1024 * 1024 };

/* A pipe of one page. */
static void
open_narrow(int ends[2])
{
	if (pipe(ends) == -1 ||
	    fcntl(ends[0], F_SETPIPE_SZ, (int)sysconf(_SC_PAGESIZE)) == -1)
		abort();
	CHECK(fcntl(ends[0], F_GETPIPE_SZ) < PIPE_WIDE);
}

static void
close_both(const int ends[2])
{
	close(ends[0]);
	close(ends[1]);
}

/* May this user have two pipes of size bytes, with what there is of others? */
static bool
may_have(int size)
{
	int ends[2][2];
	bool may = true;

	for (int i = 0; i < 2; i++) {
		open_narrow(ends[i]);
		may &= fcntl(ends[i][0], F_SETPIPE_SZ, size) == size;
	}
	close_both(ends[0]);
	close_both(ends[1]);
	return may;
}

static void
a_pipe_is_made_wide_from_either_end(void)
{
	for (int i = 0; i < 2; i++) {
		int ends[2];

		open_narrow(ends);
		errno = 0;
		pipe_widen(ends[i]);
		CHECK_INT(errno, 0);
		CHECK_INT(fcntl(ends[1 - i], F_GETPIPE_SZ), PIPE_WIDE);
		close_both(ends);
	}
}

static void
none_is_made_narrower(void)
{
	int ends[2];

	open_narrow(ends);
	CHECK_INT(fcntl(ends[0], F_SETPIPE_SZ, 2 * PIPE_WIDE), 2 * PIPE_WIDE);
	pipe_widen(ends[1]);
	CHECK_INT(fcntl(ends[1], F_GETPIPE_SZ), 2 * PIPE_WIDE);
	close_both(ends);
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
 * Become a user who has no other pipes, and make so many that left bytes, 0 or
 * a power of two, are all that others may hold.  Returns whether they are.
 */
static bool
leave(int left)
{
	uid_t user = 1000000000 + (uid_t)getpid();
	long limit = limit_of_user();

	if (limit < MIB || limit % MIB != 0 || setgid(user) == -1 ||
	    setuid(user) == -1)
		return false;
	for (long n = limit / MIB; n > (left > 0); n--)
		if (use_up(MIB) == -1)
			return false;
	for (int size = MIB / 2; left > 0 && size >= left; size /= 2)
		if (use_up(size) == -1)
			return false;
	return true;
}

/* In a child: what test() returns for left is its status. */
static int
run_child(int (*test)(int left), int left)
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(test(left));
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
there_is_no_limit(int left)
{
	return !leave(left) || use_up(MIB) != -1 || errno != EPERM;
}

/* A new pipe has a page or two even where none are left. */
static int
width_is_not_what_is_left(int left)
{
	int ends[2], wanted;

	if (!leave(left))
		return 2;
	if (pipe(ends) == -1)
		return 3;
	wanted = fcntl(ends[0], F_GETPIPE_SZ);
	if (wanted < left)
		wanted = left;
	errno = 0;
	pipe_widen(ends[0]);
	if (errno != 0 || write(ends[1], "a", 1) != 1)
		return 4;
	return fcntl(ends[0], F_GETPIPE_SZ) != wanted;
}

static void
as_wide_as_the_user_may_and_no_failure(void)
{
	CHECK_INT(run_child(width_is_not_what_is_left, 0), 0);
	CHECK_INT(run_child(width_is_not_what_is_left, PIPE_WIDE / 4), 0);
	CHECK_INT(run_child(width_is_not_what_is_left, PIPE_WIDE / 2), 0);
}

/* Run a command that reads a record from one pipe and writes to another. */
static void
check_command(const char *name, const char *option, const char *another)
{
	static const char record[] = "id,amount\na,1.00\n";
	int in[2], out[2], status;
	pid_t child;

	open_narrow(in);
	open_narrow(out);
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
	close_both(out);
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

#define RUN_IF(may, test, why) \
	((may) ? RUN(test) : (void)puts("skip - " #test ": " why))

int
main(void)
{
	bool wide = may_have(PIPE_WIDE);

	RUN_IF(wide, a_pipe_is_made_wide_from_either_end,
	    "no pipe may be so wide");
	RUN_IF(may_have(2 * PIPE_WIDE), none_is_made_narrower,
	    "no pipe may be wider");
	RUN(what_is_no_pipe_is_left_alone);
	RUN_IF(run_child(there_is_no_limit, 0) == 0,
	    as_wide_as_the_user_may_and_no_failure,
	    "not root, or what pipes hold has no such limit");
	RUN_IF(wide, every_command_widens_what_it_reads_and_writes,
	    "no pipe may be so wide");
	return check_status();
}
