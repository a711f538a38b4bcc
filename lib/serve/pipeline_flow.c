#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <unistd.h>

#include "serve/pipeline_flow.h"

const char *
pipeline_fate_name(enum fate fate)
{
	static const char *const names[FATE_COUNT] = {
		[FATE_ACCEPTED] = "accepted",
		[FATE_DUPLICATE] = "duplicate",
		[FATE_REFUSED] = "refused",
		[FATE_KNOWN] = "known",
	};

	return names[fate];
}

static struct span
to_write(const struct pipeline_state *s)
{
	struct span header = buf_span(&s->layout.header);

	if (s->header_sent < header.len)
		return (struct span){ header.ptr + s->header_sent,
		    header.len - s->header_sent };
	if (s->stage == PIPELINE_READY)
		return flights_unsent(&s->flights);
	return SPAN("");
}

static void
note_written(struct pipeline_state *s, size_t nbytes)
{
	if (s->header_sent < s->layout.header.len)
		s->header_sent += nbytes;
	else
		flights_sent(&s->flights, nbytes);
}

void
pipeline_write(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	struct span bytes;

	s->input.wants = 0;
	if (s->stage != PIPELINE_OPENS && s->stage != PIPELINE_READY)
		return;
	while (s->children.input != -1 && (bytes = to_write(s)).len > 0) {
		ssize_t put = write(s->children.input, bytes.ptr, bytes.len);

		if (put > 0) {
			note_written(s, (size_t)put);
		} else if (put == -1 && errno == EAGAIN) {
			s->input.wants = POLLOUT;
			return;
		} else if (put == 0 || errno != EINTR) {
			/* Its end is told soon, and what is left put again. */
			loop_unwatch(p->loop, &s->input);
			children_close_input(&s->children);
		}
	}
}

/* The first one is decided; it is out of the way before anybody is told. */
static void
tell(struct pipeline *p, const struct flight *flight, struct pipeline_fate fate)
{
	fate.micros = loop_now() - flight->since;
	p->counts.decided[fate.fate]++;
	p->calls->fate(p->arg, &fate);
	flight->decided(flight->arg, flight->index, &fate);
}

void
pipeline_settle(struct pipeline *p)
{
	struct flights *flights = &p->state->flights;
	struct flight flight;

	while (flights_has_landed(flights) && flights_take(flights, &flight))
		tell(p, &flight, (struct pipeline_fate){
		    .fate = FATE_ACCEPTED, .reason = SPAN(""),
		    .balance = { flight.balance, flight.balance_len } });
}

void
pipeline_tell_room(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	if (!s->was_full || pipeline_room(p) == 0)
		return;
	s->was_full = false;
	p->calls->room(p->arg);
}

int
pipeline_read(struct pipeline *p)
{
	struct pipeline_state *s = p->state;
	uint64_t lines[FATE_COUNT] = { 0 };
	struct outcome outcome;
	struct flight flight;
	int got, more;

	got = outcomes_read(&s->outcomes);
	if (got <= 0)
		return got;
	while ((more = outcomes_next(&s->outcomes, &outcome)) == 1) {
		if (!flights_take(&s->flights, &flight)) {
			more = -1;
			break;
		}
		lines[outcome.fate]++;
		tell(p, &flight, (struct pipeline_fate){ .fate = outcome.fate,
		    .reason = outcome.reason, .balance = outcome.balance });
		pipeline_settle(p);
	}
	if (lines[FATE_ACCEPTED] > 0 || lines[FATE_REFUSED] > 0)
		p->calls->safe(p->arg, lines[FATE_ACCEPTED],
		    lines[FATE_REFUSED]);
	pipeline_tell_room(p);
	if (more == 0)
		return 1;
	errno = EBADMSG;
	return -1;
}

void
pipeline_give_up(struct pipeline *p)
{
	struct flight flight;

	while (flights_take(&p->state->flights, &flight))
		flight.decided(flight.arg, flight.index, NULL);
}
