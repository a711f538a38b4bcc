/* The members of a small object: each by its name, numbers as they stand. */
#include <errno.h>

#include "check.h"
#include "serve/members.h"
#include "starve.h"

static const char *const names[] = { "rate", "seed", "name", NULL };

/* Read body, and show what is found as "kind:text" for each name; or the
   problem and why, behind "!".  Borrowed until the next call. */
static struct span
show(struct span body)
{
	static struct buf shown;
	struct buf room = { 0 }, why = { 0 };
	struct member member[3];
	enum problem problem;
	int got = members_read(body, names, member, &room, &problem, &why);

	CHECK(got == 0 || got == 1);
	buf_clear(&shown);
	if (got == 1)
		buf_say(&shown, "!%d %s", (int)problem, why.ptr);
	for (int i = 0; got == 0 && i < 3; i++) {
		buf_putc(&shown, "-ns?"[member[i].kind]);
		buf_put(&shown, member[i].text);
		buf_putc(&shown, ' ');
	}
	buf_free(&room);
	buf_free(&why);
	return buf_span(&shown);
}

static void
refused(int line, struct span body, enum problem problem, const char *why)
{
	struct buf wanted = { 0 };

	buf_say(&wanted, "!%d %s", (int)problem, why);
	check_span(__FILE__, line, show(body), buf_span(&wanted));
	buf_free(&wanted);
}

#define TAKEN(literal, wanted) CHECK_SPAN(show(SPAN(literal)), wanted)
#define REFUSED(literal, problem, why) \
	refused(__LINE__, SPAN(literal), problem, why)

static void
members_are_found_by_name(void)
{
	TAKEN("{}", "- - - ");
	TAKEN("{\"rate\":50}", "n50 - - ");
	TAKEN("{\"seed\":0,\"rate\":2.50,\"name\":\"5\\u00e9\"}",
	    "n2.50 n0 s5\xc3\xa9 ");
	TAKEN("{\"rate\":1e999,\"seed\":18446744073709551616}",
	    "n1e999 n18446744073709551616 - ");
	TAKEN("{\"name\":\"\"}", "- - s ");
}

static void
an_empty_body_has_none(void)
{
	TAKEN("", "- - - ");
	CHECK_SPAN(show((struct span){ 0 }), "- - - ");
}

/* Numbers in what is passed over are not those that come behind it. */
static void
others_are_told_apart(void)
{
	TAKEN("{\"rate\":null,\"seed\":true}", "? ? - ");
	TAKEN("{\"name\":[1,{\"a\":[2,-3]},\"4\"],\"rate\":5,\"seed\":{}}",
	    "n5 ? ? ");
}

static void
what_is_none_is_refused(void)
{
	REFUSED("{\"rat\":50}", PROBLEM_FIELD, "\"rat\" is no field");
	REFUSED("[]", PROBLEM_FIELD, "it is no object");
	REFUSED("[{\"rate\":50}]", PROBLEM_FIELD, "it is no object");
	REFUSED("{\"rate\":50,\"rate\":51}", PROBLEM_JSON,
	    "line 1, column 17: duplicate object key");
	REFUSED("{\"rate\":\n05}", PROBLEM_JSON,
	    "line 2, column 1: invalid token");
	REFUSED("50", PROBLEM_JSON, "line 1, column 2: '[' or '{' expected");
}

static void
much_is_not_looked_at(void)
{
	struct buf body = { 0 };

	buf_put(&body, SPAN("{\"rate\":["));
	for (int i = 0; i < 300; i++)
		buf_put(&body, SPAN("1,"));
	buf_put(&body, SPAN("1]}"));
	refused(__LINE__, buf_span(&body), PROBLEM_FIELD,
	    "it has more in it than fields");
	buf_free(&body);
}

static void
memory_that_is_missing_is_told(void)
{
	struct buf room = { 0 }, why = { 0 };
	struct member member[3];
	struct starve starve;
	enum problem problem;
	int got, error;

	if (!starve_begin(&starve))
		return;
	errno = 0;
	got = members_read(SPAN("{\"rate\":5}"), names, member, &room,
	    &problem, &why);
	error = errno;
	starve_end(&starve);
	CHECK_INT(got, -1);
	CHECK_INT(error, ENOMEM);
	buf_free(&room);
	buf_free(&why);
}

int
main(void)
{
	struct buf room = { 0 }, why = { 0 };
	struct member member[3];
	enum problem problem;

	if (members_read(SPAN("{}"), names, member, &room, &problem, &why) ==
	    -1 && errno == ENOSYS) {
		printf("skip - members: built without jansson\n");
		buf_free(&room);
		return 0;
	}
	buf_free(&room);
	RUN(members_are_found_by_name);
	RUN(an_empty_body_has_none);
	RUN(others_are_told_apart);
	RUN(what_is_none_is_refused);
	RUN(much_is_not_looked_at);
	RUN(memory_that_is_missing_is_told);
	return check_status();
}
