/* Standard output follows a file: all of it, and nothing that is not safe. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>

#include "check.h"
#include "cli/tee.h"
#include "source.h"

static void
begin(struct journal *j, struct writer *out)
{
	int here = open(".", O_RDONLY | O_DIRECTORY);

	unlink("j.csv");
	unlink("j.csv.sum");
	CHECK_INT(journal_open(j, here, ".", "j.csv"), 0);
	CHECK_INT(journal_keep(j, 0), 0);
	CHECK_INT(writer_open(out, open("out", O_RDWR | O_CREAT | O_TRUNC,
	    0666), "out"), 0);
	close(here);
}

static void
end(struct journal *j, struct writer *out)
{
	journal_free(j);
	(void)!writer_close(out);
}

/* The first len bytes of both files are the same, and out has no more. */
static void
check_out(size_t len)
{
	static char wanted[400000], got[400000];
	int from = open("j.csv", O_RDONLY), to = open("out", O_RDONLY);

	CHECK(read(from, wanted, len) == (ssize_t)len);
	CHECK(read(to, got, sizeof(got)) == (ssize_t)len);
	CHECK(memcmp(got, wanted, len) == 0);
	close(from);
	close(to);
}

static void
what_is_safe_is_sent_and_no_more(void)
{
	static char text[300000];
	struct writer out;
	struct journal j;
	struct tee tee = { .journal = &j, .out = &out };

	begin(&j, &out);
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 7);
	CHECK_INT(journal_write(&j, (struct span){ text, sizeof(text) }), 0);
	CHECK_INT(tee_pump(&tee, 0), 0);
	check_out(0);
	for (size_t safe = 1; safe < sizeof(text); safe = safe * 3 + 5) {
		CHECK_INT(tee_pump(&tee, safe), 0);
		check_out(safe);
	}
	CHECK_INT(tee_pump(&tee, sizeof(text)), 0);
	check_out(sizeof(text));
	end(&j, &out);
}

static void
what_cannot_be_read_is_told(void)
{
	struct writer out;
	struct journal j;
	struct tee tee = { .journal = &j, .out = &out };

	begin(&j, &out);
	CHECK_INT(journal_write(&j, SPAN("a\n")), 0);
	/* More is said to be there than there is. */
	errno = 0;
	CHECK_INT(tee_pump(&tee, 10), -1);
	CHECK_INT(errno, EIO);
	end(&j, &out);
}

static void
a_reader_that_left_is_the_writers(void)
{
	struct writer out;
	struct journal j;
	struct tee tee = { .journal = &j, .out = &out };

	begin(&j, &out);
	CHECK_INT(journal_write(&j, SPAN("a\n")), 0);
	out.error = EPIPE;
	CHECK_INT(tee_pump(&tee, 2), 0);
	CHECK_INT(writer_error(&out), EPIPE);
	CHECK_INT(tee.sent, 0);
	end(&j, &out);
}

int
main(void)
{
	RUN(what_is_safe_is_sent_and_no_more);
	RUN(what_cannot_be_read_is_told);
	RUN(a_reader_that_left_is_the_writers);
	return check_status();
}
