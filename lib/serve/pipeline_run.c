#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve/pipeline_run.h"

enum {
	LOOK = 5000,		/* microseconds between looks for a new book */
};

/* Those that are to end are made to after a while. */
static void
be_patient(struct pipeline *p)
{
	loop_set(p->loop, &p->state->step, loop_now() +
	    (p->grace > 0 ? p->grace : PIPELINE_GRACE));
}

/* Nothing of the children is waited for, nor what comes next. */
static void
unwatch(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	loop_unwatch(p->loop, &s->input);
	loop_unwatch(p->loop, &s->output);
	loop_unset(p->loop, &s->step);
	loop_unset(p->loop, &s->write);
}

static void
close_all(struct pipeline *p)
{
	unwatch(p);
	loop_unset(p->loop, &p->state->deadline);
	p->state->stage = PIPELINE_CLOSED;
	p->counts.is_ready = false;
	p->counts.wait = 0;
	pipeline_give_up(p);
}

/* They are to begin again after a wait; returns it. */
static int64_t
wait_for_start(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	int64_t first = p->wait_first > 0 ? p->wait_first : PIPELINE_WAIT_FIRST;
	int64_t most = p->wait_most > 0 ? p->wait_most : PIPELINE_WAIT_MOST;
	int64_t now = loop_now();

	if (s->wait == 0 ||
	    (s->was_ready && now - p->counts.since >= s->wait))
		s->wait = first;
	else if (s->wait < most / 2)
		s->wait *= 2;
	else
		s->wait = most;
	s->stage = PIPELINE_WAITS;
	p->counts.wait = s->wait;
	loop_set(p->loop, &s->step, now + s->wait);
	return s->wait;
}

static void
fail_to_start(struct pipeline *p, int error)
{
	int64_t in;

	if (p->state->is_closing && p->state->flights.count == 0) {
		close_all(p);
		return;
	}
	in = wait_for_start(p);
	errno = error;
	p->calls->lost(p->arg, child_name(p->state->children.failed), -1, in);
}

void
pipeline_stop(struct pipeline *p)
{
	unwatch(p);
	children_end(&p->state->children);
	p->counts.pid[CHILD_LEDGER] = p->counts.pid[CHILD_BATCH] = 0;
}

/* Both have ended. */
static void
see_both_ended(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	int64_t in;

	unwatch(p);
	if (s->is_closing && (s->flights.count == 0 || s->is_late)) {
		close_all(p);
		return;
	}
	in = wait_for_start(p);
	for (int which = 0; which < CHILDREN; which++)
		if (children_lost(&s->children, which)) {
			p->counts.losses[which]++;
			p->calls->lost(p->arg, child_name(which),
			    s->children.child[which].status, in);
		}
}

/* The ledger reads no more, and both end of that. */
static void
end_input(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	s->stage = PIPELINE_ENDS;
	p->counts.is_ready = false;
	loop_unwatch(p->loop, &s->input);
	loop_unset(p->loop, &s->step);
	children_close_input(&s->children);
}

static void
stop_reading(struct pipeline *p)
{
	loop_unwatch(p->loop, &p->state->output);
	children_close_outcomes(&p->state->children);
	outcomes_free(&p->state->outcomes);
}

/* One has ended.  What the ledger had said before is there to be read. */
static void
see_end(void *arg, enum child_name which)
{
	struct pipeline *p = arg;
	struct pipeline_state *s = p->state;

	end_input(p);
	p->counts.pid[which] = 0;
	p->counts.last_status[which] = s->children.child[which].status;
	if (which == CHILD_LEDGER) {
		while (pipeline_read(p) == 1)
			;
		stop_reading(p);
	}
	if (!children_run(&s->children))
		see_both_ended(p);
	else if (!s->is_closing || s->flights.count > 0 || s->nudges > 0)
		be_patient(p);
}

/* Those that should have ended by now are made to. */
static void
nudge(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	children_signal(&s->children, s->nudges == 0 ? SIGTERM : SIGKILL);
	s->nudges++;
	be_patient(p);
}

/*
 * It is being closed, and there may be nothing left to wait for.  Children that
 * were killed left their book to be made whole by the next ones: these still
 * begin, and end.
 */
static void
close_if_done(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	if (!s->is_closing || s->flights.count > 0)
		return;
	switch (s->stage) {
	case PIPELINE_WAITS:
		if (s->has_been_ready)
			loop_set(p->loop, &s->step, loop_now());
		else
			close_all(p);
		break;
	case PIPELINE_STARTS:
	case PIPELINE_OPENS:
		if (s->has_been_ready)
			break;
		/* It would make its book whole, and then want input. */
		end_input(p);
		nudge(p);
		break;
	case PIPELINE_READY:
		end_input(p);
		break;
	case PIPELINE_ENDS:
	case PIPELINE_CLOSED:
		break;
	}
}

/* There is a book, and all in it is safe. */
static void
get_ready(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	long again;

	s->stage = PIPELINE_READY;
	children_ready(&s->children);
	s->was_ready = s->has_been_ready = true;
	p->counts.is_ready = true;
	p->counts.since = loop_now();
	p->calls->ready(p->arg);
	pipeline_settle(p);
	again = flights_rewind(&s->flights);
	if (again == -1) {
		/* For want of memory: they begin anew. */
		process_signal(&s->children.child[CHILD_LEDGER].process,
		    SIGKILL);
		end_input(p);
		return;
	}
	p->counts.sent_again += (uint64_t)again;
	pipeline_write(p);
	pipeline_tell_room(p);
	close_if_done(p);
}

/*
 * Has the ledger read the names of the columns?  It has its book then.  What it
 * wrote before does not say so: one that finds its book in use writes the first
 * line of its outcomes, too, as it ends.
 */
static bool
has_read_names(const struct pipeline_state *s)
{
	int left;

	return s->header_sent == s->layout.header.len &&
	    ioctl(s->children.input, FIONREAD, &left) == 0 && left == 0;
}

/* A new book gets its files once the ledger has read its columns' names. */
static void
look_for_book(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	struct stat ledger;

	if (has_read_names(s) && access(s->book_path.ptr, F_OK) == 0 &&
	    stat(s->ledger_path.ptr, &ledger) == 0 && ledger.st_size > 0)
		get_ready(p);
	else
		loop_set(p->loop, &s->step, loop_now() + LOOK);
}

/* The ledger has its book whole, it seems, and waits for the columns' names. */
static void
open_book(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	s->stage = PIPELINE_OPENS;
	s->header_sent = 0;
	if (layout_read(&s->layout, s->ledger_path.ptr) == -1) {
		end_input(p);
		return;
	}
	pipeline_write(p);
	look_for_book(p);
}

static void
read_output(void *arg)
{
	struct pipeline *p = arg;
	struct pipeline_state *s = p->state;
	int got = pipeline_read(p);

	if (got == 0) {
		loop_unwatch(p->loop, &s->output);
	} else if (got == -1 && errno == EBADMSG) {
		stop_reading(p);
		process_signal(&s->children.child[CHILD_LEDGER].process,
		    SIGKILL);
	}
	if (s->stage == PIPELINE_STARTS && s->outcomes.has_begun)
		open_book(p);
	else if (s->stage == PIPELINE_READY)
		close_if_done(p);
}

static void
write_input(void *arg)
{
	pipeline_write(arg);
}

/* Watch what comes out, and, once it was full, what goes in. */
static int
watch(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	s->input = (struct loop_source){ .fd = s->children.input,
	    .ready = write_input, .arg = p };
	s->output = (struct loop_source){ .fd = s->children.outcomes,
	    .wants = POLLIN, .ready = read_output, .arg = p };
	if (loop_watch(p->loop, &s->input) == -1)
		return -1;
	return loop_watch(p->loop, &s->output);
}

/* Begin both. */
static void
start(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	struct children_words words = { .book = p->book,
	    .more = { p->ledger_words, p->batch_words } };

	p->counts.wait = 0;
	if (children_begin(&s->children, &words) == -1) {
		fail_to_start(p, errno);
		return;
	}
	s->stage = PIPELINE_STARTS;
	s->was_ready = false;
	s->nudges = 0;
	p->counts.starts++;
	for (int i = 0; i < CHILDREN; i++)
		p->counts.pid[i] = s->children.child[i].process.pid;
	if (outcomes_begin(&s->outcomes, s->children.outcomes) == -1 ||
	    watch(p) == -1) {
		int error = errno;

		pipeline_stop(p);
		fail_to_start(p, error);
	}
}

static void
take_step(void *arg)
{
	struct pipeline *p = arg;

	switch (p->state->stage) {
	case PIPELINE_WAITS:
		start(p);
		break;
	case PIPELINE_OPENS:
		look_for_book(p);
		break;
	case PIPELINE_ENDS:
		nudge(p);
		break;
	case PIPELINE_STARTS:
	case PIPELINE_READY:
	case PIPELINE_CLOSED:
		break;
	}
}

/* Nobody waits any longer. */
static void
see_deadline(void *arg)
{
	struct pipeline *p = arg;
	struct pipeline_state *s = p->state;

	s->is_late = true;
	if (s->stage == PIPELINE_WAITS) {
		close_all(p);
		return;
	}
	end_input(p);
	nudge(p);
}

void
pipeline_prepare(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	s->children = (struct children){ .loop = p->loop, .ended = see_end,
	    .arg = p, .input = -1, .outcomes = -1 };
	s->outcomes.fd = -1;
	s->step = (struct loop_timer){ .ring = take_step, .arg = p };
	s->write = (struct loop_timer){ .ring = write_input, .arg = p };
	s->deadline = (struct loop_timer){ .ring = see_deadline, .arg = p };
	loop_set(p->loop, &s->step, loop_now());
}

void
pipeline_close(struct pipeline *p, int64_t most)
{
	p->state->is_closing = true;
	loop_set(p->loop, &p->state->deadline, loop_now() + most);
	close_if_done(p);
}
