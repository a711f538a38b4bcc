#include <stdlib.h>

#include "pack/dive.h"

enum {
	NEARLY = 100,		/* of LP_ONE */
};

static int
by_value(const void *a, const void *b)
{
	const struct master_share *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return x->pattern < y->pattern ? -1 : x->pattern > y->pattern;
}

/* Fill some batches.  Returns how many, or -1 with errno ENOMEM. */
static int
fill_some(struct search *s, uint32_t one_of)
{
	struct master *m = &s->master;
	uint32_t quota = s->kinds.batches / one_of + 1;
	int filled = 0;

	qsort(m->share, m->shares, sizeof(*m->share), by_value);
	for (size_t i = 0; i < m->shares; i++) {
		int64_t left = m->share[i].value;
		int taken = 1;

		for (; taken == 1 && left >= LP_ONE - NEARLY; left -= LP_ONE) {
			taken = search_take(s, m->share[i].pattern);
			filled += taken == 1;
		}
		if (taken == 1 && (uint32_t)filled < quota && left > 0 &&
		    (filled == 0 || left > LP_ONE / 2)) {
			taken = search_take(s, m->share[i].pattern);
			filled += taken == 1;
		}
		if (taken == -1)
			return -1;
	}
	return filled;
}

/* Ask the master until it is open, allowing more batches if that may help. */
static enum master_answer
ask(struct search *s)
{
	struct kinds *k = &s->kinds;
	enum master_answer answer;

	while ((answer = master_run(&s->master, k)) == MASTER_CLOSED) {
		if (s->plan.count + k->batches + 1 >= s->plan.batches)
			return MASTER_CLOSED;
		k->batches++;
	}
	return answer;
}

static enum search_answer
go_down(struct search *s, uint32_t one_of)
{
	while (!search_is_whole(s)) {
		int filled = fill_some(s, one_of);

		if (filled == -1)
			return SEARCH_FAILED;
		if (filled == 0)
			return SEARCH_NONE;
		switch (ask(s)) {
		case MASTER_FAILED:
			return SEARCH_FAILED;
		case MASTER_CLOSED:
			return SEARCH_NONE;
		case MASTER_SPENT:
			return SEARCH_SPENT;
		case MASTER_OPEN:
			break;
		}
	}
	return search_complete(s) == -1 ? SEARCH_FAILED : SEARCH_FOUND;
}

enum search_answer
dive_run(struct search *s, uint32_t one_of)
{
	size_t filled = s->plan.count;
	uint32_t batches = s->kinds.batches;
	uint32_t best = s->plan.batches;
	enum search_answer answer = go_down(s, one_of);

	if (answer == SEARCH_FOUND && s->plan.batches >= best)
		answer = SEARCH_NONE;
	search_give_back(s, filled);
	s->kinds.batches = batches;
	return answer;
}
