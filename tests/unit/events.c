/* Events: a line each, in a file that several may share. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "check.h"
#include "cli/cli.h"
#include "cli/events.h"

enum { STAMP = TIMESTAMP_TEXT_LEN };

/* All that a file has. */
static struct span
have(const char *path)
{
	static char bytes[400000];
	int fd = open(path, O_RDONLY);
	ssize_t len = read(fd, bytes, sizeof(bytes));

	close(fd);
	return (struct span){ bytes, len < 0 ? 0 : (size_t)len };
}

/* The next line of text, which it leaves behind; nothing behind the last. */
static struct span
next_line(struct span *text)
{
	const char *end = text->len == 0 ? NULL :
	    memchr(text->ptr, '\n', text->len);
	struct span line = { text->ptr, 0 };

	if (end == NULL)
		return line;
	line.len = (size_t)(end - text->ptr);
	text->len -= line.len + 1;
	text->ptr = end + 1;
	return line;
}

/* An event's line, but for its time, which is one. */
static struct span
timeless(struct span line)
{
	struct timestamp time;

	CHECK(line.len > STAMP && timestamp_parse((struct span){ line.ptr,
	    STAMP }, &time) == 0);
	return (struct span){ line.ptr + STAMP, line.len - STAMP };
}

static void
each_is_a_line_behind_the_header(void)
{
	struct outputs outputs = { 0 };
	struct events e = { 0 };
	struct span text;

	CHECK_INT(events_open(&e, &outputs, "balsys-x", "log"), 0);
	CHECK_SPAN(have("log"), EVENTS_HEADER);
	events_put(&e, "resumed", SPAN("books/main"), "%d records", 12);
	events_put(&e, "odd", SPAN("a,b\"c"), "%s", "x\ny\001\377z");
	CHECK_INT(events_close(&e), 0);
	CHECK_INT(events_close(&e), 0);
	outputs = (struct outputs){ 0 };
	CHECK_INT(events_open(&e, &outputs, "balsys-y", "log"), 0);
	events_put(&e, "started", SPAN(""), "%s", "");
	CHECK_INT(events_close(&e), 0);
	text = have("log");
	CHECK_SPAN(next_line(&text), "time,tool,event,subject,detail");
	CHECK_SPAN(timeless(next_line(&text)),
	    ",balsys-x,resumed,books/main,12 records");
	CHECK_SPAN(timeless(next_line(&text)),
	    ",balsys-x,odd,\"a,b\"\"c\",x?y??z");
	CHECK_SPAN(timeless(next_line(&text)), ",balsys-y,started,,");
	CHECK_INT(text.len, 0);
	unlink("log");
}

static void
nobody_listening_is_no_matter(void)
{
	struct events e = { 0 };

	events_put(NULL, "x", SPAN("y"), "%s", "z");
	events_put(&e, "x", SPAN("y"), "%s", "z");
	CHECK_INT(events_close(&e), 0);
}

/* A line is no longer than what a pipe takes whole, whatever is in it. */
static void
what_is_too_long_is_cut(void)
{
	static char quotes[5000], wide[5000];
	struct outputs outputs = { 0 };
	struct events e = { 0 };
	struct span text, line;

	memset(quotes, '"', sizeof(quotes) - 1);
	for (size_t i = 0; i + 1 < sizeof(wide); i++)
		wide[i] = "\303\244"[i % 2];
	CHECK_INT(events_open(&e, &outputs, "balsys-x", "log"), 0);
	events_put(&e, "refused-first-of-a-reason", span_of(quotes), "%s",
	    quotes);
	events_put(&e, "x", SPAN("y"), "a%s", wide);
	CHECK_INT(events_close(&e), 0);
	text = have("log");
	(void)next_line(&text);
	line = next_line(&text);
	CHECK(line.len < 4096);
	CHECK_SPAN(((struct span){ line.ptr + line.len - 4, 4 }), "...\"");
	line = timeless(next_line(&text));
	/* No character is cut in two. */
	CHECK_INT(line.len, strlen(",balsys-x,x,y,a") +
	    EVENTS_DETAIL_MAX - 2 + strlen("..."));
	CHECK_SPAN(((struct span){ line.ptr + line.len - 5, 5 }),
	    "\303\244...");
	unlink("log");
}

static void
a_line_that_was_cut_off_is_ended(void)
{
	struct outputs outputs = { 0 };
	struct events e = { 0 };
	struct span text;
	int fd = open("log", O_WRONLY | O_CREAT, 0666);

	CHECK_INT(write(fd, "time\n2026-", 10), 10);
	close(fd);
	CHECK_INT(events_open(&e, &outputs, "balsys-x", "log"), 0);
	events_put(&e, "started", SPAN("a"), "%s", "b");
	events_put(&e, "finished", SPAN("0"), "%s", "c");
	CHECK_INT(events_close(&e), 0);
	text = have("log");
	CHECK_SPAN(next_line(&text), "time");
	CHECK_SPAN(next_line(&text), "2026-");
	CHECK_SPAN(timeless(next_line(&text)), ",balsys-x,started,a,b");
	CHECK_SPAN(timeless(next_line(&text)), ",balsys-x,finished,0,c");
	CHECK_INT(text.len, 0);
	unlink("log");
}

/* The disk is full within a line, and then is not. */
static void
what_cannot_be_written_is_told_at_the_end(void)
{
	struct outputs outputs = { 0 };
	struct events e = { 0 };
	struct rlimit was, least;
	struct span text;

	CHECK_INT(events_open(&e, &outputs, "balsys-x", "log"), 0);
	getrlimit(RLIMIT_FSIZE, &was);
	least = was;
	least.rlim_cur = sizeof(EVENTS_HEADER) - 1 + 10;
	setrlimit(RLIMIT_FSIZE, &least);
	events_put(&e, "started", SPAN("a"), "%s", "b");
	events_put(&e, "resumed", SPAN("a"), "%s", "b");
	setrlimit(RLIMIT_FSIZE, &was);
	events_put(&e, "finished", SPAN("0"), "%s", "c");
	CHECK_INT(events_close(&e), EX_IOERR);
	text = have("log");
	(void)next_line(&text);
	CHECK_INT(next_line(&text).len, 10);
	CHECK_SPAN(timeless(next_line(&text)), ",balsys-x,finished,0,c");
	CHECK_INT(text.len, 0);
	unlink("log");
}

static void
where_there_can_be_none_is_told(void)
{
	static const char *const inputs[] = { "in", NULL };
	struct outputs outputs = { .inputs = inputs };
	struct events e = { 0 };
	int fd = open("in", O_WRONLY | O_CREAT, 0666);

	CHECK_INT(write(fd, "kept", 4), 4);
	close(fd);
	CHECK_INT(events_open(&e, &outputs, "balsys-x", "in"), EX_USAGE);
	CHECK_INT(events_open(&e, &outputs, "balsys-x", "no/log"),
	    EX_CANTCREAT);
	CHECK_INT(events_open(&e, &outputs, "balsys-x", "/dev/full"),
	    EX_CANTCREAT);
	CHECK_INT(events_close(&e), 0);
	CHECK_SPAN(have("in"), "kept");
	unlink("in");
}

/* Processes that begin at the same time write one header and whole lines. */
static void
several_share_one_file(void)
{
	enum { PROCESSES = 8, EACH = 100 };
	struct span text, line;
	int ready[2], lines = 0, status;
	char byte;

	CHECK_INT(pipe(ready), 0);
	for (int i = 0; i < PROCESSES; i++) {
		struct outputs outputs = { 0 };
		struct events e = { 0 };

		if (fork() != 0)
			continue;
		close(ready[1]);
		/* Until all are there. */
		if (read(ready[0], &byte, 1) != 0 ||
		    events_open(&e, &outputs, "balsys-x", "log") != 0)
			_exit(1);
		for (int n = 0; n < EACH; n++)
			events_put(&e, "x", SPAN("some subject"), "%d", n);
		_exit(events_close(&e));
	}
	close(ready[1]);
	while (wait(&status) != -1)
		CHECK_INT(status, 0);
	close(ready[0]);
	text = have("log");
	CHECK_SPAN(next_line(&text), "time,tool,event,subject,detail");
	while ((line = next_line(&text)).len > 0) {
		line = timeless(line);
		CHECK(line.len > 25 && memcmp(line.ptr,
		    ",balsys-x,x,some subject,", 25) == 0);
		lines++;
	}
	CHECK_INT(lines, PROCESSES * EACH);
	CHECK_INT(text.len, 0);
	unlink("log");
}

int
main(void)
{
	static const struct cli_option none[] = { { 0 } };
	static const struct cli cli = { .command = "events",
	    .options = none };

	cli_start(&cli);
	RUN(each_is_a_line_behind_the_header);
	RUN(nobody_listening_is_no_matter);
	RUN(what_is_too_long_is_cut);
	RUN(a_line_that_was_cut_off_is_ended);
	RUN(what_cannot_be_written_is_told_at_the_end);
	RUN(where_there_can_be_none_is_told);
	RUN(several_share_one_file);
	return check_status();
}
