/* A file in memory, memfd_create(2), is a GNU extension. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/child.h"
#include "cli/terminal.h"
#include "stream/wait.h"

enum {
	MOMENT = 10,		/* milliseconds between looks at a child */
	GRACE = 200,		/* so many until SIGKILL follows SIGTERM */
};

int
child_file(const char *name, struct span bytes)
{
	int fd = memfd_create(name, MFD_CLOEXEC);
	size_t done = 0;

	while (fd != -1 && done < bytes.len) {
		ssize_t written = pwrite(fd, bytes.ptr + done, bytes.len - done,
		    (off_t)done);
		if (written > 0) {
			done += (size_t)written;
		} else if (written == 0 || errno != EINTR) {
			close(fd);
			return -1;
		}
	}
	return fd;
}

/* Signals as a process has them that nobody has changed any for. */
static int
set_signals(posix_spawnattr_t *attributes)
{
	sigset_t usual, mask;
	int error;

	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGXFSZ);
	wait_mask_outside(&mask);
	error = posix_spawnattr_setsigdefault(attributes, &usual);
	if (error == 0)
		error = posix_spawnattr_setsigmask(attributes, &mask);
	if (error == 0)
		error = posix_spawnattr_setflags(attributes,
		    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	return error;
}

static int
set_streams(posix_spawn_file_actions_t *actions, const int streams[3])
{
	int error = 0;

	for (int i = 0; error == 0 && i < 3; i++)
		error = posix_spawn_file_actions_adddup2(actions, streams[i],
		    i);
	return error;
}

int
child_begin(pid_t *child, const char *program, char *const argv[],
    char *const environment[], const int streams[3])
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	/* It may have something to say there, too. */
	terminal_clear();
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = set_streams(&actions, streams);
		if (error == 0)
			error = set_signals(&attributes);
		if (error == 0)
			error = posix_spawnp(child, program, &actions,
			    &attributes, argv, environment);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

int
child_wait(pid_t child, int *status)
{
	while (waitpid(child, status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return 0;
}

int
child_wait_or_end(pid_t child, int *status)
{
	bool is_asked = false;
	int left = GRACE;
	pid_t ended;

	while ((ended = waitpid(child, status, WNOHANG)) == 0) {
		if (wait_anew(MOMENT) == -1) {
			kill(child, is_asked ? SIGKILL : SIGTERM);
			is_asked = true;
		} else if (is_asked && left > 0 && --left == 0) {
			kill(child, SIGKILL);
		}
	}
	/* It may have ended of the same signal, as from a terminal. */
	if (wait_anew(0) == -1 || is_asked) {
		errno = EINTR;
		return -1;
	}
	return ended == -1 ? -1 : 0;
}
