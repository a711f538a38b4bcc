/* A file that is replaced page by page, and by nothing but whole ones. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "check.h"
#include "cli/cli.h"
#include "cli/page_file.h"

/* What a file has, at most a few bytes. */
static struct span
have(const char *path)
{
	static char bytes[64];
	int fd = open(path, O_RDONLY);
	ssize_t len = read(fd, bytes, sizeof(bytes));

	close(fd);
	return (struct span){ bytes, len < 0 ? 0 : (size_t)len };
}

static void
make(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	CHECK_INT(fchmod(fd, mode), 0);
	close(fd);
}

static mode_t
mode_of(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 ? about.st_mode & 0777 : 0;
}

/* What stands beside is no way to another file, and nothing to wait for. */
static void
what_is_beside_is_not_written_to(void)
{
	struct outputs outputs = { 0 };

	for (int i = 0; i < 3; i++) {
		struct page_file f = { 0 };

		make("victim", "mine", 0644);
		if (i == 0)
			CHECK_INT(symlink("victim", "linked.new"), 0);
		else if (i == 1)
			CHECK_INT(link("victim", "linked.new"), 0);
		else
			CHECK_INT(mkfifo("linked.new", 0644), 0);
		CHECK_INT(page_file_open(&f, &outputs, "linked"), 0);
		CHECK_INT(page_file_put(&f, SPAN("page")), 0);
		CHECK_SPAN(have("victim"), "mine");
		CHECK_SPAN(have("linked"), "page");
		page_file_close(&f);
		outputs = (struct outputs){ 0 };
		CHECK_INT(unlink("linked") + unlink("victim"), 0);
	}
}

static void
a_page_takes_the_place_of_another(void)
{
	struct outputs outputs = { 0 };
	struct page_file f = { 0 };
	int before;

	make("page", "old", 0640);
	CHECK_INT(page_file_open(&f, &outputs, "page"), 0);
	CHECK_SPAN(have("page"), "old");
	before = open("page", O_RDONLY);
	CHECK_INT(page_file_put(&f, SPAN("a longer one")), 0);
	CHECK_SPAN(have("page"), "a longer one");
	CHECK_INT(page_file_put(&f, SPAN("new")), 0);
	CHECK_SPAN(have("page"), "new");
	CHECK_INT(mode_of("page"), 0640);
	CHECK_INT(access("page.new", F_OK), -1);
	/* Who has it open reads on in what it was. */
	CHECK_INT(lseek(before, 0, SEEK_END), 3);
	close(before);
	page_file_close(&f);
	page_file_close(&f);
	CHECK_SPAN(have("page"), "new");
	unlink("page");
}

static void
what_is_not_there_is_made_by_the_first_page(void)
{
	struct outputs outputs = { 0 };
	struct page_file f = { .synced = true };

	CHECK_INT(page_file_open(&f, &outputs, "./page"), 0);
	CHECK_INT(access("page", F_OK), -1);
	CHECK_INT(page_file_put(&f, SPAN("x")), 0);
	CHECK_SPAN(have("page"), "x");
	page_file_close(&f);
	unlink("page");
}

static void
a_link_is_followed(void)
{
	struct outputs outputs = { 0 };
	struct page_file f = { 0 };
	struct stat about;

	CHECK_INT(mkdir("folder", 0777), 0);
	make("folder/page", "old", 0644);
	CHECK_INT(symlink("folder/page", "link"), 0);
	CHECK_INT(page_file_open(&f, &outputs, "link"), 0);
	CHECK_INT(page_file_put(&f, SPAN("new")), 0);
	CHECK_SPAN(have("folder/page"), "new");
	CHECK(lstat("link", &about) == 0 && S_ISLNK(about.st_mode));
	page_file_close(&f);
	unlink("link");
	unlink("folder/page");
	rmdir("folder");
}

static void
what_is_no_plain_file_is_written_to(void)
{
	struct outputs outputs = { 0 };
	struct page_file f = { 0 };
	char got[16];
	int reader;

	CHECK_INT(mkfifo("fifo", 0666), 0);
	reader = open("fifo", O_RDONLY | O_NONBLOCK);
	CHECK_INT(page_file_open(&f, &outputs, "fifo"), 0);
	CHECK_INT(page_file_put(&f, SPAN("one\n")), 0);
	CHECK_INT(page_file_put(&f, SPAN("two\n")), 0);
	CHECK_INT(read(reader, got, sizeof(got)), 8);
	CHECK(memcmp(got, "one\ntwo\n", 8) == 0);
	close(reader);
	CHECK_INT(page_file_put(&f, SPAN("three\n")), -1);
	CHECK_INT(errno, EPIPE);
	page_file_close(&f);
	unlink("fifo");
}

static void
where_there_can_be_none_is_told(void)
{
	static const char *const bad[] = { "nowhere/page", "nowhere/", "",
	    "." };
	struct outputs outputs = { 0 };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct page_file f = { 0 };

		CHECK_INT(page_file_open(&f, &outputs, bad[i]), EX_CANTCREAT);
		page_file_close(&f);
	}
}

static void
what_is_read_or_written_elsewhere_is_refused(void)
{
	static const char *inputs[] = { "in", NULL };
	struct outputs outputs = { .inputs = inputs };
	struct page_file f = { 0 }, g = { 0 };
	struct writer w;
	int fd;

	make("in", "kept", 0644);
	CHECK_INT(page_file_open(&f, &outputs, "in"), EX_USAGE);
	page_file_close(&f);
	CHECK_INT(rename("in", "page.new"), 0);
	inputs[0] = "page.new";
	CHECK_INT(page_file_open(&f, &outputs, "page"), EX_USAGE);
	page_file_close(&f);
	CHECK_SPAN(have("page.new"), "kept");
	unlink("page.new");
	outputs = (struct outputs){ 0 };
	CHECK_INT(page_file_open(&f, &outputs, "page"), 0);
	CHECK_INT(page_file_put(&f, SPAN("x")), 0);
	CHECK_INT(page_file_open(&g, &outputs, "./page"), EX_USAGE);
	page_file_close(&g);
	CHECK_INT(outputs_open(&outputs, &w, "page"), EX_USAGE);
	CHECK_INT(outputs_append(&outputs, "page", &fd), EX_USAGE);
	CHECK_SPAN(have("page"), "x");
	page_file_close(&f);
	unlink("page");
}

/* A page that is too large is none. */
static void
one_that_cannot_be_written_leaves_the_old_one(void)
{
	struct outputs outputs = { 0 };
	struct page_file f = { 0 };
	struct rlimit was, least;

	CHECK_INT(page_file_open(&f, &outputs, "page"), 0);
	CHECK_INT(page_file_put(&f, SPAN("old")), 0);
	getrlimit(RLIMIT_FSIZE, &was);
	least = was;
	least.rlim_cur = 4;
	setrlimit(RLIMIT_FSIZE, &least);
	CHECK_INT(page_file_put(&f, SPAN("too large")), -1);
	CHECK_INT(errno, EFBIG);
	setrlimit(RLIMIT_FSIZE, &was);
	CHECK_SPAN(have("page"), "old");
	CHECK_INT(access("page.new", F_OK), -1);
	CHECK_INT(page_file_put(&f, SPAN("not now")), 0);
	CHECK_SPAN(have("page"), "not now");
	page_file_close(&f);
	unlink("page");
}

int
main(void)
{
	static const struct cli_option none[] = { { 0 } };
	static const struct cli cli = { .command = "page_file",
	    .options = none };

	cli_start(&cli);
	RUN(what_is_beside_is_not_written_to);
	RUN(a_page_takes_the_place_of_another);
	RUN(what_is_not_there_is_made_by_the_first_page);
	RUN(a_link_is_followed);
	RUN(what_is_no_plain_file_is_written_to);
	RUN(where_there_can_be_none_is_told);
	RUN(what_is_read_or_written_elsewhere_is_refused);
	RUN(one_that_cannot_be_written_leaves_the_old_one);
	return check_status();
}
