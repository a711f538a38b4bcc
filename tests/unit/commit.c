/* Several journals as one: nobody is told what is not safe, in any order. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "check.h"
#include "source.h"
#include "stream/commit.h"

/* Two journals and a follower, and what was put so far. */
struct fixture {
	struct journal first, second;
	struct commit commit;
	struct writer told;
	struct writer *one, *two, *fate;
	int here;
	unsigned after;
};

static int
count_after(void *arg)
{
	struct fixture *f = arg;

	f->after++;
	return 0;
}

static void
begin(struct fixture *f)
{
	*f = (struct fixture){ .here = open(".", O_RDONLY | O_DIRECTORY) };
	unlink("first.csv");
	unlink("first.csv.sum");
	unlink("second.csv");
	unlink("second.csv.sum");
	CHECK_INT(journal_open(&f->first, f->here, ".", "first.csv"), 0);
	CHECK_INT(journal_keep(&f->first, 0), 0);
	CHECK_INT(journal_open(&f->second, f->here, ".", "second.csv"), 0);
	CHECK_INT(journal_keep(&f->second, 0), 0);
	CHECK_INT(writer_open(&f->told, open("told", O_WRONLY | O_CREAT |
	    O_TRUNC, 0666), "told"), 0);
	f->commit = (struct commit){ .after = count_after, .arg = f };
	f->one = commit_journal(&f->commit, &f->first);
	f->two = commit_journal(&f->commit, &f->second);
	f->fate = commit_follower(&f->commit, &f->told);
	CHECK(f->one != NULL && f->two != NULL && f->fate != NULL);
}

static void
end(struct fixture *f)
{
	commit_close(&f->commit);
	(void)!journal_close(&f->first);
	(void)!journal_close(&f->second);
	journal_free(&f->first);
	journal_free(&f->second);
	(void)!writer_close(&f->told);
	close(f->here);
}

static uint64_t
size_of(const char *name)
{
	struct stat about;

	return stat(name, &about) == 0 ? (uint64_t)about.st_size : 0;
}

static void
what_is_put_is_there_when_it_is_finished(void)
{
	struct fixture f;

	begin(&f);
	writer_put(f.one, SPAN("refused\n"));
	writer_put(f.two, SPAN("accepted\n"));
	writer_put(f.fate, SPAN("both\n"));
	CHECK_INT(size_of("second.csv") + size_of("told"), 0);
	CHECK_INT(commit_finish(&f.commit), 0);
	CHECK_INT(size_of("first.csv"), 8);
	CHECK_INT(size_of("second.csv"), 9);
	CHECK_INT(size_of("told"), 5);
	CHECK_INT(f.second.safe, 9);
	CHECK(f.after > 0);
	CHECK(commit_failed(&f.commit) == NULL);
	end(&f);
}

static int
say_no(void *arg)
{
	return count_after(arg) - 1;
}

static void
what_is_put_is_there_though_going_on_is_pointless(void)
{
	struct fixture f;
	struct wait_hook hook;

	begin(&f);
	f.commit.after = say_no;
	hook = commit_hook(&f.commit);
	writer_put(f.one, SPAN("1\n"));
	CHECK_INT(hook.before(hook.arg), -1);
	writer_put(f.two, SPAN("two\n"));
	CHECK_INT(commit_finish(&f.commit), -1);
	CHECK_INT(size_of("first.csv"), 2);
	CHECK_INT(size_of("second.csv"), 4);
	CHECK(commit_failed(&f.commit) == NULL);
	end(&f);
}

/* Run the hook, as who waits does, until what was put is told. */
static void
wait_for(struct fixture *f, uint64_t told)
{
	struct wait_hook hook = commit_hook(&f->commit);

	for (int i = 0; i < 10000 && size_of("told") < told; i++) {
		CHECK_INT(hook.before(hook.arg), 0);
		if (!hook.wakes || size_of("told") == told)
			continue;
		/* It is readable once there is more to be told. */
		CHECK_INT(wait_readable(hook.wake_fd,
		    &(struct wait_hook){ 0 }), 0);
	}
	CHECK_INT(hook.before(hook.arg), 0);
	CHECK_INT(size_of("told"), told);
}

static void
who_waits_is_woken_when_it_is_safe(void)
{
	struct fixture f;

	begin(&f);
	for (uint64_t i = 1; i < 50; i++) {
		writer_put(f.two, SPAN("a\n"));
		writer_put(f.fate, SPAN("ok\n"));
		wait_for(&f, 3 * i);
		CHECK_INT(size_of("second.csv"), 2 * i);
	}
	end(&f);
}

enum { LINES = 20000 };

static uint64_t start[LINES + 1];

static size_t
line_of(int i, char *dst)
{
	uint64_t state = (uint64_t)i;
	size_t len = i % 4000 == 7 ? 300000 : source_random(&state) % 90;

	memset(dst, 'a' + i % 26, len);
	dst[len] = '\n';
	return len + 1;
}

static void
every_line_is_found_wherever_it_is(void)
{
	static char wanted[300001];
	struct fixture f;
	struct span line;
	uint64_t state = 1;

	begin(&f);
	for (int i = 0; i < LINES; i++) {
		size_t len = line_of(i, wanted);
		start[i] = writer_position(f.two);
		writer_put(f.two, (struct span){ wanted, len });
		for (int n = 0; n < 2; n++) {
			int at = n == 0 ? i - i % 3 :
			    (int)(source_random(&state) % ((unsigned)i + 1));
			len = line_of(at, wanted);
			CHECK_INT(commit_line(&f.commit, 1, start[at],
			    &line), 0);
			CHECK(span_equal(line, (struct span){ wanted,
			    len - 1 }));
		}
	}
	CHECK_INT(commit_line(&f.commit, 1, writer_position(f.two), &line),
	    -1);
	CHECK_INT(errno, EBADMSG);
	CHECK_INT(commit_finish(&f.commit), 0);
	end(&f);
}

/*
 * Put lines of numbers into all three until something fails; what was told is
 * in both files.
 */
static void
fill(struct fixture *f)
{
	char line[40];

	for (int i = 0; i < 300000 && writer_error(f->two) == 0; i++) {
		int len = snprintf(line, sizeof(line), "%07d\n", i);
		writer_put(f->one, (struct span){ line, (size_t)len });
		writer_put(f->two, (struct span){ line, (size_t)len });
		writer_put(f->fate, (struct span){ line, (size_t)len });
	}
}

static void
what_fails_is_not_told(void)
{
	struct rlimit limit;
	struct fixture f;

	begin(&f);
	writer_put(f.one, SPAN("a\n"));
	writer_put(f.two, SPAN("a\n"));
	writer_put(f.fate, SPAN("a\n"));
	wait_for(&f, 2);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 1000003;
	setrlimit(RLIMIT_FSIZE, &limit);
	fill(&f);
	CHECK_INT(commit_finish(&f.commit), -1);
	CHECK(writer_error(f.two) != 0);
	CHECK(commit_failed(&f.commit) == &f.first);
	CHECK_SPAN(span_of(journal_error(&f.first)),
	    "./first.csv: cannot be written: File too large");
	CHECK(size_of("told") > 0);
	CHECK(size_of("told") <= size_of("second.csv"));
	CHECK(size_of("second.csv") <= size_of("first.csv"));
	end(&f);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	/* Nor has it sums of what is not there. */
	f.here = open(".", O_RDONLY | O_DIRECTORY);
	CHECK_INT(journal_open(&f.second, f.here, ".", "second.csv"), 0);
	CHECK_INT(journal_keep(&f.second, f.second.size), 0);
	journal_free(&f.second);
	close(f.here);
}

static void
what_a_putter_could_not_put_holds_the_group_back(void)
{
	static char block[WRITER_BLOCK];
	struct fixture f;

	begin(&f);
	writer_put(f.one, SPAN("refus"));
	f.one->error = ENOMEM;
	memset(block, '\n', sizeof(block));
	/* Blocks are taken all the same. */
	for (int i = 0; i < 30; i++)
		writer_put(f.two, (struct span){ block, sizeof(block) - 7 });
	writer_put(f.fate, SPAN("accepted\n"));
	CHECK_INT(commit_finish(&f.commit), -1);
	CHECK(commit_failed(&f.commit) == NULL);
	CHECK_INT(writer_error(f.one), ENOMEM);
	CHECK_INT(size_of("first.csv") + size_of("told"), 0);
	CHECK_INT(size_of("second.csv"), 0);
	end(&f);
}

static void
without_a_thread_it_is_the_same(void)
{
	struct rlimit limit, none;
	struct fixture f;

	begin(&f);
	commit_close(&f.commit);
	getrlimit(RLIMIT_NOFILE, &limit);
	none = limit;
	none.rlim_cur = 3;	/* so that there can be no pipe */
	setrlimit(RLIMIT_NOFILE, &none);
	f.two = commit_journal(&f.commit, &f.second);
	f.fate = commit_follower(&f.commit, &f.told);
	setrlimit(RLIMIT_NOFILE, &limit);
	CHECK(!commit_hook(&f.commit).wakes);
	for (uint64_t i = 1; i < 50; i++) {
		writer_put(f.two, SPAN("a\n"));
		writer_put(f.fate, SPAN("ok\n"));
		wait_for(&f, 3 * i);
	}
	for (int i = 0; i < 500000; i++)
		writer_put(f.two, SPAN("b\n"));
	CHECK_INT(commit_finish(&f.commit), 0);
	CHECK_INT(size_of("second.csv"), 2 * 49 + 2 * 500000);
	end(&f);
}

int
main(void)
{
	RUN(what_is_put_is_there_when_it_is_finished);
	RUN(what_is_put_is_there_though_going_on_is_pointless);
	RUN(who_waits_is_woken_when_it_is_safe);
	RUN(every_line_is_found_wherever_it_is);
	RUN(what_fails_is_not_told);
	RUN(what_a_putter_could_not_put_holds_the_group_back);
	RUN(without_a_thread_it_is_the_same);
	return check_status();
}
