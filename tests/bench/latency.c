/*
 * latency - how long a line takes through filters, end to end.
 *
 *	latency [-n lines] [-r rate] command ...
 *
 * Each command is a pipeline for the shell that gives every line of CSV that
 * it reads.  All run at the same time.  Each gets rate lines a second (50),
 * evenly spaced and in turn, so that no two are busy at once; a line has the
 * time at which it was written, and is looked at as soon as it has come out.
 * Prints a line for each command: the median and the 99th percentile in
 * nanoseconds.  The status is 1 where lines are missing.
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/number.h"
#include "bench/times.h"

enum {
	CHAINS_MAX = 8,
	LINE_MAX_BYTES = 4096,
	LINES_MAX = 1000000,
};

struct chain {
	const char *command;
	pid_t pid;
	int in, out;
	char held[LINE_MAX_BYTES];	/* the beginning of a line */
	size_t nheld;
	size_t nlines;			/* seen, the header among them */
	uint64_t *took;			/* nanoseconds */
};

struct bench {
	struct chain chain[CHAINS_MAX];
	size_t nchains;
	size_t lines;			/* that each chain gets */
	uint64_t gap;			/* nanoseconds between two lines */
};

static void
start(struct chain *c, size_t lines)
{
	int in[2], out[2];

	c->took = calloc(lines, sizeof(*c->took));
	if (c->took == NULL || pipe2(in, O_CLOEXEC) == -1 ||
	    pipe2(out, O_CLOEXEC) == -1 || (c->pid = fork()) == -1)
		err(71, "%s", c->command);
	if (c->pid == 0) {
		if (dup2(in[0], STDIN_FILENO) == -1 ||
		    dup2(out[1], STDOUT_FILENO) == -1)
			err(71, "%s", c->command);
		execl("/bin/sh", "sh", "-c", c->command, (char *)NULL);
		err(71, "/bin/sh");
	}
	close(in[0]);
	close(out[1]);
	c->in = in[1];
	c->out = out[0];
}

static void
put_line(struct chain *c, const char *line, int len)
{
	if (write(c->in, line, (size_t)len) != len)
		err(74, "%s", c->command);
}

/* A line has come out: the second field says when it was written. */
static void
take_line(struct chain *c, size_t lines, const char *line, uint64_t at)
{
	const char *comma = strchr(line, ',');

	if (c->nlines++ == 0)
		return;
	if (c->nlines > lines + 1 || comma == NULL)
		errx(1, "%s: not the lines it was given", c->command);
	c->took[c->nlines - 2] = at - strtoull(comma + 1, NULL, 10);
}

/* Read what there is.  Returns 0 at the end. */
static int
take(struct chain *c, size_t lines)
{
	ssize_t n = read(c->out, c->held + c->nheld,
	    sizeof(c->held) - 1 - c->nheld);
	uint64_t at = clock_wall_nanos();
	char *line = c->held, *lf;

	if (n <= 0)
		return 0;
	c->nheld += (size_t)n;
	c->held[c->nheld] = '\0';
	for (; (lf = strchr(line, '\n')) != NULL; line = lf + 1) {
		*lf = '\0';
		take_line(c, lines, line, at);
	}
	c->nheld -= (size_t)(line - c->held);
	memmove(c->held, line, c->nheld);
	return 1;
}

/* Take what comes out of any chain, until it is time for the next line. */
static void
take_until(struct bench *b, uint64_t due)
{
	struct pollfd ready[CHAINS_MAX];
	uint64_t at;

	while ((at = clock_wall_nanos()) < due) {
		struct timespec left = {
			.tv_sec = (time_t)((due - at) / 1000000000),
			.tv_nsec = (long)((due - at) % 1000000000),
		};

		for (size_t i = 0; i < b->nchains; i++)
			ready[i] = (struct pollfd){ .fd = b->chain[i].out,
			    .events = POLLIN };
		if (ppoll(ready, b->nchains, &left, NULL) == -1)
			err(71, "ppoll");
		for (size_t i = 0; i < b->nchains; i++)
			if (ready[i].revents != 0 &&
			    take(&b->chain[i], b->lines) == 0)
				errx(1, "%s: ended", b->chain[i].command);
	}
}

static void
put_all(struct bench *b)
{
	uint64_t due = clock_wall_nanos() + 1000000000;
	char line[64];
	int len;

	for (size_t i = 0; i < b->nchains; i++)
		put_line(&b->chain[i], "id,written,amount\n", 18);
	for (size_t n = 1; n <= b->lines; n++)
		for (size_t i = 0; i < b->nchains; i++) {
			take_until(b, due);
			due += b->gap / b->nchains;
			len = snprintf(line, sizeof(line), "%zu,%" PRIu64
			    ",%zu.50\n", n, clock_wall_nanos(), n);
			put_line(&b->chain[i], line, len);
		}
	take_until(b, due);
}

/* End a chain and print what its lines took. */
static void
finish(struct chain *c, size_t lines)
{
	int status;

	close(c->in);
	while (take(c, lines) == 1)
		continue;
	close(c->out);
	if (waitpid(c->pid, &status, 0) == -1)
		err(71, "%s", c->command);
	if (status != 0 || c->nlines != lines + 1)
		errx(1, "%s: status %#x, %zu lines", c->command,
		    (unsigned int)status, c->nlines);
	printf("%" PRIu64 " ", times_percentile(c->took, lines, 50));
	printf("%" PRIu64 "\n", times_percentile(c->took, lines, 99));
	free(c->took);
}

int
main(int argc, char *argv[])
{
	struct bench b = { .lines = 1000, .gap = 1000000000 / 50 };
	int letter;

	while ((letter = getopt(argc, argv, "n:r:")) != -1)
		if (letter == 'n')
			b.lines = number_of(optarg, LINES_MAX);
		else if (letter == 'r')
			b.gap = 1000000000 / number_of(optarg, 1000);
		else
			return 64;
	if (argc - optind > CHAINS_MAX)
		errx(64, "at most %d commands", CHAINS_MAX);
	for (; optind < argc; optind++) {
		b.chain[b.nchains].command = argv[optind];
		start(&b.chain[b.nchains++], b.lines);
	}
	/* A chain that ended is told of by write(). */
	signal(SIGPIPE, SIG_IGN);
	put_all(&b);
	for (size_t i = 0; i < b.nchains; i++)
		finish(&b.chain[i], b.lines);
	return 0;
}
