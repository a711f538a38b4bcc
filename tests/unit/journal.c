/* A file that grows, and its sums: what is safe is there, what is torn goes. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "check.h"
#include "source.h"
#include "stream/journal.h"

static int here;		/* the folder that the test runs in */

static void
write_file(const char *name, struct span bytes)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	CHECK(write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
	close(fd);
}

/* All of a file; to be freed. */
static struct span
read_file(const char *name)
{
	struct stat about;
	int fd = open(name, O_RDONLY);
	char *bytes;

	if (fd == -1 || fstat(fd, &about) == -1)
		return (struct span){ NULL, 0 };
	bytes = malloc((size_t)about.st_size + 1);
	CHECK(read(fd, bytes, (size_t)about.st_size) == about.st_size);
	close(fd);
	return (struct span){ bytes, (size_t)about.st_size };
}

static void
check_file(const char *name, struct span wanted)
{
	struct span got = read_file(name);

	CHECK(span_equal(got, wanted));
	free((char *)(uintptr_t)got.ptr);
}

static void
forget(void)
{
	unlink("j.csv");
	unlink("j.csv.sum");
}

static void
begin(struct journal *j)
{
	CHECK_INT(journal_open(j, here, "books/main", "j.csv"), 0);
	CHECK_INT(journal_keep(j, j->size), 0);
}

static void
end(struct journal *j)
{
	CHECK_INT(journal_close(j), 0);
	journal_free(j);
}

static void
what_is_written_is_there_with_its_sum(void)
{
	struct journal j;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, SPAN("a")), 0);
	CHECK_INT(j.safe, 0);
	CHECK_INT(journal_write(&j, SPAN("\n")), 0);
	CHECK_INT(journal_sync(&j), 0);
	CHECK_INT(j.safe, 2);
	end(&j);
	check_file("j.csv", SPAN("a\n"));
	check_file("j.csv.sum", SPAN("offset,lines,sha256\n2,1,"
	    "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
	    "\n"));
}

static void
what_is_torn_is_told_and_cut(void)
{
	const struct { struct span bytes; uint64_t size; } cases[] = {
		{ SPAN("a\nbc"), 2 }, { SPAN("a\n"), 2 }, { SPAN("abc"), 0 },
		{ SPAN("a\nb\0\0\0"), 2 }, { SPAN("a\n\0\0\0"), 2 },
		{ SPAN("\0\0\0\0"), 0 }, { SPAN(""), 0 },
		{ SPAN("a\n\0b\n"), 5 },
	};
	struct journal j;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct span whole = cases[i].bytes;
		forget();
		write_file("j.csv", whole);
		CHECK_INT(journal_open(&j, here, ".", "j.csv"), 0);
		CHECK_INT(j.size, cases[i].size);
		CHECK_INT(j.torn, whole.len - cases[i].size);
		check_file("j.csv", whole);
		CHECK_INT(journal_keep(&j, j.size), 0);
		whole.len = cases[i].size;
		check_file("j.csv", whole);
		end(&j);
	}
}

static void
a_long_tail_of_nothing_is_found(void)
{
	enum { LEN = 300000 };
	static char bytes[LEN];
	struct journal j;

	for (size_t at = 1; at < LEN; at = at * 3 + 1) {
		memset(bytes, 0, LEN);
		memset(bytes, 'x', at);
		bytes[at - 1] = '\n';
		forget();
		write_file("j.csv", (struct span){ bytes, LEN });
		CHECK_INT(journal_open(&j, here, ".", "j.csv"), 0);
		CHECK_INT(j.size, at);
		journal_free(&j);
	}
}

/* Lines drawn by lot, a few of them long. */
static char *
make_text(size_t len)
{
	char *text = malloc(len);
	uint64_t state = 11;

	memset(text, 'x', len);
	for (size_t at = 0; at < len; at += 1 + source_random(&state) % 150)
		text[at] = '\n';
	text[len - 1] = '\n';
	return text;
}

/* Leave the journal as a process that is killed does. */
static void
drop(struct journal *j)
{
	close(j->fd);
	close(j->sum_fd);
	buf_free(&j->lines);
	buf_free(&j->path);
	failure_free(&j->failure);
}

static void
sums_do_not_depend_on_how_often_it_was_cut_off(void)
{
	enum { LEN = 4 * 1024 * 1024 };
	char *text = make_text(LEN);
	struct span wanted;
	struct journal j;
	uint64_t state = 5;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, (struct span){ text, LEN }), 0);
	end(&j);
	wanted = read_file("j.csv.sum");
	for (int round = 0; round < 10; round++) {
		size_t at = 0;
		forget();
		while (at < LEN) {
			begin(&j);
			at = j.size;
			for (uint64_t n = source_random(&state) % 9; n > 0 &&
			    at < LEN; n--) {
				size_t len = source_random(&state) % 300000;
				if (len > LEN - at)
					len = LEN - at;
				CHECK_INT(journal_write(&j, (struct span){
				    text + at, len }), 0);
				at += len;
				if (n % 2 == 0)
					CHECK_INT(journal_sync(&j), 0);
			}
			/* A clean end is one behind a line. */
			if (at == LEN || (at > 0 && text[at - 1] == '\n'))
				end(&j);
			else
				drop(&j);
		}
		check_file("j.csv", (struct span){ text, LEN });
		check_file("j.csv.sum", wanted);
	}
	free((char *)(uintptr_t)wanted.ptr);
	free(text);
}

static void
it_is_cut_back_with_its_sums(void)
{
	enum { LEN = 3 * 1024 * 1024 };
	char *text = make_text(LEN);
	struct journal j;
	struct span wanted;

	for (size_t at = 1; at < LEN; at = at * 5 + 1) {
		while (text[at - 1] != '\n')
			at++;
		forget();
		begin(&j);
		CHECK_INT(journal_write(&j, (struct span){ text, at }), 0);
		end(&j);
		wanted = read_file("j.csv.sum");
		begin(&j);
		CHECK_INT(journal_write(&j, (struct span){ text + at,
		    LEN - at }), 0);
		end(&j);
		CHECK_INT(journal_open(&j, here, ".", "j.csv"), 0);
		CHECK_INT(journal_keep(&j, at), 0);
		end(&j);
		check_file("j.csv", (struct span){ text, at });
		check_file("j.csv.sum", wanted);
		free((char *)(uintptr_t)wanted.ptr);
	}
	free(text);
}

static void
sums_that_are_missing_or_torn_are_made_again(void)
{
	struct journal j;
	struct span wanted;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, SPAN("a\nb\n")), 0);
	end(&j);
	wanted = read_file("j.csv.sum");
	for (size_t len = 0; len <= wanted.len; len++) {
		write_file("j.csv.sum", (struct span){ wanted.ptr, len });
		begin(&j);
		CHECK(!j.sums_missing);
		end(&j);
		check_file("j.csv.sum", wanted);
	}
	unlink("j.csv.sum");
	begin(&j);
	CHECK(j.sums_missing);
	end(&j);
	check_file("j.csv.sum", wanted);
	free((char *)(uintptr_t)wanted.ptr);
}

static void
what_is_lost_or_changed_is_no_journal(void)
{
	struct journal j;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, SPAN("a\nb\n")), 0);
	end(&j);
	write_file("j.csv", SPAN("a\n"));
	CHECK_INT(journal_open(&j, here, "books/main", "j.csv"), -1);
	CHECK_INT(journal_failure(&j), READER_FAILED_DATA);
	CHECK_SPAN(span_of(journal_error(&j)), "books/main/j.csv: has 2 bytes "
	    "of whole lines; by its sums there were 4");
	journal_free(&j);
	write_file("j.csv", SPAN("a\nc\nd\n"));
	CHECK_INT(journal_open(&j, here, "books/main", "j.csv"), 0);
	CHECK_INT(journal_keep(&j, j.size), -1);
	CHECK_SPAN(span_of(journal_error(&j)), "books/main/j.csv: its lines 1 "
	    "to 2 are not what its sums say");
	CHECK_INT(journal_write(&j, SPAN("x")), -1);
	CHECK_INT(journal_close(&j), -1);
	check_file("j.csv", SPAN("a\nc\nd\n"));
	journal_free(&j);
}

static void
a_sum_can_be_had_at_any_place(void)
{
	struct journal j;
	struct sum sum;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, SPAN("a\nb\nc\n")), 0);
	CHECK_INT(journal_sync(&j), 0);
	CHECK_INT(journal_sum_at(&j, 2, &sum), 0);
	CHECK_SPAN(span_of(sum.hash), "87428fc522803d31065e7bce3cf03fe4"
	    "75096631e5e07bbd7a0fde60c4cf25c7");
	CHECK_INT(sum.lines, 1);
	CHECK_INT(journal_sum_at(&j, 0, &sum), 0);
	CHECK_SPAN(span_of(sum.hash), "");
	end(&j);
}

static void
what_could_not_be_written_is_not_there(void)
{
	struct rlimit limit;
	struct journal j;

	forget();
	begin(&j);
	CHECK_INT(journal_write(&j, SPAN("a\n")), 0);
	CHECK_INT(journal_sync(&j), 0);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 5;
	setrlimit(RLIMIT_FSIZE, &limit);
	CHECK_INT(journal_write(&j, SPAN("b\nc\nd\n")), -1);
	CHECK_SPAN(span_of(journal_error(&j)), "books/main/j.csv: cannot be "
	    "written: File too large");
	CHECK_INT(journal_sync(&j), -1);
	CHECK_INT(journal_close(&j), -1);
	journal_free(&j);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	check_file("j.csv", SPAN("a\n"));
}

static void
what_cannot_be_opened_is_told(void)
{
	struct journal j;

	CHECK_INT(mkdir("folder.csv", 0777), 0);
	CHECK_INT(journal_open(&j, here, "b", "folder.csv"), -1);
	CHECK_INT(journal_failure(&j), READER_FAILED_OPEN);
	CHECK_SPAN(span_of(journal_error(&j)),
	    "b/folder.csv: cannot be opened: Is a directory");
	journal_free(&j);
	rmdir("folder.csv");
}

int
main(void)
{
	here = open(".", O_RDONLY | O_DIRECTORY);
	RUN(what_is_written_is_there_with_its_sum);
	RUN(what_is_torn_is_told_and_cut);
	RUN(a_long_tail_of_nothing_is_found);
	RUN(sums_do_not_depend_on_how_often_it_was_cut_off);
	RUN(it_is_cut_back_with_its_sums);
	RUN(sums_that_are_missing_or_torn_are_made_again);
	RUN(what_is_lost_or_changed_is_no_journal);
	RUN(a_sum_can_be_had_at_any_place);
	RUN(what_could_not_be_written_is_not_there);
	RUN(what_cannot_be_opened_is_told);
	close(here);
	return check_status();
}
