#include "stats/sketch.h"

/* Where in the balance a record stands. */
static int64_t
place_in_time(const struct sketch *s, const struct txn *txn)
{
	if (s->by_number)
		return (int64_t)s->records;
	return txn->has_time ? txn->time.micros : s->balance.previous;
}

/*
 * May this source tell?  One that comes first is as good as none where the
 * better one comes later: what it told is forgotten.
 */
static bool
may_tell(enum sketch_source *teller, enum sketch_source source,
    struct series *one, struct series *other)
{
	if (source < *teller)
		return false;
	if (source > *teller) {
		series_free(one);
		if (other != NULL)
			series_free(other);
		*teller = source;
	}
	return true;
}

static int
add_fill(struct sketch *s, enum sketch_source source, money_int128 total)
{
	if (!may_tell(&s->fills_from, source, &s->fills, NULL))
		return 0;
	return series_add(&s->fills, (int64_t)s->fills.count + 1, total);
}

static int
add_window(struct sketch *s, enum sketch_source source, uint64_t batches,
    money_int128 lower_bound)
{
	int64_t number;

	if (!may_tell(&s->windows_from, source, &s->batches, &s->bounds))
		return 0;
	number = (int64_t)s->batches.count + 1;
	if (series_add(&s->bounds, number, lower_bound) == -1)
		return -1;
	return series_add(&s->batches, number, batches);
}

/* The batch that we are in is whole, if we are in any; and so is the window. */
static int
end_batch(struct sketch *s)
{
	s->now.batches++;
	s->now.total += s->now.batch;
	return add_fill(s, SKETCH_RECORDS, s->now.batch);
}

static int
end_window(struct sketch *s)
{
	money_int128 bound = (s->now.total + s->cap.minor - 1) / s->cap.minor;

	return add_window(s, SKETCH_RECORDS, s->now.batches,
	    bound < 1 ? 1 : bound);
}

void
sketch_begin_stream(struct sketch *s)
{
	s->now.is_over = true;
}

int
sketch_end(struct sketch *s)
{
	int got = 0;

	if (s->now.place.has_window) {
		got = end_batch(s);
		if (got == 0)
			got = end_window(s);
	}
	s->now = (struct sketch_window){ 0 };
	return got;
}

/* Go to the batch that a record stands in.  Numbers that go down begin
   another run. */
static int
go_to(struct sketch *s, const struct summary_place *place)
{
	const struct summary_place *was = &s->now.place;

	if (!was->has_window || s->now.is_over ||
	    place->window != was->window || place->batch < was->batch) {
		if (sketch_end(s) == -1)
			return -1;
	} else if (place->batch != was->batch) {
		if (end_batch(s) == -1)
			return -1;
		s->now.batch = 0;
	}
	s->now.place = *place;
	return 0;
}

int
sketch_add(struct sketch *s, const struct txn *txn,
    const struct summary_place *place)
{
	if (s->records++ == 0)
		s->by_number = !txn->has_time;
	if (series_add(&s->balance, place_in_time(s, txn),
	    txn->amount.minor) == -1)
		return -1;
	decades_add(&s->amounts, txn->amount);
	if (!place->has_window)
		return 0;
	s->is_shuffled = true;
	if (go_to(s, place) == -1)
		return -1;
	s->now.batch += money_magnitude(txn->amount);
	return 0;
}

int
sketch_add_batch(struct sketch *s, money_int128 total)
{
	return add_fill(s, SKETCH_LISTS, total);
}

int
sketch_add_window(struct sketch *s, uint64_t batches,
    money_int128 lower_bound)
{
	return add_window(s, SKETCH_REPORTS, batches, lower_bound);
}

void
sketch_free(struct sketch *s)
{
	series_free(&s->balance);
	series_free(&s->fills);
	series_free(&s->batches);
	series_free(&s->bounds);
	*s = (struct sketch)SKETCH_START;
}
