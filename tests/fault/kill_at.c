/*
 * kill_at - run a command and kill it, as kill -9 does, at a moment:
 *
 *	kill_at -u MICROSECONDS COMMAND [ARGUMENT ...]
 *	kill_at -s N COMMAND [ARGUMENT ...]
 *
 * -u waits so long; -s counts system calls of all its threads, each twice, as
 * it begins and as it ends, and kills at the Nth.  The status is the command's,
 * 128 more than the number of a signal that ended it: 137 where it was killed
 * in time.  What the command has started lives on.
 */
#define _DEFAULT_SOURCE
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int
status_of(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
	    WEXITSTATUS(status);
}

/* Wait for SIGCHLD, which is blocked, or the time; then for the child. */
static int
kill_after(pid_t child, long micros)
{
	struct timespec rest = { micros / 1000000, micros % 1000000 * 1000 };
	sigset_t ends;
	int status;

	sigemptyset(&ends);
	sigaddset(&ends, SIGCHLD);
	if (sigtimedwait(&ends, NULL, &rest) == -1)
		kill(child, SIGKILL);
	if (waitpid(child, &status, 0) == -1)
		err(71, "waitpid");
	return status_of(status);
}

/*
 * One thread has stopped: let it go on, unless this was the last call.  A
 * signal that is not ours is passed on, but the stop that a new thread begins
 * with.
 */
static bool
go_on(pid_t thread, int status, long *left)
{
	int sig = WSTOPSIG(status);

	if (sig == (SIGTRAP | 0x80)) {
		if (--*left <= 0)
			return false;
		sig = 0;
	} else if (sig == SIGTRAP || sig == SIGSTOP) {
		sig = 0;
	}
	/* A thread may have ended meanwhile: its end is to be waited for. */
	ptrace(PTRACE_SYSCALL, thread, NULL, (void *)(intptr_t)sig);
	return true;
}

static int
kill_at_call(pid_t child, long left)
{
	pid_t thread;
	int status;

	if (waitpid(child, &status, 0) == -1 ||
	    ptrace(PTRACE_SETOPTIONS, child, NULL,
	    (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE |
	    PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)) == -1 ||
	    ptrace(PTRACE_SYSCALL, child, NULL, NULL) == -1)
		err(71, "ptrace");
	while ((thread = waitpid(-1, &status, __WALL)) != -1) {
		if (WIFSTOPPED(status)) {
			if (!go_on(thread, status, &left))
				kill(child, SIGKILL);
		} else if (thread == child) {
			return status_of(status);
		}
	}
	err(71, "waitpid");
}

int
main(int argc, char *argv[])
{
	sigset_t ends, before;
	pid_t child;

	if (argc < 4 || (strcmp(argv[1], "-u") != 0 &&
	    strcmp(argv[1], "-s") != 0))
		errx(64, "usage: kill_at -u MICROSECONDS|-s N command");
	bool by_calls = argv[1][1] == 's';
	long n = strtol(argv[2], NULL, 10);
	sigemptyset(&ends);
	sigaddset(&ends, SIGCHLD);
	sigprocmask(SIG_BLOCK, &ends, &before);
	child = fork();
	if (child == -1)
		err(71, "fork");
	if (child == 0) {
		sigprocmask(SIG_SETMASK, &before, NULL);
		if (by_calls && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
			raise(SIGSTOP);
		execvp(argv[3], argv + 3);
		err(69, "%s", argv[3]);
	}
	return by_calls ? kill_at_call(child, n) : kill_after(child, n);
}
