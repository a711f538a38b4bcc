/* The windows of a book, submitted once each, in order, whatever ends a run. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "check.h"
#include "cli/cli.h"
#include "cli/submitted.h"
#include "source.h"

static const struct cli_option options[] = { { 0 } };
static const struct cli cli = { .command = "test", .operands = "",
    .options = options };

/* What keeps all that it gets: log has the keys, got the bytes. */
static const char keep[] = "echo $BALSYS_WINDOW,$BALSYS_SUBMISSION >>log; "
    "cat >got.$BALSYS_WINDOW";

/* Begin another book: a folder that is empty but for batches.csv. */
static void
begin_book(void)
{
	CHECK_INT(system("rm -rf book log got.*; mkdir book; "
	    "echo id,amount,window,batch >book/batches.csv"), 0);
}

/* Append a window of count records, and return the length of batches.csv. */
static uint64_t
add_window(int number, int count, const char *id)
{
	FILE *file = fopen("book/batches.csv", "a");
	long length;

	for (int i = 1; i <= count; i++)
		fprintf(file, "%s%d,2.00,%d,%d\n", id, i, number, i);
	length = ftell(file);
	fclose(file);
	return (uint64_t)length;
}

static struct submitted
book(const struct submit *submit)
{
	return (struct submitted){ .submit = submit, .folder = "book",
	    .dir = open("book", O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	    .id = "b00c", .form = BATCH_OUTPUT_LINES, .scale = 2, .cap = 300,
	    .window = SPAN("window"), .batch = SPAN("batch") };
}

/* Another run; what it says is in the file err.  Returns its status. */
static int
run(const char *command, uint64_t length)
{
	const struct submit submit = { .command = command, .quiet = true };
	struct submitted s = book(&submit);
	int saved = dup(STDERR_FILENO), status;
	int err = open("err", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);

	dup2(err, STDERR_FILENO);
	close(err);
	fcntl(saved, F_SETFD, FD_CLOEXEC);
	status = submitted_open(&s, length);
	if (status == 0)
		status = submitted_go_on(&s, length);
	if (status == 0)
		status = submitted_end(&s);
	status = submitted_close(&s, status);
	CHECK_INT(submitted_close(&s, status), status);
	close(s.dir);
	dup2(saved, STDERR_FILENO);
	close(saved);
	return status;
}

/* Do the log, the file, and what came say what tools make of batches.csv? */
static int
as_tools_say(int windows)
{
	char command[900];

	snprintf(command, sizeof(command),
	    "for n in $(seq %d); do"
	    "  { head -n 1 book/batches.csv;"
	    "    grep \",$n,[0-9]*$\" book/batches.csv; } >want.$n;"
	    "  cmp want.$n got.$n || exit;"
	    "  key=$({ echo b00c,$n; cat want.$n; } | sha256sum);"
	    "  echo $n,${key%%%% *}; "
	    "done >keys;"
	    "cmp keys log &&"
	    "{ echo window,submission; cat keys; } | cmp - book/submitted.csv",
	    windows);
	return system(command);
}

static bool
says(const char *words)
{
	char command[200];

	snprintf(command, sizeof(command), "grep -q '%s' err", words);
	return system(command) == 0;
}

static void
all_are_submitted_in_order_and_noted(void)
{
	uint64_t length;

	begin_book();
	add_window(1, 3, "a");
	add_window(2, 1, "b");
	length = add_window(3, 2, "c");
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(3), 0);
	CHECK(!says("."));
	CHECK_INT(access("book/submitted.csv.sum", F_OK), 0);
	/* Once. */
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(3), 0);
	length = add_window(4, 2, "d");
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(4), 0);
}

static void
none_is_submitted_before_it_may_be(void)
{
	const struct submit submit = { .command = keep };
	struct submitted s;
	uint64_t first, second;

	begin_book();
	s = book(&submit);
	CHECK_INT(submitted_open(&s, 26), 0);
	CHECK_INT(submitted_go_on(&s, 26), 0);
	first = add_window(1, 3, "a");
	second = add_window(2, 3, "b");
	CHECK_INT(access("log", F_OK), -1);
	CHECK_INT(submitted_go_on(&s, first), 0);
	CHECK_INT(as_tools_say(1), 0);
	CHECK_INT(submitted_go_on(&s, first), 0);
	CHECK_INT(as_tools_say(1), 0);
	CHECK_INT(submitted_go_on(&s, second), 0);
	CHECK_INT(as_tools_say(2), 0);
	CHECK_INT(submitted_close(&s, 0), 0);
	second = add_window(3, 3, "c");
	CHECK_INT(submitted_open(&s, second), 0);
	CHECK_INT(as_tools_say(2), 0);
	CHECK_INT(submitted_close(&s, 0), 0);
	close(s.dir);
}

static void
a_book_without_windows_has_none(void)
{
	CHECK_INT(system("rm -rf book log; mkdir book"), 0);
	CHECK_INT(run(keep, 0), 0);
	CHECK_INT(access("log", F_OK), -1);
	CHECK_INT(system("echo window,submission | cmp - book/submitted.csv"),
	    0);
}

static void
what_was_not_taken_is_the_next(void)
{
	static const char unwilling[] = "[ $BALSYS_WINDOW -ne 2 ] || exit 1; "
	    "echo $BALSYS_WINDOW,$BALSYS_SUBMISSION >>log; "
	    "cat >got.$BALSYS_WINDOW";
	uint64_t length;

	begin_book();
	add_window(1, 3, "a");
	add_window(2, 1, "b");
	length = add_window(3, 1, "c");
	CHECK_INT(run(unwilling, length), EX_TEMPFAIL);
	CHECK(says("window 2: the command ended with status 1; given up"));
	CHECK_INT(as_tools_say(1), 0);
	CHECK_INT(run(unwilling, length), EX_TEMPFAIL);
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(3), 0);
}

static void
what_is_torn_is_cut_off(void)
{
	uint64_t length;

	begin_book();
	add_window(1, 3, "a");
	length = add_window(2, 1, "b");
	CHECK_INT(run("exit 0", length), 0);
	/* A crash behind the command's success: it comes again. */
	CHECK_INT(system("head -c -20 book/submitted.csv >cut; "
	    "cp cut book/submitted.csv; rm book/submitted.csv.sum"), 0);
	CHECK_INT(run("exit 1", length), EX_TEMPFAIL);
	CHECK(says("book/submitted.csv: 47 bytes of a line that was not "
	    "finished are cut off"));
	CHECK_INT(system("printf '2,12\\0\\0\\0' >>book/submitted.csv"), 0);
	CHECK_INT(run("exit 0", length), 0);
	CHECK_INT(system("rm -f log; cp book/submitted.csv whole; "
	    "rm book/submitted.csv*"), 0);
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(2), 0);
	CHECK_INT(system("cmp whole book/submitted.csv"), 0);
}

/* Break a file of a book of two windows, and run. */
static int
run_broken(const char *command)
{
	uint64_t length;

	begin_book();
	add_window(1, 3, "a");
	length = add_window(2, 1, "b");
	CHECK_INT(run("exit 0", length), 0);
	CHECK_INT(system(command), 0);
	return run(keep, length);
}

static void
what_does_not_agree_is_told(void)
{
	CHECK_INT(run_broken("sed -i '1s/w/v/' book/submitted.csv; "
	    "rm book/submitted.csv.sum"), EX_DATAERR);
	CHECK(says("book/submitted.csv:1: is not window,submission"));
	CHECK_INT(run_broken("sed -i '3s/.$/x/' book/submitted.csv; "
	    "rm book/submitted.csv.sum"), EX_DATAERR);
	CHECK(says("book/submitted.csv:3: window 2 was submitted as another "
	    "than batches.csv has"));
	CHECK_INT(run_broken("sed -i 's/^a2/a3/' book/batches.csv"),
	    EX_DATAERR);
	CHECK(says("book/submitted.csv:2: window 1 was submitted as another"));
	CHECK_INT(run_broken("sed -n '3s/2/3/p' book/submitted.csv "
	    ">>book/submitted.csv; rm book/submitted.csv.sum"), EX_DATAERR);
	CHECK(says("book/submitted.csv:4: window 3 was submitted and is not in "
	    "batches.csv"));
	CHECK_INT(run_broken("sed -i 's/,2,1$/,5,1/' book/batches.csv; "
	    "sed -i 3d book/submitted.csv; rm book/submitted.csv.sum"),
	    EX_DATAERR);
	CHECK(says("book/batches.csv:5: window 5 follows window 1"));
	begin_book();
	CHECK_INT(run(keep, add_window(2, 3, "a")), EX_DATAERR);
	CHECK(says("book/submitted.csv:2: window 1 is not the next in "
	    "batches.csv"));
	/* Nothing is submitted then. */
	CHECK_INT(access("log", F_OK), -1);
}

static void
a_checkpoint_only_saves_time(void)
{
	uint64_t length = 0;

	begin_book();
	for (int i = 1; i <= 12; i++)
		length = add_window(i, 150000, "abcdefghi");
	CHECK_INT(run("exit 0", length), 0);
	CHECK_INT(access("book/submit.ckpt", F_OK), 0);
	length = add_window(13, 1, "x");
	/* What is before it is not looked at. */
	CHECK_INT(system("cp -r book copy; "
	    "sed -i '2s/^./x/' book/batches.csv"), 0);
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(system("[ $(tail -n +14 book/submitted.csv | cmp - log && "
	    "wc -l <log) -eq 1 ]"), 0);
	CHECK_INT(system("cp book/submitted.csv whole; rm log; "
	    "rm book/submit.ckpt"), 0);
	CHECK_INT(run(keep, length), EX_DATAERR);
	/* One that is gone, damaged, or another book's. */
	CHECK_INT(system("rm -rf book; cp -r copy book; rm book/*.ckpt"), 0);
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(system("cmp whole book/submitted.csv"), 0);
	CHECK_INT(system("rm -rf book; cp -r copy book; "
	    "truncate -s -1 book/submit.ckpt"), 0);
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(system("cmp whole book/submitted.csv"), 0);
	begin_book();
	CHECK_INT(system("cp copy/submit.ckpt book"), 0);
	length = add_window(1, 3, "a");
	CHECK_INT(run(keep, length), 0);
	CHECK_INT(as_tools_say(1), 0);
	CHECK_INT(system("rm -rf copy"), 0);
}

int
main(void)
{
	struct submitted none = { 0 };

	alarm(250);
	cli_start(&cli);
	CHECK_INT(submitted_close(&none, 0), 0);
	RUN(all_are_submitted_in_order_and_noted);
	RUN(none_is_submitted_before_it_may_be);
	RUN(a_book_without_windows_has_none);
	RUN(what_was_not_taken_is_the_next);
	RUN(what_is_torn_is_cut_off);
	RUN(what_does_not_agree_is_told);
	RUN(a_checkpoint_only_saves_time);
	return check_status();
}
