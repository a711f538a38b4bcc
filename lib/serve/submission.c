#include <errno.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/reason.h"
#include "serve/body.h"
#include "serve/submission.h"

/* Room for a balance, and for any word of base/reason. */
struct word {
	char text[MONEY_TEXT_MAX];
	size_t len;
};

/* What became of a record. */
struct result {
	struct span id;		/* borrowed from the submission's ids */
	enum fate fate;
	struct word reason, balance;	/* empty: there is none */
};

/* A request, from when its records are put until it is answered. */
struct submission {
	struct submissions *owner;
	struct request *request;
	bool is_one;
	bool is_cut;		/* not all of them could be put, */
	bool is_lost;		/* or are known to be decided */
	size_t count, left;	/* records; of these, not decided */
	char *ids;		/* owned */
	struct result result[];
};

static struct span
word_span(const struct word *w)
{
	return (struct span){ w->text, w->len };
}

static void
word_keep(struct word *w, struct span text)
{
	w->len = text.len < sizeof(w->text) ? text.len : sizeof(w->text);
	if (w->len > 0)
		memcpy(w->text, text.ptr, w->len);
}

static bool
is_reason(const struct result *r, enum reason reason)
{
	return span_equal(word_span(&r->reason), span_of(reason_word(reason)));
}

/* Why the ledger refuses, for a person. */
static const char *
clause_of(const struct result *r)
{
	static const struct {
		enum reason reason;
		const char *clause;
	} clauses[] = {
		{ REASON_ACCOUNT, "its account has more than 64 bytes" },
		{ REASON_AMOUNT, "its amount cannot be read, or has more "
		    "decimals than the book keeps" },
		{ REASON_CONFLICT, "its id is that of another record" },
		{ REASON_ID, "its id is empty, or has more than 64 bytes" },
		{ REASON_LIMIT, "a limit of its account forbids it" },
		{ REASON_OVERFLOW, "the balance would be too large" },
		{ REASON_TIME, "its time cannot be read" },
	};

	for (size_t i = 0; i < sizeof(clauses) / sizeof(*clauses); i++)
		if (is_reason(r, clauses[i].reason))
			return clauses[i].clause;
	return "the ledger refuses it";
}

static void
put_word(struct json *j, struct span key, const struct word *word)
{
	json_put_key(j, key);
	if (word->len > 0)
		json_put_string(j, word_span(word));
	else
		json_put_null(j);
}

/* The members of a result; its object is begun. */
static void
put_result(struct json *j, const struct result *r)
{
	json_put_key(j, SPAN("id"));
	json_put_string(j, r->id);
	json_put_key(j, SPAN("status"));
	json_put_string(j, span_of(pipeline_fate_name(r->fate)));
	put_word(j, SPAN("reason"), &r->reason);
	put_word(j, SPAN("balance"), &r->balance);
}

/* Answer with the JSON in text, which is freed. */
static void
answer_json(struct request *request, unsigned status, struct buf *text)
{
	buf_putc(text, '\n');
	if (text->failed)
		problem_answer(request, PROBLEM_INTERNAL,
		    "there is no memory for the answer; all of it is decided, "
		    "and sending it again is safe");
	else
		request_answer(request, &(struct answer){ .status = status,
		    .type = "application/json", .body = buf_span(text) });
	buf_free(text);
}

static void
answer_one(const struct submission *s)
{
	const struct result *r = &s->result[0];
	struct buf text = { 0 };
	struct json j = { .out = &text };

	if (r->fate == FATE_REFUSED || r->fate == FATE_KNOWN) {
		problem_answer_record(s->request, is_reason(r,
		    REASON_CONFLICT) ? PROBLEM_CONFLICT : PROBLEM_REFUSED,
		    r->id, word_span(&r->reason), "%s%s", clause_of(r),
		    r->fate == FATE_REFUSED ? "" : ", as when it was refused "
		    "before");
		return;
	}
	json_begin_object(&j);
	put_result(&j, r);
	json_put_key(&j, SPAN("currency"));
	if (s->owner->currency != NULL)
		json_put_string(&j, span_of(s->owner->currency));
	else
		json_put_null(&j);
	json_end_object(&j);
	answer_json(s->request, r->fate == FATE_ACCEPTED ? 201 : 200, &text);
}

static void
answer_all(const struct submission *s)
{
	uint64_t counts[FATE_COUNT] = { 0 };
	struct buf text = { 0 };
	struct json j = { .out = &text };

	json_begin_object(&j);
	json_put_key(&j, SPAN("results"));
	json_begin_array(&j);
	for (size_t i = 0; i < s->count; i++) {
		json_begin_object(&j);
		put_result(&j, &s->result[i]);
		json_end_object(&j);
		counts[s->result[i].fate]++;
	}
	json_end_array(&j);
	for (enum fate fate = 0; fate < FATE_COUNT; fate++) {
		json_put_key(&j, span_of(pipeline_fate_name(fate)));
		json_put_unsigned(&j, counts[fate]);
	}
	json_end_object(&j);
	answer_json(s->request, 200, &text);
}

static void
submission_free(struct submission *s)
{
	free(s->ids);
	free(s);
}

/* Nothing of it is in flight any more. */
static void
finish(struct submission *s)
{
	s->owner->waiting--;
	if (s->is_lost)
		problem_answer(s->request, PROBLEM_STOPPING,
		    "the server stops before it knows what became of this; it "
		    "may have been taken, in part or as a whole, and sending "
		    "the same again is safe");
	else if (s->is_cut)
		problem_answer(s->request, PROBLEM_INTERNAL,
		    "memory was missing after %zu records, which are decided; "
		    "sending the same again is safe", s->count);
	else if (s->is_one)
		answer_one(s);
	else
		answer_all(s);
	submission_free(s);
}

/* A record is decided: see pipeline_decided. */
static void
decided(void *arg, size_t index, const struct pipeline_fate *fate)
{
	struct submission *s = arg;
	struct result *r = &s->result[index];

	if (fate == NULL) {
		s->is_lost = true;
	} else {
		r->fate = fate->fate;
		word_keep(&r->reason, fate->reason);
		word_keep(&r->balance, fate->balance);
	}
	if (--s->left == 0)
		finish(s);
}

/* Room for what becomes of the records, with their ids; NULL: no memory. */
static struct submission *
make_submission(struct submissions *owner, struct request *request,
    const struct body *body)
{
	struct submission *s = calloc(1, sizeof(*s) +
	    body->count * sizeof(s->result[0]));
	size_t len = 0;

	if (s == NULL)
		return NULL;
	for (size_t i = 0; i < body->count; i++)
		len += body->record[i].id.len;
	s->ids = malloc(len + 1);
	if (s->ids == NULL) {
		free(s);
		return NULL;
	}
	len = 0;
	for (size_t i = 0; i < body->count; i++) {
		struct span id = body->record[i].id;
		memcpy(s->ids + len, id.ptr, id.len);
		s->result[i].id = (struct span){ s->ids + len, id.len };
		len += id.len;
	}
	s->owner = owner;
	s->request = request;
	s->is_one = body->is_one;
	s->count = s->left = body->count;
	return s;
}

/* Put all of them; there is room. */
static void
put_records(struct submissions *owner, struct request *request,
    const struct body *body)
{
	struct submission *s = make_submission(owner, request, body);

	if (s == NULL) {
		problem_answer(request, PROBLEM_INTERNAL,
		    "memory is missing; nothing of it was taken");
		return;
	}
	owner->requests++;
	owner->waiting++;
	for (size_t i = 0; i < body->count; i++)
		if (pipeline_put(owner->pipeline, &body->record[i], decided, s,
		    i) == -1) {
			s->is_cut = true;
			s->count = s->left = i;
			break;
		}
	owner->records += s->count;
	if (s->left == 0)
		finish(s);
}

/* What is asked of the records as a whole.  Returns whether it was answered. */
static bool
turn_away(struct submissions *s, struct request *request,
    const struct body *body)
{
	size_t room = pipeline_room(s->pipeline);

	if (body->has_time && !pipeline_has_time(s->pipeline))
		problem_answer(request, PROBLEM_FIELD,
		    "this book has no column time");
	else if (body->has_account && !pipeline_has_account(s->pipeline))
		problem_answer(request, PROBLEM_FIELD,
		    "this book has no column account");
	else if (pipeline_waited(s->pipeline) > PIPELINE_STUCK) {
		s->turned_away++;
		problem_answer(request, PROBLEM_BUSY,
		    "nothing has been decided for some seconds, as the ledger "
		    "or batch is held up; nothing of it was taken");
	} else if (body->count > room) {
		s->turned_away++;
		problem_answer(request, PROBLEM_BUSY,
		    "%zu records are more than there is room for, which is "
		    "%zu by now; nothing of it was taken", body->count, room);
	} else
		return false;
	return true;
}

/* Read the body.  Returns as body_read_json(). */
static int
read_body(struct submissions *s, struct request *request, struct body *body)
{
	size_t most = s->pipeline->most < SUBMISSION_MAX ? s->pipeline->most :
	    SUBMISSION_MAX;

	return request_is_csv(request) ?
	    body_read_csv(body, request_body(request), most) :
	    body_read_json(body, request_body(request), most);
}

/* Is it too late, or too early?  Returns whether it was answered. */
static bool
is_closed(struct submissions *s, struct request *request)
{
	if (s->is_stopping)
		problem_answer(request, PROBLEM_STOPPING,
		    "the server stops; nothing of it was taken");
	else if (s->pipeline->counts.since == 0)
		problem_answer(request, PROBLEM_STARTING,
		    "the book is still being read; nothing of it was taken");
	else
		return false;
	s->turned_away++;
	return true;
}

void
submission_serve(struct submissions *s, struct request *request)
{
	struct body body = { 0 };
	int got;

	if (is_closed(s, request))
		return;
	got = read_body(s, request, &body);
	if (got == 1)
		problem_answer(request, body.problem, "%s", body.why.ptr);
	else if (got == -1)
		problem_answer(request, PROBLEM_INTERNAL, "%s",
		    errno == ENOSYS ?
		    "this server was built without jansson, and reads no JSON" :
		    "memory is missing; nothing of it was taken");
	else if (!turn_away(s, request, &body))
		put_records(s, request, &body);
	body_free(&body);
}
