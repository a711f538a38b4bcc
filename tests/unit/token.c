/*
 * Tokens: which files are a place for a secret, and who shows it.
 */
#include <sys/fsuid.h>
#include <sys/stat.h>

#include <errno.h>
#include <unistd.h>

#include "check.h"
#include "serve/token.h"

static const char path[] = "token";
static const char secret[] = "correct-horse-battery";

static void
write_file(const char *text, mode_t mode)
{
	FILE *f;

	unlink(path);
	f = fopen(path, "w");
	CHECK(f != NULL);
	if (f == NULL)
		return;
	fputs(text, f);
	CHECK(fclose(f) == 0);
	CHECK(chmod(path, mode) == 0);
}

/* Is the file refused, as bytes that are read, with a reason? */
static bool
is_refused(void)
{
	struct token t;
	const char *why = NULL;

	return token_read(&t, path, &why) == -1 && why != NULL && errno == 0;
}

static void
the_secret_is_let_in(void)
{
	struct token t;
	const char *why;

	write_file("correct-horse-battery\nwhat else there is\n", 0600);
	CHECK(token_read(&t, path, &why) == 0);
	CHECK(token_admits(&t, "Bearer correct-horse-battery"));
	CHECK(token_admits(&t, "bearer  correct-horse-battery"));
	CHECK(!token_admits(&t, NULL));
	CHECK(!token_admits(&t, ""));
	CHECK(!token_admits(&t, "Bearer"));
	CHECK(!token_admits(&t, "Bearer "));
	CHECK(!token_admits(&t, secret));
	CHECK(!token_admits(&t, "Basic correct-horse-battery"));
	CHECK(!token_admits(&t, "Bearer correct-horse-batter"));
	CHECK(!token_admits(&t, "Bearer correct-horse-battery "));
	CHECK(!token_admits(&t, "Bearer correct-horse-batterz"));
}

static void
an_end_of_line_is_no_part_of_it(void)
{
	static const char *const ends[] = { "", "\n", "\r\n", "\n\n" };
	char text[64];
	struct token t;
	const char *why;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		snprintf(text, sizeof(text), "%s%s", secret, ends[i]);
		write_file(text, 0400);
		CHECK(token_read(&t, path, &why) == 0);
		CHECK(token_admits(&t, "Bearer correct-horse-battery"));
	}
}

static void
lengths_have_ends(void)
{
	char text[TOKEN_MAX + 3];
	struct token t;
	const char *why;

	memset(text, 'x', sizeof(text));
	text[TOKEN_MAX + 1] = '\0';
	write_file(text, 0600);
	CHECK(is_refused());
	text[TOKEN_MAX] = '\0';
	write_file(text, 0600);
	CHECK(token_read(&t, path, &why) == 0);
	text[TOKEN_MIN] = '\0';
	write_file(text, 0600);
	CHECK(token_read(&t, path, &why) == 0);
	text[TOKEN_MIN - 1] = '\0';
	write_file(text, 0600);
	CHECK(is_refused());
	write_file("", 0600);
	CHECK(is_refused());
}

static void
what_is_not_visible_is_refused(void)
{
	write_file("correct horse battery\n", 0600);
	CHECK(is_refused());
	write_file("correct-horse-\tbattery\n", 0600);
	CHECK(is_refused());
	write_file("correct-horse-b\xc3\xa4ttery\n", 0600);
	CHECK(is_refused());
}

static void
what_others_may_touch_is_no_secret(void)
{
	static const mode_t modes[] = { 0640, 0620, 0604, 0602, 0610, 0777 };

	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		write_file(secret, modes[i]);
		CHECK(is_refused());
	}
	if (geteuid() != 0)
		return;
	write_file(secret, 0600);
	CHECK(chown(path, 65534, (gid_t)-1) == 0);
	CHECK(is_refused());
}

/* A user that can read it nonetheless is let, as nobody else can. */
static void
what_root_keeps_is_a_secret(void)
{
	struct token t;
	const char *why;

	if (geteuid() != 0)
		return;
	write_file(secret, 0600);
	CHECK(seteuid(65534) == 0);
	(void)setfsuid(0);
	CHECK(token_read(&t, path, &why) == 0);
	CHECK(seteuid(0) == 0);
}

static void
what_is_no_plain_file_is_refused(void)
{
	struct token t;
	const char *why;

	unlink(path);
	CHECK(token_read(&t, path, &why) == -1 && errno == ENOENT);
	CHECK(mkfifo(path, 0600) == 0);
	CHECK(is_refused());
	unlink(path);
	CHECK(mkdir(path, 0700) == 0);
	CHECK(is_refused());
	rmdir(path);
}

int
main(void)
{
	RUN(the_secret_is_let_in);
	RUN(an_end_of_line_is_no_part_of_it);
	RUN(lengths_have_ends);
	RUN(what_is_not_visible_is_refused);
	RUN(what_others_may_touch_is_no_secret);
	RUN(what_root_keeps_is_a_secret);
	RUN(what_is_no_plain_file_is_refused);
	return check_status();
}
