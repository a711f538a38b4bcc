#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "serve/pipeline_flow.h"
#include "serve/pipeline_run.h"
#include "stream/field.h"

static void
name_file(struct buf *path, const char *book, struct span name)
{
	buf_put(path, span_of(book));
	buf_putc(path, '/');
	buf_put(path, name);
	buf_putc(path, '\0');
}

int
pipeline_open(struct pipeline *p)
{
	struct pipeline_state *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return -1;
	p->state = s;
	p->counts = (struct pipeline_counts){ 0 };
	pipeline_prepare(p);
	s->was_full = true;
	name_file(&s->book_path, p->book, SPAN("book"));
	name_file(&s->ledger_path, p->book, SPAN("ledger.csv"));
	if (s->book_path.failed || s->ledger_path.failed ||
	    flights_open(&s->flights, p->most) == -1) {
		pipeline_free(p);
		errno = ENOMEM;
		return -1;
	}
	return 0;
}

bool
pipeline_has_time(const struct pipeline *p)
{
	return p->state->layout.has[LAYOUT_TIME];
}

bool
pipeline_has_account(const struct pipeline *p)
{
	return p->state->layout.has[LAYOUT_ACCOUNT];
}

size_t
pipeline_room(const struct pipeline *p)
{
	const struct pipeline_state *s = p->state;

	if (!s->has_been_ready || s->is_closing)
		return 0;
	return s->flights.most - s->flights.count;
}

size_t
pipeline_in_flight(const struct pipeline *p)
{
	return p->state->flights.count;
}

int64_t
pipeline_waited(const struct pipeline *p)
{
	int64_t since = flights_since(&p->state->flights);

	return since == -1 ? 0 : loop_now() - since;
}

/*
 * May these be a record?  Where one field is "id" and another "amount", a line
 * names columns, wherever it stands.
 */
static bool
is_record(const struct span *part)
{
	bool has_id = false, has_amount = false;

	for (int i = 0; i < LAYOUT_PARTS; i++) {
		if (part[i].len > PIPELINE_FIELD_MAX || (part[i].len > 0 &&
		    memchr(part[i].ptr, '\n', part[i].len) != NULL))
			return false;
		has_id |= span_equal(part[i], SPAN("id"));
		has_amount |= span_equal(part[i], SPAN("amount"));
	}
	return !has_id || !has_amount;
}

int
pipeline_put(struct pipeline *p, const struct pipeline_record *record,
    pipeline_decided *decided, void *arg, size_t index)
{
	struct pipeline_state *s = p->state;
	struct flight flight = { .decided = decided, .arg = arg,
	    .index = index, .since = loop_now(),
	    .received = timestamp_now_after(s->received) };
	char received[TIMESTAMP_TEXT_LEN];
	const struct span part[LAYOUT_PARTS] = {
		[LAYOUT_ID] = record->id,
		[LAYOUT_TIME] = record->time,
		[LAYOUT_ACCOUNT] = record->account,
		[LAYOUT_AMOUNT] = record->amount,
		[LAYOUT_RECEIVED] = { received, TIMESTAMP_TEXT_LEN },
	};

	s->received = flight.received;
	timestamp_format_near(flight.received, &s->memo, received);
	if (!is_record(part)) {
		errno = EINVAL;
		return -1;
	}
	buf_clear(&s->line);
	layout_put(&s->layout, &s->line, part, &flight.id);
	if (s->line.failed ||
	    flights_put(&s->flights, &flight, buf_span(&s->line)) == -1) {
		errno = ENOMEM;
		return -1;
	}
	p->counts.put++;
	if (pipeline_room(p) == 0)
		s->was_full = true;
	if (!s->write.is_set)
		loop_set(p->loop, &s->write, 0);
	return 0;
}

void
pipeline_landed(struct pipeline *p, struct span id, struct span received,
    struct span balance)
{
	struct pipeline_state *s = p->state;

	if (s->flights.count == 0)
		return;
	buf_clear(&s->line);
	field_put(&s->line, id);
	if (!s->line.failed)
		(void)flights_land(&s->flights, buf_span(&s->line), received,
		    balance);
}

void
pipeline_finish(struct pipeline *p, int64_t most)
{
	if (!p->state->is_closing)
		pipeline_close(p, most);
}

bool
pipeline_is_closed(const struct pipeline *p)
{
	return p->state->stage == PIPELINE_CLOSED;
}

void
pipeline_free(struct pipeline *p)
{
	struct pipeline_state *s = p->state;

	if (s == NULL)
		return;
	pipeline_stop(p);
	loop_unset(p->loop, &s->deadline);
	pipeline_give_up(p);
	flights_free(&s->flights);
	outcomes_free(&s->outcomes);
	layout_free(&s->layout);
	buf_free(&s->line);
	buf_free(&s->book_path);
	buf_free(&s->ledger_path);
	free(s);
	p->state = NULL;
}
