/* Books: made, opened, agreed on, saved, locked, and refused. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/stat.h>

#include "check.h"
#include "ledger/book.h"
#include "source.h"

#define ID "0123456789abcdef0123456789abcdef"

/* See that something failed so. */
static void
check_failed(int status, const struct book *b, enum book_failure kind,
    const char *error)
{
	CHECK_INT(status, -1);
	CHECK_INT(book_failure(b), kind);
	CHECK_SPAN(span_of(book_error(b)), error);
}

static void
check_opens_not(const char *path, enum book_use use, enum book_failure kind,
    const char *error)
{
	struct book b = { 0 };

	check_failed(book_open(&b, path, use), &b, kind, error);
	book_close(&b);
	book_close(&b);
}

static void
check_value(const struct book *b, const char *option, const char *value)
{
	const char *is = book_value(b, option);

	CHECK((is == NULL) == (value == NULL));
	if (is != NULL && value != NULL)
		CHECK_SPAN(span_of(is), value);
}

static bool
exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static void
a_new_book_is_made_and_found_again(void)
{
	struct book b = { 0 }, again = { 0 };
	char id[BOOK_ID_LEN + 1];

	CHECK_INT(book_open(&b, "new", BOOK_WRITE), 0);
	CHECK(exists("new"));
	CHECK(!b.saved);
	CHECK_SPAN(span_of(b.id), "");
	check_value(&b, "scale", NULL);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	CHECK_INT(book_agree(&b, "known", ""), 0);
	CHECK_INT(book_agree(&b, "cap", NULL), 0);
	check_value(&b, "scale", "2");
	check_value(&b, "cap", NULL);
	CHECK(!exists("new/book"));
	CHECK_INT(book_save(&b), 0);
	CHECK(b.saved);
	CHECK(!b.sums_missing);
	CHECK_INT(strlen(b.id), BOOK_ID_LEN);
	CHECK_INT(strspn(b.id, "0123456789abcdef"), BOOK_ID_LEN);
	check_value(&b, "id", b.id);
	strcpy(id, b.id);
	book_close(&b);

	CHECK_INT(book_open(&again, "new", BOOK_READ), 0);
	CHECK(again.saved);
	CHECK_SPAN(span_of(again.id), id);
	check_value(&again, "scale", "2");
	check_value(&again, "known", "");
	check_value(&again, "cap", NULL);
	book_close(&again);
	book_close(&again);
}

static void
no_two_books_have_an_id_in_common(void)
{
	struct book a = { 0 }, b = { 0 };

	CHECK_INT(book_open(&a, "one", BOOK_WRITE), 0);
	CHECK_INT(book_open(&b, "two", BOOK_WRITE), 0);
	CHECK_INT(book_save(&a), 0);
	CHECK_INT(book_save(&b), 0);
	CHECK(strcmp(a.id, b.id) != 0);
	book_close(&a);
	book_close(&b);
}

static void
what_was_agreed_on_stays_so(void)
{
	struct book b = { 0 };

	CHECK_INT(book_open(&b, "agreed", BOOK_WRITE), 0);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	check_failed(book_agree(&b, "scale", "3"), &b, BOOK_DATA,
	    "agreed/book: scale is \"2\" there, not \"3\"");
	CHECK_INT(book_save(&b), 0);
	book_close(&b);
	CHECK_INT(book_open(&b, "agreed", BOOK_WRITE), 0);
	CHECK_INT(book_agree(&b, "scale", NULL), 0);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	check_failed(book_agree(&b, "scale", ""), &b, BOOK_DATA,
	    "agreed/book: scale is \"2\" there, not \"\"");
	check_value(&b, "scale", "2");
	CHECK_INT(book_agree(&b, "cap", "100.00"), 0);
	CHECK_INT(book_save(&b), 0);
	CHECK_INT(book_save(&b), 0);
	book_close(&b);
	CHECK_INT(book_open(&b, "agreed", BOOK_READ), 0);
	check_value(&b, "scale", "2");
	check_value(&b, "cap", "100.00");
	book_close(&b);
}

/* As two commands of a pipeline do, which begin at the same moment. */
static void
two_may_make_the_same_book(void)
{
	struct book a = { 0 }, b = { 0 }, c = { 0 };

	CHECK_INT(book_open(&a, "both", BOOK_WRITE), 0);
	CHECK_INT(book_lock(&a, "ledger.csv", BOOK_WRITE), 0);
	CHECK_INT(book_open(&b, "both", BOOK_WRITE), 0);
	CHECK_INT(book_lock(&b, "batches.csv", BOOK_WRITE), 0);
	CHECK_INT(book_open(&c, "both", BOOK_WRITE), 0);
	CHECK_INT(book_agree(&a, "scale", "2"), 0);
	CHECK_INT(book_agree(&a, "opening", ""), 0);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	CHECK_INT(book_agree(&b, "cap", "100.00"), 0);
	CHECK_INT(book_agree(&c, "scale", "3"), 0);
	CHECK_INT(book_save(&a), 0);
	source_file("both/ledger.csv", SPAN("id,amount\n"));
	CHECK_INT(book_save(&b), 0);
	CHECK_SPAN(span_of(a.id), b.id);
	check_value(&b, "opening", "");
	check_value(&b, "cap", "100.00");
	check_failed(book_save(&c), &c, BOOK_DATA,
	    "both/book: scale is \"2\" there, not \"3\"");
	book_close(&a);
	book_close(&b);
	book_close(&c);
}

/* Many processes save at once: nothing of anybody's is lost. */
static void
many_may_save_at_once(void)
{
	enum { MANY = 12 };
	char option[] = "option-a";
	struct book b = { 0 };
	int status, failed = 0;

	for (int i = 0; i < MANY; i++) {
		option[7] = (char)('a' + i);
		if (fork() != 0)
			continue;
		status = book_open(&b, "many", BOOK_WRITE) == -1 ||
		    book_agree(&b, option, "x") == -1 ||
		    book_agree(&b, "scale", "2") == -1 || book_save(&b) == -1;
		if (status != 0)
			fprintf(stderr, "%s\n", book_error(&b));
		book_close(&b);
		_exit(status);
	}
	while (wait(&status) != -1)
		failed += status != 0;
	CHECK_INT(failed, 0);
	CHECK_INT(book_open(&b, "many", BOOK_WRITE), 0);
	for (int i = 0; i < MANY; i++) {
		option[7] = (char)('a' + i);
		check_value(&b, option, "x");
	}
	CHECK(!b.sums_missing);
	CHECK(!exists("many/book.new") && !exists("many/book.sum.new"));
	book_close(&b);
}

static void
a_part_has_one_writer_or_readers(void)
{
	struct book a = { 0 }, b = { 0 };

	CHECK_INT(book_open(&a, "locked", BOOK_WRITE), 0);
	CHECK_INT(book_save(&a), 0);
	CHECK_INT(book_open(&b, "locked", BOOK_WRITE), 0);
	CHECK_INT(book_lock(&a, "ledger.csv", BOOK_WRITE), 0);
	check_failed(book_lock(&b, "ledger.csv", BOOK_WRITE), &b, BOOK_LOCKED,
	    "locked/ledger.csv: is in use by another process");
	check_failed(book_lock(&b, "ledger.csv", BOOK_READ), &b, BOOK_LOCKED,
	    "locked/ledger.csv: is in use by another process");
	CHECK_INT(book_lock(&b, "batches.csv", BOOK_WRITE), 0);
	book_close(&a);
	book_close(&b);
	CHECK_INT(book_open(&a, "locked", BOOK_READ), 0);
	CHECK_INT(book_open(&b, "locked", BOOK_WRITE), 0);
	CHECK_INT(book_lock(&a, "ledger.csv", BOOK_READ), 0);
	CHECK_INT(book_lock(&b, "ledger.csv", BOOK_READ), 0);
	check_failed(book_lock(&b, "ledger.csv", BOOK_WRITE), &b, BOOK_LOCKED,
	    "locked/ledger.csv: is in use by another process");
	check_failed(book_lock(&a, "none.csv", BOOK_READ), &a, BOOK_OPEN,
	    "locked/none.csv: cannot be opened: No such file or directory");
	book_close(&a);
	book_close(&b);
}

static void
another_folder_is_not_taken_for_a_book(void)
{
	CHECK_INT(mkdir("other", 0777), 0);
	source_file("other/notes", SPAN("not ours\n"));
	check_opens_not("other", BOOK_READ, BOOK_DATA,
	    "other: is no book: there is no file called book in it");
	source_file("other/ledger.csv", SPAN(""));
	struct book b = { 0 };
	CHECK_INT(book_open(&b, "other", BOOK_WRITE), 0);
	book_close(&b);
	source_file("other/ledger.csv", SPAN("id,amount\n"));
	check_opens_not("other", BOOK_WRITE, BOOK_DATA,
	    "other: there is a file ledger.csv in it, but none called book");
	CHECK_INT(unlink("other/ledger.csv"), 0);
	source_file("other/batches.csv", SPAN("i"));
	check_opens_not("other", BOOK_READ, BOOK_DATA,
	    "other: there is a file batches.csv in it, but none called book");
}

static void
what_cannot_be_opened_says_why(void)
{
	check_opens_not("none", BOOK_READ, BOOK_OPEN,
	    "none: cannot be opened: No such file or directory");
	check_opens_not("none/none", BOOK_WRITE, BOOK_CREATE,
	    "none/none: cannot be opened or made: No such file or directory");
	check_opens_not("", BOOK_WRITE, BOOK_CREATE,
	    ": cannot be opened or made: No such file or directory");
	source_file("file", SPAN("x\n"));
	check_opens_not("file", BOOK_READ, BOOK_OPEN,
	    "file: cannot be opened: Not a directory");
	check_opens_not("file", BOOK_WRITE, BOOK_CREATE,
	    "file: cannot be opened or made: Not a directory");
}

static void
a_book_that_is_none_is_named_with_its_line(void)
{
	CHECK_INT(mkdir("broken", 0777), 0);
	source_file("broken/book", SPAN("option,value\nscale,2\nid," ID "\n"));
	check_opens_not("broken", BOOK_READ, BOOK_DATA,
	    "broken/book:3: options are not in their order");
	source_file("broken/book", SPAN("option,value\nscale,2\n"));
	check_opens_not("broken", BOOK_READ, BOOK_DATA,
	    "broken/book: has no id of a book");
	source_file("broken/book", SPAN("option,value\nid," ID "\nscale,3\n"));
	source_file("broken/book.sum", SPAN("offset,lines,sha256\n"));
	check_opens_not("broken", BOOK_WRITE, BOOK_DATA,
	    "broken/book: is not what its sums say");
}

static void
sums_that_are_missing_are_made_and_told(void)
{
	struct book b = { 0 };

	CHECK_INT(mkdir("summed", 0777), 0);
	source_file("summed/book", SPAN("option,value\nid," ID "\n"));
	CHECK_INT(book_open(&b, "summed", BOOK_READ), 0);
	CHECK(!b.sums_missing);
	book_close(&b);
	CHECK(!exists("summed/book.sum"));
	CHECK_INT(book_open(&b, "summed", BOOK_WRITE), 0);
	CHECK(b.sums_missing);
	CHECK(exists("summed/book.sum"));
	CHECK_SPAN(span_of(b.id), ID);
	book_close(&b);
}

static void
files_are_put_there_whole(void)
{
	struct book b = { 0 };
	struct buf bytes = { 0 };
	bool there;

	CHECK_INT(book_open(&b, "files", BOOK_WRITE), 0);
	CHECK_INT(book_read(&b, "opening.csv", &bytes, &there), 0);
	CHECK(!there);
	CHECK_INT(book_write(&b, "opening.csv", SPAN("account,balance\n")), 0);
	CHECK_INT(book_read(&b, "opening.csv", &bytes, &there), 0);
	CHECK(there);
	CHECK_SPAN(buf_span(&bytes), "account,balance\n");
	CHECK(exists("files/opening.csv.sum"));
	source_file("files/opening.csv", SPAN("account,balance\nA,1\n"));
	check_failed(book_read(&b, "opening.csv", &bytes, &there), &b,
	    BOOK_DATA, "files/opening.csv: is not what its sums say");
	buf_free(&bytes);
	book_close(&b);
}

static void
a_failure_of_the_callers_is_kept(void)
{
	struct book b = { 0 };

	CHECK_INT(book_open(&b, "failed", BOOK_WRITE), 0);
	CHECK_INT(book_fail(&b, BOOK_IO, "windows.csv", "has %d lines", 7), -1);
	check_failed(-1, &b, BOOK_IO, "failed/windows.csv: has 7 lines");
	CHECK_INT(book_fail(&b, BOOK_DATA, NULL, "is odd"), -1);
	check_failed(-1, &b, BOOK_DATA, "failed: is odd");
	book_close(&b);
}

static void
a_book_that_vanishes_is_missed(void)
{
	struct book b = { 0 };

	CHECK_INT(book_open(&b, "gone", BOOK_WRITE), 0);
	CHECK_INT(rmdir("gone"), 0);
	check_failed(book_lock(&b, "ledger.csv", BOOK_WRITE), &b, BOOK_CREATE,
	    "gone/ledger.csv: cannot be opened: No such file or directory");
	check_failed(book_save(&b), &b, BOOK_CREATE,
	    "gone/book.new: cannot be made: No such file or directory");
	book_close(&b);
	CHECK_INT(book_open(&b, "gone", BOOK_WRITE), 0);
	CHECK_INT(book_save(&b), 0);
	CHECK_INT(unlink("gone/book"), 0);
	CHECK_INT(unlink("gone/book.sum"), 0);
	check_failed(book_save(&b), &b, BOOK_DATA,
	    "gone/book: was there, and is gone");
	book_close(&b);
}

/* A child that is somebody else; its status says which CHECKs failed. */
static void
as_another_user(void (*test)(void))
{
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		check_failures = 0;
		if (setgid(65534) == -1 || setuid(65534) == -1)
			_exit(1);
		test();
		_exit(check_failures != 0);
	}
	waitpid(child, &status, 0);
	CHECK_INT(status, 0);
}

static void
read_others(void)
{
	struct book b = { 0 };

	CHECK_INT(book_open(&b, "mine", BOOK_READ), 0);
	CHECK_INT(book_lock(&b, "ledger.csv", BOOK_READ), 0);
	check_value(&b, "scale", "2");
	book_close(&b);
	CHECK_INT(book_open(&b, "mine", BOOK_WRITE), 0);
	check_failed(book_lock(&b, "ledger.csv", BOOK_WRITE), &b, BOOK_CREATE,
	    "mine/ledger.csv: cannot be opened: Permission denied");
	CHECK_INT(book_agree(&b, "cap", "1.00"), 0);
	check_failed(book_save(&b), &b, BOOK_CREATE,
	    "mine/book.new: cannot be made: Permission denied");
	book_close(&b);
	check_opens_not("closed", BOOK_READ, BOOK_OPEN,
	    "closed: cannot be opened: Permission denied");
	check_opens_not("closed", BOOK_WRITE, BOOK_CREATE,
	    "closed: cannot be opened or made: Permission denied");
	check_opens_not("mine/sub", BOOK_WRITE, BOOK_CREATE,
	    "mine/sub: cannot be opened or made: Permission denied");
}

static void
make_mine(void)
{
	struct book b = { 0 };

	CHECK_INT(book_open(&b, "mine", BOOK_WRITE), 0);
	CHECK_INT(book_lock(&b, "ledger.csv", BOOK_WRITE), 0);
	CHECK_INT(book_agree(&b, "scale", "2"), 0);
	CHECK_INT(book_save(&b), 0);
	book_close(&b);
	CHECK_INT(mkdir("closed", 0700), 0);
	CHECK_INT(chmod(".", 0755), 0);
}

static void
another_user_may_read_and_not_write(void)
{
	make_mine();
	if (geteuid() == 0)
		as_another_user(read_others);
	else
		printf("skip - another user's book: wants root\n");
}

int
main(void)
{
	RUN(a_new_book_is_made_and_found_again);
	RUN(no_two_books_have_an_id_in_common);
	RUN(what_was_agreed_on_stays_so);
	RUN(two_may_make_the_same_book);
	RUN(many_may_save_at_once);
	RUN(a_part_has_one_writer_or_readers);
	RUN(another_folder_is_not_taken_for_a_book);
	RUN(what_cannot_be_opened_says_why);
	RUN(a_book_that_is_none_is_named_with_its_line);
	RUN(sums_that_are_missing_are_made_and_told);
	RUN(files_are_put_there_whole);
	RUN(a_failure_of_the_callers_is_kept);
	RUN(a_book_that_vanishes_is_missed);
	RUN(another_user_may_read_and_not_write);
	return check_status();
}
