/* pipe2(2) is in POSIX since 2024; glibc shows it under this name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "serve/children.h"
#include "stream/pipe.h"

enum {
	CUT_SHORT = 65,		/* the status of who cannot read on */
};

const char *
child_name(enum child_name which)
{
	static const char *const names[CHILDREN] = {
		[CHILD_LEDGER] = "balsys-ledger",
		[CHILD_BATCH] = "balsys-batch",
	};

	return names[which];
}

static void
note_end(void *arg, int status)
{
	struct child *child = arg;
	struct children *c = child->children;
	enum child_name which = (enum child_name)(child - c->child);

	child->has_ended = true;
	child->status = status;
	if (!c->child[CHILDREN - 1 - which].has_ended)
		c->first = which;
	c->ended(c->arg, which);
}

/* The ends that stay here and those that go to the children. */
struct pipes {
	int input[2], between[2], outcomes[2];
};

static void
close_ends(const int ends[2])
{
	for (int i = 0; i < 2; i++)
		if (ends[i] != -1)
			close(ends[i]);
}

static void
close_pipes(const struct pipes *pipes)
{
	close_ends(pipes->input);
	close_ends(pipes->between);
	close_ends(pipes->outcomes);
}

static int
never_wait(int fd)
{
	pipe_widen(fd);
	return fcntl(fd, F_SETFL, O_NONBLOCK);
}

static int
open_pipes(struct pipes *pipes)
{
	*pipes = (struct pipes){ { -1, -1 }, { -1, -1 }, { -1, -1 } };
	if (pipe2(pipes->input, O_CLOEXEC) == -1 ||
	    pipe2(pipes->between, O_CLOEXEC) == -1 ||
	    pipe2(pipes->outcomes, O_CLOEXEC) == -1 ||
	    never_wait(pipes->input[1]) == -1 ||
	    never_wait(pipes->outcomes[0]) == -1) {
		int error = errno;

		close_pipes(pipes);
		errno = error;
		return -1;
	}
	return 0;
}

/* Begin one, with more words behind the first ones. */
static int
begin(struct children *c, enum child_name which, const char *const first[],
    const char *const more[], const int fds[], int nfds)
{
	struct child *child = &c->child[which];
	const char *argv[PROCESS_WORDS_MAX + 1];
	size_t count = 0;

	for (; *first != NULL; first++)
		argv[count++] = *first;
	for (; more != NULL && *more != NULL; more++) {
		if (count + 1 == PROCESS_WORDS_MAX) {
			errno = E2BIG;
			return -1;
		}
		argv[count++] = *more;
	}
	/* Operands are last, whatever options there are. */
	argv[count++] = "-";
	argv[count] = NULL;
	*child = (struct child){ .children = c, .process = {
	    .name = child_name(which), .ended = note_end, .arg = child } };
	return process_begin(&child->process, c->loop, argv, fds, nfds);
}

static int
begin_both(struct children *c, const struct children_words *words,
    const struct pipes *pipes)
{
	const char *const ledger[] = { child_name(CHILD_LEDGER),
	    "--book", words->book, "--tee", "--quiet",
	    "--outcomes", "/dev/fd/3", NULL };
	const char *const batch[] = { child_name(CHILD_BATCH),
	    "--book", words->book, NULL };
	const int ledger_fds[] = { pipes->input[0], pipes->between[1],
	    STDERR_FILENO, pipes->outcomes[1] };
	const int batch_fds[] = { pipes->between[0], -1, STDERR_FILENO };

	if (begin(c, CHILD_LEDGER, ledger, words->more[CHILD_LEDGER],
	    ledger_fds, 4) == -1)
		return -1;
	c->failed = CHILD_BATCH;
	if (begin(c, CHILD_BATCH, batch, words->more[CHILD_BATCH], batch_fds,
	    3) == 0)
		return 0;
	int error = errno;
	process_end(&c->child[CHILD_LEDGER].process);
	errno = error;
	return -1;
}

int
children_begin(struct children *c, const struct children_words *words)
{
	struct pipes pipes;

	c->input = c->outcomes = -1;
	c->was_ready = false;
	c->failed = CHILD_LEDGER;
	if (open_pipes(&pipes) == -1)
		return -1;
	if (begin_both(c, words, &pipes) == 0) {
		c->input = pipes.input[1];
		c->outcomes = pipes.outcomes[0];
		pipes.input[1] = pipes.outcomes[0] = -1;
	}
	int error = errno;
	close_pipes(&pipes);
	errno = error;
	return c->input == -1 ? -1 : 0;
}

bool
children_run(const struct children *c)
{
	return c->child[CHILD_LEDGER].process.pid != 0 ||
	    c->child[CHILD_BATCH].process.pid != 0;
}

void
children_ready(struct children *c)
{
	c->was_ready = true;
}

static void
close_once(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

void
children_close_input(struct children *c)
{
	close_once(&c->input);
}

void
children_close_outcomes(struct children *c)
{
	close_once(&c->outcomes);
}

void
children_signal(struct children *c, int signal)
{
	for (int i = 0; i < CHILDREN; i++) {
		c->child[i].was_told |= c->child[i].process.pid != 0;
		process_signal(&c->child[i].process, signal);
	}
}

/*
 * How one ends that the other has left alone: with all done; or, of the ledger,
 * by SIGPIPE, and of batch, with a line that was cut short.  A ledger that has
 * not got so far as to read says, with the same status, that there was nothing
 * to be read.
 */
static bool
was_left(const struct children *c, enum child_name which)
{
	int status = c->child[which].status;

	if (WIFSIGNALED(status))
		return which == CHILD_LEDGER && WTERMSIG(status) == SIGPIPE;
	if (WEXITSTATUS(status) == CUT_SHORT)
		return which == CHILD_BATCH ||
		    (!c->was_ready && c->first == CHILD_BATCH);
	return WEXITSTATUS(status) <= 1;
}

/* Has it ended as none does that was left? */
static bool
is_to_blame(const struct children *c, enum child_name which)
{
	return !c->child[which].was_told && !was_left(c, which);
}

bool
children_lost(const struct children *c, enum child_name which)
{
	int status = c->child[CHILD_LEDGER].status;
	bool is_batch;

	if (is_to_blame(c, CHILD_LEDGER) || is_to_blame(c, CHILD_BATCH))
		return is_to_blame(c, which);
	/* A ledger gets SIGPIPE where batch has gone before. */
	is_batch = c->first == CHILD_BATCH ||
	    (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
	return (which == CHILD_BATCH) == is_batch;
}

void
children_end(struct children *c)
{
	for (int i = 0; i < CHILDREN; i++)
		process_end(&c->child[i].process);
	close_once(&c->input);
	close_once(&c->outcomes);
}
