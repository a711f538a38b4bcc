/*
 * race - what commands cost, side by side.
 *
 *	race [-n rounds] command ...
 *
 * A command is a line for the shell; its output goes into a pipe that is read
 * and forgotten.  They run in turn, every other round from the last to the
 * first, so that what else the machine does is shared fairly.  Prints a line
 * for each: nanoseconds of the processor, user and system, of all its
 * processes; nanoseconds by the clock on the wall; the most KiB that one of its
 * processes had in memory.  Times are medians of the rounds.  The status is 1
 * where a command fails.
 */
#define _DEFAULT_SOURCE
#include <sys/resource.h>
#include <sys/wait.h>
#include <err.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/number.h"
#include "bench/times.h"

enum {
	ROUNDS_MAX = 1000,
	BLOCK = 1 << 18,
};

struct runner {
	const char *command;
	uint64_t cpu[ROUNDS_MAX], wall[ROUNDS_MAX];	/* nanoseconds */
	long resident;					/* KiB */
};

static uint64_t
nanos(struct timeval t)
{
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_usec * 1000;
}

/* Start a command, its standard output a pipe, which is returned. */
static int
start(const char *command, pid_t *child)
{
	int ends[2];

	if (pipe(ends) == -1 || (*child = fork()) == -1)
		err(71, "%s", command);
	if (*child == 0) {
		if (dup2(ends[1], STDOUT_FILENO) == -1)
			err(71, "%s", command);
		close(ends[0]);
		close(ends[1]);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		err(71, "/bin/sh");
	}
	close(ends[1]);
	return ends[0];
}

/* Run a command once, and put down what this round has cost. */
static void
run(struct runner *r, size_t round)
{
	char block[BLOCK];
	struct rusage used;
	uint64_t began = clock_wall_nanos();
	pid_t child;
	int output = start(r->command, &child), status;

	while (read(output, block, sizeof(block)) > 0)
		continue;
	close(output);
	if (wait4(child, &status, 0, &used) == -1)
		err(71, "%s", r->command);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		errx(1, "%s: status %#x", r->command, (unsigned int)status);
	r->wall[round] = clock_wall_nanos() - began;
	r->cpu[round] = nanos(used.ru_utime) + nanos(used.ru_stime);
	if (used.ru_maxrss > r->resident)
		r->resident = used.ru_maxrss;
}

int
main(int argc, char *argv[])
{
	size_t rounds = 5, count;
	int letter;

	while ((letter = getopt(argc, argv, "n:")) != -1)
		if (letter == 'n')
			rounds = number_of(optarg, ROUNDS_MAX);
		else
			return 64;
	argv += optind;
	count = (size_t)(argc - optind);
	struct runner *runner = calloc(count + 1, sizeof(*runner));
	if (runner == NULL)
		err(71, NULL);
	for (size_t i = 0; i < count; i++)
		runner[i].command = argv[i];
	for (size_t round = 0; round < rounds; round++)
		for (size_t i = 0; i < count; i++)
			run(&runner[round % 2 == 0 ? i : count - 1 - i], round);
	for (size_t i = 0; i < count; i++)
		printf("%" PRIu64 " %" PRIu64 " %ld\n",
		    times_percentile(runner[i].cpu, rounds, 50),
		    times_percentile(runner[i].wall, rounds, 50),
		    runner[i].resident);
	free(runner);
	return 0;
}
