/*
 * Problems: every type has a name, a title and a status of its own kind, and
 * what is answered is JSON that says so.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/json.h"
#include "check.h"
#include "serve/problem.h"

static struct answer answered;
static char body[4096];

/* In the place of the one that a server has. */
void
request_answer(struct request *r, const struct answer *answer)
{
	(void)r;
	answered = *answer;
	CHECK(answer->body.len < sizeof(body));
	memcpy(body, answer->body.ptr, answer->body.len);
	body[answer->body.len] = '\0';
}

static void
each_has_a_name_of_its_own(void)
{
	for (enum problem p = 0; p < PROBLEM_COUNT; p++) {
		CHECK(problem_name(p) != NULL && problem_title(p) != NULL);
		CHECK(problem_status(p) >= 400 && problem_status(p) < 600);
		for (enum problem q = 0; q < p; q++)
			CHECK(strcmp(problem_name(p), problem_name(q)) != 0);
	}
}

static void
statuses_are_those_of_the_header(void)
{
	CHECK_INT(problem_status(PROBLEM_PATH), 404);
	CHECK_INT(problem_status(PROBLEM_METHOD), 405);
	CHECK_INT(problem_status(PROBLEM_PARAMETER), 400);
	CHECK_INT(problem_status(PROBLEM_TOKEN), 401);
	CHECK_INT(problem_status(PROBLEM_ORIGIN), 403);
	CHECK_INT(problem_status(PROBLEM_HOST), 421);
	CHECK_INT(problem_status(PROBLEM_BODY), 413);
	CHECK_INT(problem_status(PROBLEM_TYPE), 415);
	CHECK_INT(problem_status(PROBLEM_HEADER), 431);
	CHECK_INT(problem_status(PROBLEM_CONFLICT), 409);
	CHECK_INT(problem_status(PROBLEM_REFUSED), 422);
	CHECK_INT(problem_status(PROBLEM_BUSY), 503);
	CHECK_INT(problem_status(PROBLEM_INTERNAL), 500);
}

static void
a_problem_is_answered_as_json(void)
{
	problem_answer(NULL, PROBLEM_ACCOUNT, "nothing was posted to \"%s\"",
	    "a\xff");
	CHECK_INT(answered.status, 404);
	CHECK_INT(answered.retry_after, 0);
	CHECK(strcmp(answered.type, "application/problem+json") == 0);
	CHECK_SPAN(span_of(body), "{\"type\":\"/problems#account\","
	    "\"title\":\"Nothing was posted to this account\",\"status\":404,"
	    "\"detail\":\"nothing was posted to \\\"a\xef\xbf\xbd\\\"\"}\n");
}

static void
a_record_is_named_with_its_reason(void)
{
	problem_answer_record(NULL, PROBLEM_REFUSED, SPAN("t-1"),
	    SPAN("amount"), "it is refused");
	CHECK_INT(answered.status, 422);
	CHECK(strstr(body, "\"id\":\"t-1\",\"reason\":\"amount\"}\n") != NULL);
}

static void
who_may_come_back_is_told_when(void)
{
	problem_answer(NULL, PROBLEM_BUSY, "later");
	CHECK_INT(answered.status, 503);
	CHECK_INT(answered.retry_after, 1);
	problem_answer(NULL, PROBLEM_STARTING, "later");
	CHECK_INT(answered.retry_after, 1);
}

static void
all_are_listed(void)
{
	struct buf list = { 0 };
	int types = 0;

	problem_list(&list);
	buf_putc(&list, '\0');
	CHECK(!list.failed);
	for (const char *at = list.ptr;
	    (at = strstr(at, "\"type\":\"/problems#")) != NULL; at++)
		types++;
	CHECK_INT(types, PROBLEM_COUNT);
	buf_free(&list);
}

int
main(void)
{
	RUN(each_has_a_name_of_its_own);
	RUN(statuses_are_those_of_the_header);
	RUN(a_problem_is_answered_as_json);
	RUN(a_record_is_named_with_its_reason);
	RUN(who_may_come_back_is_told_when);
	RUN(all_are_listed);
	return check_status();
}
