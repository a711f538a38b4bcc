/* Programs that run beside: descriptors, signals, groups, and their ends. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "serve/process.h"

struct seen {
	struct loop loop;
	int ends, status;
};

static void
ended(void *arg, int status)
{
	struct seen *seen = arg;

	seen->ends++;
	seen->status = status;
}

/* Let the loop turn until there were so many ends. */
static void
turn_until(struct seen *seen, int ends)
{
	while (seen->ends < ends && loop_turn(&seen->loop) == 0)
		;
}

/* What a shell script prints, which gets the pipe as its output. */
static int
output_of(const char *script, char *text, size_t room)
{
	struct seen seen = { .ends = 0 };
	struct process p = { .name = "sh", .ended = ended, .arg = &seen };
	const char *const argv[] = { "sh", "-c", script, NULL };
	int ends[2];
	ssize_t len;

	if (pipe2(ends, O_CLOEXEC) == -1)
		abort();
	CHECK(process_begin(&p, &seen.loop, argv,
	    (int []){ -1, ends[1], 2 }, 3) == 0);
	CHECK(p.pid > 0);
	close(ends[1]);
	turn_until(&seen, 1);
	CHECK_INT(p.pid, 0);
	len = read(ends[0], text, room - 1);
	text[len < 0 ? 0 : len] = '\0';
	close(ends[0]);
	loop_free(&seen.loop);
	return seen.status;
}

static void
its_end_is_told_once_with_its_status(void)
{
	char text[64];
	int status = output_of("echo here; exit 3", text, sizeof(text));

	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	CHECK_SPAN(span_of(text), "here\n");
	status = output_of("kill -9 $$", text, sizeof(text));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Open here, without O_CLOEXEC: still not there. */
static void
it_has_no_other_descriptors(void)
{
	char text[64];
	int spare = open("/dev/null", O_RDONLY);

	CHECK(spare > 2);
	output_of("ls /proc/$$/fd; true", text, sizeof(text));
	CHECK_SPAN(span_of(text), "0\n1\n2\n");
	output_of("cat; echo end", text, sizeof(text));
	CHECK_SPAN(span_of(text), "end\n");
	close(spare);
}

/* 3 is to become 4, and 4 to become 3. */
static void
descriptors_may_change_places(void)
{
	struct seen seen = { .ends = 0 };
	struct process p = { .name = "sh", .ended = ended, .arg = &seen };
	const char *const argv[] = { "sh", "-c", "echo a >&3; echo b >&4",
	    NULL };
	char text[2];
	int a = memfd_create("a", MFD_CLOEXEC);
	int b = memfd_create("b", MFD_CLOEXEC);

	dup2(a, 13);
	dup2(b, 14);
	dup2(13, 4);
	dup2(14, 3);
	CHECK(process_begin(&p, &seen.loop, argv,
	    (int []){ -1, -1, 2, 4, 3 }, 5) == 0);
	turn_until(&seen, 1);
	CHECK(pread(13, text, 2, 0) == 2 && text[0] == 'a');
	CHECK(pread(14, text, 2, 0) == 2 && text[0] == 'b');
	for (int fd = 3; fd <= 14; fd++)
		close(fd);
	loop_free(&seen.loop);
}

static void
it_is_in_a_group_of_its_own(void)
{
	char text[64];
	long pid, group;

	output_of("echo $$ $(ps -o pgid= -p $$)", text, sizeof(text));
	CHECK(sscanf(text, "%ld %ld", &pid, &group) == 2);
	CHECK_INT(group, pid);
	CHECK(group != getpgrp());
}

static void
sigpipe_ends_it_though_it_is_ignored_here(void)
{
	char text[64];

	signal(SIGPIPE, SIG_IGN);
	output_of("sh -c 'kill -PIPE $$'; echo $?", text, sizeof(text));
	CHECK_SPAN(span_of(text), "141\n");
	signal(SIGPIPE, SIG_DFL);
}

static void
what_is_nowhere_cannot_be_begun(void)
{
	struct loop loop = { 0 };
	struct process p = { .name = "x", .ended = ended };
	const char *const argv[] = { "balsys-there-is-no-such-thing", NULL };

	errno = 0;
	CHECK(process_begin(&p, &loop, argv, (int []){ -1, -1, 2 }, 3) == -1);
	CHECK_INT(errno, ENOENT);
	CHECK_INT(p.pid, 0);
	process_signal(&p, SIGTERM);
	process_end(&p);
	CHECK_INT(loop.nsources, 0);
}

/* This program's own folder is looked into before PATH is. */
static void
what_stands_beside_comes_first(void)
{
	char own[512], copy[600], command[1400];
	ssize_t len = readlink("/proc/self/exe", own, sizeof(own) - 1);

	CHECK(len > 0);
	own[len < 0 ? 0 : len] = '\0';
	snprintf(copy, sizeof(copy), "%s/beside", getcwd(command, 500));
	mkdir(copy, 0755);
	snprintf(command, sizeof(command),
	    "cp %s beside/me && printf '#!/bin/sh\\nexit 42\\n' >beside/true &&"
	    "chmod +x beside/true && beside/me beside", own);
	CHECK_INT(WEXITSTATUS(system(command)), 42);
	CHECK_INT(system("rm -r beside"), 0);
}

/* As such a copy: begin "true", and end with its status. */
static int
begin_true(void)
{
	struct seen seen = { .ends = 0 };
	struct process p = { .name = "true", .ended = ended, .arg = &seen };
	const char *const argv[] = { "true", NULL };

	if (process_begin(&p, &seen.loop, argv, (int []){ -1, -1, 2 }, 3) == -1)
		return 99;
	turn_until(&seen, 1);
	loop_free(&seen.loop);
	return WEXITSTATUS(seen.status);
}

static void
signals_reach_it(void)
{
	struct seen seen = { .ends = 0 };
	struct process p = { .name = "sleep", .ended = ended, .arg = &seen };
	const char *const argv[] = { "sleep", "1000", NULL };

	CHECK(process_begin(&p, &seen.loop, argv, (int []){ -1, -1, 2 }, 3) ==
	    0);
	process_signal(&p, SIGTERM);
	turn_until(&seen, 1);
	CHECK(WIFSIGNALED(seen.status) && WTERMSIG(seen.status) == SIGTERM);
	CHECK_INT(seen.loop.nsources, 0);
	loop_free(&seen.loop);
}

static void
one_that_runs_is_ended_without_a_word(void)
{
	struct seen seen = { .ends = 0 };
	struct process p = { .name = "sleep", .ended = ended, .arg = &seen };
	const char *const argv[] = { "sleep", "1000", NULL };
	pid_t pid;

	CHECK(process_begin(&p, &seen.loop, argv, (int []){ -1, -1, 2 }, 3) ==
	    0);
	pid = p.pid;
	process_end(&p);
	CHECK(kill(pid, 0) == -1 && errno == ESRCH);
	process_end(&p);
	CHECK_INT(seen.ends, 0);
	CHECK_INT(seen.loop.nsources, 0);
	loop_free(&seen.loop);
}

int
main(int argc, char *argv[])
{
	if (argc == 2 && strcmp(argv[1], "beside") == 0)
		return begin_true();
	RUN(its_end_is_told_once_with_its_status);
	RUN(it_has_no_other_descriptors);
	RUN(descriptors_may_change_places);
	RUN(it_is_in_a_group_of_its_own);
	RUN(sigpipe_ends_it_though_it_is_ignored_here);
	RUN(what_is_nowhere_cannot_be_begun);
	RUN(what_stands_beside_comes_first);
	RUN(signals_reach_it);
	RUN(one_that_runs_is_ended_without_a_word);
	return check_status();
}
