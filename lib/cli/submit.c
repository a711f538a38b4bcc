#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/digits.h"
#include "cli/child.h"
#include "cli/cli.h"
#include "cli/submit.h"
#include "stream/wait.h"

extern char **environ;

#define WINDOW_NAME "BALSYS_WINDOW="
#define KEY_NAME "BALSYS_SUBMISSION="

enum {
	WORDS = 120,		/* room for why a try failed */
};

/* What a command is begun with, the same for every try. */
struct start {
	char *command;		/* owned */
	char **environment;	/* owned; ours and the two that follow */
	char window[sizeof(WINDOW_NAME) + DIGITS_ROOM];
	char key[sizeof(KEY_NAME) + SUBMIT_KEY_LEN];
};

bool
submit_option(struct submit *s, int letter)
{
	switch (letter) {
	case SUBMIT_COMMAND:
		s->command = cli_argument();
		if (*s->command == '\0')
			cli_usage("--submit has no command");
		return true;
	case SUBMIT_AGAIN:
		s->retries = (unsigned)cli_number("retries", cli_argument(), 0,
		    SUBMIT_RETRIES_MAX);
		s->told = true;
		return true;
	case SUBMIT_AFTER:
		s->wait = (unsigned)cli_number("retry-wait", cli_argument(), 0,
		    SUBMIT_WAIT_MAX);
		s->told = true;
		return true;
	default:
		return false;
	}
}

void
submit_check(const struct submit *s)
{
	if (s->told && s->command == NULL)
		cli_usage("--retries and --retry-wait go with --submit");
}

void
submit_key(const char *book, uint64_t window, struct span bytes, char *key)
{
	char number[DIGITS_ROOM];
	struct digest digest;

	digest_start(&digest);
	digest_put(&digest, span_of(book));
	digest_put(&digest, SPAN(","));
	digest_put(&digest, (struct span){ number, digits_put(window,
	    number) });
	digest_put(&digest, SPAN("\n"));
	digest_put(&digest, bytes);
	digest_end(&digest, key);
}

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Make ready to begin the command.  Returns 0, or -1 with errno ENOMEM. */
static int
start_make(struct start *start, const struct submit *s, const char *key,
    uint64_t window)
{
	size_t count = 0, used = 0;

	while (environ != NULL && environ[count] != NULL)
		count++;
	*start = (struct start){ .command = strdup(s->command),
	    .environment = calloc(count + 3, sizeof(char *)) };
	if (start->command == NULL || start->environment == NULL) {
		errno = ENOMEM;
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		if (!begins(environ[i], WINDOW_NAME) &&
		    !begins(environ[i], KEY_NAME))
			start->environment[used++] = environ[i];
	snprintf(start->window, sizeof(start->window), WINDOW_NAME "%" PRIu64,
	    window);
	snprintf(start->key, sizeof(start->key), KEY_NAME "%s", key);
	start->environment[used++] = start->window;
	start->environment[used] = start->key;
	return 0;
}

static void
start_free(struct start *start)
{
	free(start->command);
	free(start->environment);
}

/*
 * Begin the command.  Every try has a file of its own, so that what an earlier
 * one left running reads nothing of it.
 */
static int
begin(const struct start *start, int input, pid_t *child)
{
	char sh[] = "sh", c[] = "-c", end[] = "--";
	char *const argv[] = { sh, c, end, start->command, NULL };
	const int streams[] = { input, STDERR_FILENO, STDERR_FILENO };

	return child_begin(child, "/bin/sh", argv, start->environment,
	    streams);
}

/* Wait for the command.  Returns whether it took the window, else why not. */
static bool
took_it(pid_t child, char *why)
{
	int status;

	if (child_wait(child, &status) == -1) {
		snprintf(why, WORDS, "how the command ended cannot be told: %s",
		    strerror(errno));
		return false;
	}
	if (WIFSIGNALED(status))
		snprintf(why, WORDS, "the command was ended by signal %d",
		    WTERMSIG(status));
	else
		snprintf(why, WORDS, "the command ended with status %d",
		    WEXITSTATUS(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/*
 * Try once.  Returns 0; or EX_TEMPFAIL if another try may do better; or another
 * status; and why.
 */
static int
try(const struct start *start, struct span bytes, char *why)
{
	int input = child_file("window", bytes), error;
	pid_t child;

	if (input == -1) {
		snprintf(why, WORDS, "cannot be made ready for the command: %s",
		    strerror(errno));
		return EX_IOERR;
	}
	error = begin(start, input, &child);
	close(input);
	if (error == 0)
		return took_it(child, why) ? 0 : EX_TEMPFAIL;
	snprintf(why, WORDS, "the command cannot be run: %s", strerror(error));
	return error == EAGAIN || error == ENOMEM ? EX_TEMPFAIL :
	    EX_UNAVAILABLE;
}

/*
 * Sleep for so many seconds.  Returns 0, or -1 if a signal asks to stop or the
 * hook does.
 */
static int
sleep_for(const struct submit *s, unsigned seconds)
{
	struct timespec deadline;

	clock_gettime(CLOCK_MONOTONIC, &deadline);
	deadline.tv_sec += seconds;
	return wait_until(deadline, &s->hook);
}

/* Try, and try again. */
static int
persist(const struct submit *s, const struct start *start, const char *key,
    uint64_t window, struct span bytes)
{
	unsigned wait = s->wait;
	char why[WORDS];

	for (unsigned tries = 0; wait_for_nothing() == 0;) {
		int status = try(start, bytes, why);

		telemetry_tried(s->telemetry, window, tries + 1,
		    s->retries + 1, status == 0 ? NULL : why, key);
		if (status == 0)
			return 0;
		tries++;
		if (wait_for_nothing() == -1)
			break;
		if (status != EX_TEMPFAIL || tries > s->retries) {
			cli_warn("window %" PRIu64 ": %s; given up after %u "
			    "%s", window, why, tries, tries == 1 ? "try" :
			    "tries");
			return status;
		}
		if (!s->quiet)
			cli_warn("window %" PRIu64 ": %s; trying again in %u s",
			    window, why, wait);
		if (sleep_for(s, wait) == -1)
			break;
		wait = wait > SUBMIT_WAIT_MAX / 2 ? SUBMIT_WAIT_MAX : 2 * wait;
	}
	return EX_TEMPFAIL;
}

int
submit_window(const struct submit *s, const char *key, uint64_t window,
    struct span bytes)
{
	struct start start;
	int status = EX_IOERR;

	signal(SIGCHLD, SIG_DFL);
	if (start_make(&start, s, key, window) == 0)
		status = persist(s, &start, key, window, bytes);
	else
		cli_warn("window %" PRIu64 ": out of memory", window);
	start_free(&start);
	return status;
}
