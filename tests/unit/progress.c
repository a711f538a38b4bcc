/* A line on a terminal, by a clock that the test sets. */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "pty.h"

/* A clock has no argument, so this is the one that all of it goes by. */
static int64_t the_time;

static int64_t
read_clock(void)
{
	return the_time;
}

static void
check_line(struct progress_far far, int64_t elapsed, unsigned columns,
    const char *wanted)
{
	char line[PROGRESS_LINE_MAX];
	size_t len = progress_format(&far, "balsys-x", elapsed, columns, line);

	CHECK_SPAN(((struct span){ line, len }), wanted);
	CHECK(len < columns);
}

static void
a_line_says_part_rates_and_time(void)
{
	struct progress_far far = { .records = 2500000, .done = 42000000,
	    .all = 100000000, .are_bytes = true };

	check_line(far, 2000, 200, "balsys-x: 42 %, 1,250,000 records/s, "
	    "21.0 MB/s, 3 s left");
	far.are_bytes = false;
	check_line(far, 2000, 200, "balsys-x: 42 %, 1,250,000 records/s, "
	    "3 s left");
	far.records = 999;
	check_line(far, 1000, 200, "balsys-x: 42 %, 999 records/s, 2 s left");
	far.records = 1000;
	check_line(far, 1000, 200, "balsys-x: 42 %, 1,000 records/s, 2 s left");
}

static void
the_time_left_is_in_units_for_people(void)
{
	struct progress_far far = { .done = 1, .all = 2 };

	check_line(far, 59000, 200, "balsys-x: 50 %, 0 records/s, 59 s left");
	check_line(far, 59001, 200,
	    "balsys-x: 50 %, 0 records/s, 1 min 0 s left");
	check_line(far, 3599000, 200,
	    "balsys-x: 50 %, 0 records/s, 59 min 59 s left");
	check_line(far, 3660000, 200,
	    "balsys-x: 50 %, 0 records/s, 1 h 1 min left");
	check_line(far, INT64_C(3600000) * 100, 200,
	    "balsys-x: 50 %, 0 records/s");
	far.done = 0;
	check_line(far, 59000, 200, "balsys-x: 0 %, 0 records/s");
	far.done = 2;
	check_line(far, 59000, 200, "balsys-x: 100 %, 0 records/s");
	/* A file may have grown meanwhile. */
	far.done = 3;
	check_line(far, 59000, 200, "balsys-x: 100 %, 0 records/s");
}

static void
the_largest_numbers_are_no_matter(void)
{
	struct progress_far far = { .records = UINT64_MAX,
	    .done = UINT64_MAX - 1, .all = UINT64_MAX, .are_bytes = true };

	check_line(far, 1, 200, "balsys-x: 99 %, 18,446,744,073,709,551,615 "
	    "records/s, 18,446,744,073,709,551.6 MB/s, 0 s left");
	far.done = 1;
	check_line(far, INT64_MAX, 200, "balsys-x: 0 %, 2,000 records/s, "
	    "0.0 MB/s");
}

static void
what_does_not_fit_is_left_out(void)
{
	struct progress_far far = { .records = 2500000, .done = 42000000,
	    .all = 100000000, .are_bytes = true };

	check_line(far, 2000, 57, "balsys-x: 42 %, 1,250,000 records/s, "
	    "21.0 MB/s, 3 s left");
	check_line(far, 2000, 56, "balsys-x: 42 %, 1,250,000 records/s, "
	    "3 s left");
	check_line(far, 2000, 45, "42 %, 1,250,000 records/s, 3 s left");
	check_line(far, 2000, 35, "42 %, 3 s left");
	check_line(far, 2000, 14, "42 %");
	check_line(far, 2000, 5, "42 %");
	check_line(far, 2000, 4, "42 ");
	check_line(far, 2000, 1, "");
}

static void
the_size_of_inputs_is_known_where_all_are_files(void)
{
	const char *const files[] = { "five", "none", "-", NULL };
	const char *const absent[] = { "five", "absent", NULL };
	int five = open("five", O_RDWR | O_CREAT | O_TRUNC, 0666);
	int none = open("none", O_RDWR | O_CREAT | O_TRUNC, 0666);
	int before = dup(STDIN_FILENO), ends[2];

	CHECK_INT(write(five, "12345", 5), 5);
	CHECK_INT(pipe(ends), 0);
	CHECK_INT(lseek(five, 2, SEEK_SET), 2);
	dup2(five, STDIN_FILENO);
	CHECK_INT(progress_size(files), 8);
	CHECK_INT(progress_size(files + 1), 3);
	CHECK_INT(progress_size(absent), 0);
	dup2(ends[0], STDIN_FILENO);
	CHECK_INT(progress_size(files), 0);
	dup2(before, STDIN_FILENO);
	close(five);
	close(none);
	close(before);
	close(ends[0]);
	close(ends[1]);
}

static void
get_far(void *arg, struct progress_far *far)
{
	*far = *(struct progress_far *)arg;
}

static void
at(struct pulse *pulse, int64_t time)
{
	the_time = time;
	pulse_beat(pulse);
}

static void
show(struct pty *pty, struct pulse *pulse)
{
	struct progress_far far = { .records = 8000, .done = 1, .all = 4 };
	struct progress p = { .far = get_far, .arg = &far };

	progress_start(&p, pulse);
	at(pulse, 1999);
	CHECK_SPAN(pty_look(pty), "\n");
	at(pulse, 2000);
	CHECK_SPAN(pty_look(pty),
	    "balsys-x: 25 %, 4,000 records/s, 6 s left\n");
	cli_warn("a word");
	far = (struct progress_far){ .records = 9000, .done = 3, .all = 4 };
	at(pulse, 2249);
	CHECK_SPAN(pty_look(pty), "balsys-x: a word\n"
	    "balsys-x: 25 %, 4,000 records/s, 6 s left\n");
	at(pulse, 2250);
	CHECK_SPAN(pty_look(pty), "balsys-x: a word\n"
	    "balsys-x: 75 %, 4,000 records/s, 1 s left\n");
	progress_end(&p);
	CHECK_SPAN(pty_look(pty), "balsys-x: a word\n\n");
	/* What beats on draws nothing any more. */
	at(pulse, 9000);
	progress_end(&p);
	CHECK_SPAN(pty_look(pty), "balsys-x: a word\n\n");
}

static void
the_line_comes_after_two_seconds_and_goes(void)
{
	struct pty pty;
	struct pulse pulse = { .clock = read_clock };
	int before = dup(STDERR_FILENO);

	setenv("TERM", "xterm", 1);
	pty_open(&pty, 5, 60);
	dup2(pty.slave, STDERR_FILENO);
	the_time = 0;
	show(&pty, &pulse);
	dup2(before, STDERR_FILENO);
	close(before);
	pty_close(&pty);
}

static void
it_is_seen_on_a_terminal_that_is_no_output(void)
{
	struct pty pty;
	struct writer out;
	struct outputs outputs = { 0 };
	int before = dup(STDERR_FILENO);

	pty_open(&pty, 5, 60);
	setenv("TERM", "xterm", 1);
	CHECK_INT(writer_open(&out, open("out", O_WRONLY | O_CREAT, 0666),
	    "out"), 0);
	outputs.open[outputs.count++] = &out;
	dup2(out.fd, STDERR_FILENO);
	CHECK(!progress_is_seen(&outputs));
	dup2(pty.slave, STDERR_FILENO);
	CHECK(progress_is_seen(&outputs));
	dup2(pty.slave, out.fd);
	CHECK(!progress_is_seen(&outputs));
	CHECK(progress_is_seen(NULL));
	setenv("TERM", "dumb", 1);
	CHECK(!progress_is_seen(NULL));
	dup2(before, STDERR_FILENO);
	close(before);
	(void)!writer_close(&out);
	pty_close(&pty);
}

int
main(void)
{
	static const struct cli cli = { .command = "balsys-x" };

	cli_start(&cli);
	if (!pty_is_possible())
		return 77;
	RUN(a_line_says_part_rates_and_time);
	RUN(the_time_left_is_in_units_for_people);
	RUN(the_largest_numbers_are_no_matter);
	RUN(what_does_not_fit_is_left_out);
	RUN(the_size_of_inputs_is_known_where_all_are_files);
	RUN(the_line_comes_after_two_seconds_and_goes);
	RUN(it_is_seen_on_a_terminal_that_is_no_output);
	return check_status();
}
