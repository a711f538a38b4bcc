#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "serve/flights.h"

enum {
	KEPT = 64 * 1024,	/* bytes of lines that may be over before the
				   others are moved to their place */
};

int
flights_open(struct flights *f, size_t most)
{
	*f = (struct flights){ .most = most };
	/* What is never used of it is never there. */
	f->ring = calloc(most == 0 ? 1 : most, sizeof(*f->ring));
	return f->ring == NULL ? -1 : 0;
}

/* The one at place i, from 0, the first. */
static struct flight *
at(const struct flights *f, size_t i)
{
	size_t place = f->first + i;

	return &f->ring[place < f->most ? place : place - f->most];
}

int
flights_put(struct flights *f, const struct flight *flight, struct span line)
{
	struct flight *last;

	assert(f->count < f->most);
	if (buf_reserve(&f->lines, line.len) == -1) {
		f->lines.failed = false;
		return -1;
	}
	last = at(f, f->count);
	*last = *flight;
	last->at = f->begins + f->lines.len;
	last->len = line.len;
	last->has_landed = false;
	buf_put(&f->lines, line);
	f->count++;
	return 0;
}

struct span
flights_unsent(const struct flights *f)
{
	size_t done = (size_t)(f->written - f->begins);

	if (done == f->lines.len)
		return SPAN("");
	return (struct span){ f->lines.ptr + done, f->lines.len - done };
}

void
flights_sent(struct flights *f, size_t nbytes)
{
	f->written += nbytes;
}

int64_t
flights_since(const struct flights *f)
{
	return f->count == 0 ? -1 : at(f, 0)->since;
}

bool
flights_has_landed(const struct flights *f)
{
	return f->count > 0 && at(f, 0)->has_landed;
}

/*
 * Forget lines of which nobody needs anything any more, where that is half of
 * them: so each byte is moved once, if at all.
 */
static void
forget_lines(struct flights *f)
{
	uint64_t end = f->begins + f->lines.len;
	uint64_t needed = f->count > 0 ? at(f, 0)->at : end;
	size_t over;

	if (needed > f->written)
		needed = f->written;
	over = (size_t)(needed - f->begins);
	if (over == 0 || (over < f->lines.len &&
	    (over < KEPT || over < f->lines.len / 2)))
		return;
	memmove(f->lines.ptr, f->lines.ptr + over, f->lines.len - over);
	f->lines.len -= over;
	f->begins = needed;
}

bool
flights_take(struct flights *f, struct flight *flight)
{
	if (f->count == 0)
		return false;
	*flight = *at(f, 0);
	f->first = f->first + 1 == f->most ? 0 : f->first + 1;
	f->count--;
	if (f->hint > 0)
		f->hint--;
	forget_lines(f);
	return true;
}

/* The only one that may have been received then; count if there is none. */
static size_t
find_received(const struct flights *f, struct timestamp received)
{
	size_t low = 0, high = f->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (timestamp_compare(at(f, middle)->received, received) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < f->count &&
	    timestamp_compare(at(f, low)->received, received) != 0)
		return f->count;
	return low;
}

static bool
is_called(const struct flights *f, const struct flight *flight, struct span id)
{
	const char *line = f->lines.ptr + (flight->at - f->begins);

	return span_equal((struct span){ line + flight->id.at,
	    flight->id.len }, id);
}

/*
 * The first one of this id that has not landed, count if there is none.  What
 * is asked for is most often the next one.
 */
static size_t
find_id(const struct flights *f, struct span id)
{
	for (size_t i = 0; i < f->count; i++) {
		size_t place = f->hint + i;

		if (place >= f->count)
			place -= f->count;
		if (!at(f, place)->has_landed &&
		    is_called(f, at(f, place), id))
			return place;
	}
	return f->count;
}

bool
flights_land(struct flights *f, struct span id, struct span received,
    struct span balance)
{
	struct timestamp when;
	struct flight *flight;
	size_t place;

	if (received.len == 0)
		place = find_id(f, id);
	else if (timestamp_parse(received, &when) == 0)
		place = find_received(f, when);
	else
		return false;
	if (place == f->count || balance.len > MONEY_TEXT_MAX)
		return false;
	flight = at(f, place);
	if (flight->has_landed || !is_called(f, flight, id))
		return false;
	flight->has_landed = true;
	flight->balance_len = (unsigned char)balance.len;
	if (balance.len > 0)
		memcpy(flight->balance, balance.ptr, balance.len);
	f->hint = place + 1 == f->count ? 0 : place + 1;
	return true;
}

long
flights_rewind(struct flights *f)
{
	uint64_t end = f->begins + f->lines.len;
	struct buf lines = { 0 };
	long again = 0;

	if (buf_reserve(&lines, f->lines.len) == -1)
		return -1;
	for (size_t i = 0; i < f->count; i++) {
		struct flight *flight = at(f, i);
		uint64_t begins = end + lines.len;

		if (!flight->has_landed) {
			again += flight->at < f->written;
			buf_put(&lines, (struct span){ f->lines.ptr +
			    (flight->at - f->begins), flight->len });
		}
		flight->at = begins;
	}
	buf_free(&f->lines);
	f->lines = lines;
	f->begins = f->written = end;
	f->hint = 0;
	return again;
}

void
flights_free(struct flights *f)
{
	free(f->ring);
	buf_free(&f->lines);
	*f = (struct flights){ 0 };
}
