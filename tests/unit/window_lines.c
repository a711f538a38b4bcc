/*
 * Windows that went in by lot, against what was read back: each fault that can
 * be made is found, and what is right is right, also where lines are alike.
 */
#define _GNU_SOURCE
#include "check.h"
#include "cli/window_lines.h"
#include "source.h"

enum { LINES = 60, BATCHES = 9, TIMES = 300 };

/* What went in: for every line a text, and the batch that it is put into. */
struct window_in {
	char text[LINES][8];
	unsigned batch[LINES];
};

static void
draw(struct window_in *in, uint64_t *state)
{
	for (int i = 0; i < LINES; i++) {
		snprintf(in->text[i], sizeof(in->text[i]), "%d", i);
		in->batch[i] = (unsigned)(source_random(state) % BATCHES);
	}
}

/* As the file has it: by batch, in order.  at[i] is the line that is i-th. */
static void
write_down(const struct window_in *in, struct parcel *p, int *at)
{
	int n = 0;

	parcel_clear(p);
	p->number = 1;
	for (unsigned b = 0; b < BATCHES; b++)
		for (int i = 0; i < LINES; i++)
			if (in->batch[i] == b)
				at[n++] = i;
	for (int i = 0; i < LINES; i++)
		CHECK(parcel_put(p, span_of(in->text[at[i]]),
		    span_of(in->text[at[i]]), 1) == 0);
}

/* Have its groups, from the batches that lines are in. */
static void
group(const struct window_in *in, struct parcel *p, const int *at)
{
	static uint32_t batch[LINES];
	struct window w = parcel_window(p);
	struct packing packing = { .batch = batch };
	uint32_t named[BATCHES], next = 0;

	memset(named, 0xff, sizeof(named));
	for (int i = 0; i < LINES; i++) {
		unsigned b = in->batch[at[i]];
		if (named[b] == UINT32_MAX)
			named[b] = next++;
		batch[i] = named[b];
	}
	packing.batches = next;
	CHECK(groups_make(&p->groups, &w, &packing) == 0);
}

/* How many faults there are, when these lines went in. */
static int
faults(struct window_lines *lines, const struct parcel *p,
    const struct window_in *in)
{
	int count = 0;
	size_t at;

	CHECK(window_lines_begin(lines, p) == 0);
	for (int i = 0; i < LINES; i++) {
		enum window_lines_found found = window_lines_take(lines,
		    span_of(in->text[i]), &at);
		count += found != WINDOW_LINES_NEXT;
		if (found != WINDOW_LINES_NONE)
			CHECK_SPAN(held_line(&p->held, at), in->text[i]);
	}
	return count + window_lines_left(lines, &at);
}

static void
swap(struct window_in *in, int i, int k)
{
	char text[sizeof(in->text[i])];

	memcpy(text, in->text[i], sizeof(text));
	memcpy(in->text[i], in->text[k], sizeof(text));
	memcpy(in->text[k], text, sizeof(text));
}

static void
what_is_right_is_right_and_nothing_else(void)
{
	struct window_lines lines = { 0 };
	struct parcel p = { .cap = 1000 };
	struct window_in in, other;
	uint64_t state = 3;
	int at[LINES];

	for (int time = 0; time < TIMES; time++) {
		int i = (int)(source_random(&state) % (LINES - 1));
		int k = (int)(source_random(&state) % LINES);

		draw(&in, &state);
		write_down(&in, &p, at);
		group(&in, &p, at);
		CHECK_INT(faults(&lines, &p, &in), 0);
		/* One that comes twice, in the place of another. */
		other = in;
		memcpy(other.text[i], in.text[k], sizeof(in.text[k]));
		CHECK((faults(&lines, &p, &other) == 0) == (i == k));
		/* Of a batch two that change places: others in between, too. */
		other = in;
		swap(&other, i, k);
		if (in.batch[i] == in.batch[k])
			CHECK((faults(&lines, &p, &other) == 0) == (i == k));
		/* Of several batches nobody can tell who came first. */
		other = in;
		swap(&other, i, i + 1);
		CHECK((faults(&lines, &p, &other) == 0) ==
		    (in.batch[i] != in.batch[i + 1]));
	}
	window_lines_free(&lines);
	window_lines_free(&lines);
	parcel_free(&p);
}

static void
lines_that_are_alike_are_each_met_once(void)
{
	struct window_lines lines = { 0 };
	struct parcel p = { .cap = 1000 };
	struct window_in in;
	int at[LINES];

	for (int i = 0; i < LINES; i++) {
		snprintf(in.text[i], sizeof(in.text[i]), "same");
		in.batch[i] = (unsigned)i % BATCHES;
	}
	write_down(&in, &p, at);
	group(&in, &p, at);
	CHECK_INT(faults(&lines, &p, &in), 0);
	snprintf(in.text[5], sizeof(in.text[5]), "other");
	CHECK_INT(faults(&lines, &p, &in), 2);
	window_lines_free(&lines);
	parcel_free(&p);
}

int
main(void)
{
	RUN(what_is_right_is_right_and_nothing_else);
	RUN(lines_that_are_alike_are_each_met_once);
	return check_status();
}
