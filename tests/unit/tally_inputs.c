/* Operands, with the files of books in the place of folders. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "cli/cli.h"
#include "cli/tally_inputs.h"
#include "source.h"

/* A book with these options, a line each, before its id and behind it. */
static void
make_book(const char *folder, const char *before, const char *behind)
{
	char path[64], text[512];

	mkdir(folder, 0777);
	snprintf(path, sizeof(path), "%s/book", folder);
	snprintf(text, sizeof(text), "option,value\n%sid,%032d\n%s", before, 7,
	    behind);
	source_file(path, span_of(text));
}

static void
check_input(const struct tally_inputs *in, size_t i, const char *path,
    uint64_t until, enum tally_role role)
{
	CHECK_SPAN(span_of(in->path[i]), path);
	CHECK_INT(in->until[i], until);
	CHECK_INT(in->input[i].role, role);
	CHECK((in->input[i].book == NULL) == (role == TALLY_OPERAND));
}

static void
files_are_what_they_are(void)
{
	const char *const operands[] = { "-", "missing", "file", NULL };
	struct tally_inputs in = { 0 };

	source_file("file", SPAN("id,amount\n"));
	CHECK_INT(tally_inputs_find(&in, operands), 0);
	CHECK_INT(in.count, 3);
	CHECK_INT(in.nbooks, 0);
	CHECK(in.path[3] == NULL && in.folder[0] == NULL);
	for (size_t i = 0; i < 3; i++)
		check_input(&in, i, operands[i], 0, TALLY_OPERAND);
	tally_inputs_free(&in);
	tally_inputs_free(&in);
}

static void
a_book_is_its_files_as_far_as_they_are_whole(void)
{
	const char *const operands[] = { "file", "full", "file", NULL };
	struct tally_inputs in = { 0 };

	make_book("full", "batch-as,\"w,b\"\ncap,10.00\n",
	    "ledger-as,computed\nscale,2\n");
	source_file("full/ledger.csv", SPAN("id\n1\n2"));
	source_file("full/windows.csv", SPAN("window\n"));
	source_file("full/batches.csv", SPAN("torn"));
	source_file("full/rejects.csv", SPAN("file\n"));
	source_file("full/submitted.csv", SPAN(""));
	CHECK_INT(tally_inputs_find(&in, operands), 0);
	CHECK_INT(in.count, 5);
	check_input(&in, 0, "file", 0, TALLY_OPERAND);
	check_input(&in, 1, "full/ledger.csv", 5, TALLY_LEDGER);
	check_input(&in, 2, "full/windows.csv", 7, TALLY_WINDOWS);
	check_input(&in, 3, "full/rejects.csv", 5, TALLY_REJECTS);
	check_input(&in, 4, "file", 0, TALLY_OPERAND);
	CHECK(in.path[5] == NULL && in.folder[1] == NULL);
	CHECK_SPAN(span_of(in.folder[0]), "full");
	CHECK_SPAN(span_of(in.book[0].scale), "2");
	CHECK_SPAN(span_of(in.book[0].cap), "10.00");
	CHECK_SPAN(in.book[0].balance, "computed");
	CHECK_SPAN(in.book[0].window, "w");
	CHECK_SPAN(in.book[0].batch, "b");
	tally_inputs_free(&in);
}

static void
a_book_that_says_nothing_has_what_is_usual(void)
{
	const char *const operands[] = { "new", NULL };
	struct tally_inputs in = { 0 };

	make_book("new", "", "");
	CHECK_INT(tally_inputs_find(&in, operands), 0);
	CHECK_INT(in.count, 0);
	CHECK_INT(in.nbooks, 1);
	CHECK(in.book[0].scale == NULL && in.book[0].cap == NULL);
	CHECK_SPAN(in.book[0].balance, "balance");
	CHECK_SPAN(in.book[0].window, "window");
	CHECK_SPAN(in.book[0].batch, "batch");
	tally_inputs_free(&in);
}

static void
what_is_no_book_is_told(void)
{
	static const struct {
		const char *folder;
		int status;
	} wrong[] = { { "empty", EX_DATAERR }, { "bad", EX_DATAERR },
	    { "piped", EX_DATAERR } };
	struct tally_inputs in = { 0 };

	mkdir("empty", 0777);
	make_book("bad", "", "");
	source_file("bad/book", SPAN("option,value\n"));
	make_book("piped", "", "");
	CHECK_INT(mkfifo("piped/ledger.csv", 0666), 0);
	for (size_t i = 0; i < 3; i++) {
		const char *operands[] = { wrong[i].folder, NULL };

		CHECK_INT(tally_inputs_find(&in, operands), wrong[i].status);
		tally_inputs_free(&in);
	}
}

int
main(void)
{
	static const struct cli_option options[] = { { 0 } };
	static const struct cli cli = { .command = "tally_inputs",
	    .operands = "", .summary = "a test", .options = options };

	cli_start(&cli);
	RUN(files_are_what_they_are);
	RUN(a_book_is_its_files_as_far_as_they_are_whole);
	RUN(a_book_that_says_nothing_has_what_is_usual);
	RUN(what_is_no_book_is_told);
	return check_status();
}
