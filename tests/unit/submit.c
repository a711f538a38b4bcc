/* A window, and the commands it is handed to: willing and unwilling ones. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "check.h"
#include "cli/cli.h"
#include "cli/submit.h"
#include "source.h"

enum { MUCH = 10 * 1000 * 1000 };

static const struct cli_option options[] = { { 0 } };
static const struct cli cli = { .command = "test", .operands = "",
    .options = options };

/* The content of a file, up to a few KiB, until the next call. */
static struct span
content(const char *path)
{
	static char bytes[8192];
	int fd = open(path, O_RDONLY);
	ssize_t len = fd == -1 ? 0 : read(fd, bytes, sizeof(bytes));

	if (fd != -1)
		close(fd);
	return (struct span){ bytes, len == -1 ? 0 : (size_t)len };
}

/* Many bytes, which do not repeat soon. */
static struct span
much(void)
{
	static char bytes[MUCH];

	for (uint32_t i = 0, x = 1; i < MUCH; i++, x = x * 1664525 + 1013904223)
		bytes[i] = (char)(x >> 24);
	return (struct span){ bytes, MUCH };
}

/* Hand over; what is said on standard error is in the file err. */
static int
hand_over(const struct submit *s, struct span bytes)
{
	char key[SUBMIT_KEY_LEN + 1];
	int saved = dup(STDERR_FILENO), status;
	int err = open("err", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);

	dup2(err, STDERR_FILENO);
	close(err);
	submit_key("b00c", 12, bytes, key);
	fcntl(saved, F_SETFD, FD_CLOEXEC);
	status = submit_window(s, key, 12, bytes);
	dup2(saved, STDERR_FILENO);
	close(saved);
	return status;
}

static int
run(const char *command, struct span bytes)
{
	const struct submit once = { .command = command };

	return hand_over(&once, bytes);
}

static void
a_key_is_what_sha256sum_says(void)
{
	char key[SUBMIT_KEY_LEN + 1];

	submit_key("b00c", 12, SPAN("id,amount\n1,2.00\n"), key);
	CHECK_INT(system("printf 'b00c,12\\nid,amount\\n1,2.00\\n' | "
	    "sha256sum | head -c 64 >key"), 0);
	CHECK_SPAN(content("key"), key);
	submit_key("", UINT64_MAX, SPAN(""), key);
	CHECK_INT(system("printf ',18446744073709551615\\n' | "
	    "sha256sum | head -c 64 >key"), 0);
	CHECK_SPAN(content("key"), key);
}

static void
a_command_gets_the_bytes_and_is_told_which(void)
{
	char key[SUBMIT_KEY_LEN + 1], wanted[100];

	setenv("BALSYS_WINDOW", "of somebody else", 1);
	setenv("BALSYS_SUBMISSION", "of somebody else", 1);
	setenv("BESIDE", "untouched", 1);
	CHECK_INT(run("cat >got; echo $BALSYS_WINDOW $BALSYS_SUBMISSION "
	    "$BESIDE >told; tr '\\0' '\\n' </proc/$$/environ | "
	    "grep -cE '^BALSYS_(WINDOW|SUBMISSION)=' >count",
	    SPAN("a\0b\n")), 0);
	CHECK(span_equal(content("got"), SPAN("a\0b\n")));
	submit_key("b00c", 12, SPAN("a\0b\n"), key);
	snprintf(wanted, sizeof(wanted), "12 %s untouched\n", key);
	CHECK_SPAN(content("told"), wanted);
	CHECK_SPAN(content("count"), "2\n");
	CHECK_SPAN(content("err"), "");
	CHECK(strcmp(getenv("BALSYS_WINDOW"), "of somebody else") == 0);
	/* A command that begins with a dash is no option of the shell's. */
	CHECK_INT(run("-x 2>/dev/null || exit 0", SPAN("a")), 0);
}

static void
what_it_does_not_read_is_no_matter(void)
{
	CHECK_INT(run("exit 0", much()), 0);
	CHECK_INT(run("head -c 10 >/dev/null", much()), 0);
	CHECK_INT(run("exec <&-", much()), 0);
	CHECK_INT(run("exit 0", SPAN("")), 0);
}

static void
a_slow_reader_gets_all(void)
{
	CHECK_INT(run("sleep 0.2; cat >got", much()), 0);
	source_file("much", much());
	CHECK_INT(system("cmp got much"), 0);
}

static void
what_it_says_goes_to_standard_error(void)
{
	CHECK_INT(run("echo one; echo two >&2; cat", SPAN("three\n")), 0);
	CHECK_SPAN(content("err"), "one\ntwo\nthree\n");
	CHECK_INT(run("cat; cat much much >&2; cat much", much()), 0);
	CHECK_INT(system("cat much much much much | cmp - err"), 0);
}

static void
it_is_tried_again_as_often_as_was_asked_for(void)
{
	static const char command[] =
	    "echo >>tries; cat >>got; [ $(wc -l <tries) -gt 3 ] || exit 7";
	struct submit s = { .command = command, .retries = 2 };

	CHECK_INT(hand_over(&s, SPAN("x")), EX_TEMPFAIL);
	CHECK_SPAN(content("tries"), "\n\n\n");
	CHECK_SPAN(content("err"),
	    "test: window 12: the command ended with status 7; "
	    "trying again in 0 s\n"
	    "test: window 12: the command ended with status 7; "
	    "trying again in 0 s\n"
	    "test: window 12: the command ended with status 7; "
	    "given up after 3 tries\n");
	unlink("tries");
	unlink("got");
	s.retries = 5;
	s.quiet = true;
	CHECK_INT(hand_over(&s, SPAN("x")), 0);
	CHECK_SPAN(content("tries"), "\n\n\n\n");
	/* Each time it was the whole of it. */
	CHECK_SPAN(content("got"), "xxxx");
	CHECK_SPAN(content("err"), "");
	s = (struct submit){ .command = "kill -9 $$", .quiet = true };
	CHECK_INT(hand_over(&s, SPAN("x")), EX_TEMPFAIL);
	CHECK_SPAN(content("err"), "test: window 12: the command was ended by "
	    "signal 9; given up after 1 try\n");
	CHECK_INT(run("/none/such 2>/dev/null", SPAN("x")), EX_TEMPFAIL);
	CHECK_SPAN(content("err"), "test: window 12: the command ended with "
	    "status 127; given up after 1 try\n");
}

static void
waits_grow_twice_as_long(void)
{
	const struct submit s = { .command = "exit 1", .retries = 2,
	    .wait = 1 };
	struct timespec begin, end;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	CHECK_INT(hand_over(&s, SPAN("x")), EX_TEMPFAIL);
	clock_gettime(CLOCK_MONOTONIC, &end);
	CHECK(end.tv_sec - begin.tv_sec >= 3);
	CHECK_SPAN(content("err"),
	    "test: window 12: the command ended with status 1; "
	    "trying again in 1 s\n"
	    "test: window 12: the command ended with status 1; "
	    "trying again in 2 s\n"
	    "test: window 12: the command ended with status 1; "
	    "given up after 3 tries\n");
}

static int
note_wait(void *arg)
{
	++*(int *)arg;
	return 0;
}

static int
a_moment(void *arg)
{
	(void)arg;
	return 10;
}

static void
work_goes_on_between_tries(void)
{
	int waits = 0;
	struct submit s = { .command = "exit 1", .retries = 1, .quiet = true,
	    .hook = { .before = note_wait, .patience = a_moment,
	    .arg = &waits } };

	CHECK_INT(hand_over(&s, SPAN("x")), EX_TEMPFAIL);
	CHECK_INT(waits, 0);
	s.wait = 1;
	CHECK_INT(hand_over(&s, SPAN("x")), EX_TEMPFAIL);
	CHECK(waits > 0);
}

/* An earlier try may have left something behind that reads on. */
static void
no_try_reads_of_anothers_bytes(void)
{
	static const char command[] = "if [ -e first ]; then sleep 0.2; "
	    "cat >got; else touch first; (sleep 0.1; cat >rest) <&0 & "
	    "exit 1; fi";
	const struct submit s = { .command = command, .retries = 1 };

	CHECK_INT(hand_over(&s, SPAN("all of it\n")), 0);
	CHECK_SPAN(content("got"), "all of it\n");
}

static void
a_command_has_no_descriptor_of_ours(void)
{
	int mine = open("much", O_RDONLY | O_CLOEXEC);

	CHECK_INT(run("[ -e /proc/self/fd/0 ] || exit 0; "
	    "for fd in /proc/self/fd/*; do readlink $fd; done >fds; "
	    "! grep -q much fds && [ $(grep -c memfd:window fds) -eq 1 ]",
	    SPAN("x")), 0);
	close(mine);
}

/* Is this signal in the mask that a line of /proc/self/status shows? */
static bool
is_in(const char *line, int number)
{
	char mask[20];
	struct span all = content("signals");
	const char *found = memmem(all.ptr, all.len, line, strlen(line));

	if (found == NULL)
		return false;
	memcpy(mask, found + strlen(line), 17);
	mask[17] = '\0';
	return strtoull(mask, NULL, 16) >> (number - 1) & 1;
}

/* In a child: what test() returns is its status. */
static int
run_child(int (*test)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0)
		_exit(test());
	while (waitpid(child, &status, 0) == -1)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}

static int
signals_of_a_command(void)
{
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGCHLD, SIG_IGN);
	cli_start(&cli);
	if (run("exit 3", SPAN("x")) != EX_TEMPFAIL)
		return 2;
	if (run("exec cat /proc/self/status >signals", SPAN("x")) != 0)
		return 3;
	for (int i = 1; i < 32; i++)
		if (is_in("SigBlk:\t", i) || is_in("SigCgt:\t", i))
			return 100 + i;
	if (is_in("SigIgn:\t", SIGPIPE) || is_in("SigIgn:\t", SIGXFSZ) ||
	    is_in("SigIgn:\t", SIGCHLD) || is_in("SigIgn:\t", SIGTERM))
		return 4;
	/* What nohup(1) wants stays so. */
	return !is_in("SigIgn:\t", SIGHUP);
}

static void
a_command_has_signals_as_usual(void)
{
	if (access("/proc/self/status", R_OK) == 0)
		CHECK_INT(run_child(signals_of_a_command), 0);
}

static void
be_stoppable(void)
{
	signal(SIGTERM, SIG_DFL);
	cli_start(&cli);
}

/* Ask this process to stop once the file go is there. */
static void
stop_me_later(void)
{
	pid_t me = getpid();

	if (fork() == 0) {
		struct timespec moment = { .tv_nsec = 20000000 };
		for (int i = 0; i < 500 && access("go", F_OK) == -1; i++)
			nanosleep(&moment, NULL);
		nanosleep(&moment, NULL);
		kill(me, SIGTERM);
		_exit(0);
	}
}

static int
a_signal_before_it(void)
{
	be_stoppable();
	raise(SIGTERM);
	if (run("touch run", SPAN("x")) != EX_TEMPFAIL ||
	    access("run", F_OK) == 0)
		return 2;
	return content("err").len != 0;
}

static int
a_signal_while_it_runs(void)
{
	be_stoppable();
	stop_me_later();
	/* It is waited for, and what it made of it counts. */
	if (run("touch go; sleep 0.3", SPAN("x")) != 0)
		return 2;
	return run("touch run", SPAN("x")) != EX_TEMPFAIL ||
	    access("run", F_OK) == 0 || content("err").len != 0;
}

static int
a_signal_while_it_fails(void)
{
	const struct submit s = { .command = "touch go; sleep 0.3; exit 1",
	    .retries = 1000, .wait = SUBMIT_WAIT_MAX };

	be_stoppable();
	stop_me_later();
	return hand_over(&s, SPAN("x")) != EX_TEMPFAIL ||
	    content("err").len != 0;
}

static int
a_signal_between_tries(void)
{
	const struct submit s = { .command = "touch go; exit 1",
	    .retries = 1000, .wait = SUBMIT_WAIT_MAX, .quiet = true };

	be_stoppable();
	stop_me_later();
	return hand_over(&s, SPAN("x")) != EX_TEMPFAIL ||
	    content("err").len != 0;
}

static void
a_signal_is_heard_between_tries(void)
{
	CHECK_INT(run_child(a_signal_before_it), 0);
	CHECK_INT(run_child(a_signal_while_it_runs), 0);
	unlink("go");
	CHECK_INT(run_child(a_signal_while_it_fails), 0);
	unlink("go");
	CHECK_INT(run_child(a_signal_between_tries), 0);
}

static void
who_is_killed_leaves_no_part_of_a_window(void)
{
	struct timespec moment = { .tv_nsec = 10000000 };
	pid_t child;

	unlink("got");
	child = fork();
	if (child == 0)
		_exit(run("touch begun; sleep 0.3; cat >part; mv part got",
		    much()));
	for (int i = 0; i < 1000 && access("begun", F_OK) == -1; i++)
		nanosleep(&moment, NULL);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	CHECK_INT(access("got", F_OK), -1);
	for (int i = 0; i < 1000 && access("got", F_OK) == -1; i++)
		nanosleep(&moment, NULL);
	CHECK_INT(system("cmp got much"), 0);
}

int
main(void)
{
	alarm(120);
	cli_start(&cli);
	RUN(a_key_is_what_sha256sum_says);
	RUN(a_command_gets_the_bytes_and_is_told_which);
	RUN(what_it_does_not_read_is_no_matter);
	RUN(a_slow_reader_gets_all);
	RUN(what_it_says_goes_to_standard_error);
	RUN(it_is_tried_again_as_often_as_was_asked_for);
	RUN(waits_grow_twice_as_long);
	RUN(work_goes_on_between_tries);
	RUN(no_try_reads_of_anothers_bytes);
	RUN(a_command_has_no_descriptor_of_ours);
	RUN(a_command_has_signals_as_usual);
	RUN(a_signal_is_heard_between_tries);
	RUN(who_is_killed_leaves_no_part_of_a_window);
	return check_status();
}
