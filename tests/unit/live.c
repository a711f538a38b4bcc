/* Pages that come as a clock says which the test sets. */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "check.h"
#include "cli/live.h"
#include "pty.h"

/* A clock has no argument, so this is the one that all of it goes by. */
static int64_t the_time;

static int64_t
read_clock(void)
{
	return the_time;
}

/* What pages are made of. */
struct figures {
	int count;		/* pages made */
	int timed;		/* of these, with the time */
	int fails;		/* how many of the next ones do */
	bool tall;
};

static int
put_figures(void *arg, struct writer *out, const struct timestamp *at,
    bool is_more)
{
	struct figures *f = arg;

	f->count++;
	f->timed += at != NULL && at->micros > 0;
	if (f->fails > 0) {
		f->fails--;
		errno = ENOMEM;
		return -1;
	}
	writer_put(out, is_more ? SPAN("more") : SPAN("page"));
	writer_putc(out, ' ');
	writer_put_number(out, (uint64_t)f->count);
	writer_putc(out, '\n');
	for (int i = 0; f->tall && i < 9; i++) {
		writer_put(out, SPAN("line as long as this "));
		writer_put_number(out, (uint64_t)i);
		writer_putc(out, '\n');
	}
	return 0;
}

/* All that is behind a view, whose pages go to the file "out". */
struct fixture {
	struct figures figures;
	struct writer out;
	struct pulse pulse;
	struct live live;
};

static void
begin(struct fixture *f, unsigned every, int fd)
{
	*f = (struct fixture){ .pulse.clock = read_clock };
	the_time = 0;
	CHECK_INT(writer_open(&f->out, fd == -1 ? open("out", O_WRONLY |
	    O_CREAT | O_TRUNC, 0666) : dup(fd), "out"), 0);
	f->live = (struct live){ .every = every, .page = put_figures,
	    .arg = &f->figures, .out = &f->out, .redraws = true };
}

static void
end(struct fixture *f)
{
	(void)!writer_close(&f->out);
	live_free(&f->live);
	live_free(&f->live);
}

static void
check_file(const char *path, const char *wanted)
{
	char bytes[4096];
	int fd = open(path, O_RDONLY);
	ssize_t got = read(fd, bytes, sizeof(bytes));

	CHECK_SPAN(((struct span){ bytes, got < 0 ? 0 : (size_t)got }), wanted);
	close(fd);
}

static void
at(struct fixture *f, int64_t time)
{
	the_time = time;
	pulse_beat(&f->pulse);
}

static void
one_page_alone_comes_at_the_end(void)
{
	struct fixture f;

	begin(&f, 0, -1);
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	at(&f, 1000000);
	CHECK_INT(f.figures.count, 0);
	CHECK_INT(live_end(&f.live), 0);
	CHECK_INT(f.figures.timed, 0);
	/* When it is written is for the writer to say, as ever. */
	check_file("out", "");
	CHECK_INT(writer_close(&f.out), 0);
	check_file("out", "page 1\n");
	end(&f);
}

static void
pages_are_appended_as_they_come(void)
{
	struct fixture f;

	begin(&f, 1000, -1);
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	at(&f, 999);
	check_file("out", "");
	at(&f, 1000);
	check_file("out", "page 1\n");
	at(&f, 2000);
	check_file("out", "page 1\nmore 2\n");
	CHECK_INT(live_end(&f.live), 0);
	check_file("out", "page 1\nmore 2\nmore 3\n");
	CHECK_INT(f.figures.timed, 3);
	end(&f);
}

static void
a_blank_line_stands_between_pages_of_many(void)
{
	struct fixture f;

	begin(&f, 100, -1);
	f.live.spaced = true;
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	at(&f, 100);
	at(&f, 200);
	CHECK_INT(live_end(&f.live), 0);
	check_file("out", "page 1\n\nmore 2\n\nmore 3\n");
	end(&f);
}

static void
in_a_file_of_its_own_each_replaces_the_one_before(void)
{
	struct fixture f;
	struct outputs outputs = { 0 };
	struct page_file file = { 0 };

	begin(&f, 100, -1);
	f.live.out = NULL;
	f.live.file = &file;
	f.live.spaced = true;
	CHECK_INT(page_file_open(&file, &outputs, "view"), 0);
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	at(&f, 100);
	check_file("view", "page 1\n");
	at(&f, 200);
	check_file("view", "page 2\n");
	f.figures.fails = 1;
	at(&f, 300);
	check_file("view", "page 2\n");
	CHECK_INT(live_end(&f.live), 0);
	check_file("view", "page 4\n");
	check_file("out", "");
	page_file_close(&file);
	end(&f);
}

static void
only_the_last_page_must_not_fail(void)
{
	struct fixture f;

	begin(&f, 100, -1);
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	f.figures.fails = 1;
	at(&f, 100);
	CHECK_INT(live_end(&f.live), 0);
	check_file("out", "more 2\n");
	f.figures.fails = 1;
	CHECK_INT(live_end(&f.live), -1);
	CHECK_INT(errno, ENOMEM);
	end(&f);
}

static void
on_a_terminal_it_is_redrawn_in_place_and_last_whole(void)
{
	struct fixture f;
	struct pty pty;

	setenv("TERM", "xterm", 1);
	pty_open(&pty, 4, 16);
	begin(&f, 100, pty.slave);
	CHECK_INT(write(pty.slave, "before\n", 7), 7);
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	CHECK(f.live.on_terminal);
	at(&f, 100);
	CHECK_SPAN(pty_look(&pty), "before\npage 1\n");
	at(&f, 200);
	CHECK_SPAN(pty_look(&pty), "before\npage 2\n");
	f.figures.tall = true;
	at(&f, 300);
	CHECK_SPAN(pty_look(&pty), "before\npage 3\nline as long a>\n"
	    "line as long a>\nline as long a>\n");
	/* What cannot be made leaves the one before. */
	f.figures.fails = 1;
	at(&f, 400);
	at(&f, 500);
	CHECK_SPAN(pty_look(&pty), "before\npage 5\nline as long a>\n"
	    "line as long a>\nline as long a>\n");
	f.figures.tall = false;
	at(&f, 600);
	CHECK_SPAN(pty_look(&pty), "before\npage 6\n");
	CHECK_INT(live_end(&f.live), 0);
	CHECK_SPAN(pty_look(&pty), "before\npage 7\n\n");
	end(&f);
	pty_close(&pty);
}

static void
what_is_not_for_people_is_appended_on_a_terminal_too(void)
{
	struct fixture f;
	struct pty pty;

	setenv("TERM", "xterm", 1);
	pty_open(&pty, 4, 16);
	begin(&f, 100, pty.slave);
	f.live.redraws = false;
	CHECK_INT(live_start(&f.live, &f.pulse), 0);
	at(&f, 100);
	at(&f, 200);
	CHECK_INT(live_end(&f.live), 0);
	CHECK_SPAN(pty_look(&pty), "page 1\nmore 2\nmore 3\n\n");
	end(&f);
	pty_close(&pty);
}

int
main(void)
{
	if (!pty_is_possible())
		return 77;
	RUN(one_page_alone_comes_at_the_end);
	RUN(pages_are_appended_as_they_come);
	RUN(a_blank_line_stands_between_pages_of_many);
	RUN(in_a_file_of_its_own_each_replaces_the_one_before);
	RUN(only_the_last_page_must_not_fail);
	RUN(on_a_terminal_it_is_redrawn_in_place_and_last_whole);
	RUN(what_is_not_for_people_is_appended_on_a_terminal_too);
	return check_status();
}
