#include <stdlib.h>

#include "base/grow.h"
#include "stats/tempo.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)

/* Where the second, or the minute, ends that this is in. */
static int64_t
end_of(int64_t time, int64_t unit)
{
	int64_t past = time % unit;

	return time - past + (past < 0 ? 0 : unit);
}

static void
raise_peak(struct tempo_peak *peak, int64_t when, uint64_t count)
{
	if (count > peak->count)
		*peak = (struct tempo_peak){ { when }, count };
}

static void
end_second(struct tempo_walk *w)
{
	raise_peak(&w->second, w->until - SECOND, w->in_second);
	w->in_minute += w->in_second;
}

static void
end_minute(struct tempo_walk *w)
{
	raise_peak(&w->minute, w->minute_until - MINUTE, w->in_minute);
	w->in_minute = 0;
}

/* What was between the last one and this one, which is not in its second. */
static void
pass(struct tempo_walk *w, int64_t time)
{
	int64_t gap = time - w->previous;

	if (gap < 0) {
		w->is_broken = true;
		return;
	}
	if (gap > TEMPO_PAUSE) {
		w->pauses++;
		w->idle += gap;
	}
	end_second(w);
	if (time >= w->minute_until) {
		end_minute(w);
		w->minute_until = end_of(time, MINUTE);
	}
}

/* Go on to a time that is not in the second of the last one, or goes back. */
static void
walk_on(struct tempo_walk *w, int64_t time)
{
	if (w->in_second == 0)
		w->minute_until = end_of(time, MINUTE);
	else if (!w->is_broken)
		pass(w, time);
	w->previous = time;
	w->until = end_of(time, SECOND);
	w->in_second = 1;
}

static void
note_time(struct tempo *t, struct timestamp time)
{
	if (!t->has_time || time.micros < t->first.micros)
		t->first = time;
	if (!t->has_time || time.micros > t->last.micros)
		t->last = time;
	t->has_time = true;
}

/* What was only counted by tempo_add() so far. */
static void
list_second(struct tempo *t)
{
	struct timestamp time = { t->walk.previous };

	if (t->walk.in_second == t->listed)
		return;
	note_time(t, time);
	timeline_count(&t->timeline, time, t->walk.in_second - t->listed);
	t->listed = t->walk.in_second;
}

int
tempo_turn(struct tempo *t, struct timestamp time)
{
	if (timeline_reserve(&t->timeline) == -1)
		return -1;
	list_second(t);
	note_time(t, time);
	walk_on(&t->walk, time.micros);
	t->listed = 0;
	return 0;
}

/* Put times in order by eight bits of what they are above least. */
static void
sort_by_byte(const int64_t *from, int64_t *to, size_t count, int64_t least,
    int shift)
{
	size_t place[257] = { 0 };

	for (size_t i = 0; i < count; i++)
		place[((from[i] - least) >> shift & 0xff) + 1]++;
	for (int i = 1; i < 256; i++)
		place[i] += place[i - 1];
	for (size_t i = 0; i < count; i++)
		to[place[(from[i] - least) >> shift & 0xff]++] = from[i];
}

/*
 * Put times in order, with as much room behind them, and return where they are
 * then.  By bytes, the last one first, and only those that differ: windows come
 * by the thousand, and are short.
 */
static const int64_t *
sort_times(int64_t *time, size_t count)
{
	int64_t *room = time + count, least = INT64_MAX, most = INT64_MIN;

	for (size_t i = 0; i < count; i++) {
		least = time[i] < least ? time[i] : least;
		most = time[i] > most ? time[i] : most;
	}
	for (int shift = 0; shift < 64 && (most - least) >> shift > 0;
	    shift += 8) {
		int64_t *from = time;

		sort_by_byte(from, room, count, least, shift);
		time = room;
		room = from;
	}
	return time;
}

/* Follow the run as far as it is there. */
static void
walk_run(struct tempo *t, struct tempo_walk *w)
{
	const int64_t *time;

	if (t->in_run == 0)
		return;
	time = sort_times(t->run, t->in_run);
	for (size_t i = 0; i < t->in_run; i++)
		if (time[i] < w->previous || time[i] >= w->until) {
			walk_on(w, time[i]);
		} else {
			w->previous = time[i];
			w->in_second++;
		}
}

static void
end_run(struct tempo *t)
{
	list_second(t);
	walk_run(t, &t->walk);
	t->listed = t->walk.in_second;
	t->in_run = 0;
}

int
tempo_add_shuffled(struct tempo *t, uint64_t run, struct timestamp time)
{
	if (run != t->run_number) {
		end_run(t);
	} else if (t->in_run == TEMPO_RUN_MAX) {
		t->walk.is_broken = true;
		t->in_run = 0;
	}
	if (timeline_reserve(&t->timeline) == -1 ||
	    GROW(t->run, t->run_cap, 2 * (t->in_run + 1)) == -1)
		return -1;
	t->run_number = run;
	note_time(t, time);
	timeline_count(&t->timeline, time, 1);
	if (!t->walk.is_broken)
		t->run[t->in_run++] = time.micros;
	return 0;
}

int
tempo_merge(struct tempo *t, struct timestamp first, struct timestamp last,
    const struct timeline *timeline)
{
	if (timeline_merge(&t->timeline, timeline) == -1)
		return -1;
	note_time(t, first);
	note_time(t, last);
	t->walk.is_broken = true;
	return 0;
}

/* The peaks of records in any order, as far as they can be told. */
static void
find_peaks(struct tempo *t)
{
	t->second = (struct tempo_peak){ 0 };
	t->minute = (struct tempo_peak){ 0 };
	(void)timeline_busiest(&t->timeline, 1, &t->second.when,
	    &t->second.count);
	(void)timeline_busiest(&t->timeline, 60, &t->minute.when,
	    &t->minute.count);
}

void
tempo_end(struct tempo *t)
{
	struct tempo_walk walk;

	list_second(t);
	walk = t->walk;
	walk_run(t, &walk);
	t->count = t->timeline.count;
	t->is_ordered = !walk.is_broken;
	t->pauses = walk.is_broken ? 0 : walk.pauses;
	t->idle = walk.is_broken ? 0 : walk.idle;
	if (walk.is_broken) {
		find_peaks(t);
		return;
	}
	end_second(&walk);
	end_minute(&walk);
	t->second = walk.second;
	t->minute = walk.minute;
}

void
tempo_free(struct tempo *t)
{
	timeline_free(&t->timeline);
	free(t->run);
	*t = (struct tempo){ 0 };
}
