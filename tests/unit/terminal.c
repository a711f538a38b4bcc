/* What is shown at the end of a terminal, as a person sees it. */
#define _XOPEN_SOURCE 700
#include <sys/wait.h>
#include <signal.h>
#include <stdlib.h>

#include "check.h"
#include "cli/terminal.h"
#include "pty.h"

enum { ROWS = 6, COLUMNS = 20 };

/* Have standard error be fd.  Returns what it was. */
static int
swap_error(int fd)
{
	int before = dup(STDERR_FILENO);

	dup2(fd, STDERR_FILENO);
	return before;
}

static void
end_swap(int before)
{
	dup2(before, STDERR_FILENO);
	close(before);
}

static void
a_terminal_is_one_that_can_do_it(void)
{
	struct pty f;
	int ends[2];

	pty_open(&f, ROWS, COLUMNS);
	CHECK_INT(pipe(ends), 0);
	setenv("TERM", "xterm", 1);
	CHECK(terminal_is(f.slave));
	CHECK(!terminal_is(ends[1]));
	setenv("TERM", "dumb", 1);
	CHECK(!terminal_is(f.slave));
	setenv("TERM", "", 1);
	CHECK(!terminal_is(f.slave));
	unsetenv("TERM");
	CHECK(!terminal_is(f.slave));
	close(ends[0]);
	close(ends[1]);
	pty_close(&f);
}

static void
it_says_how_large_it_is(void)
{
	struct pty f;
	struct winsize unknown = { 0 };

	pty_open(&f, ROWS, COLUMNS);
	CHECK_INT(terminal_size(f.slave).rows, ROWS);
	CHECK_INT(terminal_size(f.slave).columns, COLUMNS);
	CHECK_INT(ioctl(f.slave, TIOCSWINSZ, &unknown), 0);
	CHECK_INT(terminal_size(f.slave).rows, 24);
	CHECK_INT(terminal_size(f.slave).columns, 80);
	CHECK_INT(terminal_size(-1).columns, 80);
	pty_close(&f);
}

static void
check_fit(const char *text, unsigned rows, unsigned columns,
    const char *wanted)
{
	struct buf to = { 0 };

	terminal_fit(span_of(text), (struct terminal_size){ rows, columns },
	    &to);
	CHECK_SPAN(buf_span(&to), wanted);
	buf_free(&to);
}

static void
what_does_not_fit_is_cut(void)
{
	check_fit("", 3, 5, "");
	check_fit("abcd\n", 3, 5, "abcd");
	check_fit("abcde\n", 3, 5, "abc>");
	check_fit("abcde\nfghij", 3, 5, "abc>\nfgh>");
	check_fit("1\n2\n3\n4\n", 3, 5, "1\n2\n3");
	check_fit("1\n2\n3\n", 3, 5, "1\n2\n3");
	check_fit("1\n\n3\n", 3, 5, "1\n\n3");
	check_fit("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xc3\xa9", 3, 5,
	    "\xc3\xa4\xc3\xb6\xc3\xbc>");
	check_fit("\xc3\xa4\xc3\xb6", 3, 3, "\xc3\xa4\xc3\xb6");
	check_fit("ab\xff", 3, 4, "ab?");
	check_fit("a\033[H\xff", 3, 9, "a?[H?");
	check_fit("abc", 3, 2, ">");
	check_fit("abc", 3, 1, "");
}

static void
the_next_replaces_it_and_in_the_end_it_is_gone(void)
{
	struct pty f;

	pty_open(&f, ROWS, COLUMNS);
	CHECK_INT(write(f.slave, "before\n", 7), 7);
	terminal_show(f.slave, SPAN("12 % and more"));
	CHECK_SPAN(pty_look(&f), "before\n12 % and more\n");
	terminal_show(f.slave, SPAN("13 %"));
	CHECK_SPAN(pty_look(&f), "before\n13 %\n");
	terminal_show(f.slave, SPAN("one\ntwo\nthree"));
	CHECK_SPAN(pty_look(&f), "before\none\ntwo\nthree\n");
	terminal_show(f.slave, SPAN("1\n2"));
	CHECK_SPAN(pty_look(&f), "before\n1\n2\n");
	terminal_clear();
	CHECK_SPAN(pty_look(&f), "before\n\n");
	CHECK_INT(f.screen.line, 1);
	CHECK_INT(f.screen.column, 0);
	terminal_clear();
	CHECK_INT(write(f.slave, "$ ", 2), 2);
	CHECK_SPAN(pty_look(&f), "before\n$\n");
	pty_close(&f);
}

static void
all_rows_may_be_filled_again_and_again(void)
{
	struct pty f;

	pty_open(&f, ROWS, COLUMNS);
	CHECK_INT(write(f.slave, "before\n", 7), 7);
	for (int i = 0; i < 3; i++) {
		terminal_show(f.slave, SPAN("1\n2\n3\n4\n5\n6"));
		CHECK_SPAN(pty_look(&f), "before\n1\n2\n3\n4\n5\n6\n");
	}
	terminal_clear();
	CHECK_SPAN(pty_look(&f), "before\n\n");
	pty_close(&f);
}

static void
messages_stand_above_it(void)
{
	struct pty f;
	int before;

	pty_open(&f, ROWS, COLUMNS);
	before = swap_error(f.slave);
	terminal_say(SPAN("first\n"));
	terminal_show(f.slave, SPAN("12 %"));
	terminal_say(SPAN("second\n"));
	CHECK_SPAN(pty_look(&f), "first\nsecond\n12 %\n");
	terminal_show(f.slave, SPAN("one\ntwo"));
	terminal_say(SPAN("third\n"));
	CHECK_SPAN(pty_look(&f), "first\nsecond\nthird\none\ntwo\n");
	terminal_clear();
	terminal_say(SPAN("last\n"));
	CHECK_SPAN(pty_look(&f), "first\nsecond\nthird\nlast\n\n");
	end_swap(before);
	pty_close(&f);
}

static void
messages_that_go_elsewhere_leave_it_alone(void)
{
	struct pty f, other;
	int before, ends[2];
	char bytes[32];

	pty_open(&f, ROWS, COLUMNS);
	pty_open(&other, ROWS, COLUMNS);
	CHECK_INT(pipe(ends), 0);
	terminal_show(f.slave, SPAN("12 %"));
	before = swap_error(ends[1]);
	terminal_say(SPAN("to a pipe\n"));
	CHECK_INT(read(ends[0], bytes, sizeof(bytes)), 10);
	CHECK(memcmp(bytes, "to a pipe\n", 10) == 0);
	dup2(other.slave, STDERR_FILENO);
	terminal_say(SPAN("elsewhere\n"));
	CHECK_SPAN(pty_look(&f), "12 %\n");
	CHECK_SPAN(pty_look(&other), "elsewhere\n\n");
	terminal_clear();
	CHECK_SPAN(pty_look(&f), "\n");
	end_swap(before);
	close(ends[0]);
	close(ends[1]);
	pty_close(&f);
	pty_close(&other);
}

static void
who_was_stopped_goes_on_where_others_have_written(void)
{
	struct pty f;

	pty_open(&f, ROWS, COLUMNS);
	terminal_show(f.slave, SPAN("one\ntwo"));
	/* As a shell does, at a stop and when it goes on. */
	CHECK_INT(write(f.slave, "\n$ fg\n", 6), 6);
	raise(SIGCONT);
	terminal_show(f.slave, SPAN("1\n2"));
	CHECK_SPAN(pty_look(&f), "one\ntwo\n$ fg\n1\n2\n");
	raise(SIGCONT);
	terminal_clear();
	CHECK_SPAN(pty_look(&f), "one\ntwo\n$ fg\n1\n2\n");
	pty_close(&f);
}

/* In a process group that is not the terminal's. */
static int
show_in_background(int slave)
{
	if (setpgid(0, 0) == -1)
		return 2;
	dup2(slave, STDERR_FILENO);
	terminal_show(slave, SPAN("12 %"));
	terminal_say(SPAN("a message\n"));
	terminal_clear();
	return 0;
}

/* In a session with the terminal, of which this is the group in front. */
static int
begin_session(int slave)
{
	int status;
	pid_t child;

	if (setsid() == -1 || ioctl(slave, TIOCSCTTY, 0) == -1 ||
	    tcgetpgrp(slave) != getpgrp())
		return 3;
	terminal_show(slave, SPAN("1 %"));
	terminal_clear();
	child = fork();
	if (child == 0)
		_exit(show_in_background(slave));
	if (waitpid(child, &status, 0) == -1 || !WIFEXITED(status))
		return 4;
	return WEXITSTATUS(status);
}

static void
in_the_background_nothing_is_shown(void)
{
	struct pty f;
	int status;
	pid_t child;

	pty_open(&f, ROWS, COLUMNS);
	child = fork();
	if (child == 0)
		_exit(begin_session(f.slave));
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
	CHECK_SPAN(pty_look(&f), "a message\n\n");
	pty_close(&f);
}

int
main(void)
{
	if (!pty_is_possible())
		return 77;
	RUN(a_terminal_is_one_that_can_do_it);
	RUN(it_says_how_large_it_is);
	RUN(what_does_not_fit_is_cut);
	RUN(the_next_replaces_it_and_in_the_end_it_is_gone);
	RUN(all_rows_may_be_filled_again_and_again);
	RUN(messages_stand_above_it);
	RUN(messages_that_go_elsewhere_leave_it_alone);
	RUN(who_was_stopped_goes_on_where_others_have_written);
	RUN(in_the_background_nothing_is_shown);
	return check_status();
}
