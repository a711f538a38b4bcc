#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/grow.h"
#include "serve/window_list.h"
#include "stream/lookback.h"

/* The columns of windows.csv. */
#define HEADER "window,count,total,batches,lower_bound,bound,proven,"

enum {
	WINDOW,
	COUNT,
	TOTAL,
	BATCHES,
	LOWER_BOUND,
	BOUND,
	PROVEN,
	COLUMNS,		/* that are looked at */
};

/* What the batches of a window come to. */
struct sums {
	uint64_t batches;
	struct money_total total, least;
};

struct window_list_state {
	struct split split;		/* of windows.csv */
	struct window_entry next;	/* whose lines are looked for; number 0:
					   none is */
	uint64_t left;			/* so many of them, */
	struct sums sums;		/* and what those that were there came
					   to */
	struct batch_lines lines;	/* that are read on, */
	struct batch_lines again;	/* and those that are asked for */
};

static int
wrong(void)
{
	errno = EBADMSG;
	return -1;
}

static int
make_state(struct window_list *l)
{
	if (l->state != NULL)
		return 0;
	l->reports.name = "windows.csv";
	l->lines.name = "batches.csv";
	l->state = calloc(1, sizeof(*l->state));
	if (l->state == NULL)
		return -1;
	return split_start(&l->state->split, ',', '"');
}

/* Read what a report says of a window. */
static int
parse_report(struct window_list_state *s, struct span line)
{
	struct window_entry *e = &s->next;
	int got = split_record(&s->split, line);
	const struct span *field = s->split.field;

	*e = (struct window_entry){ .micros = -1 };
	if (got == -1)
		return -1;
	if (got == 2 || s->split.nfields < COLUMNS ||
	    batch_lines_number(field[COUNT], &e->count) == -1 ||
	    batch_lines_number(field[BATCHES], &e->batches) == -1 ||
	    batch_lines_number(field[LOWER_BOUND], &e->lower_bound) == -1)
		return wrong();
	e->is_proven = span_equal(field[PROVEN], SPAN("yes"));
	s->left = e->count;
	s->sums = (struct sums){ 0 };
	return batch_lines_number(field[WINDOW], &e->number);
}

/* The next report.  Returns 1; 0 if there is none; or -1. */
static int
next_report(struct window_list *l, int dir)
{
	struct window_list_state *s = l->state;
	struct span line;
	int got;

	if (l->reports.lines == 0) {
		got = follower_next(&l->reports, dir, &line);
		if (got != 1)
			return got;
		if (line.len < sizeof(HEADER) - 1 ||
		    memcmp(line.ptr, HEADER, sizeof(HEADER) - 1) != 0)
			return wrong();
	}
	got = follower_next(&l->reports, dir, &line);
	if (got == 1 && parse_report(s, line) == -1)
		return -1;
	if (got == 1 && s->next.number != l->count + 1)
		return wrong();
	return got;
}

static void
add_batch(void *arg, const struct window_batch *batch)
{
	struct sums *sums = arg;

	if (sums->batches == 0 || batch->total.minor < sums->least.minor)
		sums->least = batch->total;
	sums->batches++;
	sums->total.minor += batch->total.minor;
}

/* Read on to the lines of windows.  Returns 1; 0 if there are none; or -1. */
static int
take_header(struct window_list *l, int dir)
{
	struct window_list_state *s = l->state;
	struct span line;
	int got = follower_next(&l->lines, dir, &line);

	if (got != 1)
		return got;
	return batch_lines_columns(&s->lines, line, l->window_name,
	    l->batch_name) == -1 || batch_lines_columns(&s->again, line,
	    l->window_name, l->batch_name) == -1 ? -1 : 1;
}

/* Find its lines, and add them up.  Returns 1; 0 if not all are there; or
   -1. */
static int
find_lines(struct window_list *l, int dir)
{
	struct window_list_state *s = l->state;
	struct span line;
	int got = 1;

	if (l->lines.lines == 0)
		got = take_header(l, dir);
	if (got == 1 && s->left == s->next.count)
		s->next.offset = l->lines.next;
	for (; got == 1 && s->left > 0; s->left--) {
		got = follower_next(&l->lines, dir, &line);
		if (got != 1)
			break;
		if (batch_lines_add(&s->lines, s->next.number, line, l->scale,
		    add_batch, &s->sums) == -1)
			return -1;
	}
	if (got != 1)
		return got;
	batch_lines_end(&s->lines, add_batch, &s->sums);
	s->next.end = l->lines.next;
	return 1;
}

/* Call take with each batch of a window. */
static int
add_up(struct window_list *l, int dir, const struct window_entry *window,
    void (*take)(void *arg, const struct window_batch *batch), void *arg)
{
	struct batch_lines *lines = &l->state->again;
	struct lookback back = { .fd = openat(dir, "batches.csv",
	    O_RDONLY | O_CLOEXEC | O_NONBLOCK) };
	uint64_t offset = window->offset;
	struct span line = { NULL, 0 };
	int status = 0;

	if (back.fd == -1)
		return -1;
	while (offset < window->end && status == 0) {
		status = lookback_line(&back, offset, &line);
		offset += line.len + 1;
		if (status == 0)
			status = batch_lines_add(lines, window->number, line,
			    l->scale, take, arg);
	}
	if (status == 0)
		batch_lines_end(lines, take, arg);
	lookback_free(&back);
	close(back.fd);
	return status;
}

int
window_list_next(struct window_list *l, int dir, struct window_entry **window)
{
	const struct sums *sums;
	struct window_entry *e;
	int got = 1;

	if (make_state(l) == -1 || GROW(l->window, l->room, l->count + 1) == -1)
		return -1;
	e = &l->state->next;
	if (e->number == 0)
		got = next_report(l, dir);
	if (got == 1)
		got = find_lines(l, dir);
	if (got != 1)
		return got;
	sums = &l->state->sums;
	if (sums->batches != e->batches)
		return wrong();
	e->total = sums->total;
	e->least = sums->least;
	l->batches += e->batches;
	l->lower_bound += e->lower_bound;
	l->proven += e->is_proven;
	l->records += e->count;
	l->window[l->count] = *e;
	*window = &l->window[l->count++];
	e->number = 0;
	return 1;
}

int
window_list_batches(struct window_list *l, int dir, uint64_t number,
    void (*take)(void *arg, const struct window_batch *batch), void *arg)
{
	if (number == 0 || number > l->count) {
		errno = ENOENT;
		return -1;
	}
	return add_up(l, dir, &l->window[number - 1], take, arg);
}

void
window_list_free(struct window_list *l)
{
	follower_close(&l->reports);
	follower_close(&l->lines);
	if (l->state != NULL) {
		split_free(&l->state->split);
		batch_lines_free(&l->state->lines);
		batch_lines_free(&l->state->again);
		free(l->state);
	}
	free(l->window);
	*l = (struct window_list){ 0 };
}
