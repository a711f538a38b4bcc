/* pidfd_open(2) is Linux; posix_spawn_file_actions_addclosefrom_np() glibc. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "serve/process.h"
#include "stream/wait.h"

/*
 * Where name stands beside this very program, written to path; or name, which
 * is then looked for in PATH.
 */
static const char *
beside(const char *name, char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;
	size_t room;

	if (len <= 0 || strchr(name, '/') != NULL)
		return name;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL)
		return name;
	room = PATH_MAX - (size_t)(slash + 1 - path);
	if ((size_t)snprintf(slash + 1, room, "%s", name) >= room ||
	    access(path, X_OK) == -1)
		return name;
	return path;
}

/* Signals as outside of this program, and a group of its own. */
static int
set_attributes(posix_spawnattr_t *attributes)
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
		error = posix_spawnattr_setpgroup(attributes, 0);
	if (error == 0)
		error = posix_spawnattr_setflags(attributes,
		    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
		    POSIX_SPAWN_SETPGROUP);
	return error;
}

/* What it gets as its descriptors, none of which another before it replaces. */
static int
set_descriptors(posix_spawn_file_actions_t *actions, const int fds[], int nfds)
{
	int error = 0;

	for (int i = 0; error == 0 && i < nfds; i++)
		if (fds[i] == -1)
			error = posix_spawn_file_actions_addopen(actions, i,
			    "/dev/null", O_RDWR, 0);
		else
			error = posix_spawn_file_actions_adddup2(actions,
			    fds[i], i);
	if (error == 0)
		error = posix_spawn_file_actions_addclosefrom_np(actions, nfds);
	return error;
}

/*
 * The words, as posix_spawnp(3) has them, which changes none.  Returns 0 or an
 * error number.
 */
static int
take_words(const char *const argv[], char *words[PROCESS_WORDS_MAX + 1])
{
	size_t count = 0;

	while (argv[count] != NULL)
		if (++count > PROCESS_WORDS_MAX)
			return E2BIG;
	memcpy(words, argv, (count + 1) * sizeof(*words));
	return 0;
}

/* Returns 0 or an error number. */
static int
spawn(pid_t *pid, char *const argv[], const int fds[], int nfds)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char path[PATH_MAX];
	int error = posix_spawn_file_actions_init(&actions);

	if (error != 0)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error == 0) {
		error = set_descriptors(&actions, fds, nfds);
		if (error == 0)
			error = set_attributes(&attributes);
		if (error == 0)
			error = posix_spawnp(pid, beside(argv[0], path),
			    &actions, &attributes, argv, environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/*
 * As spawn(), of descriptors that are moved out of the way first where others
 * would take their place.
 */
static int
spawn_moved(pid_t *pid, const char *const argv[], const int fds[], int nfds)
{
	char *words[PROCESS_WORDS_MAX + 1];
	int moved[PROCESS_FDS_MAX] = { 0 };
	int error = take_words(argv, words), done;

	for (done = 0; error == 0 && done < nfds; done++) {
		moved[done] = fds[done];
		if (fds[done] == -1 || fds[done] >= nfds)
			continue;
		moved[done] = fcntl(fds[done], F_DUPFD_CLOEXEC, nfds);
		if (moved[done] == -1)
			error = errno;
	}
	if (error == 0)
		error = spawn(pid, words, moved, nfds);
	for (int i = 0; i < done; i++)
		if (moved[i] != fds[i] && moved[i] != -1)
			close(moved[i]);
	return error;
}

/* Forget the process, which was waited for. */
static void
forget(struct process *p)
{
	loop_unwatch(p->loop, &p->source);
	close(p->source.fd);
	p->pid = 0;
}

/*
 * What it began has nobody to wait for it any more.  The group is still its
 * own, as it was not waited for yet.
 */
static void
end_group(const struct process *p)
{
	(void)kill(-p->pid, SIGKILL);
}

/* The pidfd is readable: it has ended. */
static void
see_end(void *arg)
{
	struct process *p = arg;
	int status = 0;
	pid_t ended;

	end_group(p);
	ended = waitpid(p->pid, &status, WNOHANG);
	if (ended == 0 || (ended == -1 && errno == EINTR))
		return;
	forget(p);
	p->ended(p->arg, status);
}

int
process_begin(struct process *p, struct loop *loop, const char *const argv[],
    const int fds[], int nfds)
{
	int error = spawn_moved(&p->pid, argv, fds, nfds);
	int fd;

	if (error != 0) {
		p->pid = 0;
		errno = error;
		return -1;
	}
	fd = pidfd_open(p->pid, 0);
	p->loop = loop;
	p->source = (struct loop_source){ .fd = fd, .wants = POLLIN,
	    .ready = see_end, .arg = p };
	if (fd != -1 && loop_watch(loop, &p->source) == 0)
		return 0;
	error = errno;
	process_end(p);
	errno = error;
	return -1;
}

void
process_signal(const struct process *p, int signal)
{
	if (p->pid == 0)
		return;
	if (signal == SIGKILL)
		end_group(p);
	else
		(void)kill(p->pid, signal);
}

void
process_end(struct process *p)
{
	if (p->pid == 0)
		return;
	end_group(p);
	while (waitpid(p->pid, NULL, 0) == -1 && errno == EINTR)
		;
	loop_unwatch(p->loop, &p->source);
	if (p->source.fd != -1)
		close(p->source.fd);
	p->pid = 0;
}
