/*
 * Records submitted: what is put, and what is answered when.  The pipeline and
 * the request are made here, so that anything can become of a record at any
 * time; tests/pipe/serve-submit has the real ones.
 */
#include <errno.h>
#include <stdarg.h>

#include "base/buf.h"
#include "check.h"
#include "serve/problem.h"
#include "serve/submission.h"

/* What was put, as "id/amount "; and how it is decided. */
static struct {
	struct buf texts;
	pipeline_decided *decided[8];
	void *arg[8];
	size_t index[8];
	size_t count, room, put_at_most;
	int64_t waited;
	bool has_columns;
} put;

/* What a client sent, and what it got: "status body" or "problem: detail". */
struct request {
	struct span body;
	bool is_csv;
	int answers;
	struct buf answer;
};

bool
pipeline_has_time(const struct pipeline *p)
{
	(void)p;
	return put.has_columns;
}

bool
pipeline_has_account(const struct pipeline *p)
{
	(void)p;
	return put.has_columns;
}

size_t
pipeline_room(const struct pipeline *p)
{
	(void)p;
	return put.room;
}

int64_t
pipeline_waited(const struct pipeline *p)
{
	(void)p;
	return put.waited;
}

const char *
pipeline_fate_name(enum fate fate)
{
	static const char *const names[] = { "accepted", "duplicate", "refused",
	    "known" };

	return names[fate];
}

int
pipeline_put(struct pipeline *p, const struct pipeline_record *record,
    pipeline_decided *decided, void *arg, size_t index)
{
	(void)p;
	if (put.count == put.put_at_most) {
		errno = ENOMEM;
		return -1;
	}
	buf_put(&put.texts, record->id);
	buf_putc(&put.texts, '/');
	buf_put(&put.texts, record->amount);
	buf_putc(&put.texts, ' ');
	put.decided[put.count] = decided;
	put.arg[put.count] = arg;
	put.index[put.count++] = index;
	return 0;
}

struct span
request_body(const struct request *r)
{
	return r->body;
}

bool
request_is_csv(const struct request *r)
{
	return r->is_csv;
}

void
request_answer(struct request *r, const struct answer *answer)
{
	r->answers++;
	CHECK_SPAN(span_of(answer->type), "application/json");
	buf_say(&r->answer, "%u %.*s", answer->status, (int)answer->body.len,
	    answer->body.ptr);
}

void
problem_answer(struct request *r, enum problem problem, const char *format,
    ...)
{
	struct buf detail = { 0 };
	va_list args;

	r->answers++;
	va_start(args, format);
	buf_say_list(&detail, format, args);
	va_end(args);
	buf_say(&r->answer, "!%d %s", (int)problem, detail.ptr);
	buf_free(&detail);
}

void
problem_answer_record(struct request *r, enum problem problem, struct span id,
    struct span reason, const char *format, ...)
{
	struct buf detail = { 0 };
	va_list args;

	r->answers++;
	va_start(args, format);
	buf_say_list(&detail, format, args);
	va_end(args);
	buf_say(&r->answer, "!%d %.*s %.*s: %s", (int)problem, (int)id.len,
	    id.ptr, (int)reason.len, reason.ptr, detail.ptr);
	buf_free(&detail);
}

static struct pipeline pipeline;
static struct submissions submissions;

/* Begin anew: all is ready. */
static void
begin(void)
{
	struct buf texts = put.texts;

	buf_clear(&texts);
	memset(&put, 0, sizeof(put));
	put.texts = texts;
	put.room = 8;
	put.put_at_most = 8;
	put.has_columns = true;
	pipeline = (struct pipeline){ .most = 4, .counts.since = 1 };
	submissions = (struct submissions){ .pipeline = &pipeline,
	    .currency = "GBP" };
}

/* A client sends these bytes, which go away as soon as they were served. */
static void
submit(struct request *r, const char *body, bool is_csv)
{
	struct buf bytes = { 0 };

	buf_clear(&r->answer);
	buf_put(&bytes, span_of(body));
	r->answers = 0;
	r->body = buf_span(&bytes);
	r->is_csv = is_csv;
	submission_serve(&submissions, r);
	buf_free(&bytes);
}

/* The next one that was put comes to this. */
static void
decide(size_t which, enum fate fate, const char *reason, const char *balance)
{
	char words[2][32];
	struct pipeline_fate f = { .fate = fate };

	/* What is borrowed goes away. */
	snprintf(words[0], sizeof(words[0]), "%s", reason);
	snprintf(words[1], sizeof(words[1]), "%s", balance);
	f.reason = span_of(words[0]);
	f.balance = span_of(words[1]);
	put.decided[which](put.arg[which], put.index[which], &f);
	memset(words, 'x', sizeof(words));
}

static void
lose(size_t which)
{
	put.decided[which](put.arg[which], put.index[which], NULL);
}

static void
answered(int line, const struct request *r, const char *wanted)
{
	check_int(__FILE__, line, "answers", r->answers, 1);
	check_span(__FILE__, line, buf_span(&r->answer), span_of(wanted));
}

/* A problem with this number, and a word of its detail. */
static void
problem(int line, const struct request *r, enum problem problem,
    const char *word)
{
	char start[16];

	snprintf(start, sizeof(start), "!%d ", (int)problem);
	check_int(__FILE__, line, "answers", r->answers, 1);
	if (r->answer.ptr == NULL ||
	    strncmp(r->answer.ptr, start, strlen(start)) != 0 ||
	    strstr(r->answer.ptr, word) == NULL)
		check_fail(__FILE__, line, r->answer.ptr);
}

#define ANSWERED(r, wanted) answered(__LINE__, (r), (wanted))
#define PROBLEM(r, number, word) problem(__LINE__, (r), (number), (word))

#define ONE "{\"id\":\"a\",\"amount\":12.50}"

static void
one_is_answered_once_it_is_decided(void)
{
	struct request r = { 0 };

	begin();
	submit(&r, ONE, false);
	CHECK_INT(r.answers, 0);
	CHECK_INT(submissions.waiting, 1);
	CHECK_INT(submissions.requests, 1);
	CHECK_INT(submissions.records, 1);
	CHECK_SPAN(buf_span(&put.texts), "a/12.50 ");
	decide(0, FATE_ACCEPTED, "", "112.50");
	ANSWERED(&r, "201 {\"id\":\"a\",\"status\":\"accepted\","
	    "\"reason\":null,\"balance\":\"112.50\",\"currency\":\"GBP\"}\n");
	CHECK_INT(submissions.waiting, 0);
	submissions.currency = NULL;
	submit(&r, ONE, false);
	decide(1, FATE_DUPLICATE, "", "");
	ANSWERED(&r, "200 {\"id\":\"a\",\"status\":\"duplicate\","
	    "\"reason\":null,\"balance\":null,\"currency\":null}\n");
	buf_free(&r.answer);
}

static void
one_that_is_refused_is_a_problem(void)
{
	static const enum fate fates[] = { FATE_REFUSED, FATE_KNOWN };
	struct request r = { 0 };

	for (int i = 0; i < 2; i++) {
		const char *before = i == 0 ? ":" : "before";
		begin();
		submit(&r, ONE, false);
		decide(0, fates[i], "conflict", "");
		PROBLEM(&r, PROBLEM_CONFLICT, "a conflict: its id");
		PROBLEM(&r, PROBLEM_CONFLICT, before);
		submit(&r, ONE, false);
		decide(1, fates[i], "limit", "");
		PROBLEM(&r, PROBLEM_REFUSED, "a limit: a limit");
		PROBLEM(&r, PROBLEM_REFUSED, before);
		submit(&r, ONE, false);
		decide(2, fates[i], "oversize", "");
		PROBLEM(&r, PROBLEM_REFUSED, "a oversize: the ledger refuses");
	}
	buf_free(&r.answer);
}

static void
several_are_answered_in_their_order(void)
{
	struct request r = { 0 }, other = { 0 };

	begin();
	submit(&r, "[" ONE "," ONE ","
	    "{\"id\":\"\xc3\xa9\\\"\",\"amount\":\"x\"}," ONE "]",
	    false);
	submit(&other, "id,amount\nb,1\n", true);
	CHECK_SPAN(buf_span(&put.texts),
	    "a/12.50 a/12.50 \xc3\xa9\"/x a/12.50 b/1 ");
	CHECK_INT(submissions.waiting, 2);
	CHECK_INT(submissions.records, 5);
	decide(0, FATE_ACCEPTED, "", "-9223372036854775808.000");
	decide(1, FATE_DUPLICATE, "", "");
	decide(2, FATE_REFUSED, "amount", "");
	CHECK_INT(r.answers, 0);
	decide(3, FATE_KNOWN, "overflow", "");
	ANSWERED(&r, "200 {\"results\":[{\"id\":\"a\",\"status\":\"accepted\","
	    "\"reason\":null,\"balance\":\"-9223372036854775808.000\"},"
	    "{\"id\":\"a\",\"status\":\"duplicate\",\"reason\":null,"
	    "\"balance\":null},{\"id\":\"\xc3\xa9\\\"\",\"status\":\"refused\","
	    "\"reason\":\"amount\",\"balance\":null},{\"id\":\"a\","
	    "\"status\":\"known\",\"reason\":\"overflow\",\"balance\":null}],"
	    "\"accepted\":1,\"duplicate\":1,\"refused\":1,\"known\":1}\n");
	CHECK_INT(other.answers, 0);
	decide(4, FATE_ACCEPTED, "", "1.00");
	ANSWERED(&other, "200 {\"results\":[{\"id\":\"b\",\"status\":"
	    "\"accepted\",\"reason\":null,\"balance\":\"1.00\"}],"
	    "\"accepted\":1,\"duplicate\":0,\"refused\":0,\"known\":0}\n");
	buf_free(&r.answer);
	buf_free(&other.answer);
}

static void
nothing_is_put_where_not_all_can_be(void)
{
	struct request r = { 0 };

	begin();
	submit(&r, "[" ONE ",{}]", false);
	PROBLEM(&r, PROBLEM_FIELD, "record 2: id is missing");
	submit(&r, "id,amount\na,1\nb,2", true);
	PROBLEM(&r, PROBLEM_CSV, "line 3");
	submit(&r, "[" ONE "," ONE "," ONE "," ONE "," ONE "]", false);
	PROBLEM(&r, PROBLEM_MANY, "4");
	CHECK_INT(submissions.turned_away, 0);
	put.room = 1;
	submit(&r, "[" ONE "," ONE "]", false);
	PROBLEM(&r, PROBLEM_BUSY, "room");
	CHECK_INT(submissions.turned_away, 1);
	put.waited = PIPELINE_STUCK + 1;
	submit(&r, "[" ONE "]", false);
	PROBLEM(&r, PROBLEM_BUSY, "held up");
	CHECK_INT(submissions.turned_away, 2);
	put.waited = PIPELINE_STUCK;
	CHECK_INT(put.count, 0);
	CHECK_INT(submissions.waiting, 0);
	submit(&r, "[" ONE "]", false);
	CHECK_INT(r.answers, 0);
	CHECK_INT(put.count, 1);
	decide(0, FATE_ACCEPTED, "", "1");
	buf_free(&r.answer);
}

static void
a_book_has_its_columns(void)
{
	struct request r = { 0 };

	begin();
	put.has_columns = false;
	submit(&r, "{\"id\":\"a\",\"amount\":1,\"account\":\"x\"}", false);
	PROBLEM(&r, PROBLEM_FIELD, "account");
	submit(&r, "{\"id\":\"a\",\"amount\":1,\"time\":\"x\"}", false);
	PROBLEM(&r, PROBLEM_FIELD, "time");
	submit(&r, "{\"id\":\"a\",\"amount\":1,\"time\":null,\"account\":\"\"}",
	    false);
	CHECK_INT(put.count, 1);
	decide(0, FATE_ACCEPTED, "", "1");
	buf_free(&r.answer);
}

static void
before_the_start_and_at_the_end_nothing_is_taken(void)
{
	struct request r = { 0 };

	begin();
	pipeline.counts.since = 0;
	submit(&r, ONE, false);
	PROBLEM(&r, PROBLEM_STARTING, "");
	pipeline.counts.since = 1;
	submissions.is_stopping = true;
	submit(&r, ONE, false);
	PROBLEM(&r, PROBLEM_STOPPING, "nothing of it was taken");
	CHECK_INT(submissions.turned_away, 2);
	CHECK_INT(put.count, 0);
	buf_free(&r.answer);
}

static void
what_is_lost_may_have_been_taken(void)
{
	struct request r = { 0 };

	begin();
	submit(&r, "[" ONE "," ONE "]", false);
	decide(0, FATE_ACCEPTED, "", "1");
	lose(1);
	PROBLEM(&r, PROBLEM_STOPPING, "may have been taken");
	PROBLEM(&r, PROBLEM_STOPPING, "safe");
	CHECK_INT(submissions.waiting, 0);
	buf_free(&r.answer);
}

static void
memory_that_is_missing_in_between_is_told(void)
{
	struct request r = { 0 };

	begin();
	put.put_at_most = 1;
	submit(&r, "[" ONE "," ONE "," ONE "]", false);
	CHECK_INT(r.answers, 0);
	decide(0, FATE_ACCEPTED, "", "1");
	PROBLEM(&r, PROBLEM_INTERNAL, "after 1 records");
	submit(&r, ONE, false);
	PROBLEM(&r, PROBLEM_INTERNAL, "after 0 records");
	CHECK_INT(submissions.waiting, 0);
	CHECK_INT(submissions.records, 1);
	buf_free(&r.answer);
}

int
main(void)
{
	struct request r = { 0 };

	begin();
	submit(&r, ONE, false);
	if (put.count == 0 && r.answers == 1 &&
	    strstr(r.answer.ptr, "jansson") != NULL) {
		printf("skip - submission: built without jansson\n");
		buf_free(&r.answer);
		return 0;
	}
	decide(0, FATE_ACCEPTED, "", "1");
	buf_free(&r.answer);
	RUN(one_is_answered_once_it_is_decided);
	RUN(one_that_is_refused_is_a_problem);
	RUN(several_are_answered_in_their_order);
	RUN(nothing_is_put_where_not_all_can_be);
	RUN(a_book_has_its_columns);
	RUN(before_the_start_and_at_the_end_nothing_is_taken);
	RUN(what_is_lost_may_have_been_taken);
	RUN(memory_that_is_missing_in_between_is_told);
	buf_free(&put.texts);
	return check_status();
}
