/* Files with their sums: replaced as a whole, mended, and believed or not. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/stat.h>

#include "check.h"
#include "source.h"
#include "stream/summed.h"

/* By printf 'a\nb\n' | sha256sum. */
static const char ab_sums[] = "offset,lines,sha256\n4,2,"
    "911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2\n";

static struct summed files = { .folder = "books/main" };

/* What is in a file; NULL if there is none.  Good until the next call. */
static const char *
content(const char *path)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t len = fd == -1 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd != -1)
		close(fd);
	if (len == -1)
		return NULL;
	text[len] = '\0';
	return text;
}

static bool
holds(const char *path, const char *wanted)
{
	const char *is = content(path);

	return wanted == NULL || is == NULL ? wanted == is :
	    strcmp(is, wanted) == 0;
}

/* Read the file, and see that this is in it. */
static void
check_reads(bool checked, const char *wanted)
{
	struct buf bytes = { 0 };
	bool exists;

	buf_put(&bytes, SPAN("from before"));
	CHECK_INT(summed_read(&files, "file", checked, &bytes, &exists), 0);
	CHECK_INT(exists, wanted != NULL);
	CHECK_SPAN(buf_span(&bytes), wanted == NULL ? "" : wanted);
	buf_free(&bytes);
}

static void
check_fails(enum reader_failure kind, const char *sentence)
{
	struct buf bytes = { 0 };
	bool exists;

	CHECK_INT(summed_read(&files, "file", true, &bytes, &exists), -1);
	CHECK_INT(files.failure.kind, kind);
	CHECK_SPAN(span_of(files.failure.sentence), sentence);
	failure_free(&files.failure);
	buf_free(&bytes);
}

static void
begin(void)
{
	unlink("file");
	unlink("file.sum");
	unlink("file.new");
	unlink("file.sum.new");
	files.missing = NULL;
}

static void
what_is_written_is_read_with_its_sums(void)
{
	begin();
	check_reads(true, NULL);
	CHECK_INT(summed_write(&files, "file", SPAN("a\nb\n")), 0);
	CHECK(holds("file", "a\nb\n"));
	CHECK(holds("file.sum", ab_sums));
	CHECK(holds("file.new", NULL));
	CHECK(holds("file.sum.new", NULL));
	check_reads(true, "a\nb\n");
	CHECK_INT(summed_write(&files, "file", SPAN("")), 0);
	CHECK(holds("file.sum", "offset,lines,sha256\n"));
	check_reads(true, "");
	/* What a run that was killed left is in nobody's way. */
	source_file("file.new", SPAN("left over"));
	source_file("file.sum.new", SPAN("left over"));
	check_reads(true, "");
	CHECK_INT(summed_write(&files, "file", SPAN("a\nb\n")), 0);
	check_reads(true, "a\nb\n");
	CHECK(holds("file.sum", ab_sums));
	CHECK(holds("file.new", NULL));
	CHECK(holds("file.sum.new", NULL));
	CHECK(files.missing == NULL);
}

static void
another_byte_is_not_believed(void)
{
	begin();
	CHECK_INT(summed_write(&files, "file", SPAN("a\nb\n")), 0);
	source_file("file", SPAN("a\nc\n"));
	check_fails(READER_FAILED_DATA, "books/main/file: is not what its "
	    "sums say");
	check_reads(false, "a\nc\n");
	CHECK(holds("file.sum", ab_sums));
	/* And not because something was left over either. */
	source_file("file.sum.new", SPAN(ab_sums));
	check_fails(READER_FAILED_DATA, "books/main/file: is not what its "
	    "sums say");
}

/* Between two renames the new sums are where mending finds them. */
static void
sums_that_are_late_are_put_in_their_place(void)
{
	for (int i = 0; i < 2; i++) {
		begin();
		if (i == 0)
			CHECK_INT(summed_write(&files, "file", SPAN("c\n")), 0);
		source_file("file", SPAN("a\nb\n"));
		source_file("file.sum.new", SPAN(ab_sums));
		check_reads(false, "a\nb\n");
		CHECK(holds("file.sum.new", ab_sums));
		check_reads(true, "a\nb\n");
		CHECK(holds("file.sum", ab_sums));
		CHECK(holds("file.sum.new", NULL));
		CHECK(files.missing == NULL);
	}
}

static void
sums_that_are_missing_are_made(void)
{
	begin();
	source_file("file", SPAN("a\nb\n"));
	check_reads(false, "a\nb\n");
	CHECK(holds("file.sum", NULL));
	CHECK(files.missing == NULL);
	check_reads(true, "a\nb\n");
	CHECK(holds("file.sum", ab_sums));
	CHECK(files.missing != NULL && strcmp(files.missing, "file") == 0);
}

/* Whatever fails, the file is there with its sums, as before or as after. */
static void
what_fails_leaves_a_whole_file(void)
{
	begin();
	CHECK_INT(summed_write(&files, "file", SPAN("a\nb\n")), 0);
	CHECK_INT(mkdir("file.new", 0777), 0);
	CHECK_INT(summed_write(&files, "file", SPAN("c\n")), -1);
	CHECK_INT(files.failure.kind, READER_FAILED_OPEN);
	CHECK_SPAN(span_of(files.failure.sentence), "books/main/file.new: "
	    "cannot be made: Is a directory");
	CHECK_INT(rmdir("file.new"), 0);
	check_reads(true, "a\nb\n");
	source_limit_files(10);
	CHECK_INT(summed_write(&files, "file", SPAN("c\n")), -1);
	CHECK_INT(files.failure.kind, READER_FAILED_READ);
	CHECK_SPAN(span_of(files.failure.sentence), "books/main/file.sum.new: "
	    "cannot be written: File too large");
	source_limit_files(UINT64_MAX);
	CHECK(holds("file.new", NULL));
	CHECK(holds("file.sum.new", NULL));
	check_reads(true, "a\nb\n");
	CHECK(holds("file.sum", ab_sums));
	/* The second rename fails. */
	CHECK_INT(unlink("file.sum"), 0);
	CHECK_INT(mkdir("file.sum", 0777), 0);
	CHECK_INT(summed_write(&files, "file", SPAN("c\n")), -1);
	CHECK_SPAN(span_of(files.failure.sentence), "books/main/file.sum: "
	    "cannot be replaced: Is a directory");
	CHECK(holds("file", "c\n"));
	CHECK_INT(rmdir("file.sum"), 0);
	check_reads(true, "c\n");
	CHECK(files.missing == NULL);
	failure_free(&files.failure);
}

static void
what_cannot_be_read_says_so(void)
{
	begin();
	CHECK_INT(mkdir("file", 0777), 0);
	check_fails(READER_FAILED_READ, "books/main/file: cannot be read: "
	    "Is a directory");
	CHECK_INT(rmdir("file"), 0);
	CHECK_INT(symlink("file", "file"), 0);
	check_fails(READER_FAILED_OPEN, "books/main/file: cannot be opened: "
	    "Too many levels of symbolic links");
	begin();
}

int
main(void)
{
	files.dir = open(".", O_RDONLY | O_DIRECTORY);
	RUN(what_is_written_is_read_with_its_sums);
	RUN(another_byte_is_not_believed);
	RUN(sums_that_are_late_are_put_in_their_place);
	RUN(sums_that_are_missing_are_made);
	RUN(what_fails_leaves_a_whole_file);
	RUN(what_cannot_be_read_says_so);
	close(files.dir);
	return check_status();
}
