#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "serve/api.h"
#include "serve/server.h"

enum {
	SAFE_KEPT = 1024,	/* moments at which records were safe */
	SECOND = 1000000,	/* all times are in microseconds */
	SOON = 5000,		/* until a window that is due is looked for, */
	LATER = 100000,		/* and one that is not */
	REFRESH = 250000,	/* between two states that are published */
	SETTLED = 2 * SECOND,	/* after which children have begun well */
	LAST_CALLS = 30 * SECOND,	/* for what is in flight at the end */
	LAST_BYTES = 1000,	/* milliseconds for answers at the end */
};

/* So many records that fit into windows were safe at that moment. */
struct safe_moment {
	uint64_t records;
	int64_t at;
};

struct server_state {
	struct loop_timer look, tick, refresh;
	struct safe_moment safe[SAFE_KEPT];	/* a ring */
	uint64_t moments;
	uint64_t safe_before;	/* records that were there at the start */
	bool is_stopping, is_finishing;
	int64_t stopped;	/* when it began to stop */
	bool has_settled;	/* the children have begun well, once */
	uint64_t ticks;		/* seconds that have passed */
	uint64_t refreshed;	/* what the last state that was published was */
};

/* End with a status and a sentence. */
static int
give_up(struct server *s, int status, const char *sentence)
{
	if (s->status == 0) {
		s->status = status;
		(void)failure_say(&s->failure, READER_FAILED_READ, "%s",
		    sentence);
	}
	loop_stop(&s->loop);
	return -1;
}

static int
give_up_view(struct server *s)
{
	return give_up(s, s->view.failure.kind == READER_FAILED_DATA ?
	    EX_DATAERR : EX_IOERR, s->view.failure.sentence);
}

/* Records of the view that can be in windows. */
static uint64_t
records_for_windows(const struct server *s)
{
	return s->view.records - s->view.too_large;
}

static void
note_safe(struct server *s)
{
	struct server_state *state = s->state;

	state->safe[state->moments++ % SAFE_KEPT] = (struct safe_moment){
	    .records = records_for_windows(s), .at = loop_now() };
}

/* When so many records were safe; -1 if that is not known any more. */
static int64_t
when_safe(const struct server_state *state, uint64_t records)
{
	uint64_t first = state->moments < SAFE_KEPT ? 0 :
	    state->moments - SAFE_KEPT, end = state->moments;

	if (records <= state->safe_before)
		return -1;
	/* One that is the first of those kept may have come too late. */
	if (first > 0 && state->safe[first % SAFE_KEPT].records >= records)
		return -1;
	while (first < end) {
		uint64_t middle = first + (end - first) / 2;
		if (state->safe[middle % SAFE_KEPT].records < records)
			first = middle + 1;
		else
			end = middle;
	}
	return end == state->moments ? -1 : state->safe[end % SAFE_KEPT].at;
}

static void
take_window(void *arg, struct window_entry *window)
{
	struct server *s = arg;
	int64_t safe = when_safe(s->state, s->view.windows.records);

	if (safe == -1)
		return;
	window->micros = loop_now() - safe;
	delays_add(&s->formed, window->micros);
}

static void
look_for_windows(void *arg)
{
	struct server *s = arg;
	uint64_t due = records_for_windows(s) / s->view.window;

	if (book_view_look(&s->view, take_window, s) == -1) {
		(void)give_up_view(s);
		return;
	}
	loop_set(&s->loop, &s->state->look, loop_now() +
	    (due > s->view.windows.count ? SOON : LATER));
}

static void
landed(void *arg, const struct posted *posted)
{
	struct server *s = arg;

	pipeline_landed(&s->pipeline, posted->txn.id, posted->received_text,
	    posted->balance_text);
}

/* What is there before anything is put: its windows were not waited for. */
static int
open_view(struct server *s)
{
	s->view.path = s->book;
	if (book_view_open(&s->view) == -1 ||
	    book_view_catch_up(&s->view, NULL, NULL) == -1 ||
	    book_view_look(&s->view, NULL, NULL) == -1)
		return -1;
	s->simulation.scale = s->view.scale;
	s->state->safe_before = records_for_windows(s);
	s->is_viewed = true;
	look_for_windows(s);
	return 0;
}

static void
ready(void *arg)
{
	struct server *s = arg;
	int result = s->is_viewed ?
	    book_view_catch_up(&s->view, landed, s) : open_view(s);

	if (result == -1) {
		(void)give_up_view(s);
		return;
	}
	note_safe(s);
	if (s->simulate == NULL || s->state->is_stopping)
		return;
	if (simulation_start(&s->simulation, s->simulate) == -1)
		(void)give_up(s, EX_UNAVAILABLE,
		    "the simulation cannot be started");
	s->simulate = NULL;
}

static void
safe(void *arg, uint64_t accepted, uint64_t refused)
{
	struct server *s = arg;

	if (book_view_advance(&s->view, accepted, refused) == -1) {
		(void)give_up_view(s);
		return;
	}
	if (accepted == 0)
		return;
	note_safe(s);
	if (records_for_windows(s) / s->view.window > s->view.windows.count)
		loop_set(&s->loop, &s->state->look, loop_now() + SOON);
}

static void
count_fate(void *arg, const struct pipeline_fate *fate)
{
	struct server *s = arg;

	delays_add(&s->durable, fate->micros);
	if (fate->fate == FATE_ACCEPTED)
		rates_add(&s->rates, loop_now(), 1);
}

static void
room(void *arg)
{
	struct server *s = arg;

	simulation_go_on(&s->simulation);
}

/* Will it be the same the next time? */
static bool
is_lasting(int status)
{
	if (status == -1 || !WIFEXITED(status))
		return false;
	switch (WEXITSTATUS(status)) {
	case EX_USAGE:
	case EX_DATAERR:
	case EX_NOINPUT:
	case EX_CANTCREAT:
		return true;
	default:
		return false;
	}
}

static void
lost(void *arg, const char *name, int status, int64_t in)
{
	struct server *s = arg;
	const struct pipeline_counts *counts = &s->pipeline.counts;

	if (!s->state->has_settled && is_lasting(status)) {
		s->status = WEXITSTATUS(status);
		loop_stop(&s->loop);
		return;
	}
	s->state->has_settled = s->state->has_settled ||
	    (counts->since > 0 && loop_now() - counts->since > SETTLED);
	if (s->lost != NULL && !s->state->is_stopping)
		s->lost(s->arg, name, status, in);
}

static void
ended(void *arg)
{
	api_simulation_ended(arg);
}

static const struct pipeline_calls calls = {
	.ready = ready,
	.safe = safe,
	.fate = count_fate,
	.room = room,
	.lost = lost,
};

/* Once a second: where the balance is. */
static void
tick(void *arg)
{
	struct server *s = arg;

	int64_t due = s->state->tick.due;
	int64_t missed = (loop_now() - due) / SECOND;

	/* What was missed, as all stood still, is not made up for. */
	loop_set(&s->loop, &s->state->tick, due + (missed + 1) * SECOND);
	s->state->ticks++;
	if (s->pipeline.counts.is_ready &&
	    loop_now() - s->pipeline.counts.since > SETTLED)
		s->state->has_settled = true;
	if (!s->is_viewed)
		return;
	s->series[s->points++ % SERVER_SERIES] = (struct server_point){
	    .at = timestamp_now(), .balance = s->view.balance,
	    .records = s->view.records };
}

/* What every state has another of when anything happened, and every second. */
static uint64_t
version(const struct server *s)
{
	const struct pipeline_counts *c = &s->pipeline.counts;
	uint64_t decided = 0;

	for (int i = 0; i < FATE_COUNT; i++)
		decided += c->decided[i];
	return decided + c->put + c->starts + s->view.windows.count +
	    s->simulation.runs + s->simulation.is_running + s->state->ticks;
}

static void
refresh(void *arg)
{
	struct server *s = arg;
	uint64_t now = version(s);

	loop_set(&s->loop, &s->state->refresh, loop_now() + REFRESH);
	if (s->http.counts.streams == 0 || now == s->state->refreshed)
		return;
	s->state->refreshed = now;
	buf_clear(&s->text);
	api_put_state(s, &s->text);
	if (!s->text.failed)
		http_publish(&s->http, buf_span(&s->text));
}

static void
connect_parts(struct server *s)
{
	struct server_state *state = s->state;

	state->look = (struct loop_timer){ .ring = look_for_windows, .arg = s };
	state->tick = (struct loop_timer){ .ring = tick, .arg = s };
	state->refresh = (struct loop_timer){ .ring = refresh, .arg = s };
	s->http.routes = api_routes;
	s->http.arg = s;
	s->pipeline.loop = &s->loop;
	s->pipeline.book = s->book;
	s->pipeline.calls = &calls;
	s->pipeline.arg = s;
	s->simulation.loop = &s->loop;
	s->simulation.pipeline = &s->pipeline;
	s->simulation.ended = ended;
	s->simulation.arg = s;
	s->submissions.pipeline = &s->pipeline;
	s->submissions.currency = s->currency;
}

int
server_open(struct server *s)
{
	s->state = calloc(1, sizeof(*s->state));
	if (s->state == NULL)
		return give_up(s, EX_IOERR, "out of memory");
	connect_parts(s);
	s->began = loop_now();
	s->started = timestamp_now();
	rates_begin(&s->rates, s->began);
	loop_set(&s->loop, &s->state->tick, s->began);
	loop_set(&s->loop, &s->state->refresh, s->began);
	if (http_open(&s->http, &s->loop) == -1)
		return give_up(s, EX_UNAVAILABLE, errno == ENOSYS ?
		    "it was built without libmicrohttpd and jansson" :
		    strerror(errno));
	if (pipeline_open(&s->pipeline) == -1)
		return give_up(s, EX_OSERR, strerror(errno));
	return 0;
}

bool
server_is_stopping(const struct server *s)
{
	return s->state != NULL && s->state->is_stopping;
}

/* Begin to stop: nothing new is taken. */
static void
stop(struct server *s)
{
	s->state->is_stopping = true;
	s->state->stopped = loop_now();
	s->submissions.is_stopping = true;
	http_quiesce(&s->http);
	simulation_stop(&s->simulation);
}

/*
 * Is all that was taken decided and answered?  What was made and never put, as
 * there was no room, was not taken.
 */
static bool
is_done(struct server *s)
{
	int64_t left = s->state->stopped + LAST_CALLS - loop_now();

	if (s->simulation.is_running) {
		if (left > 0)
			return false;
		simulation_free(&s->simulation);
		api_simulation_ended(s);
	}
	if (!s->state->is_finishing) {
		s->state->is_finishing = true;
		pipeline_finish(&s->pipeline, left > 0 ? left : 0);
	}
	return pipeline_is_closed(&s->pipeline) &&
	    http_unanswered(&s->http) == 0;
}

int
server_turn(struct server *s)
{
	switch (loop_turn(&s->loop)) {
	case 0:
		break;
	case 1:
		return -1;
	default:
		if (errno != EINTR)
			return give_up(s, EX_OSERR, strerror(errno));
		if (s->state->is_stopping)
			return 1;
		stop(s);
	}
	if (!s->state->is_stopping || !is_done(s))
		return 0;
	http_flush(&s->http, LAST_BYTES);
	return 1;
}

void
server_close(struct server *s)
{
	simulation_free(&s->simulation);
	pipeline_free(&s->pipeline);
	http_close(&s->http);
	book_view_close(&s->view);
	delays_free(&s->durable);
	delays_free(&s->formed);
	latest_batches_free(&s->batches);
	free(s->stops.request);
	s->stops = (struct server_stops){ 0 };
	buf_free(&s->text);
	failure_free(&s->failure);
	loop_free(&s->loop);
	free(s->state);
	s->state = NULL;
}
